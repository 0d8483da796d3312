"""Collections of everything that is wrong or unlikely, to report it all at once."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from standto.errors import Fault
from standto.scenario.layout import COLUMNS, FILES
from standto.wording import listed

LIMIT = 1000
"""The most faults listed for one file; the others are counted."""
MOST_ALIKE = 100
"""The most faults of one kind in one column of a file that are listed one by one."""
FEWEST_ALIKE = 5
"""Faults of one kind are listed as one if there are at least this many, in half of the rows of their file or more."""
_PLACES = 3
"""The number of lines that are named for many faults of one kind."""
_VALUES = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\d[\d.,:T+-]*""")
"""The parts of a fault's words that differ from row to row: values in quotes, and numbers."""


class Warned(NamedTuple):
    """Something that is allowed but unlikely to be meant.

    Attributes
    ----------
    file, row, column
        Its position; rows are counted from 0.
    what
        The warning, in words; ``{line}`` in it stands for the place of the row `other`.
    other
        Another row of the file that the warning names; None for none.
    """

    file: str
    row: int
    column: str
    what: str
    other: int | None = None


_Noted = tuple[int, Fault]
"""A fault, after the number of faults that were noted before it."""


@dataclass
class _Kind:
    """Faults of one column of a file whose words differ only by their values: the first of them, and their number."""

    first: list[_Noted] = field(default_factory=list)
    count: int = 0

    def told(self, rows: int) -> list[_Noted]:
        """Return the faults one by one, or one fault for many; `rows` is the number of rows of the file."""
        in_most_rows = rows > 0 and self.count >= max(FEWEST_ALIKE, rows / 2)
        if self.count <= MOST_ALIKE and not in_most_rows:
            return self.first
        lines = sorted({fault.line for _, fault in self.first if fault.line is not None})[:_PLACES]
        where = f", first on lines {listed([str(line) for line in lines])}" if len(lines) > 1 else ""
        place, first = min(self.first, key=_line_order)
        return [(place, replace(first, what=f"{first.what} (this fault occurs {self.count:,} times{where})"))]


class Faults:
    """The faults of one folder, iterated by file, line and column.

    Parameters
    ----------
    together
        Whether a fault that repeats in most rows of a file is listed once, with its number and its first lines.
    """

    def __init__(self, *, together: bool = True) -> None:
        self._together = together
        self._kinds: defaultdict[str, dict[tuple[str | None, str], _Kind]] = defaultdict(dict)
        self._kept: Counter[str] = Counter()
        self._more: Counter[str] = Counter()
        self._rows: Counter[str] = Counter()

    def add(self, place: str, what: str, *, line: int | None = None, column: str | None = None) -> None:
        """Note one fault."""
        words = _VALUES.sub("", what) if self._together else ""
        kind = self._kinds[place].setdefault((column, words), _Kind())
        kind.count += 1
        if self._together and len(kind.first) >= MOST_ALIKE:
            return
        if self._kept[place] < LIMIT:
            kind.first.append((self._kept[place], Fault(place, what, line=line, column=column)))
            self._kept[place] += 1
        else:
            self._more[place] += 1

    def note_rows(self, place: str, count: int) -> None:
        """Note the number of rows of a file."""
        self._rows[place] = count

    def __bool__(self) -> bool:
        return bool(self._kinds)

    def __iter__(self) -> Iterator[Fault]:
        for place in sorted(self._kinds, key=_place_order):
            kinds = (kind for kind in self._kinds[place].values() if kind.first)
            told = [kind.told(self._rows[place]) if self._together else kind.first for kind in kinds]
            for _, fault in sorted((noted for faults in told for noted in faults), key=_line_order):
                yield fault
            if self._more[place]:
                yield Fault(place, f"{self._more[place]:,} more are not listed")


def _place_order(place: str) -> tuple[int, str]:
    """Return a sort key: files in the documented order, then others by name."""
    return (FILES.index(place) if place in FILES else len(FILES), place)


def _line_order(noted: _Noted) -> tuple[int, int, int]:
    """Return a sort key: by line, then by column in the documented order, then as noted."""
    place, fault = noted
    columns = COLUMNS.get(fault.place, ())
    return (fault.line or 0, columns.index(fault.column) if fault.column in columns else -1, place)
