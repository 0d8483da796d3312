"""Values that a process keeps for each database."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from django.db import InterfaceError, InternalError, OperationalError, connection

Value = TypeVar("Value")


def database_key() -> tuple[str, ...]:
    """Return the key of the current database: its engine, host, port and name."""
    settings = connection.settings_dict  # each look at `connection` finds this thread's own first
    return str(settings["ENGINE"]), str(settings["HOST"]), str(settings["PORT"]), str(settings["NAME"])


class DatabaseValue(Generic[Value]):
    """One value for each database."""

    def __init__(self) -> None:
        self._values: dict[tuple[str, ...], Value] = {}

    def get(self) -> Value | None:
        """Return the value of the current database, or None."""
        return self._values.get(database_key())

    def get_or_make(self, make: Callable[[], Value]) -> Value:
        """Return the value of the current database; make it if there is none."""
        key = database_key()
        if key not in self._values:
            self._values.setdefault(key, make())
        return self._values[key]

    def set(self, value: Value) -> None:
        """Keep a value for the current database."""
        self._values[database_key()] = value

    def clear(self) -> None:
        """Forget the values of every database."""
        self._values.clear()


ENDED_WHILE_IDLE = "25P03"
"""PostgreSQL's code for a connection that it ended because its transaction stood still for too long."""


def is_unreachable(error: BaseException | None) -> bool:
    """Tell whether an error says that the database is away, locked or full, or has ended the connection: it passes."""
    ended = isinstance(error, InternalError) and getattr(error.__cause__, "sqlstate", "") == ENDED_WHILE_IDLE
    no_connection = type(error).__name__ in {"PoolTimeout", "PoolClosed"}
    return ended or no_connection or isinstance(error, OperationalError | InterfaceError)
