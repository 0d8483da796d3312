"""Exact intervals: of the mean of a count (Garwood) and of a share (Clopper and Pearson), by bisection.

Both are found from sums of the probabilities of counts alone. SciPy judges them in the tests.
"""

from __future__ import annotations

from collections.abc import Callable
from math import exp, inf, isinf, lgamma, log, log1p, sqrt
from typing import NamedTuple

_NEGLIGIBLE = 1e-18
"""The share of a sum below which its further terms are left out."""


class Interval(NamedTuple):
    """A range that holds the true value with a stated confidence at least."""

    low: float
    high: float


def garwood(count: int, confidence: float) -> Interval:
    """Return the exact interval of the mean of a Poisson count.

    Parameters
    ----------
    count
        What was counted, 0 or more.
    confidence
        From 0 to 1, such as 0.9.

    Notes
    -----
    Garwood (1936): at the low end, a count of at least `count` has the chance (1 − confidence) / 2; at the high end, a
    count of at most `count` has it. For a count of 0 the low end is 0.
    """
    tail = (1 - confidence) / 2
    most = count + 20 * sqrt(count + 1) + 60
    low = 0.0 if count == 0 else bisected(lambda mean: poisson_at_most(count - 1, mean), 1 - tail, 0.0, most)
    return Interval(low, bisected(lambda mean: poisson_at_most(count, mean), tail, 0.0, most))


def clopper_pearson(count: int, trials: int, confidence: float) -> Interval:
    """Return the exact interval of a share, from the number of trials in which something happened.

    Notes
    -----
    Clopper and Pearson (1934): as `garwood`, with binomial counts. Without trials it is everything, 0 to 1.
    """
    tail = (1 - confidence) / 2
    low = 0.0 if count == 0 else bisected(lambda share: binomial_at_most(count - 1, trials, share), 1 - tail, 0.0, 1.0)
    if count == trials:
        return Interval(low, 1.0)
    return Interval(low, bisected(lambda share: binomial_at_most(count, trials, share), tail, 0.0, 1.0))


def poisson_chance(count: int, mean: float) -> float:
    """Return the chance of a Poisson count with a mean, mean^count e^-mean / count!."""
    return exp(count * log(mean) - mean - lgamma(count + 1)) if mean > 0 else float(count == 0)


def poisson_at_most(count: int, mean: float) -> float:
    """Return the chance that a Poisson count with a mean is at most `count`."""
    if count < 0:
        return 0.0
    if mean <= 0:
        return 1.0
    if isinf(mean):
        return 0.0
    # The side of the count that is away from the mean is summed, its terms falling.
    if count >= mean:
        first = poisson_chance(count + 1, mean)
        return 1 - _falling(first, lambda step: mean / (count + 1 + step))
    return _falling(poisson_chance(count, mean), lambda step: (count + 1 - step) / mean)


def binomial_at_most(count: int, trials: int, share: float) -> float:
    """Return the chance that something with a share happens in at most `count` of some trials."""
    if count < 0:
        return 0.0
    if count >= trials or share <= 0:
        return 1.0
    if share >= 1:
        return 0.0
    odds = share / (1 - share)
    if count >= trials * share:
        first = exp(_log_binomial(count + 1, trials, share))
        return 1 - _falling(first, lambda step: (trials - count - step) / (count + 1 + step) * odds)
    first = exp(_log_binomial(count, trials, share))
    return _falling(first, lambda step: (count + 1 - step) / (trials - count + step) / odds)


def bisected(
    falling: Callable[[float], float], target: float, low: float, high: float, *, within: float = 0.0
) -> float:
    """Return where a falling function of a number reaches a target: to the last bit, or within a small number."""
    while True:
        middle = (low + high) / 2
        if middle in (low, high) or high - low < within:
            return middle
        if falling(middle) > target:
            low = middle
        else:
            high = middle


def _log_binomial(count: int, trials: int, share: float) -> float:
    """Return the logarithm of C(trials, count) share^count (1 - share)^(trials - count)."""
    ways = lgamma(trials + 1) - lgamma(count + 1) - lgamma(trials - count + 1)
    return ways + count * log(share) + (trials - count) * log1p(-share)


def _falling(first: float, ratio: Callable[[int], float]) -> float:
    """Return the sum of terms, each the one before times a ratio, until they are negligible."""
    total, term, step, before = 0.0, first, 0, inf
    while term > 0 and (term > total * _NEGLIGIBLE or term >= before):
        total, before, step = total + term, term, step + 1
        term *= ratio(step)
    return total
