"""Names that are compared exactly and look the same: each is a fault, for a rule about one is none about the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from standto.scenario.cells import shown
from standto.scenario.layout import DUTIES, POWERS
from standto.scenario.telling_apart import likeness

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from standto.model.scenario import Duty, Power
    from standto.scenario.faults import Faults


class _Place(NamedTuple):
    """Where a name is written."""

    name: str
    file: str
    line: int
    column: str


def note_look_alikes(
    duties: Sequence[Duty], powers: Sequence[Power], lines: Mapping[str, Sequence[int]], faults: Faults
) -> None:
    """Note every task and site that looks like another and is not the same, with both places.

    Parameters
    ----------
    duties, powers
        Whose names they are.
    lines
        The line of each row of each file.
    faults
        Where faults are noted.
    """
    for column in ("task", "site"):
        first: dict[str, _Place] = {}
        told: set[str] = set()
        for place in _places(duties, powers, lines, column):
            other = first.setdefault(likeness(place.name), place)
            if other.name != place.name and place.name not in told:
                told.add(place.name)
                faults.add(
                    place.file,
                    place.line,
                    column,
                    f"{_spelt(place.name)} looks like {_spelt(other.name)} on {other.file}:{other.line} "
                    "and is not the same: write both alike",
                )


def _places(
    duties: Sequence[Duty], powers: Sequence[Power], lines: Mapping[str, Sequence[int]], column: str
) -> Iterator[_Place]:
    """Go through the tasks or the sites, duties' first."""
    for line, duty in zip(lines[DUTIES.file], duties, strict=True):
        yield _Place(getattr(duty, column), DUTIES.file, line, column)
    for line, power in zip(lines[POWERS.file], powers, strict=True):
        yield _Place(getattr(power, column), POWERS.file, line, column)


def _spelt(name: str) -> str:
    """Return a name in quotes, and where that leaves it unclear, with the numbers of its signs."""
    return shown(name) if shown(name).isascii() else f"{shown(name)} ({name!a})"
