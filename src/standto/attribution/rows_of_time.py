"""The rows of a statement: local months, or weeks or days if it lies within one month."""

from __future__ import annotations

from datetime import date, time, timedelta
from itertools import pairwise

from standto.model.time import DAY, Instant, Period
from standto.model.zone import Zone

MONTH, WEEK, DAY_ROW = "month", "week", "day"
"""What a row is; the last two only where the whole statement lies within one month."""
_MOST_DAYS = 16
"""The most days that are rows of their own: beyond that, weeks."""


def rows_of(zone: Zone, period: Period) -> tuple[str, tuple[Period, ...]]:
    """Return what the rows of a statement are, and the rows, cut at local midnights and at the period's ends."""
    kind = kind_of(zone, period)
    cuts = [period.start]
    day = _next(zone.local(period.start).date(), kind)
    while (start := zone.wall_clock(day, time())) < period.until:
        if start > cuts[-1]:
            cuts.append(start)
        day = _next(day, kind)
    return kind, tuple(Period(*pair) for pair in pairwise([*cuts, period.until]))


def kind_of(zone: Zone, period: Period) -> str:
    """Return what the rows of a period are."""
    first, last = zone.local(period.start), zone.local(period.until - 1)
    if (first.year, first.month) != (last.year, last.month):
        return MONTH
    return DAY_ROW if period.until - period.start <= _MOST_DAYS * DAY else WEEK


def _next(day: date, kind: str) -> date:
    """Return the first day of the next row after a day."""
    if kind == MONTH:
        return date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return day + timedelta(days=7 - day.weekday() if kind == WEEK else 1)


def starts_month(zone: Zone, instant: Instant) -> bool:
    """Return whether an instant is the first of a local month."""
    local, before = zone.local(instant), zone.local(instant - 1)
    return (local.year, local.month) != (before.year, before.month)


def row_name(zone: Zone, kind: str, start: Instant) -> str:
    """Return the local month ``2023-09`` or day ``2023-09-18`` in which a row starts."""
    local = zone.local(start)
    return f"{local:%Y-%m}" if kind == MONTH else f"{local:%Y-%m-%d}"
