"""Thresholds: chances as whole numbers, made once by exact arithmetic on fractions.

A chance of ``p`` is the threshold ``floor(p * 2^63)``, and what has the chance happens if a random number below 2^63
lies below the threshold. So 0 never happens, 2^63 always does, both fit into 64 bits, and no chance is wrong by as much
as 2^-63: once in 292 years at a billion draws a second.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

SCALE = 2**63
"""The number of equally likely random numbers that thresholds divide."""
SKIPS = 256
"""The number of trials that one draw may skip."""


def threshold_of(chance: Fraction) -> int:
    """Return the threshold of a chance from 0 to 1, both included."""
    return chance.numerator * SCALE // chance.denominator


def thresholds_of(chances: Iterable[Fraction]) -> NDArray[np.uint64]:
    """Return the threshold of each of some chances."""
    return np.array([threshold_of(chance) for chance in chances], dtype=np.uint64)


def skip_thresholds(chance: Fraction, length: int = SKIPS) -> NDArray[np.uint64]:
    """Return thresholds for the number of failures before a success in independent trials of one chance.

    Parameters
    ----------
    chance
        The chance of each trial, from 0 to 1, which is first rounded down to a threshold.
    length
        The number of thresholds.

    Returns
    -------
    ndarray
        Threshold `k` is of the chance ``1 - (1 - p)^(k + 1)`` that one of the first ``k + 1`` trials succeeds, rounded
        down, shape (length,), uint64. The number of failures is the number of thresholds that are not above a draw;
        `length` means that none of the first `length` trials succeeds.

    Notes
    -----
    The geometric distribution by inversion. It is one draw for each success, not one for each trial.
    """
    failing = SCALE - threshold_of(chance)
    # (1 - p)^k = failing^k / 2^(63 k); 1 - x rounded down is 1 less x rounded up.
    powers = accumulate([failing] * length, lambda power, factor: power * factor)
    return np.array([SCALE + (-power >> 63 * k) for k, power in enumerate(powers)], dtype=np.uint64)
