"""Quantiles of counted distributions, exactly."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

LOW, MIDDLE, HIGH = Fraction(5, 100), Fraction(50, 100), Fraction(95, 100)
"""The levels that screens show: 5, 50 and 95 of 100 futures."""


def quantiles_of(histograms: NDArray[np.int64], level: Fraction) -> NDArray[np.int64]:
    """Return a quantile of each histogram by the inverse distribution function: the least value with F(value) >= level.

    Parameters
    ----------
    histograms
        The number of futures with each value from 0 up, shape (..., values); each with at least one future.
    level
        Above 0, up to 1.

    Returns
    -------
    NDArray
        Shape (...).

    Notes
    -----
    No number between two values is made up: each quantile is a value that a future has. This is type 1 of Hyndman and
    Fan, "Sample quantiles in statistical packages", The American Statistician 50 (1996).
    """
    # F(v) = sum of h(u) over u <= v, over n; F(v) >= level  is  sum >= ceil(level * n), in whole numbers.
    summed = histograms.cumsum(axis=-1)
    totals = summed[..., -1:]
    enough = np.array([math.ceil(level * total) for total in totals.ravel().tolist()], dtype=np.int64)
    found: NDArray[np.int64] = (summed >= enough.reshape(totals.shape)).argmax(axis=-1)
    return found


def mean_of(histogram: NDArray[np.int64]) -> Fraction:
    """Return the mean of a histogram, shape (values,), exactly."""
    values = np.arange(len(histogram))
    return Fraction(int(histogram @ values), int(histogram.sum()))


def step_reached(counts: NDArray[np.int64], level: Fraction, of: int) -> int | None:
    """Return the first step by which a share of some futures has been reached; None if there is none.

    Parameters
    ----------
    counts
        The number of futures that reach it in each step, shape (steps,).
    level
        The share, above 0.
    of
        The number of futures that the share is of.
    """
    reached = np.flatnonzero(counts.cumsum() >= math.ceil(level * of))
    return int(reached[0]) if of and len(reached) else None
