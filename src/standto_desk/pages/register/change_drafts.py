"""Changes that somebody has entered and not confirmed: kept for their account, and in no address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest

from standto_desk.access.account_cache import MOST, AccountCache
from standto_desk.acts.registering.row_changes import RegisterChange

DONE = "register-done"
"""The key of a session for what changes did, in words that name nobody."""
_CHANGES = AccountCache("register-changes")


class PutAside(NamedTuple):
    """Changes that were put aside, and the key of what they undo; blank if they undo nothing."""

    changes: tuple[RegisterChange, ...]
    undoes: str = ""


def put_aside(request: HttpRequest, changes: Sequence[RegisterChange], *, undoes: str = "") -> str:
    """Keep changes; return their key, by which the ledger also recognises a second sending."""
    kept = [[change.as_json() for change in changes], undoes]
    return _CHANGES.put(str(request.user.pk), kept, seconds=settings.SESSION_COOKIE_AGE)


def put_aside_by(request: HttpRequest, key: str) -> PutAside | None:
    """Return the changes that were put aside by a key; None if there are none."""
    found = _CHANGES.of(str(request.user.pk)).get(key)
    return None if found is None else PutAside(tuple(map(RegisterChange.read, found[0])), found[1])


def forget(request: HttpRequest, key: str, titles: Sequence[str], *, entered: str) -> None:
    """Forget changes that were entered; remember what they did in words, for the receipt under the key `entered`."""
    if _CHANGES.drop(str(request.user.pk), key, seconds=settings.SESSION_COOKIE_AGE):
        latest = [*request.session.get(DONE, {}).items(), (entered, list(titles))]
        request.session[DONE] = dict(latest[-MOST:])


def titles_of(request: HttpRequest, key: str) -> list[str]:
    """Return in words what the changes of a key did; none if the session no longer knows."""
    found: list[str] = request.session.get(DONE, {}).get(key, [])
    return found
