"""The time that an import plans: from the first start of duty on the first day to the same hour after the last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, time, timedelta

from standto.importing.gathering import Spell
from standto.model.time import Period
from standto.model.zone import Zone

_DAY = timedelta(days=1)


def covered_time(days: Sequence[date], periods: Iterable[Period], zone: Zone) -> Period | None:
    """Return the time that sheets cover, from the first day or time to the end of the last; None if there is none.

    Parameters
    ----------
    days
        The days of grids.
    periods
        The times of other sheets.
    zone
        The zone of the days.
    """
    found = list(periods)
    if days:
        found.append(Period(zone.wall_clock(min(days), time()), zone.wall_clock(max(days) + _DAY, time())))
    if not found:
        return None
    return Period(min(period.start for period in found), max(period.until for period in found))


def planned_time(days: Sequence[date], periods: Sequence[Period], spells: Iterable[Spell], zone: Zone) -> Period | None:
    """Return the time that sheets plan; None if they give none.

    A day of a grid begins at the earliest time of day at which anybody on it comes on duty. What is before it on the
    first day is the night of the day before, which the grid does not show. The night of the last day is planned up to
    the same time, but no longer than anybody is on duty, and never less than to midnight.
    """
    covered = covered_time(days, periods, zone)
    spells = list(spells)
    if not days or not spells or covered is None:
        return covered
    first = min(zone.local(spell.start).time() for spell in spells)
    start, after = (zone.wall_clock(day, first) for day in (min(days), max(days) + _DAY))
    until = max(zone.wall_clock(max(days) + _DAY, time()), min(after, max(spell.until for spell in spells)))
    return covered_time((), (Period(start, until), *periods), zone)
