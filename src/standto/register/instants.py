"""Arrays of instants."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from standto.model.time import Period


def distinct(instants: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the distinct instants, sorted.

    `numpy.unique` takes 15 times as long: whole seconds, written as microseconds, collide in its hash table.
    """
    ordered = np.sort(instants)
    new = np.ones(len(ordered), dtype=np.bool_)
    new[1:] = ordered[1:] != ordered[:-1]
    return ordered[new]


def merged(instants: NDArray[np.int64], more: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the distinct instants of two arrays, sorted; the first array is sorted and distinct already."""
    others = distinct(more)
    places = np.searchsorted(instants, others, side="left")
    new = places == np.searchsorted(instants, others, side="right")
    return np.insert(instants, places[new], others[new])


def within(instants: NDArray[np.int64], periods: Sequence[Period]) -> NDArray[np.bool_]:
    """Return whether each instant lies in any of some disjoint, sorted periods."""
    ends = np.array(periods, dtype=np.int64).reshape(-1)
    # inside = the number of starts and ends up to the instant is odd
    inside: NDArray[np.bool_] = np.searchsorted(ends, instants, side="right") % 2 == 1
    return inside
