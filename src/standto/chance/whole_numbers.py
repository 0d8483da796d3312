"""Random whole numbers below a bound, every one exactly as likely as any other."""

from __future__ import annotations

import numpy as np

from standto.chance.compiling import compiled
from standto.chance.random_words import words_at

_ALL, _LOW, _HALF = np.uint64(2**32), np.uint64(0xFFFFFFFF), np.uint64(32)
REDRAWS = 2**16
"""The draws set aside for each word that may have to be drawn again."""


@compiled
def number_below(
    bound: int, word: np.uint64, place: int, seed: int, process: int, future: int, kind: int, step: int
) -> int:
    """Return a whole number from 0 up to a bound, all equally likely.

    Parameters
    ----------
    bound
        From 1 up to 2^32.
    word
        One of the four words of a draw.
    place
        Its place among them. Words of a draw of another number must have other places.
    seed, process, future, kind, step
        The place of the draw, for words to replace a rejected one: the first words of the draws ``(place + 1) * 2^16``
        and after.

    Notes
    -----
    The number is ``floor(word * bound / 2^32)``. Words whose ``word * bound mod 2^32`` is below ``2^32 mod bound`` are
    rejected; then each number has exactly ``floor(2^32 / bound)`` words. Source: D. Lemire, "Fast random integer
    generation in an interval", ACM Transactions on Modeling and Computer Simulation 29 (2019).
    """
    size = np.uint64(bound)
    product = word * size
    if product & _LOW < size:
        rejected = _ALL % size
        draw = (place + 1) * REDRAWS
        while product & _LOW < rejected:
            product = words_at(seed, process, future, kind, step, draw)[0] * size
            draw += 1
    return np.int64(product >> _HALF)  # type: ignore[return-value]
