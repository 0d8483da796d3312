"""Habits: when people usually say that they are available, turned into rows of a rota."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from standto.model.rotas import RotaRow
from standto.model.time import Period
from standto.model.zone import Zone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from random import Random

    from standto.model.time import Instant

ZONE = Zone("Europe/London")
WEEK = range(7)
WORKDAYS, WEEKEND = range(5), range(5, 7)
QUARTER = timedelta(minutes=15)


class Habit(NamedTuple):
    """A time at which somebody is available on some days.

    Attributes
    ----------
    days
        Days of the week, 0 for Monday; it begins on these.
    starts, ends
        Times of day; an end that is not after the start is on the next day.
    """

    days: Iterable[int]
    starts: str
    ends: str


NIGHTS = Habit(WEEK, "18:00", "07:30")
WORKDAY_NIGHTS = Habit(WORKDAYS, "18:00", "07:30")
WORKDAYS_BY_DAY = Habit(WORKDAYS, "07:30", "18:00")
WEEKENDS = Habit(WEEKEND, "07:30", "18:00")


def at(text: str) -> Instant:
    """Return the instant of a local time, such as ``2024-07-13 19:30``."""
    return ZONE.instant(datetime.fromisoformat(text))


def stretches_of(draws: Random, habits: Iterable[Habit], first: str, days: int, jitter: int) -> Iterator[Period]:
    """Yield the times of some habits in a number of days from a date on.

    Parameters
    ----------
    jitter
        The most quarters of an hour by which each end is moved outwards: nobody keeps to the clock.
    """
    start = datetime.fromisoformat(first)
    for habit in habits:
        for day in (start + timedelta(days=number) for number in range(days)):
            if day.weekday() in habit.days:
                begins, ends = (datetime.combine(day, datetime.fromisoformat(f"{first}T{clock}").time())
                                for clock in (habit.starts, habit.ends))  # fmt: skip
                ends += timedelta(days=ends <= begins)
                begins, ends = begins - draws.randint(0, jitter) * QUARTER, ends + draws.randint(0, jitter) * QUARTER
                yield Period(ZONE.instant(begins), ZONE.instant(ends))


def rows_of(
    person: str, periods: Iterable[Period], horizon: Period, *, duty: str = "", ready_minutes: int = 0
) -> Iterator[RotaRow]:
    """Yield the rows of one person, with times that touch or overlap as one, cut to the horizon."""
    merged: list[Period] = []
    for period in sorted(periods):
        if merged and period.start <= merged[-1].until:
            merged[-1] = Period(merged[-1].start, max(merged[-1].until, period.until))
        else:
            merged.append(period)
    for period in merged:
        start, until = max(period.start, horizon.start), min(period.until, horizon.until)
        if start < until:
            yield RotaRow(person, Period(start, until), duty, ready_minutes)


def without(periods: Iterable[Period], gap: Period) -> Iterator[Period]:
    """Yield times with a gap cut out of them."""
    for start, until in periods:
        if start < min(until, gap.start):
            yield Period(start, min(until, gap.start))
        if max(start, gap.until) < until:
            yield Period(max(start, gap.until), until)
