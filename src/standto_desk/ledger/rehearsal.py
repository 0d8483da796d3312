"""Rehearsals: an act does its checks, and writes nothing.

The first statement that would write to the database ends a rehearsal. So does every function with an effect outside the
transaction, which is decorated with `ends_rehearsals`: sending an e-mail, starting a thread, changing a session.
A rehearsal only reads, without a lock, so it holds nobody up and waits for nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import connection, transaction

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

READING = frozenset({"SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK"})
"""The first words of the statements that write nothing."""
_REHEARSING: ContextVar[bool] = ContextVar("rehearsing", default=False)


class Ended(Exception):
    """An act came to the point at which it would write."""


def rehearse(act: Callable[[], Any]) -> None:
    """Do the checks of an act, which may refuse it, up to the point at which it would write."""
    outside = _REHEARSING.set(True)
    try:
        with _reading(), connection.execute_wrapper(_only_read):
            act()
            raise Ended
    except Ended:
        pass
    finally:
        _REHEARSING.reset(outside)


def is_rehearsed() -> bool:
    """Tell whether the act that is being done is only rehearsed."""
    return _REHEARSING.get()


def only_checked() -> None:
    """End a rehearsal here, because nothing after this is a check."""
    if is_rehearsed():
        raise Ended


def ends_rehearsals(function: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Let a function that has an effect outside the database's transaction end a rehearsal instead."""

    @wraps(function)
    def done(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        only_checked()
        return function(*args, **kwargs)

    return done


@contextmanager
def _reading() -> Iterator[None]:
    """Open a transaction that does not begin for writing; on SQLite, any other would block every append meanwhile."""
    connection.ensure_connection()
    opened: Any = connection
    mode = getattr(opened, "transaction_mode", None)
    opened.transaction_mode = "DEFERRED"
    try:
        with transaction.atomic():
            yield
    finally:
        opened.transaction_mode = mode


def _only_read(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Execute a statement that reads, without its lock; end the rehearsal at any other."""
    if sql.split(None, 1)[0].upper() not in READING:
        raise Ended
    return execute(sql.removesuffix(" FOR UPDATE"), params, many, context)
