"""The changes of powers and settings in a folder, which wait for a second person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from standto.importing.onto.row_changes import ADDED, CHANGED, ENDED
from standto.model.time import Instant
from standto_desk.acts.bulk.parts import RULES
from standto_desk.acts.bulk.row_differences import RowDifference
from standto_desk.acts.registering.kept_tables import SETTINGS_ROW
from standto_desk.acts.registering.row_changes import ADD, CHANGE, END, RegisterChange
from standto_desk.acts.registering.settings_cells import SETTINGS_KEYS

OWN_SETTINGS = "settings that a folder cannot change"
_HOW = {ADDED: ADD, CHANGED: CHANGE, ENDED: END}


class ProposedRules(NamedTuple):
    """The changes of rules that a folder proposes.

    Attributes
    ----------
    changes
        The changes.
    left
        The number of settings that differ and that no change of the rules can hold.
    """

    changes: tuple[RegisterChange, ...]
    left: int


def proposed_rules(waiting: Iterable[RowDifference], since: Instant | None) -> ProposedRules:
    """Return the changes that rows of powers and settings make."""
    rows = list(waiting)
    settings = {each.name[0]: each.after.get("value", "") for each in rows if each.part == RULES}
    known = {name: value for name, value in settings.items() if name in SETTINGS_KEYS}
    changes = [*_powers(rows, since)]
    if known:
        changes.append(RegisterChange(RULES, CHANGE, SETTINGS_ROW, known, since))
    return ProposedRules(tuple(changes), len(settings) - len(known))


def _powers(rows: Iterable[RowDifference], since: Instant | None) -> Iterator[RegisterChange]:
    for each in rows:
        if each.part != RULES:
            yield RegisterChange(each.part, _HOW[each.kind], each.name, each.after, since)
