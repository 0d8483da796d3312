"""Readers who leave before their answer is ready: they move a slider again, close the page, or lose the network."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

from django.http import HttpRequest

LEFT = "standto.left"
"""The key of a request's scope under which a server notes that its reader has left."""


def departure_of(request: HttpRequest) -> Callable[[], bool]:
    """Return a function that tells whether the reader of a request has left; never, if the server does not note it."""
    left: Event = getattr(request, "scope", {}).get(LEFT) or Event()
    return left.is_set
