"""Collections of everything that is wrong or unlikely, to report it all at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from standto.errors import Fault
from standto.scenario.layout import COLUMNS, FILES

LIMIT = 1000
"""The most faults listed for one file; the others are counted."""


class Warned(NamedTuple):
    """Something that is allowed but unlikely to be meant.

    Attributes
    ----------
    file, row, column
        Its position; rows are counted from 0.
    what
        The warning, in words.
    """

    file: str
    row: int
    column: str
    what: str


class Faults:
    """The faults of one folder, iterated by file, line and column."""

    def __init__(self) -> None:
        self._kept: defaultdict[str, list[Fault]] = defaultdict(list)
        self._more: Counter[str] = Counter()

    def add(self, place: str, what: str, *, line: int | None = None, column: str | None = None) -> None:
        """Note one fault."""
        if len(self._kept[place]) < LIMIT:
            self._kept[place].append(Fault(place, what, line=line, column=column))
        else:
            self._more[place] += 1

    def __bool__(self) -> bool:
        return bool(self._kept)

    def __iter__(self) -> Iterator[Fault]:
        for place in sorted(self._kept, key=_place_order):
            yield from sorted(self._kept[place], key=_line_order)
            if self._more[place]:
                yield Fault(place, f"{self._more[place]:,} more are not listed")


def _place_order(place: str) -> tuple[int, str]:
    """Return a sort key: files in the documented order, then others by name."""
    return (FILES.index(place) if place in FILES else len(FILES), place)


def _line_order(fault: Fault) -> tuple[int, int]:
    """Return a sort key: by line, then by column in the documented order."""
    columns = COLUMNS.get(fault.place, ())
    return (fault.line or 0, columns.index(fault.column) if fault.column in columns else -1)
