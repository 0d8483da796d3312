"""The rows of a list: filtered, and sorted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from standto.model.duties import alternatives_of
from standto.model.time import BEGINNING, FOREVER, Instant
from standto.scenario.layout import Cells
from standto_desk.acts.registering.kept_tables import KeptTable
from standto_desk.ledger.tables import RowsInForce
from standto_desk.pages.register.reading import RegisterPeople
from standto_desk.presenting.registers.row_words import RowWords, cells_by_column
from standto_desk.presenting.registers.rows_of_tables import kept_rows

Keeps = Callable[[Mapping[str, str]], bool]


class Filters:
    """The tests of a list's filters.

    Parameters
    ----------
    table
        The table.
    rows, words, people
        The rows in force at the moment, in words, with their people.
    at
        The moment.
    """

    def __init__(
        self, table: KeptTable, rows: RowsInForce, words: RowWords, people: RegisterPeople, at: Instant
    ) -> None:
        self._table, self._rows, self._words, self._people, self._at = table, rows, words, people, at

    def kept(self, rows: list[Cells], asked: Mapping[str, Any]) -> list[Cells]:
        """Return the rows that pass every filter that was asked for."""
        tests = [
            make(asked[name])
            for name, make in (("team", self._team), ("capability", self._capability), ("force", self._force))
            if name in asked
        ]
        if "find" in asked:
            tests.append(self._find(asked["find"]))
        if not tests:
            return rows
        return [cells for cells in rows if all(test(cells_by_column(self._table.name, cells)) for test in tests)]

    def sorted_by(self, rows: list[Cells], column: str, *, down: bool = False) -> list[Cells]:
        """Return rows sorted by a column; equal ones stay as they were entered."""
        place, name = self._table.columns.index(column), self._table.name
        return sorted(rows, key=lambda cells: self._words.sort_key(name, column, cells[place]), reverse=down)

    def _team(self, team: str) -> Keeps:
        return lambda row: self._people.team(row["person"]) == team

    def _force(self, force: str) -> Keeps:
        if self._table.name == "teams":
            return lambda row: self._people.force_of_team(row["team"]) == force
        if self._table.name == "pools":
            return lambda row: row["force"] == force
        return lambda row: self._people.force(row["person"]) == force

    def _capability(self, capability: str) -> Keeps:
        if self._table.name == "authorisations":
            return lambda row: row["capability"] == capability
        if self._table.name == "people":
            holders = self._holders(capability)
            return lambda row: row["person"] in holders
        if self._table.name == "crews":
            seats = [cells_by_column("seats", cells) for cells in kept_rows("seats", self._rows)]
            crews = {seat["crew"] for seat in seats if _asks_for(seat, capability)}
            return lambda row: row["crew"] in crews
        return lambda row: _asks_for(row, capability)

    def _holders(self, capability: str) -> set[str]:
        """Return the people with a ticket for a capability that is current at the moment."""
        tickets = (cells_by_column("authorisations", cells) for cells in kept_rows("authorisations", self._rows))
        return {one["person"] for one in tickets if one["capability"] == capability and self._is_current(one)}

    def _is_current(self, ticket: Mapping[str, str]) -> bool:
        start, until = (self._words.instant(ticket[column]) for column in ("from", "until"))
        return (BEGINNING if start is None else start) <= self._at < (FOREVER if until is None else until)

    def _find(self, text: str) -> Keeps:
        wanted, name = text.casefold(), self._table.name
        columns = self._table.columns
        return lambda row: any(
            wanted in row[column].casefold() or wanted in self._words.words(name, column, row[column]).casefold()
            for column in columns
        )


def _asks_for(row: Mapping[str, str], capability: str) -> bool:
    return any(capability in one for one in alternatives_of(row["capabilities"].split(";")))
