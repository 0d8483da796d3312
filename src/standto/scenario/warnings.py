"""What is sound but hardly meant: said by `standto check`, and never in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.errors import Fault
    from standto.model.scenario import Scenario


def warnings_of(scenario: Scenario, lines: dict[str, list[int]]) -> Iterator[Fault]:
    """Go through what is hardly meant."""
    yield from ()
