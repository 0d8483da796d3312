"""Locks that one process at a time holds, among all that use a database."""

from __future__ import annotations

import fcntl
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def only_one(what: str, *, wait: bool) -> Iterator[bool]:
    """Hold a lock that no other process can hold; it is released when the process ends.

    Parameters
    ----------
    wait
        Whether to wait for another process that holds it.
    """
    with _advisory(what, wait) if connection.vendor == "postgresql" else _file(what, wait) as held:
        yield held


@contextmanager
def _advisory(what: str, wait: bool) -> Iterator[bool]:
    key = crc32(f"standto {what}".encode())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_{'' if wait else 'try_'}advisory_lock(%s)", [key])
        held = wait or bool(cursor.fetchone()[0])
    try:
        yield held
    finally:
        if held and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


@contextmanager
def _file(what: str, wait: bool) -> Iterator[bool]:
    path = Path(f"{connection.settings_dict['NAME']}.{what}.lock")
    with path.open("w", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
        else:
            yield True
