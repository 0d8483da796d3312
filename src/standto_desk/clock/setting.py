"""Setting the demonstration's clock."""

from __future__ import annotations

from django.db import transaction

from standto.model.time import Instant
from standto_desk.clock.models import DemoClock
from standto_desk.clock.reading import demo_clock, forget_demo_clocks, real_now

RATES = (1, 60, 600)
"""Allowed speeds of the clock: real time, a minute a second, ten minutes a second."""


def start_demo_clock(*, at: Instant, rate: int = 0) -> DemoClock:
    """Give the database a clock of its own, which makes it a demonstration for good."""
    clock = DemoClock.objects.create(id=1, shown=at, set_at=real_now(), rate=rate)
    forget_demo_clocks()
    return clock


def hold_demo_clock() -> None:
    """Lock a demonstration's clock until the transaction ends."""
    DemoClock.objects.select_for_update().first()


@transaction.atomic
def set_demo_clock(*, at: Instant | None = None, rate: int | None = None) -> DemoClock:
    """Set the time of a demonstration's clock, its speed, or both; None leaves a value as it is."""
    clock = DemoClock.objects.select_for_update().get()
    real = real_now()
    clock.shown = clock.reads(real) if at is None else at
    clock.rate = clock.rate if rate is None else rate
    clock.set_at, clock.settings = real, clock.settings + 1
    clock.save()
    return clock


def catch_up(recorded: Instant, *, entered: Instant) -> None:
    """Move a demonstration's clock forward to a new entry, if it was set back behind earlier entries.

    So a new entry counts at once.

    Parameters
    ----------
    entered
        The time on the clock when it was entered; an entry for a later time does not move the clock.
    """
    if demo_clock() is None:
        return
    clock = DemoClock.objects.select_for_update().get()
    if entered <= clock.reads(real_now()) < recorded:
        clock.shown, clock.set_at = recorded, real_now()
        clock.save(update_fields=["shown", "set_at"])
