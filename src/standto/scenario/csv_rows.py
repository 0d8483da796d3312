"""Reading CSV: the cells of each row in the documented order, and the line on which the row starts."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from io import BytesIO, TextIOWrapper
from operator import itemgetter

from standto.scenario.cells import shown
from standto.scenario.faults import Faults
from standto.scenario.file_text import NotText, without_mark
from standto.scenario.layout import Cells, TableLayout
from standto.scenario.name_likeness import likeness
from standto.scenario.name_likeness import meant as meant_by


class Header:
    """The first row of a table: its columns, and their positions.

    Attributes
    ----------
    columns
        The documented columns that the file has.
    sound
        Whether there is a header, so that the cells of a row belong to columns.
    width
        The number of cells in every row.
    """

    def __init__(self, table: TableLayout, names: list[str], faults: Faults) -> None:
        self.table = table
        self.width = len(names)
        self._names = names
        meant = self._meant()
        self.columns = frozenset(table.columns).intersection(meant)
        self.sound = bool(self.columns)
        if not self.sound:
            faults.add(table.file, self._absent(), line=1)
            return
        for column, what in self._wrong(meant):
            faults.add(table.file, what, line=1, column=column)
        self._names = meant

    def _meant(self) -> list[str]:
        """Return the names, each that differs from a column by capitals or spaces alone as that column."""
        columns = frozenset(self.table.columns)
        plain = ["_".join(likeness(name).lower().replace("-", " ").split()) for name in self._names]
        return [other if other in columns else name for name, other in zip(self._names, plain, strict=True)]

    def _absent(self) -> str:
        allowed = ",".join(self.table.columns)
        for sign, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
            if len(self._names) == 1 and sign in self._names[0]:
                return f"has its columns separated by {name}: separate them by commas, as {allowed}"
        return f"has no header row: the first line names the columns, of {allowed}"

    def _wrong(self, meant: list[str]) -> Iterator[tuple[str, str]]:
        allowed = ", ".join(self.table.columns)
        seen: set[str] = set()
        for place, (name, column) in enumerate(zip(self._names, meant, strict=True), start=1):
            if name and column in seen:
                yield name, "appears twice: name each column once"
            elif name != column:
                yield name, f"{shown(name)} is the column {column} with capitals or spaces: write {column}"
            elif name not in self.columns:
                known = shown(name) if name else f"number {place} without a name"
                yield (
                    name or f"column {place}",
                    f"unknown column {known}: allowed are {allowed}{meant_by(name, self.table.columns)}",
                )
            seen.add(column)
        for column in self.table.columns:
            if column in self.table.needed and column not in self.columns:
                yield column, "the column is missing, and every row needs it"

    def picker(self) -> Callable[[list[str]], Cells]:
        """Return a function that puts a row's cells into the documented order, with blanks for missing columns."""
        last = self.width
        pick = itemgetter(*(self._names.index(c) if c in self.columns else last for c in self.table.columns))
        return lambda cells: pick([*cells, ""])

    @property
    def first(self) -> int:
        """The position of the first documented column; the width if it is missing."""
        first = self.table.columns[0]
        return self._names.index(first) if first in self.columns else self.width


class CsvRows:
    """The rows of one table, which notes the faults of the file itself.

    Attributes
    ----------
    sound
        Whether the file has a header, so that its rows can be read.
    columns
        The documented columns that the file has.
    lost
        Once the rows are read, the first documented cell of each row that had too few cells or too many.
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
            faults.add(table.file, str(error), line=error.line)
            return
        self._reader = csv.reader(text, strict=True)
        self._header = Header(table, self._first(), faults)
        self.sound, self.columns = self._header.sound, self._header.columns

    def _first(self) -> list[str]:
        try:
            return next(self._reader, [])
        except csv.Error:
            return []

    def __iter__(self) -> Iterator[tuple[int, Cells]]:
        """Yield the line on which each row starts, and a cell for each documented column; only once.

        A row without a filled cell is passed over: spreadsheets leave such rows behind.
        """
        if not self.sound:
            return
        reader, pick, width = self._reader, self._header.picker(), self._header.width
        count, more = 0, True
        while more:
            line = reader.line_num + 1
            more = False
            try:
                for cells in reader:
                    if any(cells):
                        count += 1
                        if len(cells) == width:
                            yield line, pick(cells)
                        else:
                            self._skip(line, cells)
                    line = reader.line_num + 1
            except csv.Error as error:
                self._faults.add(self._table.file, _broken(str(error)), line=line)
                more = "expected after" in str(error)
        self._faults.note_rows(self._table.file, count)

    def _skip(self, line: int, cells: list[str]) -> None:
        """Note a row with too few cells or too many."""
        number = "1 cell" if len(cells) == 1 else f"{len(cells):,} cells"
        what = f"the row has {number}, and the header row has {self._header.width:,}"
        self._faults.add(self._table.file, what, line=line)
        if (place := self._header.first) < len(cells):
            self.lost.add(cells[place])


def _broken(message: str) -> str:
    if "field larger" in message:
        return "has a cell of more than 131,072 characters, or a quotation mark that is never closed"
    if "unexpected end" in message:
        return "has a quotation mark that is never closed"
    return "has text after a closing quotation mark: double the quotation marks inside a quoted cell"
