"""The desk's middleware, loaded once for every browser of the tests."""

from __future__ import annotations

from threading import Lock
from typing import Any

from django.conf import UserSettingsHolder, settings
from django.test.client import ClientHandler

_LOADED = (
    "_middleware_chain",
    "_view_middleware",
    "_template_response_middleware",
    "_exception_middleware",
)
"""The attributes that hold what Django's handler has loaded."""


def share_middleware() -> None:
    """Let all test clients use the middleware that the first of them loaded under equal settings.

    Django loads it anew for each client, and WhiteNoise then reads and compresses every static file.
    """
    load = ClientHandler.load_middleware
    loaded: list[tuple[dict[str, Any], dict[str, Any]]] = []
    one_at_a_time = Lock()

    def load_once(self: ClientHandler, is_async: bool = False) -> None:
        with one_at_a_time:
            under = _overridden()
            for known, kept in loaded:
                if known == under:
                    vars(self).update(kept)
                    return
            load(self, is_async)
            loaded.append((under, {name: getattr(self, name) for name in _LOADED}))

    ClientHandler.load_middleware = load_once


def _overridden() -> dict[str, Any]:
    """The settings that tests have overridden, with their values of now."""
    found: dict[str, Any] = {}
    layer = settings._wrapped
    while isinstance(layer, UserSettingsHolder):
        found = {name: value for name, value in vars(layer).items() if name.isupper()} | found
        layer = layer.default_settings
    return found
