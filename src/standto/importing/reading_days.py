"""Grids: a person in each row, days across, a code in each cell."""

from __future__ import annotations

from datetime import date, timedelta

from standto.importing.cell_texts import text_of
from standto.importing.code_book import CodeBook
from standto.importing.date_texts import DateWords, date_words
from standto.importing.day_times import shift_in
from standto.importing.gathering import Away, HeldTicket, Spell
from standto.importing.mapping.records import CodeMeaning, DayTime, Mapping
from standto.importing.misfits import Misfit
from standto.importing.reading_means import Means
from standto.importing.sheet_columns import SheetColumns
from standto.importing.sheet_view import Place, Row, SheetView
from standto.importing.slot_columns import DayColumn, joined_slots, with_slots, within_slot
from standto.model.time import Instant

_LARGEST_DAY = 31
_DAY, _YEAR = timedelta(days=1), timedelta(days=366)


class DaysReader:
    """A reader of one grid."""

    def __init__(self, view: SheetView, mapping: Mapping, means: Means) -> None:
        self._view, self._order = view, mapping.order
        self._moments, self._ids, self._gathering = means
        gathering = means.gathering
        self._codes = CodeBook(mapping, view.mapping)
        self._columns = columns = SheetColumns(view, gathering)
        self._person = columns.source("person")
        self._of = {name: columns.source(name) for name in ("team", "force", "capabilities")}
        self._given = {name: ids for name in self._of if (ids := self._given_ids(name)) is not None}
        self._ignored = columns.ignored()
        self._times: dict[tuple[date, DayTime], tuple[Instant, Instant]] = {}
        gathering.add_view(view, {*self._person, *columns.private()} - {-1})
        self.days: list[date] = []

    def read(self) -> None:
        """Gather everything that the grid says."""
        if not self._columns.sound:
            return
        named = self._columns.read | self._ignored
        days = [found for column in range(self._view.width) if column not in named and (found := self._day(column))]
        days = with_slots(days)
        self._note_repeated(days)
        self._note_far(days)
        self.days = [day for column in days for day in column.days]
        for number, row in self._view.rows():
            self._row(number, row, days)

    def _day(self, column: int) -> DayColumn | None:
        """Return a column of codes; None if its heading is no day, which is noted unless it is ignored or empty."""
        view = self._view
        try:
            return self._days_of(column)
        except Misfit as misfit:
            if view.headings[column] and not self._columns.matched(column):
                allowed = misfit.allowed if misfit.what != "is not a date" else "write a date, or name it in ignore"
                heading, told = view.headings[column], Misfit(misfit.what, allowed)
                self._gathering.note(view.heading_place(column), heading, told, heading)
            elif not view.headings[column]:
                self._columns.note_unread({column})
            return None

    def _note_repeated(self, columns: list[DayColumn]) -> None:
        """Note each column of a day that has one already."""
        first: dict[date, int] = {}
        for column, days in ((one.column, one.days) for one in columns if not one.is_slot):
            for day in days:
                if (other := first.setdefault(day, column)) != column:
                    what = f"the day {day.isoformat()} stands at {self._view.heading_place(other)} too"
                    place, heading = self._view.heading_place(column), self._view.headings[column]
                    self._gathering.note(place, heading, Misfit(what, "keep one of the columns"))
                    break

    def _note_far(self, columns: list[DayColumn]) -> None:
        """Note each column of a day that is years away from its neighbours: the rota would be planned until then."""
        headed = [(one.column, one.days[0]) for one in columns if one.days and not one.is_slot]
        for place, (column, day) in enumerate(headed if len(headed) > 2 else ()):
            start = min(max(place - 1, 0), len(headed) - 3)
            beside = [other for number, other in headed[start : start + 3] if number != column]
            if all(abs(other - day) > _YEAR for other in beside):
                what = f"the day {day.isoformat()} is more than a year from the days beside it"
                heading = self._view.headings[column]
                misfit = Misfit(what, "correct it, or keep the column in a sheet of its own")
                self._gathering.note(self._view.heading_place(column), heading, misfit)

    def _days_of(self, column: int) -> DayColumn:
        """Return a column with the days of its heading; raise `Misfit` if it is none."""
        cell = self._view.heading_cell(column)
        upper = self._view.upper_texts(column)
        if isinstance(cell, int) and not isinstance(cell, bool) and 1 <= cell <= _LARGEST_DAY:
            cell = str(cell)
        if isinstance(cell, str) and upper and (found := self._shift(column, text_of(cell), upper)):
            return found
        if isinstance(cell, str) and (words := date_words(text_of(cell), self._order)):
            return self._from_words(column, words, text_of(cell), upper)
        if cell is None:
            raise Misfit("is not a date")
        stamp = self._moments.stamp(cell)
        day = self._day_above(upper) if stamp.day is None and stamp.minute is not None else stamp.day
        if day is None:
            raise Misfit("is not a date")
        return DayColumn(column, (day,), minute=None if stamp.minute is None else int(stamp.minute))

    def _shift(self, column: int, text: str, upper: list[str]) -> DayColumn | None:
        """Return a column headed by a shift with its hours, below its day; None if it is not."""
        if (shift := shift_in(text)) is None:
            return None
        try:
            day = self._day_above(upper)
        except Misfit:
            return None
        return DayColumn(column, (day,), slot=shift) if day else None

    def _day_above(self, upper: list[str]) -> date | None:
        """Return the day of a column headed by a time: as its heading says it above, else as the mapping does."""
        given = " ".join(upper) or self._columns.constant("day")
        return self._moments.stamp(given).day if given else None

    def _from_words(self, column: int, words: DateWords, text: str, upper: list[str]) -> DayColumn:
        if words.month is None and words.day and upper:
            words = _with_month(words, upper, self._order)
        if words.day is None:
            return DayColumn(column, self._weekday(words), weekly=True)
        if words.month is None and not self._moments.days:
            raise Misfit("has no month", "write starts and ends into [scenario]", text)
        return DayColumn(column, (self._moments.day_of(words),))

    def _weekday(self, words: DateWords) -> tuple[date, ...]:
        """Return each of a day of the week in the horizon, and before it, whose night runs into the horizon."""
        days = self._moments.days
        if not days:
            raise Misfit("is a day of every week", "write starts and ends into [scenario]")
        return tuple(day for day in (days[0] - _DAY, *days) if day.weekday() == words.weekday)

    def _row(self, number: int, row: Row, days: list[DayColumn]) -> None:
        """Gather what one row says about its person."""
        gathering, first = self._gathering, (self._person or (0,))[0]
        person = gathering.read(self._view, number, first, lambda: self._cipher(number, row))
        if person is None:
            return
        self._columns.note_also(person, number, row)
        place = self._view.place(number, first)
        force, team = (self._id(name, number, row) for name in ("force", "team"))
        gathering.member(person, place, force, team)
        gathering.in_grids.add(person)
        for capability in self._ids_of("capabilities", number, row):
            ticket = HeldTicket(person, capability, None, None)
            gathering.tickets.setdefault(ticket, self._view.place(number, (self._of["capabilities"] or (0,))[0]))
        self._stints(person, number, row, days)

    def _cipher(self, number: int, row: Row) -> str:
        if len(self._person) == 1:
            return self._gathering.person(self._columns.cell(number, row, self._person[0]))
        return self._gathering.person(self._columns.text(number, row, self._person))

    def _id(self, name: str, number: int, row: Row) -> str:
        found = self._ids_of(name, number, row)
        if len(found) > 1:
            column = self._of[name][0]
            self._gathering.note(
                self._view.place(number, column), self._view.headings[column], Misfit(f"the person has several {name}s")
            )
        return found[0] if found else ""

    def _given_ids(self, name: str) -> tuple[str, ...] | None:
        """Return the ids that a value has in every row; None if it comes from columns."""
        constant = self._columns.constant(name)
        try:
            return None if constant is None else self._ids.ids(name, constant, self._view.mapping.split)
        except Misfit as misfit:
            self._gathering.note(self._view.heading_place(), name, misfit, constant)
            return ()

    def _ids_of(self, name: str, number: int, row: Row) -> tuple[str, ...]:
        columns = self._of[name]
        if name in self._given or not columns:
            return self._given.get(name, ())
        split = self._view.mapping.split if name == "capabilities" else ()

        def read() -> tuple[str, ...]:
            """Read the ids."""
            return self._ids.ids(name, self._columns.text(number, row, columns), split)

        return self._gathering.read(self._view, number, columns[0], read) or ()

    def _stints(self, person: str, number: int, row: Row, days: list[DayColumn]) -> None:
        """Gather the stints and absences of one row."""
        spells: list[Spell] = []
        absences: list[Away] = []
        codes, cell_of, view, gathering = self._codes, self._columns.cell, self._view, self._gathering
        for one in days:
            column = one.column
            try:
                meaning = codes[cell_of(number, row, column)]
            except Misfit as misfit:
                gathering.note(view.place(number, column), view.headings[column], misfit, text_of(row[column]))
                continue
            if meaning.times or meaning.away:
                self._one(person, meaning, one, view.place(number, column), spells, absences)
        gathering.spells += joined_slots(spells) if any(one.is_slot for one in days) else spells
        gathering.absences += [left for one in absences if (left := _after_work(one, spells))]

    def _one(
        self,
        person: str,
        meaning: CodeMeaning,
        column: DayColumn,
        place: Place,
        spells: list[Spell],
        absences: list[Away],
    ) -> None:
        """Add the stints and absences of one code; of a day of the week, only those with a part in the horizon."""
        horizon = self._moments.horizon if column.weekly else None
        for day in column.days:
            for time in within_slot(meaning.times, column.slot):
                start, until = self._span(day, time)
                if start < until and (horizon is None or (until > horizon.start and start < horizon.until)):
                    spells.append(Spell(person, start, until, meaning.duty, meaning.ready_minutes, place))
            for time in within_slot(meaning.away, column.slot):
                start, until = self._span(day, time)
                if start < until and (horizon is None or (until > horizon.start and start < horizon.until)):
                    absences.append(Away(person, start, until, place))

    def _span(self, day: date, time: DayTime) -> tuple[Instant, Instant]:
        found = self._times.get((day, time))
        if found is None:
            found = self._moments.on_day(day, time.start), self._moments.on_day(day, time.until)
            self._times[day, time] = found
        return found


def _with_month(words: DateWords, upper: list[str], order: str) -> DateWords:
    """Return the number of a day with its month, and its day of the week, as the heading says them above."""
    told = [date_words(text, order) for text in upper]
    weekdays = [one.weekday for one in (words, *told) if one is not None and one.weekday is not None]
    named = (text for text, one in zip(upper, told, strict=True) if one is None or one.weekday is None)
    whole = date_words(" ".join([str(words.day), *named]), order)
    return words if whole is None else whole._replace(weekday=weekdays[0] if weekdays else None)


def _after_work(absence: Away, spells: list[Spell]) -> Away | None:
    """Return an absence from the end of a stint on that began before it; None if nothing is left of it."""
    ends = [spell.until for spell in spells if spell.start < absence.start < spell.until]
    start = max(ends, default=absence.start)
    return absence._replace(start=start) if start < absence.until else None
