"""A sheet as a mapping reads it: its columns by their headings, and the rows below that hold something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from standto.importing.cell_texts import folded, like, text_of
from standto.importing.filled_cells import filled_rows
from standto.importing.mapping.records import ColumnName, SheetMapping
from standto.importing.misfits import Misfit
from standto.importing.offered_words import allowed_words
from standto.sheets import Cell, Sheet, column_letters

Row = tuple[Cell, ...]
JOINT = " / "
_PLAIN, _BLANK, _REPEATED = range(3)


class Place(NamedTuple):
    """A cell of a sheet; row and column from 0."""

    sheet: Sheet
    row: int
    column: int

    def __str__(self) -> str:
        """Return the address, such as ``Rota!E14``."""
        return self.sheet.address(self.row, self.column)


class SheetView:
    """A sheet with its mapping.

    Attributes
    ----------
    sheet, mapping
        The sheet, and how it is read.
    headings
        The text of each column's heading.
    width
        The number of columns.
    """

    def __init__(self, sheet: Sheet, mapping: SheetMapping) -> None:
        self.sheet = sheet
        self.mapping = mapping
        self.width = max(map(len, sheet.rows), default=0)
        self._heading_rows = [self._row(number - 1) for number in mapping.heading]
        self.last_heading = mapping.heading[-1] - 1
        self._own = [text_of(cell) for cell in self._heading_rows[-1]]
        *upper, lowest = zip(mapping.heading, self._heading_rows, strict=True)
        filled = [*(_filled(sheet, number - 1, row) for number, row in upper), lowest[1]]
        self._parts = [[text for row in filled if (text := text_of(row[column]))] for column in range(self.width)]
        self.headings = tuple(JOINT.join(_once(parts)) for parts in self._parts)
        self._repeats = {tuple(folded(text_of(cell)) for cell in row) for row in self._heading_rows}

    def _row(self, number: int) -> Row:
        rows = self.sheet.rows
        found = rows[number] if number < len(rows) else ()
        return (*found, *(None,) * (self.width - len(found)))

    def heading_cell(self, column: int) -> Cell:
        """Return the lowest cell of a column's heading."""
        return self._heading_rows[-1][column]

    def upper_texts(self, column: int) -> list[str]:
        """Return the texts of a column's heading above its lowest cell."""
        own = 1 if self._own[column] else 0
        return self._parts[column][: len(self._parts[column]) - own]

    def place(self, row: int, column: int) -> Place:
        """Return a cell's place."""
        return Place(self.sheet, row, column)

    def heading_place(self, column: int = 0) -> Place:
        """Return the place of a column's heading."""
        return Place(self.sheet, self.last_heading, column)

    def find(self, name: ColumnName) -> int:
        """Return a column; raise `Misfit` if the sheet has none of that name, or several."""
        if name.letter:
            found = [column for column in range(self.width) if column_letters(column) == name.letter]
        else:
            found = self._by_heading(name.heading)
        if len(found) == 1:
            return found[0]
        if found:
            letters = " or ".join(f'{{ column = "{column_letters(column)}" }}' for column in found)
            raise Misfit(f"has the heading {name} {len(found)} times", f"write {letters}")
        seen = [heading for heading in self.headings if heading]
        raise Misfit(f"has no {name if name.letter else f'heading {name}'}", allowed_words(name.heading, seen))

    def _by_heading(self, name: str) -> list[int]:
        """Return the columns of a heading: by all of its rows, else by its lowest row."""
        for headings in (self.headings, self._own):
            exact = [column for column, heading in enumerate(headings) if heading == name]
            if found := exact or [column for column, heading in enumerate(headings) if folded(heading) == folded(name)]:
                return found
        return []

    def text(self, row: int, column: int) -> str:
        """Return the text of a cell."""
        return text_of(self.sheet.rows[row][column])

    def _filled_down(self) -> tuple[int, ...]:
        """Return the columns whose blank cells take the value above them."""
        return tuple(self.find(name) for name in self.mapping.fill)

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Yield the rows below the heading with their numbers, without blank and skipped ones and repeated headings."""
        skip = self.mapping.skip
        where = [(self.find(ColumnName(name)), _folded_set(texts)) for name, texts in self.mapping.where.items()]
        start = self.last_heading + 1
        kinds: dict[str, int] = {}
        for number, row in enumerate(filled_rows(self.sheet, start, self._filled_down()), start):
            own = self.sheet.rows[number]
            first = next((cell for cell in own if cell is not None), None)
            if first is None:
                continue
            kind = _PLAIN
            if isinstance(first, str) and (kind := kinds.get(first, -1)) < 0:
                kind = kinds[first] = self._kind(first)
            if (kind == _BLANK and self._is_blank(own)) or (kind == _REPEATED and self._is_heading(own)):
                continue
            if skip and any(like(_first_text(own), pattern) for pattern in skip):
                continue
            if all(folded(text_of(row[column])) in texts for column, texts in where):
                yield number, row

    def _is_blank(self, row: Row) -> bool:
        return not any(text_of(cell) for cell in row)

    def _kind(self, first: str) -> int:
        """Return what the first filled cell of a row may say about the row."""
        text = folded(first)
        if not text:
            return _BLANK
        return _REPEATED if any(text in repeat for repeat in self._repeats) else _PLAIN

    def _is_heading(self, row: Row) -> bool:
        """Return whether a row repeats a row of the heading."""
        return tuple(folded(text_of(cell)) for cell in row) in self._repeats


def _first_text(row: Row) -> str:
    return next((text for cell in row if (text := text_of(cell))), "")


def _folded_set(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(folded(text) for text in texts)


def _once(parts: list[str]) -> list[str]:
    """Return the parts of a heading, each that repeats the one before left out, as a merge down a column leaves it."""
    return [part for place, part in enumerate(parts) if place == 0 or part != parts[place - 1]]


def _filled(sheet: Sheet, number: int, row: Row) -> Row:
    """Return a row of a heading with the text of each merged range in all of its columns.

    A row without merged ranges, as in every CSV file, has each text also in the blank cells to its right.
    """
    found = list(row)
    ranges = [each for each in sheet.merged if each[0] <= number <= each[2]]
    for top, left, _, right in ranges:
        value = sheet.rows[top][left] if top < len(sheet.rows) and left < len(sheet.rows[top]) else None
        found[left : right + 1] = [value] * (min(right + 1, len(found)) - left)
    if not ranges:
        for column in range(1, len(found)):
            if not text_of(found[column]):
                found[column] = found[column - 1]
    return tuple(found)
