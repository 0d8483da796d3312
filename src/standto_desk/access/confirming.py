"""Changes to accounts by one administrator, which a second administrator must confirm.

An administrator who resets a password, removes a second factor, changes an address, enables or makes an account, or
gives it a role could then sign in to it. So its posts, and its roles that act for others, stop working until another
administrator confirms every change that the page showed. The owner must first replace a one-time password, and use the
code of an invitation up. Stepping back always works. Changes at the command line need no confirmation, and are
recorded as made there.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest

from standto.errors import Fault, InputError
from standto_desk.access.account_checks import ask_for_another, refused
from standto_desk.access.emails import notify_owner
from standto_desk.access.identity_rows import OutsideIdentity, identity_hash
from standto_desk.access.invitation_rows import Invitation
from standto_desk.access.log_chain import lock_log
from standto_desk.access.models import Account, SecurityEvent
from standto_desk.access.permission import Action, permitted_forces
from standto_desk.access.security_log import SecurityKind, note, note_managed
from standto_desk.clock import real_now

SUSPENDED = "Until another administrator confirms this, the account cannot act for others or by its posts."


def suspend(
    account: Account,
    what: str,
    *,
    by: Account | None,
    also: Iterable[str] = (),
    request: HttpRequest | None = None,
) -> None:
    """Suspend an account until another administrator confirms a change to it, and tell its owner.

    Parameters
    ----------
    account
        Locked, and read after the change.
    by
        The account that made the change; None is the command line, which needs no confirmation.
    """
    if by is not None:
        _write(account, {*waiting_on(account), str(by.pk)})
        if account.is_suspended:
            note(SecurityKind.SUSPENDED, account=account, by=by, request=request)
    where = f"{what} {'An administrator' if by else 'Somebody at the command line of the desk’s machine'} did it."
    notify_owner(account, f"{where} {SUSPENDED}" if account.is_suspended else where, also=also)


@transaction.atomic
def confirm_changes(
    *,
    by: Account | None,
    account: Account,
    seen: int | None = None,
    identity: str = "",
    request: HttpRequest | None = None,
) -> list[SecurityEvent]:
    """Confirm other administrators' changes to an account; the confirming account's own changes keep waiting.

    Parameters
    ----------
    seen
        The `last_of` the changes that were shown; None confirms every change that waits.
    identity
        The owner's name at the provider, which an account asks for that an administrator linked.

    Returns
    -------
    list
        The lines of the security log that were confirmed.

    Raises
    ------
    InputError
        No change waits that this administrator can confirm, there was another change since, or the account still has
        a one-time password or an unused code, with which the administrator who got it could sign in.
    """
    account = locked_other(by, account)
    waiting = waiting_on(account)
    left = waiting & {str(by.pk)} if by else set()
    if left == waiting:
        raise refused("account", "was changed by you alone; another administrator must confirm it" if left else NOTHING)
    done = unconfirmed_lines(account)
    if account.temporary_until is not None:
        raise refused("account", ONE_TIME)
    if Invitation.objects.filter(account=account, until__gt=real_now()).exists():
        raise refused("account", UNUSED_CODE)
    if seen is not None and seen != last_of(done):
        raise refused("account", CHANGED)
    if by is not None and (held := identity_to_name(account, done, by)) and held.hash != identity_hash(identity):
        raise InputError([Fault("identity", OTHER_IDENTITY, column="identity")])
    _write(account, left)
    note_managed(SecurityKind.CONFIRMED, account=account, by=by, request=request)
    if not left:
        notify_owner(account, "The changes to your account are confirmed. Its roles and posts work.")
    return [line for line in done if str(line.by) not in left]


NOTHING = "has no changes that wait to be confirmed"
ONE_TIME = "has a one-time password; its owner must sign in and choose another first"
UNUSED_CODE = "has a code that nobody has used; its owner must sign in with it first, or withdraw the batch of the code"
OTHER_IDENTITY = (
    "is not what the account is linked to; look its owner up at your provider yourself, "
    "and if that is not it, remove the link"
)
CHANGED = "is not confirmed. This account was changed again since you opened this page: read the changes again"


def identity_to_name(account: Account, done: Iterable[SecurityEvent], by: Account) -> OutsideIdentity | None:
    """Return the identity that another administrator linked to an account; None if nobody did, or none is left.

    Who confirms it must name it. The desk keeps only its hash, so that it cannot show whose it is.
    """
    linked = any(line.kind == SecurityKind.IDENTITY_LINKED and line.by not in (None, by.pk) for line in done)
    return OutsideIdentity.objects.filter(account=account).first() if linked else None


def unconfirmed_lines(account: Account) -> list[SecurityEvent]:
    """Return the lines of the security log about changes that wait for confirmation, in order."""
    found: list[SecurityEvent] = []
    for key in waiting_on(account):
        lines = SecurityEvent.objects.filter(account=account.pk)
        confirmed = lines.filter(kind=SecurityKind.CONFIRMED).exclude(by=key).order_by("-sequence").first()
        # What its owner did has no other account; linking an identity alone waits.
        by = Q(by=None, kind=SecurityKind.IDENTITY_LINKED) if key == str(account.pk) else Q(by=key)
        done = lines.filter(by, sequence__gt=confirmed.sequence if confirmed else 0)
        found += done.exclude(kind__in=(SecurityKind.SUSPENDED, SecurityKind.CONFIRMED))
    return sorted(found, key=lambda line: line.sequence)


def last_of(lines: list[SecurityEvent]) -> int:
    """Return the number of the last of some lines; 0 for none."""
    return lines[-1].sequence if lines else 0


def in_words(line: SecurityEvent) -> str:
    """Return a change in the words of the security log, such as "Role given (planner)"."""
    return f"{line.kind.capitalize()} ({line.detail})" if line.detail else line.kind.capitalize()


def waiting_on(account: Account) -> set[str]:
    """Return the ids of the administrators whose changes wait for confirmation."""
    return set(account.unconfirmed.split())


def count_to_confirm(by: Account) -> int:
    """Return the number of accounts whose changes an administrator can confirm: those that others changed."""
    forces = permitted_forces(by, Action.MANAGE_ACCOUNTS)
    waiting = Account.objects.filter(force__in=forces).exclude(unconfirmed="").exclude(pk=by.pk)
    return sum(bool(waiting_on(account) - {str(by.pk)}) for account in waiting)


def locked_account(key: UUID) -> Account:
    """Return the current account, locked until the transaction ends."""
    lock_log()
    return Account.objects.select_for_update().get(pk=key)


def locked_other(by: Account | None, account: Account) -> Account:
    """Return an account as `locked_account` does, if `by` may change it."""
    account = locked_account(account.pk)
    ask_for_another(by, account)
    return account


def _write(account: Account, waiting: set[str]) -> None:
    account.unconfirmed = " ".join(sorted(waiting))
    account.save(update_fields=["unconfirmed"])
