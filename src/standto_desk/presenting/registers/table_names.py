"""The names of the register's tables and of their columns, as people read them."""

from __future__ import annotations

from typing import NamedTuple


class TableName(NamedTuple):
    """The names of a table for many rows and for one, and a sentence that says what a row is."""

    many: str
    one: str
    about: str
    several: str = ""

    @property
    def rows(self) -> str:
        """Several rows, in words after their number."""
        return self.several or self.many.lower()


TABLE_NAMES: dict[str, TableName] = {
    "people": TableName("People", "person", "The volunteers, each by a cipher."),
    "authorisations": TableName("Tickets", "ticket", "The skills that people may use, and for how long."),
    "rota": TableName("Rota", "row of the rota", "The times at which single people are on duty.", "rows of the rota"),
    "teams": TableName("Teams", "team", "People who work the same pattern."),
    "shifts": TableName("Shifts", "shift", "The parts of a day that people work."),
    "patterns": TableName("Patterns", "pattern", "The cycles of shifts and rest days that teams work."),
    "capabilities": TableName("Skills", "skill", "The skills that people can hold tickets for."),
    "duties": TableName("Duties", "duty", "The places to be filled, and by people with which skills."),
    "crews": TableName("Crews", "crew", "The crews that go out whole or not at all."),
    "seats": TableName("Seats of crews", "seat", "The people that each state of a crew takes.", "seats"),
    "forces": TableName("Forces", "force", "The home force, and those that lend people."),
    "pools": TableName("Pools", "pool", "People who are not known one by one, only by their number."),
    "sources": TableName("Sources", "source", "The publications that reports come from."),
    "powers": TableName("Powers", "power", "The rules of law on which force may do which task."),
    "rest-rules": TableName("Rules of rest", "rule of rest", "The force's own rules on working time."),
}
"""The name of every table but the settings, in the order of the pages."""

COLUMN_NAMES: dict[str, str] = {
    "anchor": "First day of the cycle",
    "authority": "Law or agreement",
    "bound": "Least or most allowed",
    "capabilities": "Skills",
    "capability": "Skill",
    "count": "Number",
    "crew": "Crew",
    "criticality": "Criticality",
    "cycle": "Cycle",
    "days": "Days looked back",
    "duty": "Duty",
    "effect": "If it is broken",
    "ends": "Ends",
    "force": "Force",
    "from": "From",
    "gap_hours": "Hours off that end a run",
    "id": "Name",
    "kind": "Kind of force",
    "lead_minutes": "Minutes from asking to arriving",
    "measure": "Measures",
    "name": "Name",
    "needs": "State that it needs",
    "offset_days": "Days behind the pattern",
    "pattern": "Pattern",
    "permitted": "Permitted",
    "person": "Person",
    "pool": "Pool",
    "power": "Power",
    "published": "Published",
    "publisher": "Publisher",
    "ready_minutes": "Minutes to be at work",
    "seat": "Seat",
    "shifts": "Shifts",
    "site": "Site",
    "source": "Source",
    "starts": "Starts",
    "state": "State",
    "strength": "People required",
    "task": "Task",
    "team": "Team",
    "teams": "Only for teams",
    "tier": "Order in which it is asked",
    "title": "Title",
    "until": "Until",
    "when": "Only while declared",
}
"""The name of each column."""

_OF_A_TABLE: dict[tuple[str, str], str] = {
    ("forces", "kind"): "Kind",
    ("pools", "state"): "First state",
    ("duties", "ready_minutes"): "Minutes that it can wait",
    ("crews", "ready_minutes"): "Minutes that it can wait",
    ("rota", "duty"): "Only for",
    ("rest-rules", "id"): "Rule",
    ("rest-rules", "source"): "From",
    ("shifts", "id"): "Shift",
    ("patterns", "id"): "Pattern",
}
"""The columns that are called otherwise in one table."""

LISTED: dict[str, tuple[str, ...]] = {
    "duties": ("duty", "task", "site", "capabilities", "strength", "criticality", "when"),
    "crews": ("crew", "task", "site", "needs", "criticality", "when"),
    "pools": ("pool", "force", "capabilities", "count", "from", "until"),
    "capabilities": ("capability",),
    "forces": ("force", "kind", "tier"),
    "powers": ("power", "kind", "task", "site", "when", "permitted", "authority"),
}
"""The columns of the tables that have too many for a list; the first is shown by its name."""


def column_name(table: str, column: str) -> str:
    """Return the name of a column."""
    return _OF_A_TABLE.get((table, column)) or COLUMN_NAMES[column]


def table_name(table: str) -> TableName:
    """Return the name of a table."""
    return TABLE_NAMES[table]
