"""A sampler of random orders: how many people step back, one by one, while cover survives.

Give each person a clock, a random number from 0 up to 1; people leave in the order of their clocks. The clocks' binary
digits are tossed only as they are needed, and not for each person: if n people of a kind have the same digits so far,
the number of them whose next digit is 0 is the number of ones among n random bits. If cover is broken once those have
left, it breaks in the first half of the interval, otherwise in the second. The interval is halved in this way until the
quantiles are known.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.kernel.breaking import Breaker, Breakers

PERCENTILES = (5, 50, 95)
"""The quantiles of a random margin."""

_WORD = 64
_ONES = np.array([(1 << count) - 1 for count in range(_WORD + 1)], dtype=np.uint64)
"""For each count up to a word's length, a word with that many ones."""
_MANY = 1 << 12
"""Above this number of people of one kind, draw from the binomial distribution instead of bit by bit."""


class RandomMargin(NamedTuple):
    """Quantiles of the number of people who leave while cover survives."""

    p05: int
    p50: int
    p95: int


class Population(NamedTuple):
    """Home people who step back, and the sets that break when they do.

    Attributes
    ----------
    kinds
        The number of each home kind, part after part, shape (kinds,).
    others
        The number of other people who step back; their loss breaks nothing.
    parts
        The indices of the kinds of each part, and the sets of it that can break.
    """

    kinds: NDArray[np.int64]
    others: int
    parts: Sequence[tuple[slice | NDArray[np.intp], Breakers]]


