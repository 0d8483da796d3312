"""What a reader of the register may open, and the rows that a page shows."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from standto.scenario.layout import Cells
from standto_desk.access.permission import Action, may, permitted_forces
from standto_desk.acts.registering.kept_tables import KEPT, KeptTable
from standto_desk.ledger.tables import SCENARIO, RowsInForce
from standto_desk.presenting.registers.row_words import cells_by_column
from standto_desk.presenting.registers.rows_of_tables import kept_rows


def table_called(name: str, *, of_people: bool) -> KeptTable:
    """Return a table of the register; one about people only where a page asks for that.

    Raises
    ------
    Http404
        There is no such table.
    """
    if name not in KEPT or name == SCENARIO or KEPT[name].of_people is not of_people:
        raise Http404
    return KEPT[name]


def may_read(account: object, table: KeptTable) -> bool:
    """Return whether an account may read a table."""
    return may(account, table.action if table.of_people else Action.READ_REGISTER)


class RegisterPeople:
    """The forces and teams of the people in some rows."""

    def __init__(self, rows: RowsInForce, home: str) -> None:
        self._home = home
        self._teams = {cells[0]: cells_by_column("teams", cells) for cells in kept_rows("teams", rows)}
        self._people = {cells[0]: cells_by_column("people", cells) for cells in kept_rows("people", rows)}

    def team(self, person: str) -> str:
        """Return the team of a person; blank for none."""
        return self._people.get(person, {}).get("team", "")

    def force(self, person: str) -> str:
        """Return the force of a person: their own, or else their team's, or else the home force."""
        row = self._people.get(person, {})
        return row.get("force") or self.force_of_team(row.get("team", ""))

    def force_of_team(self, team: str) -> str:
        """Return the force of a team, or else the home force."""
        return self._teams.get(team, {}).get("force") or self._home


def within_reach(request: HttpRequest, table: KeptTable, rows: list[Cells], people: RegisterPeople) -> list[Cells]:
    """Return the rows of a table that a reader may read: of those about people, their own force's alone."""
    if not table.of_people:
        return rows
    forces = permitted_forces(request.user, table.action)
    # A year's rota has a hundred rows of each person.
    seen = {person for person in {cells[0] for cells in rows} if people.force(person) in forces}
    return [cells for cells in rows if cells[0] in seen]
