"""Reading a table: the cells of each row in the documented order, and the line on which the row starts."""

from __future__ import annotations

import csv
from io import BytesIO, TextIOWrapper
from operator import itemgetter
from typing import TYPE_CHECKING, Protocol, Self

from standto.scenario.cells import shown
from standto.scenario.file_text import NotText, without_mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from standto.scenario.faults import Faults
    from standto.scenario.layout import TableLayout

    Cells = tuple[str, ...]
    Record = tuple[int, Cells]


class _Reader(Protocol):
    """What `csv.reader` gives back."""

    line_num: int

    def __iter__(self) -> Self:
        """Go through the rows."""
        ...

    def __next__(self) -> list[str]:
        """Return the next row."""
        ...


class Header:
    """The first row of a table: which columns it has and where.

    Attributes
    ----------
    columns
        The documented columns that the file has.
    sound
        Whether its rows can be told apart into cells at all.
    """

    def __init__(self, table: TableLayout, names: list[str], faults: Faults) -> None:
        self.table = table
        self.columns = frozenset(table.columns).intersection(names)
        self.sound = bool(self.columns)
        self._names = names
        if not self.sound:
            faults.add(table.file, 1, None, self._absent())
            return
        for column, what in self._wrong():
            faults.add(table.file, 1, column, what)

    def _absent(self) -> str:
        """Say that no header row is there."""
        allowed = ",".join(self.table.columns)
        for sign, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
            if len(self._names) == 1 and sign in self._names[0]:
                return f"has its columns separated by {name}: separate them by commas, as {allowed}"
        return f"has no header row: the first line names the columns, of {allowed}"

    def _wrong(self) -> Iterator[tuple[str, str]]:
        """Say what is wrong with the columns."""
        allowed = ", ".join(self.table.columns)
        seen: set[str] = set()
        for place, name in enumerate(self._names, start=1):
            if name in seen:
                yield name, "is there twice: name each column once"
            elif name not in self.columns:
                known = shown(name) if name else f"number {place} without a name"
                yield name or f"column {place}", f"unknown column {known}: allowed are {allowed}"
            seen.add(name)
        for column in self.table.columns:
            if column in self.table.needed and column not in self.columns:
                yield column, "the column is missing, and every row needs it"

    def picker(self) -> Callable[[list[str]], Cells]:
        """Return what puts the cells of a row in the documented order."""
        last = len(self._names)
        pick = itemgetter(*(self._names.index(c) if c in self.columns else last for c in self.table.columns))
        return lambda cells: pick([*cells, ""])

    @property
    def first(self) -> int:
        """Where the first documented column is; beyond the last one if it is missing."""
        first = self.table.columns[0]
        return self._names.index(first) if first in self.columns else self.width

    @property
    def width(self) -> int:
        """How many cells every row has."""
        return len(self._names)


class CsvRows:
    """The rows of one table; what is wrong with the table itself is noted.

    Parameters
    ----------
    table
        Which table it is.
    data
        The bytes of the file.
    faults
        Where faults are noted.

    Attributes
    ----------
    sound
        Whether the file has rows that can be told apart into cells.
    columns
        The documented columns that the file has.
    lost
        The first documented cells of rows that were passed over, once those rows have been gone through.
    """

    def __init__(self, table: TableLayout, data: bytes, faults: Faults) -> None:
        self.sound = False
        self.lost: set[str] = set()
        self.columns: frozenset[str] = frozenset()
        self._table = table
        self._faults = faults
        try:
            text = TextIOWrapper(BytesIO(without_mark(data)), encoding="utf-8", newline="")
        except NotText as error:
            faults.add(table.file, error.line, None, str(error))
            return
        self._reader: _Reader = csv.reader(text, strict=True)
        self._header = Header(table, self._first(), faults)
        self.sound, self.columns = self._header.sound, self._header.columns

    def _first(self) -> list[str]:
        """Return the cells of the header row; none where they cannot be told apart."""
        try:
            return next(self._reader, [])
        except csv.Error:
            return []

    def __iter__(self) -> Iterator[Record]:
        """Go through the rows once: the line on which each starts, and a cell for each documented column."""
        if not self.sound:
            return
        reader, pick, width = self._reader, self._header.picker(), self._header.width
        going_on = True
        while going_on:
            line = reader.line_num + 1
            going_on = False
            try:
                for cells in reader:
                    if len(cells) == width:
                        yield line, pick(cells)
                    else:
                        self._pass_over(line, cells)
                    line = reader.line_num + 1
            except csv.Error as error:
                self._faults.add(self._table.file, line, None, _broken(str(error)))
                going_on = "expected after" in str(error)

    def _pass_over(self, line: int, cells: list[str]) -> None:
        """Note a row with cells too few or too many; an empty line is none."""
        if not cells:
            return
        what = f"the row has {_cells(len(cells))}, and the header row has {self._header.width:,}"
        self._faults.add(self._table.file, line, None, what)
        if (place := self._header.first) < len(cells):
            self.lost.add(cells[place])


def _cells(number: int) -> str:
    """Name a number of cells."""
    return "1 cell" if number == 1 else f"{number:,} cells"


def _broken(message: str) -> str:
    """Say why a row cannot be told apart into cells."""
    if "field larger" in message:
        return "has a cell of more than 131,072 characters, or a quotation mark that is never closed"
    if "unexpected end" in message:
        return "has a quotation mark that is never closed"
    return "has text after a closing quotation mark: double the quotation marks inside a quoted cell"
