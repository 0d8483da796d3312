"""Reading the clock, which only this module does.

The desk's present is what its clock shows, but never before the last entry of its ledger. So a clock that was once
ahead, or is a second ahead on another machine, hides no acknowledged entry.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import time_ns
from typing import TYPE_CHECKING

from django.db import connection

from standto.model.time import SECOND
from standto_desk.caching.databases import DatabaseValue
from standto_desk.clock.jumps import checked_now, rechecked_now

if TYPE_CHECKING:
    from collections.abc import Callable

    from standto.model.time import Instant
    from standto_desk.clock.models import DemoClock


@dataclass(frozen=True, slots=True)
class ClockReading:
    """A reading of the clock.

    Attributes
    ----------
    now
        The desk's present, as of which everything is shown, recommended, alerted, exported and entered.
    clock
        The time on the desk's clock: the demonstration's, or the machine's unless it has jumped ahead.
    machine
        The time on the machine's clock.
    """

    now: Instant
    clock: Instant
    machine: Instant

    @property
    def behind(self) -> int:
        """How far the clock is behind the ledger; 0 if it is not."""
        return int(self.now - self.clock)

    @property
    def ahead(self) -> int:
        """How far the machine's clock is ahead of independent readings, in whole seconds; 0 in a demonstration."""
        jumped = max(0, self.machine - self.clock) if demo_clock() is None else 0
        return (jumped + SECOND // 2) // SECOND * SECOND  # the uptime is coarser than the clock


def read_clock(*, asking: bool = False) -> ClockReading:
    """Read the clock.

    Every process that opens a demonstration's database goes by its clock, so that entries by the command line and by
    pages are in one order. That clock can be set back on purpose, and later entries are then hidden. A new entry moves
    it forward, so that it is never behind an entry made under it.

    Parameters
    ----------
    asking
        Whether to compare the clock with every independent reading now, and store the result.
    """
    machine, demo = _machine_now(), demo_clock()
    clock = rechecked_now(machine) if asking else checked_now(machine)
    if demo is not None:
        shown = demo.reads(clock)
        return ClockReading(shown, shown, machine)
    return ClockReading(max(clock, _FLOOR[0]()), clock, machine)


def now() -> Instant:
    """Return the desk's present."""
    return read_clock().now


def real_now() -> Instant:
    """Return the machine's time, unless it has jumped ahead: for real durations, such as a session's."""
    return checked_now(_machine_now())


def set_floor(last_recorded: Callable[[], Instant]) -> None:
    """Set the function that gives the earliest present; the ledger calls this, because it is above this room."""
    _FLOOR[0] = last_recorded


def demo_clock() -> DemoClock | None:
    """Return the demonstration's clock, or None if the desk goes by the real one."""
    return _row() if _has_demo_clock.get_or_make(lambda: _row() is not None) else None


def forget_demo_clocks() -> None:
    """Forget which databases have a clock of their own."""
    _has_demo_clock.clear()


def _machine_now() -> Instant:
    return time_ns() // 1000


def _no_floor() -> Instant:
    return 0


_FLOOR: list[Callable[[], int]] = [_no_floor]


_has_demo_clock: DatabaseValue[bool] = DatabaseValue()
"""Whether a database has a clock of its own, which it gets when it is made or never."""


def _row() -> DemoClock | None:
    """Read the row of a demonstration's clock; in plain SQL, because every page needs it several times."""
    from standto_desk.clock.models import DemoClock

    with connection.cursor() as cursor:
        cursor.execute("SELECT id, shown, set_at, rate, settings FROM clock_democlock")
        found = cursor.fetchone()
    return None if found is None else DemoClock.from_db(connection.alias, _COLUMNS, found)


_COLUMNS = ("id", "shown", "set_at", "rate", "settings")
