"""Searching sorted tables: outcomes from thresholds, and steps from times."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from standto.chance.compiling import compiled
from standto.chance.random_words import long_word, words_at


@compiled
def number_up_to(table: NDArray[np.int64] | NDArray[np.uint64], value: int | np.uint64) -> int:
    """Return how many numbers of an ascending table are not above a value of the same type."""
    low, high = 0, len(table)
    while low < high:
        middle = (low + high) // 2
        if table[middle] <= value:
            low = middle + 1
        else:
            high = middle
    return low


@compiled
def next_success(
    place: int, skips: NDArray[np.uint64], end: int, draw: int, seed: int, process: int, future: int, step: int
) -> tuple[int, int]:
    """Return the place of the next success after a place in independent trials, and the number of the next draw.

    Parameters
    ----------
    place
        The place of the success before; -1 at first.
    skips
        The table of `standto.chance.thresholds.skip_thresholds`.
    end
        The number of trials: a place from there on means that no other succeeds.
    draw
        The number of the next draw; 0 at first.
    seed, process, future, step
        The place of the draws; their class is 0.
    """
    while place < end:
        high, low, _, _ = words_at(seed, process, future, 0, step, draw)
        draw += 1
        skipped = number_up_to(skips, long_word(high, low))
        place += skipped
        if skipped < len(skips):
            return place + 1, draw
    return place, draw
