"""Ending the accounts of people who have left, many at once."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest

from standto.errors import Fault, InputError
from standto_desk.access.account_changes import disable_account
from standto_desk.access.account_checks import ask
from standto_desk.access.appointing import end_all
from standto_desk.access.confirming import locked_account
from standto_desk.access.models import Account
from standto_desk.access.permission import Action


@transaction.atomic
def end_accounts(*, by: Account | None, accounts: Collection[UUID], request: HttpRequest | None = None) -> int:
    """End accounts: nobody can sign in, their sessions and posts end now. All of them end, or none.

    Returns
    -------
    int
        The number of accounts that were still open.

    Raises
    ------
    InputError
        One is the administrator's own, or the last administrator of its force; every fault is named.
    """
    ask(by, Action.MANAGE_ACCOUNTS)
    ended, faults = 0, []
    for account in Account.objects.filter(pk__in=list(accounts), is_active=True).order_by("username"):
        try:
            disable_account(by=by, account=account, request=request)
            end_all(locked_account(account.pk), by=by, request=request)
        except InputError as error:
            faults += [Fault("accounts", f"{account.username} {fault.what}") for fault in error.faults]
        else:
            ended += 1
    if faults:
        raise InputError(faults)
    return ended
