"""Rates from counts: the chance of a step-back within a week and of a return within a day, with exact intervals."""

from __future__ import annotations

from fractions import Fraction
from math import expm1, sqrt
from typing import NamedTuple

from standto.estimating.exact_intervals import (
    binomial_at_most,
    bisected,
    clopper_pearson,
    garwood,
    poisson_at_most,
    poisson_chance,
)

CONFIDENCE = 0.9
"""The confidence of every interval."""
_PRECISE = 1e-8
"""The precision of likely means, beside the greatest."""
WEEK, A_DAY = 7, 1
"""The days within which the chances are given."""


class EstimatedChance(NamedTuple):
    """A chance with its interval; None if it could have happened to nobody.

    Attributes
    ----------
    low, high
        The ends of the exact interval.
    best
        The chance at which what was counted is likeliest.
    """

    low: float
    best: float
    high: float


def chance_within(count: int, person_days: Fraction, days: int) -> EstimatedChance | None:
    """Return the chance that something happens to somebody within some days.

    Parameters
    ----------
    count
        How often it happened.
    person_days
        The days that people spent in the state in which it could have happened.
    days
        The days of the chance.

    Notes
    -----
    With the rate λ = count / person_days, the chance is 1 − e^(−λ · days). The interval of the count's mean is
    Garwood's, if each happens on its own at one rate.
    """
    if not person_days:
        return None
    low, high = garwood(count, CONFIDENCE)
    # 0.0 - x, since -x is -0.0 for a chance of 0.
    return EstimatedChance(*(0.0 - expm1(-mean / float(person_days) * days) for mean in (low, count, high)))


def share_of(count: int, trials: int) -> EstimatedChance | None:
    """Return a share with the exact interval of Clopper and Pearson; None without trials."""
    if not trials:
        return None
    low, high = clopper_pearson(count, trials, CONFIDENCE)
    return EstimatedChance(low, count / trials, high)


def likely_means(count: int, levels: int) -> tuple[float, ...]:
    """Return means of a count that are equally likely given what was counted.

    Parameters
    ----------
    count
        What was counted.
    levels
        How many to return, ascending.

    Notes
    -----
    They are quantiles of the confidence distribution that lies half-way between the two that give the ends of Garwood's
    interval: half a gamma distribution of shape `count` and half of shape `count + 1`, both of scale 1.
    """
    reach = 10 * sqrt(count + 1) + 10
    least, most = max(count - reach, 0.0), count + reach

    def not_above(mean: float) -> float:
        # 1 - the gamma distribution of shape n up to x = P(Poisson(x) <= n - 1)
        # Half of each: P(Poisson(x) < n) + P(Poisson(x) = n) / 2
        return poisson_at_most(count - 1, mean) + poisson_chance(count, mean) / 2

    return tuple(
        bisected(not_above, 1 - (place + 0.5) / levels, least, most, within=_PRECISE * most) for place in range(levels)
    )


def too_uneven(counts: tuple[int, ...]) -> bool:
    """Return whether counts of equal times are too uneven for one steady rate.

    Notes
    -----
    With equal shares, the chance that a given one has the greatest of them or more is binomial. They are too uneven if
    this chance, times their number, is below 1 in 100.
    """
    total = sum(counts)
    if len(counts) < 2 or not total:
        return False
    return len(counts) * (1 - binomial_at_most(max(counts) - 1, total, 1 / len(counts))) < 0.01
