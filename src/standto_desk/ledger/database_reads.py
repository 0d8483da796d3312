"""Context managers for reading the database: as of one moment, and even text that is damaged."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def consistent_read() -> Iterator[None]:
    """Read everything as of one moment without blocking writers; inside a transaction, as of its moment.

    It holds no lock that anybody waits for, so the reader may pause for long: the disk of a backup may be slow.
    """
    if connection.in_atomic_block:
        yield
        return
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            yield
        return
    # Django begins every transaction of SQLite for writing, which would block every append meanwhile.
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


@contextmanager
def text_as_stored() -> Iterator[None]:
    """Read bytes of SQLite that are not UTF-8 as lone surrogates. PostgreSQL stores no such bytes."""
    connection.ensure_connection()
    if connection.vendor != "sqlite":
        yield
        return
    opened = connection.connection
    before = opened.text_factory
    opened.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        opened.text_factory = before
