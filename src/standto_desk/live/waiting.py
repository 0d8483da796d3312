"""Waiting until a database may have changed: asked of SQLite, told by PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Iterator
    from threading import Event

CHANNEL = "ledger"
"""The channel on which PostgreSQL tells of an entry; a trigger of the ledger does, in the transaction that makes it."""
ASK_EVERY = 0.1
"""Seconds between two questions to SQLite, which cannot tell."""
AT_LEAST_EVERY = 0.5
"""Seconds after which a look is due anyhow: a demonstration's clock goes on by itself."""


def changes(stop: Event) -> Iterator[None]:
    """Yield whenever the database may have changed, and now and then besides, until stopped.

    Uses the calling thread's own connection; the errors of a database that goes away are the caller's.
    """
    return _told(stop) if connection.vendor == "postgresql" else _asked(stop)


def _asked(stop: Event) -> Iterator[None]:
    """Yield when another connection, of this process or of another, has committed to SQLite."""
    seen, quiet = None, 0.0
    while not stop.is_set():
        with connection.cursor() as cursor:
            (version,) = cursor.execute("PRAGMA data_version").fetchone()
        if version != seen or quiet >= AT_LEAST_EVERY:
            seen, quiet = version, 0.0
            yield
        stop.wait(ASK_EVERY)
        quiet += ASK_EVERY


def _told(stop: Event) -> Iterator[None]:
    """Yield when PostgreSQL says that something was committed."""
    connection.ensure_connection()
    listener = connection.connection
    listener.execute(f"LISTEN {CHANNEL}")
    while not stop.is_set():
        yield
        with connection.wrap_database_errors:
            for _ in listener.notifies(timeout=AT_LEAST_EVERY, stop_after=1):
                pass
