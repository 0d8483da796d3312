"""Searching sorted tables: outcomes from thresholds, and steps from times."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.chance.compiling import compiled
from standto.chance.random_words import long_word, words_at

_HINTED = np.uint64(55)
"""The bits of a value that hints leave out."""


class HintedTable(NamedTuple):
    """An ascending table, and where to look in it: a search by halves would miss the processor's guess at each half.

    Attributes
    ----------
    numbers
        The numbers, from 0 up to 2^63, uint64.
    hints
        For each value of the upper 8 of 63 bits, how many numbers are not above the least value that begins so, shape
        (257,); the last is for 2^63.
    """

    numbers: NDArray[np.uint64]
    hints: NDArray[np.int64]


def hinted(numbers: NDArray[np.uint64]) -> HintedTable:
    """Return an ascending table with its hints."""
    least = np.arange(257, dtype=np.uint64) << _HINTED
    return HintedTable(numbers, np.searchsorted(numbers, least, side="right").astype(np.int64))


@compiled
def next_success(
    place: int, skips: HintedTable, end: int, draw: int, seed: int, process: int, future: int, step: int
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
        word = long_word(high, low)
        # The number of thresholds that are not above the word; a function for it would take as long again.
        skipped = skips.hints[np.int64(word >> _HINTED)]
        while skipped < len(skips.numbers) and skips.numbers[skipped] <= word:
            skipped += 1
        place += skipped
        if skipped < len(skips.numbers):
            return place + 1, draw
    return place, draw
