"""Stepping back and returning, which volunteers do themselves, at once, and without giving a reason."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from standto_desk.access.models import Account
from standto_desk.access.people_in_reach import own_person
from standto_desk.acts.idempotency import TRIES
from standto_desk.acts.known_facts import RETURNED, STEPPED_BACK, AlreadyKnown, known_now, own_step_back
from standto_desk.acts.occurrences import Occurrence, drafts_of
from standto_desk.clock import now
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import entries, head
from standto_desk.ledger.refusals import Stale


def step_back(*, account: Account, author: Author, capability: str = "", key: str = "") -> Entry:
    """Record that a volunteer steps back now, from one capability or from all, by their own account.

    It is not based on a state of the ledger, so that no other entry can hold it up. It is left out only if the
    volunteer has already entered the same, because others can correct what others entered.

    Raises
    ------
    AlreadyKnown
        The volunteer has already stepped back from it, and not returned since.
    Refused
        There is no such capability, or the key was used for something else.
    """
    return _choose(STEPPED_BACK, account, author, capability, key)


def return_to_duty(*, account: Account, author: Author, capability: str = "", key: str = "") -> Entry:
    """Record that a volunteer returns, to one capability or to all, by their own account; see `step_back`.

    It is left out if the volunteer has not stepped back, whoever entered that.
    """
    return _choose(RETURNED, account, author, capability, key)


def _choose(kind: str, account: Account, author: Author, capability: str, key: str) -> Entry:
    """Enter a volunteer's choice; the last try ignores entries by others."""
    person = own_person(account)
    if not person:
        raise PermissionDenied
    chosen = Occurrence(kind, (person,), capability=capability)
    for last in (*[False] * (TRIES - 1), True):
        try:
            return _choose_once(chosen, author, key, whatever=last)
        except Stale:
            continue
    raise AssertionError


def _choose_once(chosen: Occurrence, author: Author, key: str, *, whatever: bool) -> Entry:
    based_on, drafts = head().count, drafts_of(chosen, key)
    if not entries().with_keys([draft.key for draft in drafts if draft.key]).exists():
        _refuse_again(chosen, author)
    (entry,) = append(drafts, author=author, now=now(), based_on=None if whatever else based_on)
    return entry


def _refuse_again(chosen: Occurrence, author: Author) -> None:
    if not known_now(chosen):
        return
    (person,) = chosen.subjects
    own = own_step_back(author.account, person, chosen.capability) if chosen.kind == STEPPED_BACK else None
    if own is not None or chosen.kind == RETURNED:
        raise AlreadyKnown(chosen.subjects, own)
