"""The columns of a sheet that a mapping reads, and the texts in them."""

from __future__ import annotations

from standto.importing.cell_texts import Lookup, folded, like, text_of
from standto.importing.gathering import Gathering
from standto.importing.mapping.records import ColumnName, ValueSource
from standto.importing.misfits import Misfit
from standto.importing.sheet_view import JOINT, Row, SheetView
from standto.sheets import Cell


class SheetColumns:
    """The columns of one sheet, found as they are asked for; a name that the sheet has not is noted.

    Attributes
    ----------
    read
        The columns that something is read from.
    sound
        Whether the sheet has all columns asked for so far.
    """

    def __init__(self, view: SheetView, gathering: Gathering) -> None:
        self._view = view
        self._gathering = gathering
        self._empty = Lookup([dict.fromkeys(view.mapping.empty, True)]) if view.mapping.empty else None
        self._unready = view.sheet.unready
        self.read: set[int] = set()
        self.sound = True
        for name in (*map(ColumnName, view.mapping.where), *view.mapping.fill):
            self.find(name)
        self._also = self.source("also")

    def find(self, name: ColumnName) -> int:
        """Return a column; -1 if the sheet has none of that name, which is noted."""
        try:
            found = self._view.find(name)
        except Misfit as misfit:
            told = Misfit(f"the sheet {misfit.what}", misfit.allowed)
            self._gathering.note(self._view.heading_place(), str(name), told)
            self.sound = False
            return -1
        self.read.add(found)
        return found

    def source(self, name: str) -> tuple[int, ...]:
        """Return the columns of a value that the mapping names; none if the mapping does not name it."""
        source = self._view.mapping.columns.get(name, ValueSource())
        return tuple(self.find(column) for column in source.columns)

    def constant(self, name: str) -> str | None:
        """Return the text of a value that is the same in every row; None if it is not."""
        return self._view.mapping.columns.get(name, ValueSource()).value

    def cell(self, number: int, row: Row, column: int) -> Cell:
        """Return a cell; None for one that stands for nothing. Raise `Misfit` if its value cannot be relied on."""
        if self._unready and (number, column) in self._unready:
            raise Misfit(f"the cell {self._view.sheet.why_unready(number, column)}", text="")
        value = row[column]
        if isinstance(value, str):
            text = text_of(value)
            return None if not text or (self._empty and self._empty.get(text)) else value
        return value

    def text(self, number: int, row: Row, columns: tuple[int, ...]) -> str:
        """Return the texts of some columns, joined as headings are."""
        return JOINT.join(text for column in columns if (text := text_of(self.cell(number, row, column))))

    @property
    def is_plain(self) -> bool:
        """Whether every cell of a row may be read by its value alone."""
        return not self._unready and not self._also

    def private(self) -> set[int]:
        """Return the columns whose texts no message shows: those that are ignored, and other names of people."""
        return {*self.ignored(), *self._also} - {-1}

    def note_also(self, person: str, number: int, row: Row) -> None:
        """Note the other number or name of a row's person."""
        for column in self._also:
            place = self._view.place(number, column)
            try:
                text = text_of(self.cell(number, row, column))
            except Misfit as misfit:
                self._gathering.note(place, self._view.headings[column], misfit)
                continue
            if text:
                self._gathering.also(person, text, place)

    def ignored(self) -> set[int]:
        """Return the columns that the mapping names to be ignored, without those of a pattern."""
        names = [name for name in self._view.mapping.ignore if "*" not in name.heading]
        return {column for name in names for column in self._existing(name)}

    def _existing(self, name: ColumnName) -> list[int]:
        if name.letter:
            return [self.find(name)]
        found = [column for column, text in enumerate(self._view.headings) if folded(text) == folded(name.heading)]
        return found or [self.find(name)]

    def matched(self, column: int) -> bool:
        """Return whether a column is ignored by a pattern."""
        heading = self._view.headings[column]
        return any(like(heading, name.heading) for name in self._view.mapping.ignore if name.heading)

    def note_unread(self, others: set[int]) -> None:
        """Note every other column that holds something and is neither read nor ignored."""
        view = self._view
        unread = set(others) - self.read
        for column in sorted(column for column in unread if not self.matched(column)):
            first = next((number for number, row in view.rows() if text_of(row[column])), None)
            if first is not None and view.headings[column]:
                what = Misfit("is a column that is neither read nor ignored", "read it, or name it in ignore")
                self._gathering.note(view.heading_place(column), view.headings[column], what, view.headings[column])
            elif first is not None:
                what = Misfit("the cell stands below no heading", "write a heading, or ignore the column by its letter")
                self._gathering.note(view.place(first, column), "", what)
