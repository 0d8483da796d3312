"""Pointing Django's one connection at another database."""

from __future__ import annotations

from django.db import connections


def point_at(url: str) -> str:
    """Use another database from here on in this process; return its URL."""
    from standto_desk.service.settings import database_settings

    connections["default"].close()
    connections.settings["default"] = connections.configure_settings({"default": database_settings(url)})["default"]
    del connections["default"]
    return url
