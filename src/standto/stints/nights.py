"""Night time, by the wall clock."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from standto.model.time import DAY, HOUR, SECOND, Instant, Period
from standto.model.zone import Zone

Ints = NDArray[np.int64]

FROM, UNTIL = 23 * HOUR, 6 * HOUR
"""Night is from 23:00 until 06:00 on the wall clock."""
LEAST_NIGHT_WORK = 3 * HOUR
"""A stint with that much work at night is a night stint: regulation 2(1) of the Working Time Regulations 1998."""


class Nights:
    """The night time of a period, in a time zone.

    Parameters
    ----------
    zone
        Whose wall clock.
    within
        The period.

    Notes
    -----
    An instant t is night if the clock shows c(t) >= 23:00 or c(t) < 06:00, where c(t) = (t + offset(t)) mod 24 h. When
    the clocks change at night, a night is so much longer or shorter.
    """

    def __init__(self, zone: Zone, within: Period) -> None:
        starts, untils = [], []
        for part, offset in _parts(zone, within):
            # In local time, night n is [n days + 23 h, n days + 30 h).
            first, last = (part.start + offset) // DAY - 1, (part.until + offset) // DAY
            days = np.arange(first, last + 1, dtype=np.int64) * DAY - offset
            starts.append(np.clip(days + FROM, part.start, part.until))
            untils.append(np.clip(days + DAY + UNTIL, part.start, part.until))
        start, until = np.concatenate(starts), np.concatenate(untils)
        some = start < until
        self._start, self._until = start[some], until[some]
        # before[i] = the night time before the start of night i.
        self._before = np.cumsum(self._until - self._start) - (self._until - self._start)

    def up_to(self, instants: Ints) -> Ints:
        """Return the night time of the period before each of some instants."""
        if not len(self._start):
            return np.zeros_like(instants)
        # up_to(t) = before[i] + min(t, until[i]) - start[i], for the last night i that starts by t.
        night = np.maximum(np.searchsorted(self._start, instants, side="right") - 1, 0)
        inside = np.clip(instants, self._start[night], self._until[night]) - self._start[night]
        total: Ints = self._before[night] + inside
        return total


def _parts(zone: Zone, within: Period) -> list[tuple[Period, Instant]]:
    """Return the parts of a period in which the clocks do not change, each with its offset from UTC."""
    moments = list(range(within.start, within.until, DAY // 2))
    offsets = [_offset(zone, moment) for moment in moments]
    changes = [
        _change(zone, moment, moment + DAY // 2)
        for moment, before, after in zip(moments, offsets, [*offsets[1:], _offset(zone, within.until)], strict=True)
        if before != after
    ]
    bounds = [within.start, *changes, max(within.until, within.start + 1)]
    return [(Period(a, b), _offset(zone, a)) for a, b in pairwise(bounds)]


def _change(zone: Zone, early: Instant, late: Instant) -> Instant:
    """Return the instant between two at which the offset changes; clocks change on whole seconds."""
    before = _offset(zone, early)
    early, late = early // SECOND, -(-late // SECOND)
    while late - early > 1:
        middle = (early + late) // 2
        early, late = (middle, late) if _offset(zone, middle * SECOND) == before else (early, middle)
    return late * SECOND


def _offset(zone: Zone, instant: Instant) -> Instant:
    local = zone.local(instant).utcoffset()
    return 0 if local is None else local.days * DAY + local.seconds * SECOND + local.microseconds
