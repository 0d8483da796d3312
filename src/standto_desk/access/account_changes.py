"""Changes to accounts: making and disabling them, and replacing lost passwords and phones.

Each is one transaction, asks permission first, and writes a line of the security log. `by` is the account that does it;
None is the command line. A change by which an administrator could act as the account suspends it: see `confirming`.
"""

from __future__ import annotations

from collections.abc import Collection

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from standto.errors import Fault, InputError
from standto.model.time import BEGINNING, DAY
from standto_desk.access.account_checks import (
    ask,
    check_cipher,
    check_email,
    check_force,
    check_last_administrator,
    check_roles,
    check_username,
    raise_faults,
    refused,
)
from standto_desk.access.calendar_addresses import end_calendar_address
from standto_desk.access.confirming import locked_account, locked_other, suspend
from standto_desk.access.email_addresses import checked_email
from standto_desk.access.invitation_rows import Invitation
from standto_desk.access.models import Account, Membership
from standto_desk.access.one_time_codes import one_time_code
from standto_desk.access.permission import Action
from standto_desk.access.roles import Role
from standto_desk.access.security_log import SecurityKind, note_managed
from standto_desk.access.signed_in import forget_sessions
from standto_desk.clock import demo_clock, now, real_now
from standto_desk.ledger.rehearsal import ends_rehearsals

LASTS = 3 * DAY


@ends_rehearsals  # a hash takes long, and no check comes after it
def give_one_time_password(account: Account) -> str:
    """Give an account a one-time password, without saving the account; return the password, which is not stored."""
    password = one_time_code()
    account.set_password(password)
    account.temporary_until = real_now() + LASTS
    return password


WORDS = {"cipher": "record", "email": "e-mail address", "screen": "screen on a wall"}
"""The parts of an account that can be changed, in the words of the security log, which never has their values."""


@transaction.atomic
def make_account(
    *,
    by: Account | None,
    username: str,
    force: str,
    roles: Collection[Role] = (),
    cipher: str = "",
    email: str = "",
    screen: bool = False,
    request: HttpRequest | None = None,
) -> tuple[Account, str]:
    """Make an account with roles for its own force.

    Returns
    -------
    tuple
        The account and its one-time password, to be shown once and stored nowhere.

    Raises
    ------
    InputError
        Values are not sound; every fault is named.
    """
    ask(by, Action.MANAGE_ACCOUNTS, force)
    username, cipher = username.strip().lower(), cipher.strip()
    raise_faults(
        check_username(username, cipher),
        check_force(force),
        check_cipher(force, cipher),
        check_email(email),
        check_roles([(force, role) for role in roles], cipher=cipher),
    )
    account = Account(username=username, force=force, cipher=cipher, email=checked_email(email), screen=screen)
    password = give_one_time_password(account)
    account.save(force_insert=True)
    note_managed(SecurityKind.ACCOUNT_MADE, account=account, by=by, force=force, request=request)
    _give_first_roles(account, roles, by=by, request=request)
    suspend(account, "An account was made for you.", by=by, request=request)
    return account, password


def _give_first_roles(
    account: Account, roles: Collection[Role], *, by: Account | None, request: HttpRequest | None
) -> None:
    # The clock of a demonstration can be set back, and its accounts must work then too.
    begins = now() if demo_clock() is None else BEGINNING
    for role in sorted(roles):
        given = {"since": begins, "given_by": None if by is None else by.pk}
        Membership.objects.create(account=account, force=account.force, role=role, **given)
        note_managed(SecurityKind.ROLE_GIVEN, account=account, by=by, force=account.force, detail=role, request=request)


