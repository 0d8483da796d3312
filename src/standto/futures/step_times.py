"""The steps of a muster by time, in whole seconds from its start."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.chance.compiling import compiled
from standto.chance.searching import number_up_to
from standto.futures.future_events import FOR_GOOD
from standto.futures.muster import Muster
from standto.model.time import SECOND, Instant


class StepTimes(NamedTuple):
    """The start of each step, and when the last one ends.

    Attributes
    ----------
    origin
        The instant of second 0, the start of the first step.
    starts
        The start of each step in seconds, shape (steps,), int64.
    end
        The second at which the last step ends.
    """

    origin: Instant
    starts: NDArray[np.int64]
    end: int

    def second(self, instant: Instant) -> int:
        """Return an instant in seconds from the start, rounded down; it may be negative."""
        return (instant - self.origin) // SECOND

    def holding(self, seconds: NDArray[np.int32]) -> NDArray[np.int32]:
        """Return the step that holds each of some seconds from 0 until the end."""
        return (np.searchsorted(self.starts, seconds, side="right") - 1).astype(np.int32)

    def first_from(self, seconds: NDArray[np.int64]) -> NDArray[np.int32]:
        """Return the first step that starts at each of some seconds or later; `FOR_GOOD` if none does."""
        step = np.searchsorted(self.starts, seconds, side="left")
        return np.where(step < len(self.starts), step, FOR_GOOD).astype(np.int32)


def step_times_of(muster: Muster) -> StepTimes:
    """Return the times of a muster's steps."""
    origin = int(muster.starts[0])
    return StepTimes(origin, (muster.starts - origin) // SECOND, (int(muster.untils[-1]) - origin) // SECOND)


@compiled
def step_holding(starts: NDArray[np.int64], second: int) -> int:
    """Return the step that holds a second from 0 until the end."""
    return number_up_to(starts, second) - 1


@compiled
def step_from(starts: NDArray[np.int64], second: int) -> int:
    """Return the first step that starts at a second or later; `FOR_GOOD` if none does."""
    step = number_up_to(starts, second - 1)
    return step if step < len(starts) else FOR_GOOD
