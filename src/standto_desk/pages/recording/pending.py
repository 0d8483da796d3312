"""What somebody has told and not yet confirmed: kept on the server for their account, by a key that names nobody.

It outlives the session, so that who must sign in again goes on where they were.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache

from standto_desk.acts.occurrences import Occurrence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

LEFT_OUT = "left-out"
"""Where a session keeps who was left out of what was recorded."""
MOST = 5
"""How many are kept; the oldest goes first."""


def put_aside(request: HttpRequest, occurrence: Occurrence) -> str:
    """Keep what somebody told; return the key that it is found by and that makes it safe to send twice."""
    key = uuid4().hex
    _keep(request, {**_kept(request), key: asdict(occurrence)})
    return key


def taken_up(request: HttpRequest, key: str) -> Occurrence | None:
    """Return what was put aside by a key; None where nothing is."""
    told = _kept(request).get(key)
    return None if told is None else Occurrence(**told)


def forget(request: HttpRequest, key: str, *, left_out: Sequence[str] = ()) -> None:
    """Forget what was put aside by a key; remember who was left out, for the receipt."""
    kept = _kept(request)
    if kept.pop(key, None) is not None:
        _keep(request, kept)
        said = [*request.session.get(LEFT_OUT, {}).items(), (key, list(left_out))]
        request.session[LEFT_OUT] = dict(said[-MOST:])


def left_out_of(request: HttpRequest, key: str) -> list[str]:
    """Return who was left out of what was recorded by a key, since it was so of them already."""
    found: list[str] = request.session.get(LEFT_OUT, {}).get(key, [])
    return found


def _kept(request: HttpRequest) -> dict[str, dict[str, Any]]:
    """Return what is put aside for an account."""
    found: dict[str, dict[str, Any]] = cache.get(_place(request), {})
    return found


def _keep(request: HttpRequest, told: dict[str, dict[str, Any]]) -> None:
    """Put aside the last of what an account has told, for as long as a session lasts at most."""
    cache.set(_place(request), dict(list(told.items())[-MOST:]), settings.SESSION_COOKIE_AGE)


def _place(request: HttpRequest) -> str:
    """Return where what an account has told is put aside."""
    return f"told:{request.user.pk}"
