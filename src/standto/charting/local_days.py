"""An axis of time that names the days of a scenario's zone; a day is as long as its clocks make it."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from standto.charting.chart_style import RULE
from standto.model.time import HOUR
from standto.wording import short_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes

    from standto.model.time import Instant, Period
    from standto.model.zone import Zone

NAME_SHARE = 0.075
"""The share of the width that the name of a day takes in the pictures of reports."""
WIDE_SHARE, STRIP_SHARE = 0.1, 0.13
"""The same in a chart, and in one with names on its left."""
_QUARTERED = 21
"""The most days whose quarters are marked."""


def hours_into(period: Period, instant: Instant) -> float:
    """Return an instant as a point of the axis, which counts hours from the start of the period."""
    return (instant - period.start) / HOUR


def name_days(axes: Axes, period: Period, zone: Zone, share: float = NAME_SHARE) -> None:
    """Name the days at their local midnights, and mark every sixth hour of their clocks.

    Parameters
    ----------
    share
        The share of the width that the name of a day takes; if they do not all fit, every second is named, or fewer.
    """
    whole = hours_into(period, period.until)
    days = list(_days(period, zone))
    # A name with its year is longer.
    share *= max([1, *(len(name) / len("Wed 27 Sep") for _, name in days)])
    every = max(1, -(-len(days) // int(1 / share)))
    days = days[::every]
    axes.set_xlim(0, whole)
    ticks = [hours_into(period, start) for start, _ in days]
    room = whole * (1 - share)
    names = [name if tick <= room else "" for tick, (_, name) in zip(ticks, days, strict=True)]
    axes.set_xticks(ticks, names, ha="left")
    if len(days) * every <= _QUARTERED:
        axes.set_xticks([hours_into(period, one) for one in _quarters(period, zone)], minor=True)
    axes.tick_params(axis="x", length=12)
    axes.grid(visible=True, axis="x", color=RULE, linewidth=0.4)
    axes.spines[["top", "right"]].set_visible(False)


def _days(period: Period, zone: Zone) -> Iterator[tuple[Instant, str]]:
    """Yield the local midnights in a period with the names of the days that begin there."""
    day = zone.local(period.start).date()
    while (start := zone.wall_clock(day, time())) < period.until:
        if start >= period.start and zone.has_day(day):
            yield start, short_day(zone, start)
        day += timedelta(days=1)


def _quarters(period: Period, zone: Zone) -> Iterator[Instant]:
    """Yield every 06:00, 12:00 and 18:00 of the local clock in a period."""
    day = zone.local(period.start).date()
    while zone.wall_clock(day, time()) < period.until:
        for hour in (6, 12, 18) if zone.has_day(day) else ():
            if (instant := zone.wall_clock(day, time(hour))) in period:
                yield instant
        day += timedelta(days=1)
