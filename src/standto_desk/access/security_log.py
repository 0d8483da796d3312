"""The security log: lines about accounts, in a chain that the database lets only grow."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from uuid import UUID

from django.http import HttpRequest

from standto_desk.access.client_addresses import network_of
from standto_desk.access.log_chain import BEGUN, UNPROVEN, write_line, write_lines
from standto_desk.access.models import Account, SecurityEvent
from standto_desk.clock import real_now

AT_THE_MACHINE = "at the command line"
"""The detail of a line about a change at the machine's command line."""


class SecurityKind(StrEnum):
    """A kind of line in the security log."""

    SIGNED_IN = "signed in"
    SIGN_IN_FAILED = "sign-in failed"
    CODE_FAILED = "code failed"
    LOCKED_OUT = "locked out"
    SIGNED_OUT = "signed out"
    SESSION_ENDED = "session ended"
    IDENTITY_LINKED = "identity linked"
    IDENTITY_UNLINKED = "identity unlinked"
    SESSIONS_ENDED = "sessions ended"
    PASSWORD_CHANGED = "password changed"  # noqa: S105
    PASSWORD_RESET = "password reset"  # noqa: S105
    FACTOR_ADDED = "second factor added"
    FACTOR_REMOVED = "second factor removed"
    PASSKEY_ADDED = "passkey added"
    PASSKEY_REMOVED = "passkey removed"
    PASSKEY_FAILED = "passkey failed"
    RECOVERY_CODES_MADE = "recovery codes made"
    RECOVERY_CODE_USED = "recovery code used"
    CALENDAR_MADE = "calendar address made"
    CALENDAR_ENDED = "calendar address ended"
    ACCOUNT_MADE = "account made"
    ACCOUNT_CHANGED = "account changed"
    ACCOUNT_DISABLED = "account disabled"
    ACCOUNT_ENABLED = "account enabled"
    INVITATIONS_PREPARED = "invitations prepared"
    INVITATIONS_MADE = "invitations made"
    INVITATIONS_WITHDRAWN = "invitations withdrawn"
    INVITED = "invited"
    INVITATION_USED = "invitation used"
    ROLE_GIVEN = "role given"
    ROLE_TAKEN = "role taken"
    APPOINTED = "appointed to a post"
    APPOINTMENT_ENDED = "appointment ended"
    POST_MARKED = "post marked"
    SUSPENDED = "waits for another administrator"
    CONFIRMED = "changes confirmed"
    OWNER_SET = "alert owner set"
    OWNER_REMOVED = "alert owner removed"
    ADDRESS_ADDED = "alert address added"
    ADDRESS_REMOVED = "alert address removed"
    CLOCK_CONFIRMED = "clock confirmed"
    CHAIN_BEGUN = BEGUN
    RESTORED = "restored from a backup"
    RESTORED_UNPROVEN = UNPROVEN


def note(
    kind: SecurityKind,
    *,
    account: Account | None,
    by: Account | None = None,
    force: str = "",
    detail: str = "",
    request: HttpRequest | None = None,
) -> SecurityEvent:
    """Add a line to the security log.

    Parameters
    ----------
    account
        The account that it happened to; None if none is known, or if it is about a post.
    by
        The account that did it, if that is another; None for the command line too.
    force, detail
        The force, and the role or post; never a password, a code, a cipher or anything typed.
    request
        The request that it came with, for its network.
    """
    return write_line(
        at=real_now(),
        kind=kind,
        account=None if account is None else account.pk,
        by=None if by is None or by == account else by.pk,
        force=force,
        detail=detail,
        address=network_of(request),
    )


def note_each(
    kind: SecurityKind,
    accounts: Iterable[Account],
    *,
    by: UUID | None,
    force: str = "",
    detail: str = "",
    request: HttpRequest | None = None,
) -> None:
    """Add a line for each of many accounts at once, as `note_managed` does for one.

    Parameters
    ----------
    by
        The id of the administrator; None is the machine's command line.
    """
    detail = ", ".join(part for part in (detail, "" if by else AT_THE_MACHINE) if part)
    same = {"at": real_now(), "kind": kind, "by": by, "force": force, "detail": detail, "address": network_of(request)}
    write_lines({**same, "account": account.pk} for account in accounts)


def note_managed(
    kind: SecurityKind,
    *,
    account: Account | None,
    by: Account | None,
    force: str = "",
    detail: str = "",
    request: HttpRequest | None = None,
) -> SecurityEvent:
    """Add a line about a change by an administrator or, if `by` is None, by the machine's command line."""
    detail = ", ".join(part for part in (detail, "" if by else AT_THE_MACHINE) if part)
    return note(kind, account=account, by=by, force=force, detail=detail, request=request)
