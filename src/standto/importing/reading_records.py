"""Long tables: each row of the sheet is a row of a table of the folder, or of several."""

from __future__ import annotations

from standto.importing.code_book import CodeBook
from standto.importing.gathering import Away, HeldTicket, Spell
from standto.importing.mapping.records import Mapping
from standto.importing.mapping.words import COLUMNS, KIND_OF, MOMENTS, NUMBERS, columns_of
from standto.importing.misfits import Misfit
from standto.importing.reading_means import Means
from standto.importing.row_periods import PeriodReader, StampReader
from standto.importing.row_values import RowValues
from standto.importing.sheet_columns import SheetColumns
from standto.importing.sheet_view import Place, Row, SheetView
from standto.model.event import PERSON_KINDS
from standto.model.time import Instant, Period
from standto.sheets import Cell

_ENDS = tuple[Instant | None, Instant | None]


class RecordsReader:
    """A reader of one long table.

    Attributes
    ----------
    periods
        The times on duty of its rows.
    """

    def __init__(self, view: SheetView, mapping: Mapping, means: Means) -> None:
        self._view, (self._moments, self._ids, self._gathering) = view, means
        self._into = view.mapping.into
        columns = SheetColumns(view, means.gathering)
        self._values = RowValues(view, columns, means, columns_of(self._into))
        start = "occurred" if "events" in self._into else "from"
        self._period = PeriodReader(view, columns, means.moments, (start, "until"))
        self._recorded = StampReader(columns, means.moments, self._values.sources.get("recorded", ()))
        self._day = StampReader(columns, means.moments, self._values.sources.get("day", ()))
        self._codes = CodeBook(mapping, view.mapping)
        self._columns = columns
        self._ignored = columns.ignored()
        means.gathering.add_view(view, {*self._values.sources.get("person", ()), *columns.private()} - {-1})
        self.periods: list[Period] = []
        self._seen: dict[Cell, str] = {}
        self._binds = [name for name in ("duty", "ready_minutes") if name in self._values.names]

    def read(self) -> None:
        """Gather everything that the table says."""
        if not self._columns.sound:
            return
        self._columns.note_unread(set(range(self._view.width)) - self._ignored)
        for number, row in self._view.rows():
            self._row(number, row)

    def _row(self, number: int, row: Row) -> None:
        """Gather what one row says."""
        person = self._person(number, row)
        ends = self._period.read(number, row, self._gathering)
        if person is None or ends is None:
            return
        for table in self._into:
            if table == "people":
                self._member(person, number, row)
            elif table == "authorisations":
                self._tickets(person, ends, number, row)
            elif table == "rota":
                self._on_duty(person, ends, number, row)
            else:
                self._other(table, person, ends, number, row)

    def _place(self, number: int, name: str) -> Place:
        """Return the place of a value in a row."""
        return self._view.place(number, (self._values.sources.get(name) or (0,))[0])

    def _note(self, number: int, name: str, misfit: Misfit) -> None:
        place = self._place(number, name)
        self._gathering.note(place, self._view.headings[place.column], misfit)

    def _person(self, number: int, row: Row) -> str | None:
        """Return the cipher of the row's person; empty if the rows are not about people; None if it does not fit."""
        columns = self._values.sources.get("person")
        if not columns:
            return ""
        alone = len(columns) == 1 and self._columns.is_plain
        if alone and (known := self._seen.get(row[columns[0]])) is not None:
            return known
        try:
            if len(columns) == 1:
                person = self._gathering.person(self._columns.cell(number, row, columns[0]))
            else:
                person = self._gathering.person(self._columns.text(number, row, columns))
        except Misfit as misfit:
            if not self._passes_over(number, row, columns):
                self._note(number, "person", Misfit(misfit.what, misfit.allowed, ""))
            return None
        self._columns.note_also(person, number, row)
        self._gathering.member(person, self._place(number, "person"))
        if alone:
            self._seen[row[columns[0]]] = person
        return person

    def _passes_over(self, number: int, row: Row, columns: tuple[int, ...]) -> bool:
        """Return whether a row has nobody, and the mapping says that such rows are none."""
        return "" in self._view.mapping.empty and not self._columns.text(number, row, columns)

    def _member(self, person: str, number: int, row: Row) -> None:
        force, team = (self._values.one(name, number, row) for name in ("force", "team"))
        self._gathering.member(person, self._place(number, "person"), force, team)

    def _tickets(self, person: str, ends: _ENDS, number: int, row: Row) -> None:
        found = self._values.several("capability", number, row)
        if found == ():
            self._note(number, "capability", Misfit("the row has no capability", "fill the cell, or skip the row"))
        for capability in found or ():
            self._gathering.tickets.setdefault(HeldTicket(person, capability, *ends), self._place(number, "capability"))

    def _on_duty(self, person: str, ends: _ENDS, number: int, row: Row) -> None:
        """Gather the times on duty of a row: its period, or what its code means on its day."""
        if self._day.columns:
            self._by_code(person, number, row)
            return
        start, until = ends
        duty, ready = self._bound(number, row) if self._binds else ("", 0)
        if start is None or until is None:
            name = "from" if start is None else "until"
            self._note(number, name, Misfit("the row has no time", "fill the cell, or skip the row"))
            return
        self._gathering.spells.append(Spell(person, start, until, duty, ready, self._place(number, "from")))
        self.periods.append(Period(start, until))

    def _bound(self, number: int, row: Row) -> tuple[str, int]:
        """Return the duty and the readiness of a row."""
        return self._values.one("duty", number, row), self._values.number("ready_minutes", number, row)

    def _by_code(self, person: str, number: int, row: Row) -> None:
        gathering, view = self._gathering, self._view
        columns = self._values.sources.get("code", ())
        try:
            stamp = self._day.stamp(number, row)
            if stamp is None or stamp.day is None:
                raise Misfit("the row has no day", "fill the cell, or skip the row", "")
        except Misfit as misfit:
            gathering.note(self._place(number, "day"), "", misfit, view.text(number, self._day.columns[0]))
            return
        day, column = stamp.day, columns[0]
        place = view.place(number, column)
        meaning = gathering.read(view, number, column, lambda: self._codes[self._columns.cell(number, row, column)])
        if meaning is None:
            return
        duty = self._values.one("duty", number, row) or meaning.duty
        ready = self._values.number("ready_minutes", number, row) or meaning.ready_minutes
        on_day = self._moments.on_day
        for time in meaning.times:
            period = Period(on_day(day, time.start), on_day(day, time.until))
            if period.start < period.until:
                gathering.spells.append(Spell(person, *period, duty, ready, place))
                self.periods.append(period)
        spans = ((on_day(day, time.start), on_day(day, time.until)) for time in meaning.away)
        gathering.absences += [Away(person, *span, place) for span in spans if span[0] < span[1]]

    def _other(self, table: str, person: str, ends: _ENDS, number: int, row: Row) -> None:
        """Gather a row of a table that is not about one person each."""
        start, until = ("occurred" if table == "events" else "from"), "until"
        cells: dict[str, str] = {}
        for name in self._values.names:
            if name not in COLUMNS[table] or name in (start, until):
                continue
            if name == "recorded":
                cells[name] = self._recorded_at(number, row)
            elif name in NUMBERS and self._values.constant(name) is None:
                cells[name] = self._values.digits(name, number, row)
            elif name in KIND_OF:
                defines = name == COLUMNS[table][0]
                cells[name] = ";".join(self._values.several(name, number, row, defines=defines) or ())
            else:
                cells[name] = self._values.text(name, number, row)
        cells |= {name: self._moments.text(at) for name, at in zip((start, until), ends, strict=True) if at is not None}
        cells |= {name: text for name in MOMENTS if (text := self._values.constant(name)) is not None}
        if table == "events" and not self._subject(cells, person, number):
            return
        self._ids.learn_row(cells)
        first = COLUMNS[table][0 if table != "events" else 1]
        self._gathering.rows.setdefault(table, []).append((cells, self._place(number, first)))

    def _recorded_at(self, number: int, row: Row) -> str:
        if not self._recorded.columns:
            return ""

        def read() -> str:
            """Read the moment."""
            stamp = self._recorded.stamp(number, row)
            return "" if stamp is None else self._moments.text(self._moments.instant(stamp))

        return self._gathering.read(self._view, number, self._recorded.columns[0], read) or ""

    def _subject(self, cells: dict[str, str], person: str, number: int) -> bool:
        """Give an event its person as its subject; return whether it may have the subject that it has."""
        if person:
            cells["subject"] = person
        elif cells.get("event") in PERSON_KINDS:
            self._note(number, "subject", Misfit("the event is about a person", "name its column as person"))
            return False
        return True
