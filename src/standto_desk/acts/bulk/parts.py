"""The parts of the register that a folder may change, and the accounts that may change each."""

from __future__ import annotations

from typing import Any

from standto.scenario.layout import EVENTS
from standto_desk.access.permission import Action, may
from standto_desk.acts.registering.kept_tables import KEPT
from standto_desk.ledger.tables import SCENARIO, kind_of

SHIFTS, PATTERNS, HORIZON, RULES = "shifts", "patterns", "horizon", SCENARIO
"""The parts of `scenario.toml`: its shifts, its patterns, the time that is planned, and everything else."""
ABSENCES = kind_of(EVENTS.file)

PARTS: dict[str, Action] = {
    **{name: table.action for name, table in KEPT.items()},
    HORIZON: Action.KEEP_PLAN,
    ABSENCES: Action.KEEP_PEOPLE,
}
"""The action that permits an account to change each part."""
OF_PEOPLE = frozenset(part for part, action in PARTS.items() if action is Action.KEEP_PEOPLE)
SECOND = frozenset(name for name, table in KEPT.items() if table.second)
"""The parts whose changes wait for a second person."""
ENDABLE = tuple(part for part in PARTS if part not in (ABSENCES, RULES))
"""The parts of which rows can end because a folder does not list them; the horizon then is the folder's alone."""


def parts_for(account: Any, force: str) -> frozenset[str]:
    """Return the parts that an account may change for a force."""
    return frozenset(part for part, action in PARTS.items() if may(account, action, force=force))
