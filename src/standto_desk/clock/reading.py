"""Reading the clock: the one place of the desk that does."""

from __future__ import annotations

from functools import cache
from time import time_ns
from typing import TYPE_CHECKING

from django.db import connection

if TYPE_CHECKING:
    from standto.model.time import Instant
    from standto_desk.clock.models import DemoClock


def now() -> Instant:
    """Return the instant that the service's clock shows: the real one, unless the database is a demonstration's.

    Every process that opens a demonstration's database goes by its clock, so that what the command line enters
    stands in one order with what pages do.
    """
    demo = demo_clock()
    return real_now() if demo is None else demo.reads(real_now())


def real_now() -> Instant:
    """Return the instant that the machine's clock shows: for what passes outside the desk, such as a session."""
    return time_ns() // 1000


def demo_clock() -> DemoClock | None:
    """Return the demonstration's clock, or None where the desk goes by the real one."""
    return _row() if _has_demo_clock(_database()) else None


def look_again() -> None:
    """Forget which databases have a clock of their own, since one was given one."""
    _has_demo_clock.cache_clear()


@cache
def _has_demo_clock(_database: tuple[str, ...]) -> bool:
    """Return whether a database has a clock of its own; it is given one when it is made, or never."""
    return _row() is not None


def _row() -> DemoClock | None:
    """Return the demonstration's clock as the table has it."""
    from standto_desk.clock.models import DemoClock

    return DemoClock.objects.first()


def _database() -> tuple[str, ...]:
    """Return what tells the database from others."""
    return tuple(str(connection.settings_dict[part]) for part in ("HOST", "PORT", "NAME"))
