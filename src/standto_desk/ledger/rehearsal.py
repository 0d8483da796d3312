"""Rehearsals: an act does its checks, and writes nothing."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.db import transaction

_REHEARSING: ContextVar[bool] = ContextVar("rehearsing", default=False)


class Ended(Exception):
    """An act came to the point at which it would write."""


def rehearse(act: Callable[[], Any]) -> None:
    """Do the checks of an act, which may refuse it; undo its writes before `only_checked`."""
    outside = _REHEARSING.set(True)
    try:
        with transaction.atomic():
            act()
            raise Ended
    except Ended:
        pass
    finally:
        _REHEARSING.reset(outside)


def only_checked() -> None:
    """End a rehearsal here, before something is written that no database takes back."""
    if _REHEARSING.get():
        raise Ended
