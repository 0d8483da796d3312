"""Appointing to posts. One account at a time holds a post of a force, unless an administrator has allowed more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.http import HttpRequest

from standto.errors import Fault
from standto.model.time import FOREVER, Instant
from standto_desk.access.account_checks import ask, check_id, raise_faults, refuse_own, refused
from standto_desk.access.log_chain import lock_log
from standto_desk.access.models import Account, Appointment, Post
from standto_desk.access.permission import Action
from standto_desk.access.posts import faults_of_holding, is_outside
from standto_desk.access.security_log import SecurityKind, note_managed
from standto_desk.clock import now


@transaction.atomic
def appoint(
    *,
    by: Account | None,
    account: Account,
    post: str,
    force: str,
    start: Instant,
    until: Instant = FOREVER,
    request: HttpRequest | None = None,
) -> Appointment:
    """Appoint an account to a post of a force for a time.

    Raises
    ------
    InputError
        The post is outside or has no room, the account has no role that could act by it, or the times do not fit.
    """
    ask(by, Action.MANAGE_ACCOUNTS, force)
    refuse_own(by, account)
    return _appoint(account, post, force, start, until, by=by, request=request)


@transaction.atomic
def end_appointment(
    *, by: Account | None, appointment: Appointment, at: Instant, request: HttpRequest | None = None
) -> None:
    """End an appointment at an instant; delete one that has not begun."""
    ask(by, Action.MANAGE_ACCOUNTS, appointment.force)
    appointment = _locked_appointment(appointment)
    _end(appointment, at, by=by, request=request)


@transaction.atomic
def pass_post(
    *,
    holder: Appointment,
    successor: Account,
    name: str,
    at: Instant,
    until: Instant = FOREVER,
    request: HttpRequest | None = None,
) -> Appointment:
    """Hand a post over to the account that accepted it; called by the act that records the handover.

    Parameters
    ----------
    successor
        The account that accepts the post, which needs the permission.
    """
    ask(successor, Action.HAND_OVER, holder.force)
    holder = _locked_appointment(holder)
    if not holder.start <= at < holder.until:
        raise refused("post", "is no longer held by the account that offered it; reload the page")
    _end(holder, at, by=successor, request=request)
    return _appoint(successor, holder.post, holder.force, at, until, by=successor, name=name, request=request)


@transaction.atomic
def mark_post(
    *,
    by: Account | None,
    post: str,
    force: str,
    outside: bool | None = None,
    most: int | None = None,
    request: HttpRequest | None = None,
) -> Post:
    """Mark a post as outside or here, and set how many accounts may hold it; None leaves a value as it is.

    Raises
    ------
    InputError
        An account holds, or will hold, a post that is to be outside.
    """
    ask(by, Action.MANAGE_SETTINGS, force)
    raise_faults(check_id("post", post), check_id("force", force))
    row = _locked_post(post, force, outside=is_outside(post, force))
    if outside:
        raise_faults(_check_left(row, now()))
    row.outside = row.outside if outside is None else outside
    row.most = row.most if most is None else most
    row.save()
    setting = "outside" if row.outside else f"at most {row.most}"
    note_managed(
        SecurityKind.POST_MARKED, account=None, by=by, force=force, detail=f"{post}: {setting}", request=request
    )
    return row


def end_unfit(account: Account, *, by: Account | None, request: HttpRequest | None = None) -> None:
    """End the appointments of an account to posts that need a role which it has lost.

    Parameters
    ----------
    account
        Locked, and read after it lost the role.
    """
    at = now()
    for held in Appointment.objects.select_for_update().filter(account=account, until__gt=at):
        if any(faults_of_holding(account, held.post, held.force)):
            _end(held, at, by=by, request=request)


def end_all(account: Account, *, by: Account | None, request: HttpRequest | None = None) -> None:
    """End every appointment of an account now; the caller has locked it."""
    at = now()
    for held in Appointment.objects.select_for_update().filter(account=account, until__gt=at):
        _end(held, at, by=by, request=request)


def _appoint(
    account: Account,
    post: str,
    force: str,
    start: Instant,
    until: Instant,
    *,
    by: Account | None,
    name: str = "",
    request: HttpRequest | None = None,
) -> Appointment:
    row = _locked_post(post, force)
    raise_faults(
        check_id("post", post),
        check_id("force", force),
        [] if start < until else [Fault("until", "is not after the start")],
        faults_of_holding(account, post, force),
        _check_roles(account, post, force, start, until),
        _check_room(row, start, until),
    )
    row.save()
    made = Appointment.objects.create(
        account=account, post=post, force=force, start=start, until=until, accepted_as=name
    )
    note_managed(SecurityKind.APPOINTED, account=account, by=by, force=force, detail=post, request=request)
    return made


def _end(appointment: Appointment, at: Instant, *, by: Account | None, request: HttpRequest | None) -> None:
    """End an appointment that the caller has locked."""
    if appointment.until <= at:
        raise refused("until", "this appointment has already ended")
    if appointment.start >= at:
        appointment.delete()
    else:
        appointment.until = at
        appointment.save(update_fields=["until"])
    details = {"force": appointment.force, "detail": appointment.post}
    note_managed(SecurityKind.APPOINTMENT_ENDED, account=appointment.account, by=by, request=request, **details)


def _locked_appointment(appointment: Appointment) -> Appointment:
    """Return the current appointment, locked until the transaction ends."""
    lock_log()
    found = Appointment.objects.select_for_update().filter(pk=appointment.pk).first()
    if found is None:
        raise refused("until", "this appointment was already deleted")
    return found


def _locked_post(post: str, force: str, *, outside: bool = False) -> Post:
    """Return the row of a post, locked until the transaction ends; one that is not saved yet if there is none.

    Parameters
    ----------
    outside
        Whether the post is outside until an administrator marks it.
    """
    lock_log()
    found = Post.objects.select_for_update().filter(post=post, force=force).first()
    return found or Post(post=post, force=force, outside=outside)


def _check_left(row: Post, at: Instant) -> Iterator[Fault]:
    """Yield the appointments that must end before a post can be outside."""
    held = Appointment.objects.to(row.post, row.force).during(at, FOREVER).select_related("account")
    if names := _holders(held):
        yield Fault("post", f"is held by {names}; end those appointments first, then mark it as outside")


def _check_roles(account: Account, post: str, force: str, start: Instant, until: Instant) -> Iterator[Fault]:
    """Yield the fault of an account whose role does not last as long as the appointment."""
    ends = [
        one.until
        for one in account.memberships.all()
        if one.force == force and one.until < until and one.since <= max(start, now()) < one.until
    ]
    if any(any(faults_of_holding(account, post, force, at=end)) for end in ends):
        yield Fault("until", "is after the role of the account ends; end both at once, or give the role longer")


def _check_room(row: Post, start: Instant, until: Instant) -> Iterator[Fault]:
    if row.outside:
        yield Fault("post", "is outside, so no account here can hold it")
        return
    held = list(Appointment.objects.to(row.post, row.force).during(start, until).select_related("account"))
    if len(held) >= row.most:
        yield Fault(
            "post", f"is held by {_holders(held)} then; end that appointment first, or have the post handed over"
        )


def _holders(appointments: Iterable[Appointment]) -> str:
    return ", ".join(sorted({one.account.username for one in appointments}))
