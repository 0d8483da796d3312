"""Django's settings of a database, by its URL."""

from __future__ import annotations

from typing import Any

import dj_database_url

CONNECTIONS = 80
"""How many connections all processes together hold to PostgreSQL, which by itself allows 100."""

PATIENCE = {
    "connect_timeout": 10,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
"""How long PostgreSQL may be silent, in seconds and the last in milliseconds; by itself it may be for many minutes."""


def database_settings(url: str) -> dict[str, Any]:
    """Return Django's settings of a database by its URL: durable on commit, writers waiting for one another."""
    found: dict[str, Any] = dict(dj_database_url.parse(url))
    if found["ENGINE"] == "django.db.backends.sqlite3":
        found["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # A text that was redacted is overwritten, not only let go of.
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
            ),
        }
    else:
        found["OPTIONS"] = PATIENCE | found.get("OPTIONS", {})
    return found


def pooled(settings: dict[str, Any], *, workers: int) -> dict[str, Any]:
    """Return settings with which a server's threads share a pool of connections, where the database has need of one."""
    if settings["ENGINE"] != "django.db.backends.postgresql":
        return settings
    pool = {"min_size": 1, "max_size": max(4, min(20, CONNECTIONS // workers)), "timeout": 10}
    return settings | {"OPTIONS": settings["OPTIONS"] | {"pool": pool}}
