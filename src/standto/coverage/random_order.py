"""People who step back one by one in random order: how many go while cover survives.

Give everybody a clock, a random number from 0 up to 1; they go in the order of their clocks. The binary digits of the
clocks are tossed only as they are needed, and not for each person but for how many of a kind have the same digits so
far: of ``n`` of them, as many have 0 for the next digit as there are ones among ``n`` random bits. Whether cover is
broken when those have gone says in which half of the interval it breaks, and so on, until what is asked for is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from standto.kernel.breaking import Breaker, Breakers

PERCENTILES = (5, 50, 95)
"""The quantiles that are given."""

_WORD = 64
_ONES = np.array([(1 << count) - 1 for count in range(_WORD + 1)], dtype=np.uint64)
"""For each count up to a word's length, a word with so many ones."""
_MANY = 1 << 12
"""More people than this of one kind are drawn from the binomial distribution, not bit by bit."""


class Random(NamedTuple):
    """Quantiles of how many go while cover survives."""

    p05: int
    p50: int
    p95: int


class Population(NamedTuple):
    """Home people who step back, and what breaks when they do.

    Attributes
    ----------
    kinds
        How many there are of each home kind, part after part, shape (kinds,).
    others
        How many more step back who can break nothing.
    parts
        For each part, where its kinds stand, and the sets of it that can break.
    """

    kinds: NDArray[np.int64]
    others: int
    parts: Sequence[tuple[slice | NDArray[np.intp], Breakers]]

    @property
    def foreseen(self) -> bool:
        """Whether it can be said which sets may be broken when some more go, of whatever kind."""
        return all(sets.foresees for _, sets in self.parts)


