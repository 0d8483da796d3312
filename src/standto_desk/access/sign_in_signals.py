"""Receivers of django-allauth's signals: notes of sign-ins, sign-outs, and changes of passwords and second factors.

django-allauth offers only signals; the desk calls its own code by name.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from allauth.account import signals as account_signals
from allauth.mfa import signals as factor_signals
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.auth import signals as auth_signals
from django.db.models import F
from django.http import HttpRequest

from standto_desk.access.models import Account
from standto_desk.access.security_log import SecurityKind, note
from standto_desk.access.sessions import FACTOR, PASSKEY, start_clock
from standto_desk.access.signed_in import close_session, end_rows_but_this, open_session


def listen() -> None:
    """Connect every signal; a second call changes nothing."""
    for number, (signal, receiver) in enumerate(RECEIVERS):
        signal.connect(receiver, dispatch_uid=f"standto.sign-in-signals.{number}")


def note_for(kind: SecurityKind, request: HttpRequest, user: Account | None, **_more: Any) -> None:
    """Note what happened to an account, if the signal names one."""
    if user is not None:
        note(kind, account=user, request=request)


def on_sign_in(request: HttpRequest, user: Account, **_more: Any) -> None:
    """Note a sign-in and start the session's clock; end other sessions if an account may have one only."""
    start_clock(request)
    open_session(request, user)
    note(SecurityKind.SIGNED_IN, account=user, request=request)
    if settings.STANDTO_ONE_SESSION:
        Account.objects.filter(pk=user.pk).update(epoch=F("epoch") + 1)
        user.refresh_from_db(fields=["epoch"])
        end_rows_but_this(request, user)
        request.session[HASH_SESSION_KEY] = user.get_session_auth_hash()


def on_sign_out(request: HttpRequest, user: Account | None, **_more: Any) -> None:
    """Note a sign-out, and forget the session."""
    close_session(request)
    note_for(SecurityKind.SIGNED_OUT, request, user)


def on_password_change(request: HttpRequest, user: Account, **_more: Any) -> None:
    """Note it, and forget the other sessions, which it ends."""
    end_rows_but_this(request, user)
    note(SecurityKind.PASSWORD_CHANGED, account=user, request=request)


def on_failure(credentials: dict[str, Any], request: HttpRequest | None = None, **_more: Any) -> None:
    """Note a failed sign-in with the account, if it has that name; never the typed text."""
    note(SecurityKind.SIGN_IN_FAILED, account=_named(credentials.get("username")), request=request)


ADDED = {"recovery_codes": SecurityKind.RECOVERY_CODES_MADE, "webauthn": SecurityKind.PASSKEY_ADDED}
REMOVED = {"webauthn": SecurityKind.PASSKEY_REMOVED}


def on_factor_added(request: HttpRequest, user: Account, authenticator: Authenticator, **_more: Any) -> None:
    """Note a new second factor, a new passkey, or new recovery codes."""
    note(ADDED.get(authenticator.type, SecurityKind.FACTOR_ADDED), account=user, request=request)


def on_factor_removed(request: HttpRequest, user: Account, authenticator: Authenticator, **_more: Any) -> None:
    """Note it, and check again which factors the account has."""
    request.session.pop(FACTOR, None)
    request.session.pop(PASSKEY, None)
    note(REMOVED.get(authenticator.type, SecurityKind.FACTOR_REMOVED), account=user, request=request)


def on_factor_used(request: HttpRequest, user: Account, authenticator: Authenticator, **_more: Any) -> None:
    """Note the use of a recovery code: each works once, and several at once are worth a question."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        note(SecurityKind.RECOVERY_CODE_USED, account=user, request=request)


def _named(typed: object) -> Account | None:
    return Account.objects.filter(username__iexact=str(typed or "").strip()).first()


RECEIVERS = (
    (auth_signals.user_logged_in, on_sign_in),
    (auth_signals.user_logged_out, on_sign_out),
    (auth_signals.user_login_failed, on_failure),
    (account_signals.password_changed, on_password_change),
    (account_signals.password_reset, partial(note_for, SecurityKind.PASSWORD_RESET)),
    (factor_signals.authenticator_added, on_factor_added),
    (factor_signals.authenticator_removed, on_factor_removed),
    (factor_signals.authenticator_reset, partial(note_for, SecurityKind.RECOVERY_CODES_MADE)),
    (factor_signals.authenticator_used, on_factor_used),
    (factor_signals.authentication_failed, partial(note_for, SecurityKind.CODE_FAILED)),
)
