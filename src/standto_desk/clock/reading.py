"""Reading the clock: the one place of the desk that does.

The desk's present is what its clock shows, but never earlier than the last entry of its ledger. A clock that was ahead
once, or is a second ahead on another machine, so hides nothing that was acknowledged.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import time_ns
from typing import TYPE_CHECKING

from standto.model.time import SECOND
from standto_desk.caching.databases import DatabaseValue
from standto_desk.clock.jumps import checked_now, rechecked_now

if TYPE_CHECKING:
    from collections.abc import Callable

    from standto.model.time import Instant
    from standto_desk.clock.models import DemoClock


@dataclass(frozen=True, slots=True)
class ClockReading:
    """What was read.

    Attributes
    ----------
    now
        The desk's present: everything is shown, recommended, alerted, exported and entered as of it.
    clock
        What the desk's clock shows: the demonstration's own, or the machine's as far as it has a witness.
    machine
        What the machine's clock shows.
    """

    now: Instant
    clock: Instant
    machine: Instant

    @property
    def behind(self) -> int:
        """By how much the clock is behind the ledger; 0 where it is not."""
        return int(self.now - self.clock)

    @property
    def ahead(self) -> int:
        """By how much the machine's clock is ahead of its witness, in whole seconds; 0 in a demonstration."""
        jumped = max(0, self.machine - self.clock) if demo_clock() is None else 0
        return (jumped + SECOND // 2) // SECOND * SECOND  # the machine's count is coarser than its clock


def read_clock(*, asking: bool = False) -> ClockReading:
    """Read the clock.

    Every process that opens a demonstration's database goes by its clock, so that what the command line enters
    stands in one order with what pages do. That clock can be set back on purpose, and what lies after it is not
    shown; it is moved on when something is entered, so that it is never behind what was entered under it.

    Parameters
    ----------
    asking
        Whether to ask every witness of the machine's clock anew, and to keep what they say.
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
    """Return what the machine's clock shows, as far as it has a witness: for what passes outside, such as a session."""
    return checked_now(_machine_now())


def set_floor(last_recorded: Callable[[], Instant]) -> None:
    """Let the present never be earlier than what a function returns: the ledger gives it, which is above this room."""
    _FLOOR[0] = last_recorded


def demo_clock() -> DemoClock | None:
    """Return the demonstration's clock, or None where the desk goes by the real one."""
    return _row() if _has_demo_clock.get_or_make(lambda: _row() is not None) else None


def forget_demo_clocks() -> None:
    """Forget which databases have a clock of their own, since one was given one."""
    _has_demo_clock.clear()


def _machine_now() -> Instant:
    """Return what the machine's clock shows."""
    return time_ns() // 1000


def _no_floor() -> Instant:
    """Return what is earlier than every clock."""
    return 0


_FLOOR: list[Callable[[], int]] = [_no_floor]


_has_demo_clock: DatabaseValue[bool] = DatabaseValue()
"""Whether a database has a clock of its own; it is given one when it is made, or never."""


def _row() -> DemoClock | None:
    """Return the demonstration's clock as the table has it."""
    from standto_desk.clock.models import DemoClock

    return DemoClock.objects.first()