class _Watched(NamedTuple):
    """Sets that are watched: who belongs to each, shape (sets, kinds and others), and at how many gone it breaks."""

    members: NDArray[np.float64]
    breaks_at: NDArray[np.float64]

    def over(self, gone: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return for each run how many more have gone than a set bears, less one; negative where none is broken."""
        over: NDArray[np.int64] = (self.members @ gone - self.breaks_at).max(axis=0).astype(np.int64)
        return over


class _Tossed(NamedTuple):
    """What was found, and what it rests on.

    Attributes
    ----------
    quantiles
        How many go while no watched set breaks.
    gone
        Who has gone at a time before that, in the runs that count, shape (kinds and others, runs).
    more
        How many more go before the quantile that such a run is not below, shape (runs,).
    """

    quantiles: NDArray[np.int64]
    gone: NDArray[np.float64]
    more: NDArray[np.float64]


def quantiles_of(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the quantiles of a number for each run, by the inverted distribution function."""
    places = [-(-percent * len(numbers) // 100) - 1 for percent in PERCENTILES]
    return np.sort(numbers)[places]


def survived(population: Population, runs: int, seed: Sequence[int]) -> Random:
    """Return quantiles of how many go while cover survives.

    Parameters
    ----------
    population
        Who steps back; cover is whole while nobody has, and broken when all have.
    runs
        How many orders are tried.
    seed
        What the digits are tossed from.

    Notes
    -----
    Only sets that are likely to break first are watched. In the end all others are shown to break later; one that may
    not is watched from then on, and the same digits are tossed again. Digits are kept run by run, so the answer is the
    same as if all sets had been watched from the start.
    """
    if int(max(population.kinds.max(initial=0), population.others)) > _MANY:
        return survived_by_all(population, runs, seed)
    watched = [(place, breaker) for place, sets in population.parts for breaker in sets.likely()]
    while True:
        tossed = _toss(population, _watch(population, watched).over, runs, seed, foreseen=population.foreseen)
        found = [
            (place, breaker)
            for place, sets in population.parts
            for breaker in sets.broken(tossed.gone[place], tossed.more)
        ]
        if not found:
            return Random(*tossed.quantiles.tolist())
        watched.extend(found)


def survived_by_all(population: Population, runs: int, seed: Sequence[int]) -> Random:
    """Return quantiles of how many go while cover survives, asking all sets at each digit: for large populations.

    Digits of many people are not kept run by run, so that no set may be overlooked for a while.

    Parameters
    ----------
    population
        Who steps back; cover is whole while nobody has, and broken when all have.
    runs
        How many orders are tried.
    seed
        What the digits are tossed from.
    """
    tossed = _toss(population, lambda gone: over_all(population, gone), runs, seed, foreseen=False)
    return Random(*tossed.quantiles.tolist())


def over_all(population: Population, gone: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return for each run how many more have gone than some set that breaks bears, less one; -1 where none breaks.

    Parameters
    ----------
    gone
        Who has gone, shape (kinds and others, runs).
    """
    over = np.full(gone.shape[1], -1, dtype=np.int64)
    for place, sets in population.parts:
        own, left = gone[place], np.arange(gone.shape[1])
        while left.size and (found := sets.broken(own[:, left], np.zeros(left.size))):
            for breaker in found:
                more = (breaker.members @ own[:, left] - breaker.breaks_at).astype(np.int64)
                over[left] = np.maximum(over[left], more)
            left = left[over[left] < 0]
    return over


def _watch(population: Population, watched: Sequence[tuple[slice | NDArray[np.intp], Breaker]]) -> _Watched:
    """Lay sets of all parts side by side."""
    members = np.zeros((len(watched), len(population.kinds) + 1))
    for row, (place, breaker) in enumerate(watched):
        members[row, place] = breaker.members
    return _Watched(members, np.array([float(breaker.breaks_at) for _, breaker in watched])[:, None])


def _toss(
    population: Population,
    over_in: Callable[[NDArray[np.float64]], NDArray[np.int64]],
    runs: int,
    seed: Sequence[int],
    *,
    foreseen: bool,
) -> _Tossed:
    """Toss digits until the quantiles are known.

    Parameters
    ----------
    over_in
        Gives for each run how many more have gone than a set bears, less one; negative where none is broken.
    foreseen
        Whether it is, where none is broken, how many may still go.
    """
    bits = np.random.PCG64(np.random.SeedSequence(seed))
    everybody = np.append(population.kinds, population.others)
    within = np.repeat(everybody[:, None], runs, axis=1)
    gone = np.zeros(within.shape)
    least = np.zeros(runs, dtype=np.int64)
    most = np.full(runs, everybody.sum() - 1)
    for digit in range(1 << 30):
        low, high = quantiles_of(least), quantiles_of(most)
        # A run that is known, or lies on one side of every quantile that is not, need not be known better.
        near = (most[:, None] >= low) & (least[:, None] <= high) & (low < high) & (least < most)[:, None]
        left = np.flatnonzero(near.any(axis=1))
        if not left.size:
            break
        before, between = gone[:, left], within[:, left]
        zeros = _zeros(between, left, runs, np.random.Generator(bits.jumped(digit)))
        half = before + zeros
        over = over_in(half)
        broken = over >= 0
        # It breaks when those too many had not gone, at the latest, and when those lacking have, at the soonest.
        survive = half.sum(axis=0).astype(np.int64) - 1 - np.where(broken | foreseen, over, -1)
        most[left] = np.where(broken, np.minimum(most[left], survive), most[left])
        least[left] = np.where(broken, least[left], np.maximum(least[left], survive))
        gone[:, left] = np.where(broken, before, half)
        within[:, left] = np.where(broken, zeros, between - zeros)
    certain = np.flatnonzero(least >= low[0])
    reached = low[np.searchsorted(low, least[certain], side="right") - 1]
    before = gone[:, certain]
    return _Tossed(low, before, np.maximum(reached - before.sum(axis=0), 0))


def _zeros(
    counts: NDArray[np.int64], columns: NDArray[np.intp], runs: int, chance: np.random.Generator
) -> NDArray[np.int64]:
    """Return how many of each count have 0 for their next digit; each run has its own random bits."""
    most = int(counts.max(initial=0))
    if most > _MANY:
        return chance.binomial(counts, 0.5)
    zeros = np.zeros(counts.shape, dtype=np.int64)
    for first in range(0, most, _WORD):
        words = chance.integers(0, 1 << _WORD, size=(len(counts), runs), dtype=np.uint64)[:, columns]
        zeros += np.bitwise_count(words & _ONES[np.clip(counts - first, 0, _WORD)])
    return zeros
