"""The desk's middleware, loaded once for every browser of the tests."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.test.client import ClientHandler

_LOADED = (
    "_middleware_chain",
    "_view_middleware",
    "_template_response_middleware",
    "_exception_middleware",
)
"""The attributes that hold what Django's handler has loaded."""


def share_middleware() -> None:
    """Let all test clients use the middleware that the first of them loaded under the same settings.

    Django loads it anew for each client, and WhiteNoise then reads every static file.
    """
    load = ClientHandler.load_middleware
    loaded: list[tuple[Any, dict[str, Any]]] = []

    def load_once(self: ClientHandler, is_async: bool = False) -> None:
        for under, kept in loaded:
            if under is settings._wrapped:
                vars(self).update(kept)
                return
        load(self, is_async)
        loaded.append((settings._wrapped, {name: getattr(self, name) for name in _LOADED}))

    ClientHandler.load_middleware = load_once
