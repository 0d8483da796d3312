"""Changing the rules by two people: one proposes powers, rules of rest or settings, another confirms or declines."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied

from standto.errors import Fault
from standto.model.time import Instant
from standto_desk.access.models import Account
from standto_desk.access.permission import Action, may
from standto_desk.acts.idempotency import at_the_head, following_key, keyed
from standto_desk.acts.registering.changing import may_change, sound_plan
from standto_desk.acts.registering.kept_tables import KEPT
from standto_desk.acts.registering.row_changes import RegisterChange, RowCells, row_at
from standto_desk.acts.registering.rules_proposals import (
    RULES_CHANGE,
    RULES_CONFIRMED,
    RULES_DECLINED,
    RULES_WITHDRAWN,
    RulesProposal,
    find_rules_proposal,
)
from standto_desk.book.moment_tables import tables_known
from standto_desk.clock import now
from standto_desk.ledger.appending import append
from standto_desk.ledger.cached_answers import current_ledger
from standto_desk.ledger.drafts import Author, Draft, number_reference
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import entries
from standto_desk.ledger.refusals import Refused

PLACE = "change"
ENDED_WORDS = {
    RULES_CONFIRMED: "is already confirmed",
    RULES_DECLINED: "was already declined",
    RULES_WITHDRAWN: "was already withdrawn",
}
CHANGED = "{} changed after this was proposed. Decline it, or let its author withdraw it, and propose the change again"
OWN = "must be confirmed by somebody else: you proposed it"


def propose_rules(
    *, account: Account, author: Author, changes: Sequence[RegisterChange], based_on: int | None = None, key: str = ""
) -> Entry:
    """Propose changes of the rules, which wait for a second person.

    Raises
    ------
    Refused
        They would not be sound; the line of a fault is the number of the change.
    """
    if not changes or not all(_may_propose(account, change, author.force) for change in changes):
        raise PermissionDenied

    def enter(head: int) -> Entry:
        if key and (made := entries().by(account.pk).of_sort(RULES_CHANGE).with_keys([key]).first()):
            return made
        sound_plan(account, changes)
        body = {"changes": [change.as_json() for change in changes], "before": rows_before(changes, now())}
        draft = Draft(RULES_CHANGE, changes[0].table, changes[0].subject, body=body, key=key)
        return append([draft], author=author, now=now(), based_on=head)[0]

    return at_the_head(enter, based_on)


def confirm_rules(*, account: Account, author: Author, sequence: int, key: str = "") -> tuple[Entry, ...]:
    """Confirm a change of the rules as a second person: its rows are entered with the confirmation.

    Raises
    ------
    Refused
        It was ended, the account proposed it itself, or a row that it changes has changed since.
    """
    _require_second(account, author)

    def enter(head: int) -> tuple[Entry, ...]:
        if key and (made := tuple(entries().by(account.pk).with_keys_from(key))):
            return made
        proposal = _open(sequence)
        if proposal.entry.account == str(account.pk):
            raise Refused([Fault(PLACE, OWN)])
        changes = due(proposal.changes, now())
        refuse_changed(proposal, changes)
        plan = sound_plan(account, changes)
        confirmed = Draft(RULES_CONFIRMED, subject=number_reference(sequence), key=key)
        rows = keyed(plan.drafts, following_key(key, "row"))
        return append([confirmed, *rows], author=author, now=now(), based_on=head)

    return at_the_head(enter, None)


def decline_rules(*, account: Account, author: Author, sequence: int, key: str = "") -> Entry:
    """Decline a change of the rules as a second person."""
    _require_second(account, author)
    return _end(account, author, RULES_DECLINED, sequence, key)


def withdraw_rules(*, account: Account, author: Author, sequence: int, key: str = "") -> Entry:
    """Withdraw a change of the rules that the account itself proposed."""
    found = find_rules_proposal(sequence)
    if found is None or found.entry.account != str(account.pk) or not may(account, Action.KEEP_RULES, author.force):
        raise PermissionDenied
    return _end(account, author, RULES_WITHDRAWN, sequence, key)


def due(changes: Sequence[RegisterChange], at: Instant) -> tuple[RegisterChange, ...]:
    """Return changes as they are entered at a moment: those whose time has come take effect then."""
    return tuple(
        change._replace(occurred=None) if change.occurred is not None and change.occurred <= at else change
        for change in changes
    )


def rows_before(changes: Sequence[RegisterChange], at: Instant) -> list[RowCells | None]:
    """Return the row that each change finds; of the settings, the keys that change."""
    tables = tables_known(current_ledger(), at)
    found = []
    for change in changes:
        row = row_at(tables, change.table, change.key, at if change.occurred is None else change.occurred)
        if row is not None and not change.kept.columns:
            row = {key: row.get(key, "") for key in change.cells}
        found.append(row)
    return found


def refuse_changed(proposal: RulesProposal, changes: Sequence[RegisterChange]) -> None:
    """Refuse a change of the rules whose rows are no longer as they were when it was proposed."""
    rows = zip(changes, proposal.before, rows_before(changes, now()), strict=True)
    faults = [
        Fault(PLACE, CHANGED.format("The settings" if not change.kept.columns else f"“{' '.join(change.key)}”"))
        for change, then, current in rows
        if then != current
    ]
    if faults:
        raise Refused(faults)


def _end(account: Account, author: Author, sort: str, sequence: int, key: str) -> Entry:
    def enter(head: int) -> Entry:
        if key and (made := entries().by(account.pk).of_sort(sort).with_keys([key]).first()):
            return made
        _open(sequence)
        draft = Draft(sort, subject=number_reference(sequence), key=key)
        return append([draft], author=author, now=now(), based_on=head)[0]

    return at_the_head(enter, None)


def _open(sequence: int) -> RulesProposal:
    found = find_rules_proposal(sequence)
    if found is None:
        raise Refused([Fault(PLACE, "is not in the ledger")])
    if found.end is not None:
        raise Refused([Fault(PLACE, ENDED_WORDS[found.end.sort])])
    return found


def _require_second(account: Account, author: Author) -> None:
    if not may(account, Action.CONFIRM_RULES, author.force):
        raise PermissionDenied


def _may_propose(account: Account, change: RegisterChange, force: str) -> bool:
    return change.table in KEPT and change.kept.second and may_change(account, change.table, force)
