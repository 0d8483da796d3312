"""Instants as arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from standto.model.time import Period


def distinct(instants: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the instants that differ, in order.

    Notes
    -----
    The hash table of `numpy.unique` takes 15 times as long: whole seconds, as microseconds, collide in it.
    """
    ordered = np.sort(instants)
    new = np.ones(len(ordered), dtype=np.bool_)
    new[1:] = ordered[1:] != ordered[:-1]
    return ordered[new]


def merged(instants: NDArray[np.int64], more: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return instants that differ, in order, with others that are not among them, in their places."""
    others = distinct(more)
    places = np.searchsorted(instants, others, side="left")
    new = places == np.searchsorted(instants, others, side="right")
    return np.insert(instants, places[new], others[new])


def within(instants: NDArray[np.int64], periods: Sequence[Period]) -> NDArray[np.bool_]:
    """Return which instants lie in one of some periods, which are disjoint and in order."""
    ends = np.array(periods, dtype=np.int64).reshape(-1)
    # An instant inside a period has passed an odd number of ends.
    inside: NDArray[np.bool_] = np.searchsorted(ends, instants, side="right") % 2 == 1
    return inside
