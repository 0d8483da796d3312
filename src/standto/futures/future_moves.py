"""What happens in one future, step by step: counts of slots alone, never which ones."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.futures.future_events import AbsentSlots, DrawnFutures
from standto.futures.muster import Muster
from standto.model.time import FOREVER


class FutureMoves(NamedTuple):
    """The moves of one future, shape (steps,) each.

    Attributes
    ----------
    stepped_back, returned
        The number of people and places that step back, and that return, at the start of each step.
    away
        The number that have stepped back, in each step.
    otherwise_absent
        The number that are absent for another reason alone.
    """

    stepped_back: NDArray[np.int64]
    returned: NDArray[np.int64]
    away: NDArray[np.int64]
    otherwise_absent: NDArray[np.int64]


def moves_in(drawn: DrawnFutures, muster: Muster) -> FutureMoves:
    """Return the moves of a future, drawn alone."""
    steps = len(muster.starts)
    away, absent = _present_in(drawn.stepped_back, steps), _present_in(drawn.absent, steps)
    gone = drawn.stepped_back
    new = ~known_step_backs(gone, muster)
    return FutureMoves(
        stepped_back=np.bincount(gone.start[new], minlength=steps)[:steps],
        returned=np.bincount(gone.until[gone.until < steps], minlength=steps)[:steps],
        away=away,
        otherwise_absent=absent - away,
    )


def known_step_backs(stepped_back: AbsentSlots, muster: Muster) -> NDArray[np.bool_]:
    """Return whether each step-back of one future is from before the start: the first of a slot that was away then.

    A decision at the start may bring such a slot back, and it may step back again in the same step.
    """
    slots, first = np.unique(stepped_back.slot, return_index=True)
    known = np.zeros(len(stepped_back.slot), dtype=np.bool_)
    known[first] = muster.away_since[slots] < FOREVER
    return known


def _present_in(absent: AbsentSlots, steps: int) -> NDArray[np.int64]:
    """Return the number of absences that each step is in: those begun by then, less those ended."""
    begun = np.bincount(np.minimum(absent.start, steps), minlength=steps + 1)
    ended = np.bincount(np.minimum(absent.until, steps), minlength=steps + 1)
    return np.cumsum(begun - ended)[:steps]
