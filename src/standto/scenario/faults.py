"""Collecting everything that is wrong, so that it can be said in one go."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from standto.errors import Fault
from standto.scenario.layout import COLUMNS, FILES

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMIT = 1000
"""So many faults of one file are told one by one; the rest are counted."""


class Faults:
    """The faults of one folder, in no order until they are all there."""

    def __init__(self) -> None:
        self._kept: defaultdict[str, list[Fault]] = defaultdict(list)
        self._more: Counter[str] = Counter()

    def add(self, place: str, line: int | None, column: str | None, what: str) -> None:
        """Note one fault."""
        if len(self._kept[place]) < LIMIT:
            self._kept[place].append(Fault(place, what, line=line, column=column))
        else:
            self._more[place] += 1

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self._kept)

    def __iter__(self) -> Iterator[Fault]:
        """Go through them by file, line and column."""
        for place in sorted(self._kept, key=_place_order):
            yield from sorted(self._kept[place], key=_line_order)
            if self._more[place]:
                yield Fault(place, f"{self._more[place]:,} more are not listed")


def _place_order(place: str) -> tuple[int, str]:
    """Order files as they are documented, others after them by name."""
    return (FILES.index(place) if place in FILES else len(FILES), place)


def _line_order(fault: Fault) -> tuple[int, int]:
    """Order by line, then as the columns are documented."""
    columns = COLUMNS.get(fault.place, ())
    return (fault.line or 0, columns.index(fault.column) if fault.column in columns else -1)
