"""Writes that a crash of the machine may undo: their commits do not wait for the disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

_NORMAL = 1
"""SQLite's number for a commit that leaves the disk to the next commit that waits for it."""


@contextmanager
def unsynced() -> Iterator[None]:
    """Commit what is written inside without waiting for the disk.

    Readers of a board wait for such commits, and under load the disk took as long as the drawing. A process that dies
    undoes nothing. A crash of the machine may undo the last of them, whole. Within a transaction nothing changes.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            _execute("SET LOCAL synchronous_commit TO off")
            yield
    else:
        before = _execute("PRAGMA synchronous")
        _execute(f"PRAGMA synchronous={min(before, _NORMAL)}")
        try:
            yield
        finally:
            _execute(f"PRAGMA synchronous={before}")


def _execute(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        found = cursor.fetchone() if cursor.description else None
    return int(found[0]) if found else 0
