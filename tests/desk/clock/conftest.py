"""A desk that goes by the machine's clock."""

from __future__ import annotations

from dataclasses import replace

import pytest

from standto.model.time import HOUR
from standto_desk.clock import real_now
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Draft
from tests.desk.acts.small_desk import ROWS
from tests.desk.clock.machines import IMPORTER, forget


@pytest.fixture
def small(database):
    """A small force at a desk that goes by the machine's clock; the URL of its database."""
    forget()
    people = [Draft("row", "people", who, step="set") for who in ("m0002", "m0003")]
    append([replace(one, occurred=-(2**62)) for one in (*ROWS, *people)], author=IMPORTER, now=real_now() - HOUR)
    yield database
    forget()
