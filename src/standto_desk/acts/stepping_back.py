"""Stepping back and returning: what a volunteer does by themselves, at once, and is never asked a reason for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from standto.model.event import LINES
from standto_desk.access.reaching import own_person
from standto_desk.acts.occurrences import Occurrence, drafts_of
from standto_desk.clock import now
from standto_desk.ledger import append

if TYPE_CHECKING:
    from standto_desk.access.models import Account
    from standto_desk.ledger import Entry, Hand

RETURNED, STEPPED_BACK = LINES["willing"]


def step_back(*, account: Account, hand: Hand, capability: str = "", key: str = "") -> Entry:
    """Record that the volunteer whose account it is steps back, from one capability or from all, from now on.

    It rests on no state that somebody looked at, so that nothing that others enter meanwhile can hold it up.

    Raises
    ------
    PermissionDenied
        The account is no volunteer's, or the register has nobody by its cipher in its force.
    Refused
        There is no such capability.
    """
    return _choose(STEPPED_BACK, account, hand, capability, key)


def return_to_duty(*, account: Account, hand: Hand, capability: str = "", key: str = "") -> Entry:
    """Record that the volunteer whose account it is returns, to one capability or to all; as `step_back`."""
    return _choose(RETURNED, account, hand, capability, key)


def _choose(kind: str, account: Account, hand: Hand, capability: str, key: str) -> Entry:
    """Enter what a volunteer chose."""
    person = own_person(account)
    if not person:
        raise PermissionDenied
    chosen = Occurrence(kind, (person,), capability=capability)
    (entry,) = append(drafts_of(chosen, key), hand=hand, now=now())
    return entry
