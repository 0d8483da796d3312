"""The plan of changes of the register: their entries, their faults, and the rows after them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from standto.errors import Fault
from standto.model.scenario import Scenario
from standto.model.time import Instant
from standto.scenario.loaded_tables import LoadedTables
from standto_desk.access.forces import home_force
from standto_desk.access.models import Account
from standto_desk.access.permission import Action, may
from standto_desk.acts.registering.change_drafts import ChangeDraft, drafts_of
from standto_desk.acts.registering.change_faults import at_changes, without_people
from standto_desk.acts.registering.change_rules import (
    GONE,
    against_change,
    against_moving,
    against_strangers,
)
from standto_desk.acts.registering.planned_versions import place_of, reaching_planned
from standto_desk.acts.registering.row_changes import RegisterChange
from standto_desk.book.moment_tables import tables_at, tables_known
from standto_desk.ledger.cached_answers import current_ledger
from standto_desk.ledger.drafts import Draft
from standto_desk.ledger.row_trials import try_rows
from standto_desk.ledger.tables import Tables


@dataclass(frozen=True)
class ChangePlan:
    """Changes of the register, against the ledger as it is.

    Attributes
    ----------
    changes
        The changes.
    since
        When the first takes effect.
    before
        The scenario then without them, and without events.
    loaded
        The tables then with them; None if they would not be sound.
    drafts
        The entries that they make, without keys.
    faults
        Why they cannot be entered; the line is the number of the change, the column one of its table.
    """

    changes: tuple[RegisterChange, ...]
    since: Instant
    before: Scenario
    loaded: LoadedTables | None
    drafts: tuple[Draft, ...]
    faults: tuple[Fault, ...]

    @property
    def after(self) -> Scenario | None:
        """The scenario then with them, without events; None if it would not be sound."""
        return self.loaded.scenario if self.loaded else None


def plan_changes(account: Account, changes: Sequence[RegisterChange], *, now: Instant) -> ChangePlan:
    """Return the plan of some changes now; faults name only people that the account may see."""
    ledger = current_ledger()
    tables = tables_known(ledger, now)
    found = [fault for number, change in enumerate(changes, 1) for fault in against_change(change, number, tables, now)]
    # What would take effect in the past is tried now, so that its other faults are told as well.
    tried = [one if one.occurred is None or one.occurred >= now else one._replace(occurred=None) for one in changes]
    since = min((now if change.occurred is None else change.occurred for change in tried), default=now)
    before = tables_at(ledger, since, now).scenario
    if any(fault.what == GONE for fault in found):
        found += against_strangers(changes, before, None, home_force())
        return ChangePlan(tuple(changes), since, before, None, (), tuple(found))
    made = _with_planned(list(drafts_of(tried, tables, now)), tables, now)
    trial = try_rows(tables, [one.draft for one in made], now=since, count=ledger.head.count)
    loaded = None if found else trial.loaded
    plan = ChangePlan(tuple(changes), since, before, loaded, tuple(one.draft for one in made), ())
    after = plan.after
    found += at_changes(trial.faults, tried, made, trial.drafts)
    found += against_strangers(changes, before, after, home_force())
    if after is not None:
        found += against_moving(changes, before, after)
    if not may(account, Action.KEEP_PEOPLE, home_force()):
        found = list(without_people(found))
    return replace(plan, faults=tuple(dict.fromkeys(found)))


def _with_planned(made: Sequence[ChangeDraft], tables: Tables, now: Instant) -> list[ChangeDraft]:
    """Return drafts with those that bring their changes into versions planned for later, each with its change."""
    numbers = {place_of(one.draft, now)[:3]: one.change for one in reversed(made)}
    whole = reaching_planned([one.draft for one in made], tables, now)
    return [*made, *(ChangeDraft(numbers[place_of(one, now)[:3]], one) for one in whole[len(made) :])]
