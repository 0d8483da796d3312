"""Instants and half-open periods: time, for the whole library.

An instant is a whole number of microseconds since 1970-01-01T00:00Z. Whole numbers compare, sort and fold far faster
than `datetime`, never carry the wrong zone, and go into NumPy arrays unchanged.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

Instant: TypeAlias = int

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

BEGINNING: Instant = -(2**62)
"""Earlier than every date: the meaning of a blank `from`."""
FOREVER: Instant = 2**62
"""Later than every date: the meaning of a blank `until`."""


class Period(NamedTuple):
    """The half-open interval ``[start, until)``.

    Attributes
    ----------
    start
        The first instant inside; `BEGINNING` reaches back without end.
    until
        The first instant after it; `FOREVER` reaches forward without end.
    """

    start: Instant
    until: Instant

    def __contains__(self, instant: object) -> bool:
        """Return whether an instant lies inside."""
        return isinstance(instant, int) and self.start <= instant < self.until

    def overlap(self, other: Period) -> Period | None:
        """Return the part that two periods have in common; None if there is none."""
        start, until = max(self.start, other.start), min(self.until, other.until)
        return Period(start, until) if start < until else None

    @property
    def hours(self) -> float:
        """Length in hours."""
        return (self.until - self.start) / HOUR


ALWAYS = Period(BEGINNING, FOREVER)


def hours(number: float) -> Instant:
    """Return a number of hours as a length of time."""
    return round(number * HOUR)


def minute_of(at: Instant) -> Instant:
    """Return the whole minute that an instant lies in."""
    return at - at % MINUTE


def minute_from(at: Instant) -> Instant:
    """Return the first whole minute that is not before an instant."""
    return minute_of(at + MINUTE - 1)


def union(periods: Iterable[Period]) -> tuple[Period, ...]:
    """Merge periods that overlap or touch, and return them in order."""
    joined: list[Period] = []
    for period in sorted(periods):
        if joined and period.start <= joined[-1].until:
            joined[-1] = Period(joined[-1].start, max(joined[-1].until, period.until))
        else:
            joined.append(period)
    return tuple(joined)
