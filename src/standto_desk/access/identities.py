"""Linking accounts to identities at a provider outside. Nobody signs up: only a linked account signs in."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest

from standto_desk.access.account_checks import refused
from standto_desk.access.confirming import locked_account, locked_other, suspend
from standto_desk.access.identity_rows import OutsideIdentity, identity_hash
from standto_desk.access.models import Account
from standto_desk.access.security_log import SecurityKind, note, note_managed
from standto_desk.clock import real_now

LINKED = "Your account was linked to an identity at your provider, which can now sign in to it."


def account_of_identity(name: str) -> Account | None:
    """Return the account that an identity signs in to, if there is one."""
    found = OutsideIdentity.objects.filter(hash=identity_hash(name)).select_related("account").first()
    return None if found is None else found.account


def is_linked(account: Account) -> bool:
    """Tell whether an account is linked to an identity."""
    return OutsideIdentity.objects.filter(account=account).exists()


@transaction.atomic
def link_identity(*, by: Account | None, account: Account, name: str, request: HttpRequest | None = None) -> None:
    """Link an account to an identity; one that acts for others waits until another administrator confirms it.

    Parameters
    ----------
    by
        The owner, who has just signed in at the provider, or an administrator, who has typed the name.
    name
        The value of the claim that names the account at the provider.

    Raises
    ------
    InputError
        The name is blank, or the identity belongs to another account.
    """
    account = locked_account(account.pk) if by == account else locked_other(by, account)
    name = name.strip()
    if not name:
        raise refused("identity", "is missing; enter the name of the account at your provider")
    held = OutsideIdentity.objects.filter(hash=identity_hash(name)).first()
    if held is not None and held.account_id != account.pk:
        raise refused("identity", "belongs to another account here; take it off that account first")
    if held is not None:
        return
    OutsideIdentity.objects.filter(account=account).delete()
    OutsideIdentity.objects.create(account=account, hash=identity_hash(name), linked=real_now())
    if by == account:
        note(SecurityKind.IDENTITY_LINKED, account=account, request=request)
    else:
        note_managed(SecurityKind.IDENTITY_LINKED, account=account, by=by, request=request)
    suspend(account, LINKED, by=by, request=request)


@transaction.atomic
def unlink_identity(*, by: Account | None, account: Account, request: HttpRequest | None = None) -> None:
    """Take the identity off an account, so that it signs in here alone."""
    account = locked_account(account.pk) if by == account else locked_other(by, account)
    gone, _ = OutsideIdentity.objects.filter(account=account).delete()
    if gone and by == account:
        note(SecurityKind.IDENTITY_UNLINKED, account=account, request=request)
    elif gone:
        note_managed(SecurityKind.IDENTITY_UNLINKED, account=account, by=by, request=request)
