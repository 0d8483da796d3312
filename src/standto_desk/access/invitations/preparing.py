"""Preparing a batch of invitations, and withdrawing one. Nobody gets an account before it is confirmed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from enum import StrEnum

from django.db import transaction
from django.http import HttpRequest

from standto.errors import Fault
from standto.wording import counted
from standto_desk.access.account_checks import USERNAME, ask, check_email, raise_faults, refused
from standto_desk.access.email_addresses import checked_email
from standto_desk.access.emails import mail_is_set_up
from standto_desk.access.invitation_rows import Invitation, InvitationBatch
from standto_desk.access.invitations.invitees import AccountStanding, Invitee, standing_of, teams_of
from standto_desk.access.log_chain import lock_log
from standto_desk.access.models import Account
from standto_desk.access.permission import Action
from standto_desk.access.security_log import SecurityKind, note_managed
from standto_desk.clock import real_now


class Delivery(StrEnum):
    """How codes reach people."""

    LETTERS = "letters"
    MAIL = "mail"
    FILE = "file"


@transaction.atomic
def prepare_batch(
    *,
    by: Account | None,
    force: str,
    invitees: Sequence[Invitee],
    delivery: Delivery,
    request: HttpRequest | None = None,
) -> InvitationBatch:
    """Prepare invitations of people of a force, which another administrator must confirm.

    Raises
    ------
    InputError
        Somebody cannot be invited, or a username or an address is not sound; every fault is named, by row.
    """
    ask(by, Action.MANAGE_ACCOUNTS, force)
    raise_faults(
        [] if invitees else [Fault("people", "has nobody to invite: everybody there can sign in already")],
        check_invitees(force, invitees),
        _check_delivery(invitees, delivery),
    )
    batch = InvitationBatch.objects.create(
        force=force,
        people=[asdict(one) | {"email": checked_email(one.email)} for one in invitees],
        count=len(invitees),
        delivery=delivery,
        prepared=real_now(),
        prepared_by=None if by is None else by.pk,
    )
    note_batch(SecurityKind.INVITATIONS_PREPARED, batch, by, request)
    return batch


@transaction.atomic
def withdraw_batch(*, by: Account | None, batch: InvitationBatch, request: HttpRequest | None = None) -> None:
    """Withdraw a batch that waits, or the codes of a confirmed one that nobody has used yet."""
    ask(by, Action.MANAGE_ACCOUNTS, batch.force)
    batch = locked_batch(batch.pk)
    if batch.withdrawn:
        raise refused("batch", "was already withdrawn")
    Invitation.objects.filter(batch=batch).delete()
    settle(batch, by, withdrawn=True)
    note_batch(SecurityKind.INVITATIONS_WITHDRAWN, batch, by, request)


def check_invitees(force: str, invitees: Sequence[Invitee]) -> Iterator[Fault]:
    """Yield the faults in each invitee, with the row that a file has them in."""
    register = teams_of(force)
    standing = standing_of(force, [one.person for one in invitees])
    taken = set(Account.objects.values_list("username", flat=True))
    people = Counter(one.person for one in invitees)
    names = Counter(one.username for one in invitees if one.username)
    for row, one in enumerate(invitees, 2):
        place = f"row {row}: "
        if people[one.person] > 1:
            yield Fault("people", f"{place}{one.person} is there more than once; keep one row")
        elif one.person not in register:
            yield Fault("people", f"{place}{one.person} is nobody in {force} now; check the cipher")
        yield from _check_account(place, one, standing)
        if one.username and one.person in standing.new:
            yield from _check_name(place, one.username, taken, names)
        yield from (Fault("people", f"{place}email {fault.what}") for fault in check_email(one.email))


def _check_account(place: str, one: Invitee, standing: AccountStanding) -> Iterator[Fault]:
    if one.person in standing.in_use:
        yield Fault("people", f"{place}{one.person} already has an account; remove the row")
    elif one.person in standing.disabled:
        yield Fault("people", f"{place}{one.person} has a disabled account; enable it, or remove the row")


def _check_name(place: str, username: str, taken: set[str], names: Counter[str]) -> Iterator[Fault]:
    if not USERNAME.fullmatch(username):
        yield Fault(
            "people",
            f"{place}username {username!r} must have 3 to 100 small letters, digits, dots, hyphens, underlines",
        )
    elif username in taken:
        yield Fault("people", f"{place}username {username} is taken; choose another")
    elif names[username] > 1:
        yield Fault("people", f"{place}username {username} is there more than once; each person needs their own")


def _check_delivery(invitees: Sequence[Invitee], delivery: Delivery) -> Iterator[Fault]:
    if delivery is not Delivery.MAIL:
        return
    if not mail_is_set_up():
        yield Fault("delivery", "is email, which this desk cannot send; choose letters or a file")
    elif without := sum(not one.email for one in invitees):
        yield Fault("delivery", f"is email, but {counted(without, 'person has', 'people have')} no address")


def locked_batch(key: int) -> InvitationBatch:
    """Return the current batch, locked until the transaction ends."""
    lock_log()
    return InvitationBatch.objects.select_for_update().get(pk=key)


def settle(batch: InvitationBatch, by: Account | None, *, withdrawn: bool = False) -> None:
    """Settle a batch: it keeps its number of people, and no longer who they are."""
    batch.people = []
    batch.withdrawn = withdrawn
    if batch.settled is None:
        batch.settled, batch.settled_by = real_now(), None if by is None else by.pk
    batch.save()


def note_batch(
    kind: SecurityKind,
    batch: InvitationBatch,
    by: Account | None,
    request: HttpRequest | None,
    *,
    count: int | None = None,
) -> None:
    """Add a line about a batch to the security log; `count` is the number of its people, if some were left out."""
    people = counted(batch.count if count is None else count, "person", "people")
    detail = f"batch {batch.pk}: {people}, {batch.delivery}"
    note_managed(kind, account=None, by=by, force=batch.force, detail=detail, request=request)
