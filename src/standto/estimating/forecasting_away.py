"""A forecast of the number of people away: an exact mixture of binomial counts, in plain arithmetic.

Each person there steps back at a rate λ, each person away returns at a rate μ, each on their own. Let π = λ / (λ + μ)
and s = e^(−(λ + μ) t). After t days, somebody away is away with the chance π + (1 − π) s, and somebody there with the
chance π (1 − s). The number away is the sum of two binomial counts. λ and μ are not known: the forecast is the mean
over equally likely values of each.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import exp
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from standto.estimating.rate_ranges import likely_means

if TYPE_CHECKING:
    from standto.estimating.away_counts import AwayCounts

LEVELS = 7
"""The number of equally likely values of each rate."""
_LEFT_OUT = 40.0
"""Chances below e to the minus this are left out."""


@dataclass(frozen=True)
class AwayForecast:
    """The chances of each number of people away.

    Attributes
    ----------
    first
        The first number with a chance.
    chances
        The chance of `first`, `first` + 1 and so on, shape (numbers,).
    """

    first: int
    chances: NDArray[np.float64]

    def range(self, confidence: float) -> tuple[int, int, int]:
        """Return the low end, the middle and the high end of the range of a confidence.

        Notes
        -----
        A number x belongs to the range if P(away < x) + P(away = x) / 2 lies between (1 − confidence) / 2 and
        (1 + confidence) / 2. So the range holds what comes with that chance on average over many forecasts. A range
        that holds it with that chance at least would be too wide, because numbers of people are whole.
        """
        below = (np.cumsum(self.chances) - self.chances / 2) / self.chances.sum()
        low, middle, high = (1 - confidence) / 2, 0.5, (1 + confidence) / 2
        first = int(np.searchsorted(below, low, side="left"))
        last = int(np.searchsorted(below, high, side="right")) - 1
        centre = int(np.searchsorted(below + self.chances / 2, middle, side="left"))
        return self.first + min(first, centre), self.first + centre, self.first + max(last, centre)

    def crps(self, seen: int) -> float:
        """Return the continuous ranked probability score of the number that was seen; 0 is best.

        Notes
        -----
        Σ over whole numbers x of (P(away ≤ x) − [x ≥ seen])², in people.
        """
        low, high = min(self.first, seen), max(self.first + len(self.chances), seen + 1)
        chances = np.zeros(high - low)
        chances[self.first - low : self.first - low + len(self.chances)] = self.chances
        at_most = np.cumsum(chances) / chances.sum()
        return float(((at_most - (np.arange(low, high) >= seen)) ** 2).sum())


def forecast_away(counts: AwayCounts, days: float) -> AwayForecast:
    """Return the forecast of the number away some days after the end of the counted period.

    Parameters
    ----------
    counts
        What was counted: its step-backs and returns give the rates, its end the numbers there and away.
    days
        How far ahead.
    """
    leaving, coming = (
        _rates(counts.step_backs, float(counts.there_days)),
        _rates(counts.returns, float(counts.away_days)),
    )
    total = np.zeros(counts.there + counts.away + 1)
    for going in leaving:
        for back in coming:
            away, gone = _chances(going, back, days)
            one, stay = _binomial(counts.away, away)
            other, leave = _binomial(counts.there, gone)
            both = np.convolve(stay, leave)
            total[one + other : one + other + len(both)] += both
    total /= total.sum()
    inside = np.flatnonzero(total)
    return AwayForecast(int(inside[0]), total[inside[0] : inside[-1] + 1])


def _rates(count: int, person_days: float) -> tuple[float, ...]:
    """Return equally likely rates a day; none if it could have happened to nobody."""
    return tuple(mean / person_days for mean in _means(count)) if person_days else (0.0,)


@lru_cache(maxsize=4096)
def _means(count: int) -> tuple[float, ...]:
    return likely_means(count, LEVELS)


def _chances(going: float, back: float, days: float) -> tuple[float, float]:
    """Return the chances that somebody away, and somebody there, is away after some days."""
    both = going + back
    if not both:
        return 1.0, 0.0
    settled, still = going / both, exp(-both * days)
    return settled + (1 - settled) * still, settled * (1 - still)


def _binomial(trials: int, share: float) -> tuple[int, NDArray[np.float64]]:
    """Return the first number with a chance worth counting, and the chances from there on."""
    if share <= 0 or share >= 1 or not trials:
        return (trials if share >= 1 else 0), np.ones(1)
    numbers = np.arange(trials + 1)
    ways = _log_factorials(trials)
    # log C(n, k) + k log p + (n - k) log(1 - p)
    logs = ways[trials] - ways - ways[::-1] + numbers * np.log(share) + (trials - numbers) * np.log1p(-share)
    kept = np.flatnonzero(logs > -_LEFT_OUT)
    first = int(kept[0])
    return first, np.exp(logs[first : int(kept[-1]) + 1])


@lru_cache(maxsize=64)
def _log_factorials(most: int) -> NDArray[np.float64]:
    """Return the logarithms of 0!, 1!, ..., most!."""
    return np.concatenate([np.zeros(1), np.cumsum(np.log(np.arange(1, most + 1)))])
