"""The end of sessions: after half a day at the latest, or half an hour without activity."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from standto.model.time import MINUTE, SECOND, Instant
from standto_desk.access.kept_forms import redirect_to_sign_in
from standto_desk.access.models import Account
from standto_desk.access.roles import Role
from standto_desk.access.security_log import SecurityKind, note
from standto_desk.access.signed_in import close_session, see_session, was_ended
from standto_desk.clock import real_now

BEGAN, SEEN = "began", "seen"
FACTOR, PASSKEY = "second_factor", "passkey"
"""The keys of a session that remember that its account has a second factor, and a passkey."""
FACTORS = ("totp", "webauthn")
"""The types of second factors: an app's codes, and passkeys."""


def start_clock(request: HttpRequest) -> None:
    """Start counting the age of a session."""
    request.session[BEGAN] = request.session[SEEN] = real_now()


def signed_in_lately(request: HttpRequest) -> bool:
    """Tell whether a session began so recently that nobody else can have taken over the machine."""
    began = request.session.get(BEGAN, 0)
    return bool(real_now() - began < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT * SECOND)


def limit_sessions(get_response: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], Any]:
    """End sessions that are too old or have been idle for too long, on the server too."""

    def answer(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return get_response(request)
        if has_ended(request):
            return _end(request)
        _keep_alive(request)
        return get_response(request)

    return answer


def has_ended(request: HttpRequest) -> bool:
    """Tell whether a session is over, or its owner or an administrator has ended it from elsewhere."""
    return is_over(request) or was_ended(request)


def is_over(request: HttpRequest) -> bool:
    """Tell whether a session is too old or has been idle for too long."""
    return ends_at(request) <= real_now()


def ends_at(request: HttpRequest) -> Instant:
    """Return when a session ends without further activity, by the machine's clock."""
    now = real_now()
    began, seen = request.session.get(BEGAN, now), request.session.get(SEEN, now)
    at_most: Instant = began + settings.SESSION_COOKIE_AGE * SECOND
    return at_most if _is_screen(request.user) else min(at_most, seen + settings.STANDTO_SESSION_IDLE * SECOND)


def _is_screen(account: Account) -> bool:
    """Tell whether an account is a wall screen that only sees counts."""
    return account.screen and account.roles_for() == {Role.VIEWER}


def _keep_alive(request: HttpRequest) -> None:
    """Remember to the minute when the account was last used; pages that refresh themselves do not count."""
    by_itself = request.method == "GET" and (
        "HX-Request" in request.headers
        or "X-Live" in request.headers
        or request.headers.get("Accept") == "text/event-stream"
    )
    now = real_now()
    if not by_itself and now - request.session.get(SEEN, 0) >= MINUTE:
        request.session[SEEN] = now
        see_session(request, now)
        request.session.setdefault(BEGAN, now)


def _end(request: HttpRequest) -> HttpResponse:
    """End a session and redirect to sign in."""
    if not was_ended(request):
        note(SecurityKind.SESSION_ENDED, account=request.user, request=request)
    close_session(request)
    request.session.flush()
    return redirect_to_sign_in(request)
