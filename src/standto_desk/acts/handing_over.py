"""Handing a post over: the holder offers it, the next holder accepts it by name, and from then on holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction

from standto.errors import Fault, InputError
from standto_desk.access.appointing import pass_post
from standto_desk.access.models import Account, Appointment
from standto_desk.access.permission import Action, may
from standto_desk.acts.handovers import ACCEPTANCE, HANDOVER, OPEN, WITHDRAWAL, Handover, find_handovers
from standto_desk.clock import now
from standto_desk.ledger import Draft, Entry, Hand, append

if TYPE_CHECKING:
    from django.http import HttpRequest


@transaction.atomic
def hand_over(*, account: Account, hand: Hand, to: Account, note: str = "", key: str = "") -> Entry:
    """Offer the post that one holds to another account.

    Raises
    ------
    PermissionDenied
        The account does not hold the post of its hand.
    InputError
        The other may not hold it, or it is being handed over already.
    """
    moment = now()
    holder = _appointment(account, hand, moment)
    faults = []
    if to == account or not may(to, Action.HAND_OVER, hand.force):
        faults.append(Fault("to", None, None, "Choose somebody else who can hold posts of this force"))
    if any(one.state == OPEN and one.post == hand.post and one.entry.force == hand.force for one in find_handovers()):
        faults.append(Fault("to", None, None, "This post is being handed over already; withdraw that first"))
    if faults:
        raise InputError(faults)
    body = {"to": str(to.pk), "since": holder.start}
    draft = Draft(sort=HANDOVER, subject=hand.post, body=body, text=note, key=key)
    return append([draft], hand=hand, now=moment)[0]


@transaction.atomic
def accept_handover(
    *, account: Account, handover: int, name: str, key: str = "", request: HttpRequest | None = None
) -> Entry:
    """Accept a post by name, and hold it from now on.

    Raises
    ------
    PermissionDenied
        It was not offered to this account.
    InputError
        There is no name, it is over, or the post was taken from who offered it.
    """
    moment = now()
    offered = _offered(handover, account, to=True)
    if not name.strip():
        raise InputError([Fault("name", None, None, "Write your name to accept the post")])
    holder = Appointment.objects.at(moment).to(offered.post, offered.entry.force).filter(account=offered.by).first()
    if holder is None:
        raise InputError([Fault("name", None, None, f"Who offered {offered.post} no longer holds it")])
    pass_post(holder=holder, successor=account, name=name.strip(), at=moment, request=request)
    hand = Hand(account=str(account.pk), post=offered.post, force=offered.entry.force)
    draft = Draft(sort=ACCEPTANCE, subject=offered.entry.reference, body={"name": name.strip()}, key=key)
    return append([draft], hand=hand, now=moment)[0]


@transaction.atomic
def withdraw_handover(*, account: Account, hand: Hand, handover: int) -> Entry:
    """Take an offer back, or decline it.

    Raises
    ------
    PermissionDenied
        The account neither offered it nor was it offered to it.
    """
    offered = _offered(handover, account, to=False)
    return append([Draft(sort=WITHDRAWAL, subject=offered.entry.reference)], hand=hand, now=now())[0]


def _appointment(account: Account, hand: Hand, moment: int) -> Appointment:
    """Return by which appointment an account holds the post of its hand."""
    held = Appointment.objects.at(moment).to(hand.post, hand.force).filter(account=account).first()
    if held is None or not may(account, Action.HAND_OVER, hand.force):
        raise PermissionDenied
    return held


def _offered(handover: int, account: Account, *, to: bool) -> Handover:
    """Return a handover that is open and concerns an account."""
    found = find_handovers(handover)
    concerned = {found[0].to} if found and to else {found[0].to, found[0].by} if found else set()
    if str(account.pk) not in concerned:
        raise PermissionDenied
    if found[0].state != OPEN:
        raise InputError([Fault("name", None, None, "This handover is over: it was accepted or withdrawn")])
    return found[0]
