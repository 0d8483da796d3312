"""Two administrators: by what one does to an account, nobody acts for others until a second one has confirmed it.

Whoever resets a password, removes a second factor, changes an address, enables or makes an account, or gives it a role
could sign in to it. So its roles that act for others, and its posts, stop working until another administrator confirms
what each has done: all that the page showed, and not before the owner has replaced a one-time password.
Stepping back never stops. The command line is whoever runs the machine, and is recorded as such.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from standto_desk.access.account_checks import ask_for_another, refused
from standto_desk.access.emails import notify_owner
from standto_desk.access.log_chain import lock_log
from standto_desk.access.models import Account, SecurityEvent
from standto_desk.access.security_log import SecurityKind, note, note_managed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.http import HttpRequest

SUSPENDED = "Until another administrator confirms this, the account can neither act for others nor by its posts."


def suspend(
    account: Account,
    what: str,
    *,
    by: Account | None,
    also: Iterable[str] = (),
    request: HttpRequest | None = None,
) -> None:
    """Let an account wait for another administrator, after something that was done to it, and tell its owner.

    Parameters
    ----------
    account
        Locked, as it is after what was done.
    what
        What was done, in a sentence to the owner.
    by
        Who did it; what was done at the command line needs nobody else.
    also
        Other addresses to tell.
    """
    if by is not None:
        _write(account, {*waiting_on(account), str(by.pk)})
        if account.is_suspended:
            note(SecurityKind.SUSPENDED, account=account, by=by, request=request)
    where = f"{what} {'An administrator' if by else 'Somebody at the command line of the desk’s machine'} did it."
    notify_owner(account, f"{where} {SUSPENDED}" if account.is_suspended else where, also=also)


@transaction.atomic
def confirm_changes(
    *, by: Account | None, account: Account, seen: int | None = None, request: HttpRequest | None = None
) -> list[SecurityEvent]:
    """Confirm what other administrators did to an account; what one did oneself waits on.

    Parameters
    ----------
    seen
        The `last_of` what waited when it was shown; None confirms whatever waits.

    Returns
    -------
    list
        What was confirmed.

    Raises
    ------
    InputError
        Nothing waits that this administrator could confirm, something else was done since, or the account has a
        one-time password still: whoever gave it out could sign in before the owner.
    """
    account = locked_account(account.pk)
    ask_for_another(by, account)
    waiting = waiting_on(account)
    left = waiting & {str(by.pk)} if by else set()
    if left == waiting:
        raise refused("account", "was changed by you alone; another administrator must confirm it" if left else NOTHING)
    done = waiting_lines(account)
    if account.temporary_until is not None:
        raise refused("account", ONE_TIME)
    if seen is not None and seen != last_of(done):
        raise refused("account", CHANGED)
    _write(account, left)
    note_managed(SecurityKind.CONFIRMED, account=account, by=by, request=request)
    if not left:
        notify_owner(account, "What was done to your account is confirmed. Its roles and posts work.")
    return [line for line in done if str(line.by) not in left]


NOTHING = "waits for nobody; there is nothing to confirm"
ONE_TIME = "has a one-time password; its owner must sign in and choose another first"
CHANGED = (
    "is not confirmed. Something else was done to this account since you opened this page: read again what was done"
)


def waiting_lines(account: Account) -> list[SecurityEvent]:
    """Return the lines of the security log that say what waits for confirmation, in their order."""
    found: list[SecurityEvent] = []
    for key in waiting_on(account):
        lines = SecurityEvent.objects.filter(account=account.pk)
        confirmed = lines.filter(kind=SecurityKind.CONFIRMED).exclude(by=key).order_by("-sequence").first()
        done = lines.filter(by=key, sequence__gt=confirmed.sequence if confirmed else 0)
        found += done.exclude(kind__in=(SecurityKind.SUSPENDED, SecurityKind.CONFIRMED))
    return sorted(found, key=lambda line: line.sequence)


def last_of(lines: list[SecurityEvent]) -> int:
    """Return the number of the last of some lines; 0 for none."""
    return lines[-1].sequence if lines else 0


def in_words(line: SecurityEvent) -> str:
    """Return what was done, as the security log has it: "Role given (planner)"."""
    return f"{line.kind.capitalize()} ({line.detail})" if line.detail else line.kind.capitalize()


def waiting_on(account: Account) -> set[str]:
    """Return the ids of the administrators whose doing waits for another to confirm it."""
    return set(account.unconfirmed.split())


def locked_account(key: UUID) -> Account:
    """Return an account as it is now, which nobody else changes until the transaction ends."""
    lock_log()
    return Account.objects.select_for_update().get(pk=key)


def _write(account: Account, waiting: set[str]) -> None:
    """Keep whose doing waits."""
    account.unconfirmed = " ".join(sorted(waiting))
    account.save(update_fields=["unconfirmed"])
