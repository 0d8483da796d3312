"""What somebody has told and not yet confirmed: kept in their session on the server, by a key that names nobody."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING
from uuid import uuid4

from standto_desk.acts.occurrences import Occurrence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

PLACE, LEFT_OUT = "recording", "left-out"
MOST = 5
"""How many are kept; the oldest goes first."""


def put_aside(request: HttpRequest, occurrence: Occurrence) -> str:
    """Keep what somebody told; return the key that it is found by and that makes it safe to send twice."""
    key = uuid4().hex
    kept = [*request.session.get(PLACE, {}).items(), (key, asdict(occurrence))]
    request.session[PLACE] = dict(kept[-MOST:])
    return key


def taken_up(request: HttpRequest, key: str) -> Occurrence | None:
    """Return what was put aside by a key; None where nothing is."""
    told = request.session.get(PLACE, {}).get(key)
    return None if told is None else Occurrence(**{**told, "subjects": tuple(told["subjects"])})


def forget(request: HttpRequest, key: str, *, left_out: Sequence[str] = ()) -> None:
    """Forget what was put aside by a key; remember who was left out, for the receipt."""
    kept = request.session.get(PLACE, {})
    if kept.pop(key, None) is not None:
        request.session[PLACE] = kept
        said = [*request.session.get(LEFT_OUT, {}).items(), (key, list(left_out))]
        request.session[LEFT_OUT] = dict(said[-MOST:])


def left_out_of(request: HttpRequest, key: str) -> list[str]:
    """Return who was left out of what was recorded by a key, since it was so of them already."""
    found: list[str] = request.session.get(LEFT_OUT, {}).get(key, [])
    return found
