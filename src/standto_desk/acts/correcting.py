"""Correcting a wrong entry: another entry says that it never occurred, and both are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from standto.model.event import CORRECTION
from standto_desk.access.permission import Action, may
from standto_desk.acts.recording import ABOUT_PEOPLE, OTHER_KINDS, force_of
from standto_desk.clock import now
from standto_desk.ledger import Draft, Entry, append

if TYPE_CHECKING:
    from standto_desk.access.models import Account
    from standto_desk.ledger import Hand

CORRECTABLE = ABOUT_PEOPLE | frozenset(OTHER_KINDS)
"""Kinds that a duty officer corrects; decisions and steps of the ladder are put right by new ones."""


def may_correct(account: Account, entry: Entry) -> bool:
    """Tell whether an account may correct an entry."""
    if entry.sort != "event" or entry.kind not in CORRECTABLE:
        return False
    if entry.kind in ABOUT_PEOPLE and (force := force_of(entry.subject)):
        return may(account, Action.RECORD, force=force, person=entry.subject)
    return may(account, Action.RECORD, force=entry.force)


def correct_entry(*, account: Account, hand: Hand, sequence: int, based_on: int | None = None, key: str = "") -> Entry:
    """Record that what an entry says never occurred.

    Raises
    ------
    PermissionDenied
        There is no such entry, or the account may not correct it.
    Refused
        It is corrected already.
    Stale
        Other entries about the same subject were made since.
    """
    wrong = Entry.objects.filter(sequence=sequence).first()
    if wrong is None or not may_correct(account, wrong):
        raise PermissionDenied
    draft = Draft(sort="event", kind=CORRECTION, subject=wrong.reference, key=key)
    (entry,) = append([draft], hand=hand, now=now(), based_on=based_on)
    return entry
