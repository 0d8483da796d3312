"""Levels: the value that each future gives every number that is assumed to lie in a range."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from standto.assuming.assumptions import Assumptions
from standto.assuming.processes import UsualAbsence
from standto.chance.compiling import compiled
from standto.chance.random_words import words_at
from standto.chance.whole_numbers import number_below
from standto.futures.future_events import EACH_ITS_OWN

PROCESS = 0
"""The process number of levels."""


def levels_of(
    assumptions: Assumptions, seed: int, futures: NDArray[np.uint32], fixed: Mapping[str, int] | None = None
) -> NDArray[np.int32]:
    """Draw the level of each assumed range in each future.

    Parameters
    ----------
    futures
        The numbers of the futures.
    fixed
        The level of some ranges, by name, in every future.

    Returns
    -------
    ndarray
        Indices into `Spread.levels`, shape (ranges, futures), int32. The days of usual absences, which each absence
        draws for itself, have `EACH_ITS_OWN` unless they are fixed.

    Notes
    -----
    All levels of a range are equally likely, and ranges are independent. The level of a range depends on the seed, the
    future, and the place of the range alone: the draw of process 0 whose class is that place.
    """
    ranges = list(assumptions.ranges)
    own = {f"{process.name}.days" for process in assumptions.processes if isinstance(process, UsualAbsence)}
    fixed = fixed or {}
    levels = np.zeros((len(ranges), len(futures)), dtype=np.int32)
    _draw_levels(levels, seed, futures.astype(np.int64), _numbers_of_levels(assumptions))
    for place, assumed in enumerate(ranges):
        if assumed.name in fixed:
            levels[place] = fixed[assumed.name]
        elif assumed.name in own:
            levels[place] = EACH_ITS_OWN
    return levels


@lru_cache(maxsize=64)
def _numbers_of_levels(assumptions: Assumptions) -> NDArray[np.int64]:
    return np.array([len(assumed.spread.levels) for assumed in assumptions.ranges], dtype=np.int64)


@compiled
def _draw_levels(levels: NDArray[np.int32], seed: int, futures: NDArray[np.int64], numbers: NDArray[np.int64]) -> None:
    for place in range(len(numbers)):
        # A point has nothing to draw.
        if numbers[place] > 1:
            for column in range(len(futures)):
                word = words_at(seed, PROCESS, futures[column], place, 0, 0)[0]
                levels[place, column] = number_below(numbers[place], word, 0, seed, PROCESS, futures[column], place, 0)
