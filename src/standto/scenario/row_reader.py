"""One row of a table: its cells as values, with every fault noted.

A cell with a fault gives a stand-in, so that the rest of the row is read too. Stand-ins are never used, because a
folder with a fault is refused as a whole.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import TypeVar

from standto.model.duties import JOINED
from standto.model.time import BEGINNING, FOREVER, Instant, Period
from standto.scenario.cells import Times, Unusable, alternatives, choice, identifier, items, label, shown, whole
from standto.scenario.faults import Faults
from standto.scenario.known_ids import Ids
from standto.scenario.layout import DUTIES, SEATS, TableLayout

T = TypeVar("T")


class RowReader:
    """A reader of the rows of one table, one at a time."""

    def __init__(self, table: TableLayout, times: Times, faults: Faults) -> None:
        self.table = table
        self.line = 0
        self._times = times
        self._faults = faults
        self._needed = tuple(column for column in table.columns if column in table.needed)
        self._place = {column: place for place, column in enumerate(table.columns)}
        self._cells: tuple[str, ...] = ()
        self.sound = True
        """Whether no fault of the row was noted so far."""

    def expect(self, columns: Container[str]) -> None:
        """Expect cells in these columns only: a missing column is a fault of the file, not of each row."""
        self._needed = tuple(column for column in self._needed if column in columns)

    def turn_to(self, line: int, cells: tuple[str, ...]) -> None:
        """Go to the next row, and note each needed cell that is blank."""
        self.line, self._cells, self.sound = line, cells, True
        for column in self._needed:
            if not self[column]:
                self.fault(column, "is blank, and every row needs it")

    def __getitem__(self, column: str) -> str:
        return self._cells[self._place[column]]

    def fault(self, column: str | None, what: str) -> None:
        """Note a fault of the row."""
        self.sound = False
        self._faults.add(self.table.file, what, line=self.line, column=column)

    def value(self, column: str, parse: Callable[[str], T], blank: T) -> T:
        """Return the value of a cell; `blank` if it is blank or has a fault."""
        if not (text := self[column]):
            return blank
        try:
            return parse(text)
        except Unusable as error:
            self.fault(column, str(error))
            return blank

    def new_id(self, column: str, ids: Ids, others: Ids | None = None) -> str:
        """Return the id of this row, which must differ from the ids before it."""
        name = self.value(column, identifier, self[column])
        for taken in (ids, others):
            if name and taken is not None and (line := taken.get(name)):
                self.fault(column, f"repeated id {shown(name)}: it is the {taken.what} on {taken.file}:{line}")
        ids.complete = ids.complete and bool(name)
        ids.setdefault(name, self.line)
        return name

    def reference(self, column: str, ids: Ids) -> str:
        """Return the id of another row, or an empty text."""
        name = self[column]
        if name and not ids.allow(name):
            self.fault(column, no_such(name, ids))
        return name

    def references(self, column: str, ids: Ids) -> tuple[str, ...]:
        """Return the ids of other rows."""
        none: tuple[str, ...] = ()
        names = self.value(column, items, none)
        for name in names:
            if not ids.allow(name):
                self.fault(column, no_such(name, ids))
        return names

    def alternatives(self, column: str, ids: Ids) -> tuple[str, ...]:
        """Return alternatives as written, each of the ids of one or more other rows."""
        none: tuple[str, ...] = ()
        found = self.value(column, alternatives, none)
        for name in dict.fromkeys(name for one in found for name in one.split(JOINED)):
            if not ids.allow(name):
                self.fault(column, no_such(name, ids))
        return found

    def id(self, column: str) -> str:
        """Return an id that is no reference; an empty text for a blank."""
        return self.value(column, identifier, "")

    def name(self, column: str, blank: str = "") -> str:
        """Return a name that is compared exactly."""
        return self.value(column, label, blank)

    def declaration(self, column: str) -> str:
        """Return the name of a declaration, or an empty text."""
        return self.id(column)

    def choice(self, column: str, allowed: tuple[str, ...], blank: str) -> str:
        """Return one of some allowed words."""
        return self.value(column, lambda text: choice(text, allowed), blank)

    def whole(self, column: str, blank: int = 0, least: int = 0) -> int:
        """Return a whole number."""
        return self.value(column, lambda text: whole(text, least), blank)

    def instant(self, column: str, blank: Instant) -> Instant:
        """Return an instant."""
        return self.value(column, self._times.instant, blank)

    def period(self, start: str = "from", until: str = "until") -> Period:
        """Return the half-open period between two cells."""
        period = Period(self.instant(start, BEGINNING), self.instant(until, FOREVER))
        if period.until <= period.start:
            self.fault(until, f"{shown(self[until])} is not after {start} {shown(self[start])}")
        return period


def no_such(name: str, ids: Ids) -> str:
    """Return the fault of an id that does not exist, with the file that lists the ids."""
    if JOINED in name and ids.what == "capability":
        return f"{shown(name)} joins capabilities, and only {DUTIES.file} and {SEATS.file} may: write a list, with ';'"
    return f"no {ids.what} {shown(name)}: allowed are those of {ids.file}{ids.meant(name)}"
