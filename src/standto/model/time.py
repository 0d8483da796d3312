"""Instants and half-open periods: the one way the whole library speaks of time.

An instant is a whole number of microseconds since 1970-01-01T00:00Z. Whole numbers compare, sort and fold
far faster than `datetime`, never carry a forgotten zone, and lie in NumPy arrays as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

Instant: TypeAlias = int

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

BEGINNING: Instant = -(2**62)
"""Earlier than every date: what a blank `from` means."""
FOREVER: Instant = 2**62
"""Later than every date: what a blank `until` means."""


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
        """Whether the instant lies inside."""
        return isinstance(instant, int) and self.start <= instant < self.until

    def overlap(self, other: Period) -> Period | None:
        """Return what both periods have in common, or None."""
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


def union(periods: Iterable[Period]) -> tuple[Period, ...]:
    """Return the same instants as disjoint periods in order; periods that touch are joined."""
    joined: list[Period] = []
    for period in sorted(periods):
        if joined and period.start <= joined[-1].until:
            joined[-1] = Period(joined[-1].start, max(joined[-1].until, period.until))
        else:
            joined.append(period)
    return tuple(joined)