@transaction.atomic
def change_account(
    *,
    by: Account | None,
    account: Account,
    email: str | None = None,
    cipher: str | None = None,
    screen: bool | None = None,
    request: HttpRequest | None = None,
) -> None:
    """Change an account's address, its cipher, or whether it is a screen; None leaves a value as it is.

    A blank cipher takes the record off the account, so that another account can have it.
    """
    account = locked_other(by, account)
    cipher = account.cipher if cipher is None else cipher.strip()
    raise_faults(
        check_cipher(account.force, cipher, account),
        check_email(email or ""),
        check_roles(account.roles_ahead(), cipher=cipher),
    )
    before = account.email
    given = {"cipher": cipher, "email": None if email is None else checked_email(email), "screen": screen}
    changed = {name: value for name, value in given.items() if value not in (None, getattr(account, name))}
    for name, value in changed.items():
        setattr(account, name, value)
    account.save(update_fields=list(given))
    if "cipher" in changed:
        end_calendar_address(account, by=by, request=request)
    detail = ", ".join(WORDS[name] for name in changed)
    note_managed(SecurityKind.ACCOUNT_CHANGED, account=account, by=by, detail=detail, request=request)
    if account.email != before:
        # A new password can be requested by e-mail.
        suspend(account, "The e-mail address of your account was changed.", by=by, also=(before,), request=request)


@transaction.atomic
def disable_account(*, by: Account | None, account: Account, request: HttpRequest | None = None) -> None:
    """Stop an account from signing in and end its sessions; its entries stay."""
    account = locked_other(by, account)
    check_last_administrator(account, {force for force, _ in account.roles})
    account.is_active = False
    _end_sessions(account, by, request)
    account.save(update_fields=["is_active", "epoch"])
    note_managed(SecurityKind.ACCOUNT_DISABLED, account=account, by=by, request=request)


@transaction.atomic
def enable_account(*, by: Account | None, account: Account, request: HttpRequest | None = None) -> str:
    """Let a disabled account sign in again; return its one-time password."""
    account = locked_other(by, account)
    account.is_active = True
    Invitation.objects.filter(account=account).delete()
    password = give_one_time_password(account)
    account.save(update_fields=["is_active", "password", "temporary_until"])
    note_managed(SecurityKind.ACCOUNT_ENABLED, account=account, by=by, request=request)
    suspend(account, "Your account was enabled again, with a new password.", by=by, request=request)
    return password


@transaction.atomic
def reset_password(*, by: Account | None, account: Account, request: HttpRequest | None = None) -> str:
    """Give an account a one-time password and end its sessions; return the password."""
    account = locked_other(by, account)
    if not account.is_active:
        raise refused("account", "is disabled; enable it instead")
    Invitation.objects.filter(account=account).delete()
    password = give_one_time_password(account)
    _end_sessions(account, by, request)
    account.save(update_fields=["password", "temporary_until", "epoch"])
    note_managed(SecurityKind.PASSWORD_RESET, account=account, by=by, request=request)
    suspend(account, "The password of your account was reset.", by=by, request=request)
    return password


@transaction.atomic
def choose_password(*, account: Account, password: str) -> None:
    """Set a password that was chosen at the command line, in place of a one-time password."""
    account = locked_account(account.pk)
    try:
        validate_password(password, account)
    except ValidationError as error:
        faults = [Fault("password", text[0].lower() + text[1:]) for text in error.messages]
        raise InputError(faults) from error
    account.set_password(password)
    account.temporary_until = None
    account.save(update_fields=["password", "temporary_until"])


@transaction.atomic
def reset_second_factor(*, by: Account | None, account: Account, request: HttpRequest | None = None) -> None:
    """Remove the second factor and recovery codes of an account that has lost it, and end its sessions."""
    account = locked_other(by, account)
    Authenticator.objects.filter(user=account).delete()
    _end_sessions(account, by, request)
    account.save(update_fields=["epoch"])
    note_managed(SecurityKind.FACTOR_REMOVED, account=account, by=by, request=request)
    suspend(account, "The second factor of your account was removed.", by=by, request=request)


@transaction.atomic
def sign_out_everywhere(*, by: Account | None, account: Account, request: HttpRequest | None = None) -> None:
    """End every session of an account, which can sign in again."""
    account = locked_other(by, account)
    account.epoch += 1
    account.save(update_fields=["epoch"])
    forget_sessions(account)
    note_managed(SecurityKind.SESSIONS_ENDED, account=account, by=by, request=request)


def _end_sessions(account: Account, by: Account | None, request: HttpRequest | None) -> None:
    """End an account's sessions and its calendar's address, which somebody else may have too."""
    account.epoch += 1
    forget_sessions(account)
    end_calendar_address(account, by=by, request=request)
