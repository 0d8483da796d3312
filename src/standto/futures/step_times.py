"""The steps of a muster by time, in whole seconds from its start."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.chance.compiling import compiled
from standto.futures.future_events import FOR_GOOD
from standto.futures.muster import Muster
from standto.model.time import SECOND, Instant

_HOUR = 3_600


class StepTimes(NamedTuple):
    """The start of each step, and when the last one ends.

    Attributes
    ----------
    origin
        The instant of second 0, the start of the first step.
    starts
        The start of each step in seconds, shape (steps,), int64.
    end
        The second at which the last step ends, rounded up.
    hourly
        The first step that starts in each whole hour from the start or after, and the number of steps for the hour
        after the last, shape (hours + 1,), int64. From there a step is near: to look it up is quicker than to search.
    """

    origin: Instant
    starts: NDArray[np.int64]
    end: int
    hourly: NDArray[np.int64]

    def second(self, instant: Instant) -> int:
        """Return an instant in seconds from the start, rounded down; it may be negative."""
        return (instant - self.origin) // SECOND

    def holding(self, seconds: NDArray[np.int32]) -> NDArray[np.int32]:
        """Return the step that holds each of some seconds from 0 until the end."""
        return _steps_holding(self, seconds)

    def first_from(self, seconds: NDArray[np.int64]) -> NDArray[np.int32]:
        """Return the first step that starts at each of some seconds or later; `FOR_GOOD` if none does."""
        return _steps_from(self, seconds)


def step_times_of(muster: Muster) -> StepTimes:
    """Return the times of a muster's steps."""
    origin = int(muster.starts[0])
    # The end is rounded up, so that steps of less than a second hold one.
    starts, end = (muster.starts - origin) // SECOND, -((origin - int(muster.untils[-1])) // SECOND)
    hours = np.arange(-(-end // _HOUR) + 1, dtype=np.int64) * _HOUR
    return StepTimes(origin, starts, end, np.searchsorted(starts, hours).astype(np.int64))


@compiled
def step_holding(times: StepTimes, second: int) -> int:
    """Return the step that holds a second from 0 until the end."""
    after = times.hourly[second // _HOUR]
    while after < len(times.starts) and times.starts[after] <= second:
        after += 1
    return int(after) - 1


@compiled
def step_from(times: StepTimes, second: int) -> int:
    """Return the first step that starts at a second from 0 or later; `FOR_GOOD` if none does."""
    if second > times.starts[-1]:
        return FOR_GOOD
    step = times.hourly[second // _HOUR]
    while times.starts[step] < second:
        step += 1
    return int(step)


@compiled
def _steps_holding(times: StepTimes, seconds: NDArray[np.int32]) -> NDArray[np.int32]:
    steps = np.empty(len(seconds), np.int32)
    for one in range(len(seconds)):
        steps[one] = step_holding(times, seconds[one])
    return steps


@compiled
def _steps_from(times: StepTimes, seconds: NDArray[np.int64]) -> NDArray[np.int32]:
    steps = np.empty(len(seconds), np.int32)
    for one in range(len(seconds)):
        steps[one] = step_from(times, seconds[one])
    return steps
