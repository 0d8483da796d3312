"""The tally of some futures: whole numbers alone, so that tallies add up in any order to the same tally."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Judged:
    """Something that is judged in every step: the duties up to a criticality together, one duty, or one crew.

    Attributes
    ----------
    sort
        ``criticality``, ``duty`` or ``crew``.
    id
        The criticality as text, or the id of the duty or crew.
    most
        The greatest gap possible: the number required at most.
    """

    sort: str
    id: str
    most: int


@dataclass(frozen=True)
class FutureTally:
    """What became of some futures; arrays are int64. Adding two tallies adds every number.

    Attributes
    ----------
    judged
        The things judged: criticalities first, then duties in order, then crews.
    futures
        The number of futures.
    gaps
        For each thing judged, the number of futures with each gap in each step, shape (steps, most + 1). A duty that
        does not stand in a step has gap 0 there.
    first_gap
        The number of futures whose first gap is in each step; the last column: those without any, shape (judged,
        steps + 1).
    alone_from
        The number of futures in which the home force alone covers everything up to the thing's criticality from each
        step on for the hold time of the policy, for the first time after its last gap without help; the last column:
        never; shape (judged, steps + 1). Only criticalities have it; other rows are 0.
    used
        For each tier, the number of futures by the number of places that it fills in each step, shape (steps, most
        places + 1).
    place_minutes
        The sum over futures of the place-minutes short of each thing judged, and of their squares in exact Python
        integers, shape (judged, 2), dtype object.
    bottlenecks
        For each criticality, in order: the number of futures whose first gap is proved by each set of duties, by bit
        mask over `Scenario.duties_in_order`.
    """

    judged: tuple[Judged, ...]
    futures: int
    gaps: tuple[NDArray[np.int64], ...]
    first_gap: NDArray[np.int64]
    alone_from: NDArray[np.int64]
    used: tuple[NDArray[np.int64], ...]
    place_minutes: NDArray[np.object_]
    bottlenecks: tuple[dict[int, int], ...]
