"""Rosters: a time in each row, duties across, people in the cells."""

from __future__ import annotations

from typing import NamedTuple

from standto.importing.cell_texts import Lookup, folded, text_of
from standto.importing.ciphers import without_brackets
from standto.importing.code_book import CodeBook
from standto.importing.gathering import Spell
from standto.importing.mapping.records import CodeMeaning, ColumnName, DayTime, DutyColumn, Mapping
from standto.importing.misfits import Misfit
from standto.importing.reading_means import Means
from standto.importing.row_periods import PeriodReader, StampReader
from standto.importing.sheet_columns import SheetColumns
from standto.importing.sheet_view import Row, SheetView
from standto.importing.value_ids import parted
from standto.model.time import Instant, Period


class PeopleColumn(NamedTuple):
    """A column of people, with what it stands for."""

    column: int
    meaning: DutyColumn


class TimesReader:
    """A reader of one roster."""

    def __init__(self, view: SheetView, mapping: Mapping, means: Means) -> None:
        self._view, (self._moments, self._ids, self._gathering) = view, means
        self._columns = columns = SheetColumns(view, means.gathering)
        self._empty = Lookup([dict.fromkeys(view.mapping.empty, True)])
        self._codes = CodeBook(mapping, view.mapping)
        self._code = columns.source("code")
        self._day = StampReader(columns, means.moments, columns.source("day"))
        self._periods = PeriodReader(view, columns, means.moments, ("from", "until"))
        found = ((columns.find(_column(name)), meaning) for name, meaning in view.mapping.duties.items())
        self._people = [PeopleColumn(column, meaning) for column, meaning in found if column >= 0]
        self._ignored = columns.ignored()
        private = {column for column, _ in self._people} | columns.private()
        means.gathering.add_view(view, private - {-1})
        self.periods: list[Period] = []

    def read(self) -> None:
        """Gather everything that the roster says."""
        if not self._columns.sound:
            return
        self._columns.note_unread(set(range(self._view.width)) - self._ignored)
        for number, row in self._view.rows():
            self._row(number, row)

    def _row(self, number: int, row: Row) -> None:
        """Gather the people of one row."""
        whole = self._by_code(number, row) if self._code else self._whole(number, row)
        for column, meaning in self._people:
            people = self._people_in(number, row, column)
            if not people:
                continue
            periods = self._periods_of(meaning.times, number, row) if meaning.times else whole
            place = self._view.place(number, column)
            for person in people:
                self._gathering.member(person, place)
                for start, until in periods:
                    self._gathering.spells.append(
                        Spell(person, start, until, meaning.duty, meaning.ready_minutes, place)
                    )
            self.periods += [Period(*period) for period in periods]

    def _by_code(self, number: int, row: Row) -> list[tuple[Instant, Instant]]:
        """Return the times that the code of a row means on its day."""
        column = self._code[0]

        def read() -> CodeMeaning:
            """Read the code."""
            cell = self._columns.cell(number, row, column)
            if cell is None and any(row[other] is not None for other, _ in self._people):
                raise Misfit("the row has no code", "fill the cell, or skip the row", "")
            return self._codes[cell]

        meaning = self._gathering.read(self._view, number, column, read)
        return self._periods_of(meaning.times, number, row) if meaning and meaning.times else []

    def _whole(self, number: int, row: Row) -> list[tuple[Instant, Instant]]:
        """Return the time of a row; nothing if it has none, which is noted if any column needs it."""
        if not self._periods.start.columns or all(meaning.times for _, meaning in self._people):
            return []
        found = self._periods.read(number, row, self._gathering)
        if found is None:
            return []
        start, until = found
        if start is None or until is None:
            column = (self._periods.start if start is None else self._periods.until).columns[0]
            misfit = Misfit("the row has no time", "fill the cell, or skip the row")
            self._gathering.note(self._view.place(number, column), self._view.headings[column], misfit)
            return []
        return [(start, until)]

    def _periods_of(self, times: tuple[DayTime, ...], number: int, row: Row) -> list[tuple[Instant, Instant]]:
        """Return some times on the day of a row."""
        reader = self._day if self._day.columns else self._periods.start
        column = reader.columns[0]

        def read() -> list[tuple[Instant, Instant]]:
            """Read the day."""
            stamp = reader.stamp(number, row)
            if stamp is None or stamp.day is None:
                raise Misfit("the row has no day", "fill the cell, or skip the row", "")
            on_day = self._moments.on_day
            spans = ((on_day(stamp.day, time.start), on_day(stamp.day, time.until)) for time in times)
            return [span for span in spans if span[0] < span[1]]

        return self._gathering.read(self._view, number, column, read) or []

    def _people_in(self, number: int, row: Row, column: int) -> list[str]:
        """Return the ciphers of the people in a cell, each once."""
        if row[column] is None:
            return []

        def read() -> list[str]:
            """Read the people."""
            text = text_of(self._columns.cell(number, row, column))
            names = [name for name in parted(without_brackets(text), self._view.mapping.split) if name]
            return [self._gathering.person(name) for name in names if not self._empty.get(name)]

        try:
            return list(dict.fromkeys(read()))
        except Misfit as misfit:
            self._gathering.note(self._view.place(number, column), self._view.headings[column], misfit)
            return []


def _column(name: str) -> ColumnName:
    """Return the column that a key of `[sheet.duties]` names: `column C` is the one of that letter."""
    word, _, letter = name.partition(" ")
    by_letter = folded(word) == "column" and letter.isalpha() and letter.isupper()
    return ColumnName(letter=letter) if by_letter else ColumnName(name)
