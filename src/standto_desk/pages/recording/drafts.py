"""Occurrences that somebody entered and has not confirmed: they outlive the session, and no address holds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from django.conf import settings
from django.http import HttpRequest

from standto_desk.access.account_cache import MOST, AccountCache
from standto_desk.acts.occurrences import Occurrence

LEFT_OUT = "left-out"
"""The key of a session for the people left out of the recorded entries."""
_OCCURRENCES = AccountCache("occurrences")


def put_aside(request: HttpRequest, occurrence: Occurrence) -> str:
    """Keep an occurrence; return its key, by which the ledger also recognises a second sending."""
    return _OCCURRENCES.put(str(request.user.pk), asdict(occurrence), seconds=settings.SESSION_COOKIE_AGE)


def put_aside_by(request: HttpRequest, key: str) -> Occurrence | None:
    """Return the occurrence that was put aside by a key."""
    found = _OCCURRENCES.of(str(request.user.pk)).get(key)
    return None if found is None else Occurrence(**{**found, "subjects": tuple(found["subjects"])})


def forget(request: HttpRequest, key: str, *, left_out: Sequence[str]) -> None:
    """Forget an occurrence; remember the people left out of its entries, for the receipt."""
    if _OCCURRENCES.drop(str(request.user.pk), key, seconds=settings.SESSION_COOKIE_AGE):
        latest = [*request.session.get(LEFT_OUT, {}).items(), (key, list(left_out))]
        request.session[LEFT_OUT] = dict(latest[-MOST:])


def left_out_of(request: HttpRequest, key: str) -> list[str]:
    """Return the people left out of the entries of a key, because their records already said the same."""
    found: list[str] = request.session.get(LEFT_OUT, {}).get(key, [])
    return found
