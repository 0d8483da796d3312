"""Handing a post over: the holder offers it, and the next holder accepts it by name and then holds it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest

from standto.errors import Fault
from standto_desk.access.account_checks import raise_faults, refused
from standto_desk.access.appointing import pass_post
from standto_desk.access.models import Account, Appointment
from standto_desk.access.permission import Action, may
from standto_desk.access.posts import faults_of_holding
from standto_desk.acts.handovers import (
    ACCEPTANCE,
    HANDOVER,
    OPEN,
    WITHDRAWAL,
    Handover,
    find_handover,
    open_handovers,
)
from standto_desk.acts.idempotency import sent_before
from standto_desk.clock import now
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.ledger.models import Entry


@transaction.atomic
def hand_over(*, account: Account, author: Author, to: Account, note: str = "", key: str = "") -> Entry:
    """Offer an account's post to another account.

    Raises
    ------
    InputError
        The other account may not hold it, or it is already being handed over.
    """
    moment = now()
    before = sent_before(account, sort=HANDOVER, key=key)
    since = Handover(before).since if before else _appointment(account, author, moment).start
    if before is None:
        _check_offer(account, author, to)
    draft = Draft(sort=HANDOVER, subject=author.post, body={"to": str(to.pk), "since": since}, text=note, key=key)
    return append([draft], author=author, now=moment)[0]


def _check_offer(account: Account, author: Author, to: Account) -> None:
    """Refuse to offer a post to an unsuitable account, or to two accounts."""
    faults = []
    if to == account or not may(to, Action.HAND_OVER, author.force):
        faults.append(Fault("to", "Choose another account that can hold posts of this force"))
    else:
        unfit = faults_of_holding(to, author.post, author.force)
        faults += [Fault("to", f"{to.get_username()} {one.what}") for one in unfit]
    offered = [one for one in open_handovers() if one.post == author.post]
    if any(one.entry.force == author.force for one in offered):
        faults.append(Fault("to", "This post is already being handed over; withdraw that handover first"))
    raise_faults(faults)


@transaction.atomic
def accept_handover(
    *, account: Account, handover: int, name: str, key: str = "", request: HttpRequest | None = None
) -> Entry:
    """Accept a post by name, and hold it from now on.

    Raises
    ------
    InputError
        There is no name, the handover is over, or the other account no longer holds the post.
    """
    moment = now()
    offered = _concerning(handover, account, to=True)
    if not name.strip():
        raise refused("name", "Enter your name to accept the post")
    if sent_before(account, sort=ACCEPTANCE, key=key) is None:
        _check_open(handover)
        held = Appointment.objects.at(moment).to(offered.post, offered.entry.force)
        holder = held.filter(account=offered.by).first()
        if holder is None:
            raise refused("name", f"The account that offered {offered.post} no longer holds it")
        pass_post(holder=holder, successor=account, name=name.strip(), at=moment, request=request)
    author = Author(account=str(account.pk), post=offered.post, force=offered.entry.force)
    draft = Draft(sort=ACCEPTANCE, subject=offered.entry.reference, body={"name": name.strip()}, key=key)
    return append([draft], author=author, now=moment)[0]


@transaction.atomic
def withdraw_handover(*, account: Account, author: Author, handover: int, key: str = "") -> Entry:
    """Withdraw or decline a handover."""
    offered = _concerning(handover, account, to=False)
    if sent_before(account, sort=WITHDRAWAL, key=key) is None:
        _check_open(handover)
    return append([Draft(sort=WITHDRAWAL, subject=offered.entry.reference, key=key)], author=author, now=now())[0]


def _appointment(account: Account, author: Author, moment: int) -> Appointment:
    """Return the appointment by which an account holds its author's post."""
    held = Appointment.objects.at(moment).to(author.post, author.force).filter(account=account).first()
    if held is None or not may(account, Action.HAND_OVER, author.force):
        raise PermissionDenied
    return held


def _concerning(handover: int, account: Account, *, to: bool) -> Handover:
    """Return a handover that was offered to the account or, unless `to` is set, that it offered itself."""
    found = find_handover(handover)
    if found is None or str(account.pk) not in ({found.to} if to else {found.to, found.by}):
        raise PermissionDenied
    return found


def _check_open(handover: int) -> None:
    found = find_handover(handover)
    if found is None or found.state != OPEN:
        raise refused("name", "This handover is over: it was accepted or withdrawn")
