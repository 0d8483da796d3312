"""The sessions in which an account is signed in: listing them, and ending one or all."""

from __future__ import annotations

from secrets import token_hex

from django.http import HttpRequest

from standto.model.time import Instant
from standto_desk.access.client_addresses import network_of
from standto_desk.access.models import Account
from standto_desk.access.security_log import SecurityKind, note
from standto_desk.access.session_rows import SignedInSession
from standto_desk.caching.compiled_queries import CompiledQuery
from standto_desk.clock import real_now

MARK = "session_mark"
"""The key of a session for the mark of its row."""
BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def open_session(request: HttpRequest, account: Account) -> None:
    """Keep a row for a session that has just begun."""
    mark, at = token_hex(16), real_now()
    request.session[MARK] = mark
    words = browser_words(request.headers.get("User-Agent", ""))
    SignedInSession.objects.create(
        account=account, mark=mark, began=at, seen=at, network=network_of(request), browser=words
    )


_MARKED = CompiledQuery(
    SignedInSession, lambda mark: SignedInSession.objects.filter(mark=mark).values_list("mark"), mark="mark"
)


def was_ended(request: HttpRequest) -> bool:
    """Tell whether the row of a session is gone; one from before there were rows has none to lose."""
    mark = request.session.get(MARK)
    return mark is not None and not _MARKED(mark=mark)


def see_session(request: HttpRequest, at: Instant) -> None:
    """Keep when the owner of a session was last there."""
    SignedInSession.objects.filter(mark=request.session.get(MARK, "")).update(seen=at)


def close_session(request: HttpRequest) -> None:
    """Forget the row of a session that ends."""
    SignedInSession.objects.filter(mark=request.session.get(MARK, "")).delete()


def sessions_of(account: Account) -> list[SignedInSession]:
    """Return the sessions of an account, the latest used first."""
    return list(SignedInSession.objects.filter(account=account).order_by("-seen", "-pk"))


def is_this(request: HttpRequest, session: SignedInSession) -> bool:
    """Tell whether a request belongs to a session."""
    return bool(session.mark == request.session.get(MARK))


def end_own_session(request: HttpRequest, number: int) -> None:
    """End one of the account's own sessions; one that has ended already stays so."""
    ended, _ = SignedInSession.objects.filter(account=request.user, pk=number).delete()
    if ended:
        note(SecurityKind.SESSION_ENDED, account=request.user, request=request, detail="by its owner")


def end_other_sessions(request: HttpRequest) -> int:
    """End every session of the account but this one; return their number."""
    others = SignedInSession.objects.filter(account=request.user).exclude(mark=request.session.get(MARK, ""))
    ended, _ = others.delete()
    if ended:
        note(SecurityKind.SESSIONS_ENDED, account=request.user, request=request, detail="by its owner")
    return ended


def end_rows_but_this(request: HttpRequest, account: Account) -> None:
    """Forget the rows of an account's other sessions, which have ended."""
    SignedInSession.objects.filter(account=account).exclude(mark=request.session.get(MARK, "")).delete()


def forget_sessions(account: Account) -> None:
    """Forget the rows of an account whose sessions have all ended."""
    SignedInSession.objects.filter(account=account).delete()


def browser_words(agent: str) -> str:
    """Return the kind of browser in words, such as "Firefox on Windows", and nothing finer."""
    browser = next((words for sign, words in BROWSERS if sign in agent), "A browser")
    system = next((words for sign, words in SYSTEMS if sign in agent), "")
    return f"{browser} on {system}" if system else browser
