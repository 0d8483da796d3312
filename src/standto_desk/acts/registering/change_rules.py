"""Rules for changes of the register that its tables cannot check: about time, other forces, and laws that forbid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from standto.errors import Fault
from standto.model.scenario import Scenario
from standto.model.time import Instant
from standto.wording import counted
from standto_desk.acts.registering.row_changes import ADD, RegisterChange, row_at
from standto_desk.ledger.draft_faults import PLACE
from standto_desk.ledger.tables import ROW_TABLES, Tables

TAKEN = "is taken: choose another, or change the row that has it"
GONE = "this row is no longer in the register: go back to the list"
PAST = "must not be in the past: leave it blank to start now"
STRANGER = "nobody in your force has this cipher"
ELSEWHERE = "must leave the person in your own force: their own force keeps them"


def against_change(change: RegisterChange, number: int, tables: Tables, now: Instant) -> Iterator[Fault]:
    """Yield the faults of a change by itself: it takes effect in the past, its id is taken, or its row has gone."""
    at = now if change.occurred is None else change.occurred
    if at < now:
        yield Fault(PLACE, PAST, line=number, column="occurred")
    kept = change.kept
    if change.how == ADD:
        taken = row_at(tables, change.table, change.key, at) is not None
        later = len(kept.ids) == 1 and kept.kind in ROW_TABLES and _is_set_later(tables, kept.kind, change.key[0], at)
        if taken or later:
            yield Fault(PLACE, TAKEN, line=number, column=kept.ids[-1] if kept.name != "rota" else "from")
    elif row_at(tables, change.table, change.key, at) is None:
        yield Fault(PLACE, GONE, line=number)


def _is_set_later(tables: Tables, kind: str, subject: str, at: Instant) -> bool:
    return any(tables.cells_of(kind, subject, moment) for moment in tables.moments_of(kind, subject, at))


def against_strangers(
    changes: Sequence[RegisterChange], before: Scenario, after: Scenario | None, home: str
) -> Iterator[Fault]:
    """Yield a fault for each change about a person of another force, or that would move one to another force."""
    named = {change.key[0] for change in changes if change.kept.of_people}
    old = {one.id: one.force for one in before.people if one.id in named}
    new = {one.id: one.force for one in after.people if one.id in named} if after else {}
    for number, change in enumerate(changes, 1):
        person = change.key[0]
        if not change.kept.of_people:
            continue
        if old.get(person, home) != home:
            yield Fault(PLACE, STRANGER, line=number, column="person")
        elif new.get(person, home) != home:
            column = "force" if change.cells.get("force") else "team"
            yield Fault(PLACE, ELSEWHERE, line=number, column=column if change.table == "people" else "person")


def against_moving(changes: Sequence[RegisterChange], before: Scenario, after: Scenario) -> Iterator[Fault]:
    """Yield a fault for each team whose new force would take people of another force with it."""
    teams = {change.key[0]: number for number, change in enumerate(changes, 1) if change.table == "teams"}
    if not teams:
        return
    forces = {one.id: one.force for one in before.people}
    moved = Counter(
        one.team for one in after.people if one.team in teams and forces.get(one.id, one.force) != one.force
    )
    for team, people in moved.items():
        what = f"must stay as it is: {counted(people, 'person', 'people')} of the team would change force with it"
        yield Fault(PLACE, what, line=teams[team], column="force")
