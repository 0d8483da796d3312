"""Giving roles to accounts and taking them, each from a time that may be ahead.

A role that is taken ends, and stays as history. A role by which the account acts for others suspends it until another
administrator confirms it: see `confirming`.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.http import HttpRequest

from standto.errors import Fault
from standto.model.time import FOREVER, Instant
from standto_desk.access.account_checks import (
    ask,
    check_cipher,
    check_force,
    check_last_administrator,
    check_roles,
    raise_faults,
)
from standto_desk.access.appointing import end_unfit
from standto_desk.access.confirming import locked_account, locked_other, suspend
from standto_desk.access.models import Account, Membership
from standto_desk.access.permission import Action
from standto_desk.access.roles import OF_TWO, Role
from standto_desk.access.security_log import SecurityKind, note_managed
from standto_desk.clock import now


@transaction.atomic
def give_role(
    *,
    by: Account | None,
    account: Account,
    role: Role,
    force: str,
    since: Instant | None = None,
    until: Instant | None = None,
    request: HttpRequest | None = None,
) -> None:
    """Give an account a role for a force; nothing changes if it already has it.

    Parameters
    ----------
    since, until
        When it begins and ends, by the desk's clock; None is now, and no end.

    Raises
    ------
    InputError
        The role does not go with others, the times do not fit, or the account has the role for a part of that time.
    """
    account = locked_other(by, account)
    ask(by, Action.MANAGE_ACCOUNTS, force)
    at = now()
    start, until = at if since is None else since, FOREVER if until is None else until
    raise_faults(
        check_force(force),
        check_cipher(account.force, account.cipher, account),
        check_roles([*account.roles_ahead(), (force, role)], cipher=account.cipher),
        _check_times(start, until, at),
    )
    held = Membership.objects.filter(account=account, force=force, role=role, since__lt=until, until__gt=start)
    if held.filter(since__lte=start, until__gte=until).exists():
        return
    raise_faults([Fault("role", WAS_GIVEN)] if held.exists() else [])
    given_by = None if by is None else by.pk
    Membership.objects.create(account=account, force=force, role=role, since=start, until=until, given_by=given_by)
    note_managed(SecurityKind.ROLE_GIVEN, account=account, by=by, force=force, detail=role, request=request)
    if role in OF_TWO:
        suspend(locked_account(account.pk), "Your account was given another role.", by=by, request=request)


WAS_GIVEN = "is given to this account for a part of that time already; take it first, or choose other times"


@transaction.atomic
def take_role(
    *, by: Account | None, account: Account, role: Role, force: str, request: HttpRequest | None = None
) -> None:
    """Take a role for a force from an account, and end its appointments to posts that need the role.

    It takes effect with the account's next page. A role that has not begun is removed.
    """
    account = locked_other(by, account)
    if role is Role.ADMINISTRATOR:
        check_last_administrator(account, {force})
    at = now()
    taken = list(Membership.objects.filter(account=account, force=force, role=role, until__gt=at))
    for held in taken:
        if held.since >= at:
            held.delete()
        else:
            held.until = at
            held.save(update_fields=["until"])
    if taken:
        note_managed(SecurityKind.ROLE_TAKEN, account=account, by=by, force=force, detail=role, request=request)
        end_unfit(locked_account(account.pk), by=by, request=request)


def _check_times(start: Instant, until: Instant, at: Instant) -> Iterator[Fault]:
    """Yield the faults in the times of a role that is given at an instant."""
    if start < at:
        yield Fault("since", "is in the past; leave it blank to give the role from now on")
    if until <= start:
        yield Fault("until", "is not after the start")
