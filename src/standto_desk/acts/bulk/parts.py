"""The parts of the register that a folder may change, and the accounts that may change each."""

from __future__ import annotations

from typing import Any

from standto.scenario.layout import (
    AUTHORISATIONS,
    CAPABILITIES,
    CREWS,
    DUTIES,
    EVENTS,
    FORCES,
    PEOPLE,
    POOLS,
    POWERS,
    ROTA,
    SEATS,
    SOURCES,
    TEAMS,
)
from standto_desk.access.permission import Action, may
from standto_desk.ledger.tables import kind_of

SHIFTS, PATTERNS, HORIZON, RULES = "shifts", "patterns", "horizon", "rules"
"""The parts of `scenario.toml`: its shifts, its patterns, the time that is planned, and everything else."""

OF_PEOPLE = tuple(kind_of(table.file) for table in (PEOPLE, AUTHORISATIONS, ROTA, EVENTS))
OF_THE_PLAN = (
    *(kind_of(table.file) for table in (FORCES, CAPABILITIES, TEAMS, POOLS, DUTIES, CREWS, SEATS, SOURCES)),
    SHIFTS,
    PATTERNS,
    HORIZON,
)
OF_THE_RULES = (kind_of(POWERS.file), RULES)
"""The parts that take a second person."""

PARTS: dict[str, Action] = {
    **dict.fromkeys(OF_THE_PLAN, Action.KEEP_PLAN),
    **dict.fromkeys(OF_PEOPLE, Action.KEEP_PEOPLE),
    **dict.fromkeys(OF_THE_RULES, Action.KEEP_RULES),
}
"""The action that permits an account to change each part."""
ENDABLE = tuple(part for part in PARTS if part not in (kind_of(EVENTS.file), RULES))
"""The parts of which rows can be ended because a folder does not list them; for the horizon, it then is the folder's."""


def parts_for(account: Any, force: str) -> frozenset[str]:
    """Return the parts that an account may change for a force."""
    return frozenset(part for part, action in PARTS.items() if may(account, action, force=force))
