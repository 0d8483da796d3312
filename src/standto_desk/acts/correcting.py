"""Correcting wrong entries: further entries say that they never occurred, and all are kept."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from uuid import UUID

from django.core.exceptions import PermissionDenied

from standto.model.event import CORRECTION
from standto_desk.access.models import Account
from standto_desk.access.people_in_reach import entered_about_themselves, forces_of, reachable
from standto_desk.access.permission import Action, may
from standto_desk.acts.known_facts import ABOUT_PEOPLE
from standto_desk.acts.recording import OTHER_KINDS
from standto_desk.acts.step_owners import is_account_id
from standto_desk.clock import now
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import EVENT, Author, Draft
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import known_entries

CORRECTABLE = ABOUT_PEOPLE | frozenset(OTHER_KINDS)
"""Kinds that a duty officer corrects; decisions and steps of the ladder are put right by new ones."""

AT_ONCE = 500


def correctable(account: Account, entries: Collection[Entry]) -> frozenset[int]:
    """Return the sequences of the entries that an account may correct.

    Nobody corrects what volunteers entered about themselves. An account's entries about a person of another force do
    not count as such, even if the account has that person's cipher.
    """
    own = _entered_by_themselves(entries)
    named = {one.subject for one in entries if one.kind in ABOUT_PEOPLE}
    people = forces_of(named).keys()
    reached = reachable(account, Action.RECORD, people)
    return frozenset(
        one.sequence
        for one in entries
        if one.sequence not in own
        and one.sort == EVENT
        and one.kind in CORRECTABLE
        and (one.subject in reached if one.subject in people else may(account, Action.RECORD, force=one.force))
    )


def correct_entries(
    *, account: Account, author: Author, sequences: Sequence[int], based_on: int | None = None, key: str = ""
) -> tuple[Entry, ...]:
    """Record that entries never occurred: all of them or none.

    Raises
    ------
    Refused
        One is already corrected.
    """
    wrong = {one.sequence: one for one in _entries_at(sequences)}
    if not wrong or correctable(account, list(wrong.values())) != frozenset(sequences):
        raise PermissionDenied
    drafts = [
        Draft(sort=EVENT, kind=CORRECTION, subject=wrong[sequence].reference, key=f"{key}/{sequence}" if key else "")
        for sequence in sequences
    ]
    return append(drafts, author=author, now=now(), based_on=based_on)


def _entries_at(sequences: Sequence[int]) -> Iterator[Entry]:
    """Yield some entries, in queries that every database accepts."""
    for start in range(0, len(sequences), AT_ONCE):
        yield from known_entries().numbered(sequences[start : start + AT_ONCE])


def _entered_by_themselves(entries: Collection[Entry]) -> frozenset[int]:
    """Return the sequences of the entries that people made about themselves."""
    accounts = {UUID(one.account) for one in entries if is_account_id(one.account)}
    return entered_about_themselves(list(Account.objects.filter(pk__in=accounts).exclude(cipher="")), entries)
