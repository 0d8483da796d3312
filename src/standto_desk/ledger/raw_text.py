"""Reading text as it is stored, be it damaged: what cannot be text must be found, not stop the reading."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def text_as_it_is() -> Iterator[None]:
    """Let bytes that are not UTF-8 come as lone surrogates from SQLite; PostgreSQL lets none in."""
    connection.ensure_connection()
    if connection.vendor != "sqlite":
        yield
        return
    there = connection.connection
    before = there.text_factory
    there.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        there.text_factory = before