class _Watched(NamedTuple):
    """The watched sets: their members, shape (sets, kinds and others), and the loss that breaks each."""

    members: NDArray[np.float64]
    breaks_at: NDArray[np.float64]

    @classmethod
    def of(cls, population: Population, breakers: Sequence[tuple[slice | NDArray[np.intp], Breaker]]) -> _Watched:
        """Return the sets of all parts side by side."""
        members = np.zeros((len(breakers), len(population.kinds) + 1))
        for row, (place, breaker) in enumerate(breakers):
            members[row, place] = breaker.members
        return cls(members, np.array([float(breaker.breaks_at) for _, breaker in breakers])[:, None])

    def excess(self, gone: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return the greatest of (people of S gone - breaks_at(S)) in each run; negative if no set S is broken."""
        excess: NDArray[np.int64] = (self.members @ gone - self.breaks_at).max(axis=0).astype(np.int64)
        return excess


def quantiles_of(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the quantiles of one number for each run, by the inverse of the distribution function."""
    places = [-(-percent * len(numbers) // 100) - 1 for percent in PERCENTILES]
    return np.sort(numbers)[places]


def survived(population: Population, runs: int, seed: Sequence[int]) -> RandomMargin:
    """Return quantiles of the number of people who leave while cover survives.

    Parameters
    ----------
    population
        The people who step back; cover holds before anybody has, and is broken when all have.

    Notes
    -----
    At first only sets that are likely to break early are watched. In the end every other set must be shown to break
    later; if one may not, it is watched from then on, and the same digits are tossed again. Digits belong to their run,
    so the answer is the same as if all sets had been watched from the start.
    """
    if int(max(population.kinds.max(initial=0), population.others)) > _MANY:
        return survived_by_all(population, runs, seed)
    watched = [(place, breaker) for place, sets in population.parts for breaker in sets.likely()]
    while True:
        excess = _Watched.of(population, watched).excess
        quantiles, gone = _toss(population, excess, runs, seed)
        found = [(place, breaker) for place, sets in population.parts for breaker in sets.broken(gone[place])]
        if not found:
            return RandomMargin(*quantiles.tolist())
        watched.extend(found)


def survived_by_all(population: Population, runs: int, seed: Sequence[int]) -> RandomMargin:
    """Return the same as `survived` for a large population, watching all sets from the start.

    The digits of many people do not belong to their run, so no set may be left out for a while.
    """
    quantiles, _ = _toss(population, lambda gone: excess_of_all(population, gone), runs, seed)
    return RandomMargin(*quantiles.tolist())


def excess_of_all(population: Population, gone: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return how far some set S is broken in each run, (people of S gone - breaks_at(S)); -1 if none is broken."""
    excess = np.full(gone.shape[1], -1, dtype=np.int64)
    for place, sets in population.parts:
        own, left = gone[place], np.arange(gone.shape[1])
        while left.size and (found := sets.broken(own[:, left])):
            for breaker in found:
                over = (breaker.members @ own[:, left] - breaker.breaks_at).astype(np.int64)
                excess[left] = np.maximum(excess[left], over)
            left = left[excess[left] < 0]
    return excess


def _toss(
    population: Population,
    excess_of: Callable[[NDArray[np.float64]], NDArray[np.int64]],
    runs: int,
    seed: Sequence[int],
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Toss digits until the quantiles are known.

    Parameters
    ----------
    excess_of
        Returns the greatest of (people of S gone - breaks_at(S)) in each run; negative if no set S is broken.

    Returns
    -------
        The quantiles; and the people who have left, shape (kinds and others, runs), in the runs that reach the first
        quantile: if no set is broken there, the quantiles are right.
    """
    bits = np.random.PCG64(np.random.SeedSequence(seed))
    intervals = _Intervals(population, runs)
    for digit in range(1 << 30):
        columns = intervals.undecided()
        if not columns.size:
            break
        zeros = _zeros(intervals.within[:, columns], columns, runs, np.random.Generator(bits.jumped(digit)))
        intervals.halve(columns, zeros, excess_of(intervals.gone[:, columns] + zeros))
    quantiles = quantiles_of(intervals.least)
    return quantiles, intervals.gone[:, intervals.least >= quantiles[0]]


class _Intervals:
    """The interval of time in which cover breaks in each run; it is halved digit by digit.

    Attributes
    ----------
    gone
        The people whose clocks lie before the interval, shape (kinds and others, runs).
    within
        The people whose clocks lie inside it, same shape.
    least, most
        Bounds on the number who leave while cover survives, shape (runs,).
    """

    def __init__(self, population: Population, runs: int) -> None:
        everybody = np.append(population.kinds, population.others)
        self.within = np.repeat(everybody[:, None], runs, axis=1)
        self.gone = np.zeros(self.within.shape)
        self.least = np.zeros(runs, dtype=np.int64)
        self.most = np.full(runs, everybody.sum() - 1)

    def undecided(self) -> NDArray[np.intp]:
        """Return the runs on which some unknown quantile depends: their bounds differ, and it lies between them."""
        least, most = self.least[:, None], self.most[:, None]
        low, high = quantiles_of(self.least), quantiles_of(self.most)
        return np.flatnonzero(((most >= low) & (least <= high) & (low < high) & (least < most)).any(axis=1))

    def halve(self, runs: NDArray[np.intp], zeros: NDArray[np.int64], excess: NDArray[np.int64]) -> None:
        """Keep the half of the interval in which cover breaks: the first if it is broken once `zeros` have left."""
        before, within = self.gone[:, runs], self.within[:, runs]
        half = before + zeros
        total, broken = half.sum(axis=0).astype(np.int64), excess >= 0
        # Not broken: cover survives the loss of all these. Broken: at least `excess` of them left after cover broke.
        self.least[runs] = np.where(broken, self.least[runs], total)
        self.most[runs] = np.where(broken, np.minimum(self.most[runs], total - 1 - excess), self.most[runs])
        self.gone[:, runs] = np.where(broken, before, half)
        self.within[:, runs] = np.where(broken, zeros, within - zeros)


def _zeros(
    counts: NDArray[np.int64], columns: NDArray[np.intp], runs: int, chance: np.random.Generator
) -> NDArray[np.int64]:
    """Return the number in each count with 0 as the next digit; each run has random bits of its own."""
    most = int(counts.max(initial=0))
    if most > _MANY:
        return chance.binomial(counts, 0.5)
    zeros = np.zeros(counts.shape, dtype=np.int64)
    # zeros(n) = number of ones among n random bits, taken a word at a time
    for first in range(0, most, _WORD):
        words = chance.integers(0, 1 << _WORD, size=(len(counts), runs), dtype=np.uint64)[:, columns]
        zeros += np.bitwise_count(words & _ONES[np.clip(counts - first, 0, _WORD)])
    return zeros
