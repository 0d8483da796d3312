"""Each day of a month in numbers: the fewest and the most people on duty, and the gaps with their times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from standto.coverage.cover_facts import CoverFacts
from standto.model.time import Instant
from standto.register import OnDutyTimes


@dataclass(frozen=True, slots=True)
class DayGap:
    """A time of a day at which cover falls short.

    Attributes
    ----------
    places
        The places that stay unfilled, of all duties together.
    crews
        The crews that are below what they need.
    """

    start: Instant
    until: Instant
    places: int
    crews: int


@dataclass(frozen=True, slots=True)
class DayCount:
    """A day in numbers.

    Attributes
    ----------
    least, most
        The fewest and the most people on duty or on call at any moment of the day, without those who are unavailable.
    gaps
        The times at which cover falls short, in order.
    """

    start: Instant
    until: Instant
    least: int
    most: int
    gaps: tuple[DayGap, ...]

    @property
    def worst(self) -> int:
        """The most places that stay unfilled at one time."""
        return max((one.places for one in self.gaps), default=0)

    @property
    def worst_crews(self) -> int:
        """The most crews that are below what they need at one time."""
        return max((one.crews for one in self.gaps), default=0)


def counted_days(midnights: Sequence[Instant], there: OnDutyTimes, covered: CoverFacts) -> tuple[DayCount, ...]:
    """Return the days between some midnights in numbers."""
    people = there.at_work + there.on_call
    gaps = _gaps(covered)
    found = []
    for start, until in pairwise(midnights):
        # the numbers that hold at some moment of the day: from the last change up to its start on
        first = int(np.searchsorted(there.starts, start, side="right")) - 1
        last = int(np.searchsorted(there.starts, until, side="left"))
        ours = people[max(first, 0) : last]
        inside = tuple(
            DayGap(max(one.start, start), min(one.until, until), one.places, one.crews)
            for one in gaps
            if one.start < until and one.until > start
        )
        found.append(DayCount(start, until, int(ours.min(initial=2**31)), int(ours.max(initial=0)), inside))
    return tuple(found)


def _gaps(covered: CoverFacts) -> list[DayGap]:
    """Return the times at which cover falls short, those with the same numbers joined."""
    windows = covered.windows
    columns = (windows.starts, windows.untils, covered.gap.sum(axis=1), covered.below_needs.sum(axis=1))
    found: list[DayGap] = []
    for start, until, places, crews in zip(*(column.tolist() for column in columns), strict=True):
        if not places and not crews:
            continue
        before = found[-1] if found else None
        if before is not None and (before.until, before.places, before.crews) == (start, places, crews):
            found[-1] = DayGap(before.start, until, places, crews)
        else:
            found.append(DayGap(start, until, places, crews))
    return found
