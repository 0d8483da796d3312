"""Django's settings of the database and the mail server, from their URLs."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url

CONNECTIONS = 80
"""Connections of all processes together to PostgreSQL, whose default limit is 100."""

PATIENCE = {
    "connect_timeout": 10,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
    # A process that is frozen in a transaction would keep its locks for ever: nobody else could append or take its job.
    "options": "-c idle_in_transaction_session_timeout=60s",
}
"""How long PostgreSQL may be silent, and the desk between two statements of a transaction.

The numbers are seconds, and the last milliseconds; the defaults are many minutes, or for ever. Waiting for a lock and a
long statement have no limit: migrations and imports may take long, and each lock ends with its transaction.
"""


def database_settings(url: str) -> dict[str, Any]:
    """Return Django's settings of a database: commits are durable, and writers wait for one another."""
    found: dict[str, Any] = dict(dj_database_url.parse(url))
    if found["ENGINE"] == "django.db.backends.sqlite3":
        found["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # A redacted text is overwritten, not only unlinked.
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
            ),
        }
    else:
        given = found.get("OPTIONS", {})
        # The server takes the last of two that are about the same.
        both = f"{PATIENCE['options']} {given.get('options', '')}".rstrip()
        found["OPTIONS"] = {**PATIENCE, **given, "options": both}
    return found


def pooled(settings: dict[str, Any], *, workers: int) -> dict[str, Any]:
    """Return settings with a connection pool for a server's threads, if the database needs one."""
    if settings["ENGINE"] != "django.db.backends.postgresql":
        return settings
    pool = {"min_size": 1, "max_size": max(4, min(20, CONNECTIONS // workers)), "timeout": 10}
    return settings | {"OPTIONS": settings["OPTIONS"] | {"pool": pool}}


BACKENDS = "django.core.mail.backends"
PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


def mail_settings(url: str) -> dict[str, Any]:
    """Return Django's settings of mail by name; without a server no mail is sent."""
    parts = urlsplit(url)
    if not url:
        return {"EMAIL_BACKEND": f"{BACKENDS}.dummy.EmailBackend"}
    if parts.scheme == "file":
        return {"EMAIL_BACKEND": f"{BACKENDS}.filebased.EmailBackend", "EMAIL_FILE_PATH": parts.path}
    return {
        "EMAIL_BACKEND": f"{BACKENDS}.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+starttls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 10,
    }
