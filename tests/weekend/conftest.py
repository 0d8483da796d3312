from __future__ import annotations

from collections.abc import Callable

import pytest

from standto.ladder.reviewing import Reviewer
from standto.model.scenario import Scenario
from standto.register import Records
from tools.london import weekend

Reviewing = Callable[[Scenario], Reviewer]


@pytest.fixture(scope="session")
def london() -> Scenario:
    return weekend()


@pytest.fixture(scope="session")
def reviewer(london: Scenario) -> Reviewer:
    return Reviewer(Records(london))
