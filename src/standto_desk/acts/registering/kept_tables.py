"""The tables of the register as people keep them: who may change each, and which columns tell its rows apart."""

from __future__ import annotations

from typing import NamedTuple

from standto.scenario.layout import COLUMNS
from standto_desk.access.permission import Action
from standto_desk.ledger.tables import ROW_TABLES, SCENARIO

TICKETS = "authorisations"
SETTINGS_ROW = ("settings",)
"""The key of the one row of the settings."""


class KeptTable(NamedTuple):
    """A table of the register.

    Attributes
    ----------
    name
        The kind of its rows in the ledger; `shifts`, `patterns` and `rest-rules` are
        parts of the settings there.
    action
        The permission that changing it needs.
    ids
        The columns that tell its rows apart; their cells are the key of a row.
    of_people
        Whether its rows are about people: of the home force alone, and no address names them.
    second
        Whether a second person confirms each change.
    section
        The name of its part in `scenario.toml`; blank for a table of its own.
    columns
        Its columns in order; none for the settings.
    """

    name: str
    action: Action
    ids: tuple[str, ...]
    of_people: bool = False
    second: bool = False
    section: str = ""
    columns: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The kind of the rows that the ledger holds for it."""
        return self.name if self.name in ROW_TABLES else SCENARIO


def _table(
    name: str, action: Action, *ids: str, of_people: bool = False, second: bool = False, section: str = ""
) -> KeptTable:
    columns = SECTIONS.get(name) or COLUMNS.get(f"{name}.csv", ())
    return KeptTable(name, action, ids or columns[:1], of_people, second, section, columns)


SECTIONS: dict[str, tuple[str, ...]] = {
    "shifts": ("id", "starts", "ends", "ready_minutes"),
    "patterns": ("id", "anchor", "cycle"),
    "rest-rules": ("id", "measure", "bound", "days", "gap_hours", "effect", "teams", "source"),
}
"""The columns of the tables that are parts of the settings."""

KEPT: dict[str, KeptTable] = {
    table.name: table
    for table in (
        _table("people", Action.KEEP_PEOPLE, of_people=True),
        _table(TICKETS, Action.KEEP_PEOPLE, "person", "capability", "from", "until", of_people=True),
        _table("rota", Action.KEEP_PEOPLE, "person", "from", of_people=True),
        _table("teams", Action.KEEP_PLAN),
        _table("shifts", Action.KEEP_PLAN, section="shift"),
        _table("patterns", Action.KEEP_PLAN, section="pattern"),
        _table("capabilities", Action.KEEP_PLAN),
        _table("duties", Action.KEEP_PLAN),
        _table("crews", Action.KEEP_PLAN),
        _table("seats", Action.KEEP_PLAN, "crew", "state", "seat"),
        _table("forces", Action.KEEP_PLAN),
        _table("pools", Action.KEEP_PLAN),
        _table("sources", Action.KEEP_PLAN),
        _table("powers", Action.KEEP_RULES, second=True),
        _table("rest-rules", Action.KEEP_RULES, second=True, section="working_time.rule"),
        _table(SCENARIO, Action.KEEP_RULES, second=True),
    )
}
"""Every table of the register by its name, in the order of the pages; `scenario` holds the settings."""

ACTIONS = frozenset(table.action for table in KEPT.values())
"""The permissions of which each changes some table."""
