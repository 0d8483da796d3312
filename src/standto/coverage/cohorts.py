"""Cohorts of a register with many pool places: people and places that can do the same duties in every window.

The places of a pool differ only in when they count, so a pool falls into few cohorts, however many places it has.
Memory and time depend on the number of cohorts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.coverage.random_order import Population
from standto.kernel.breaking import Breaker, Breakers
from standto.kernel.leading import Leading
from standto.kernel.levels import CriticalityLevel


class Abilities(NamedTuple):
    """The kind of each person and place on the register, for one part of one window.

    Attributes
    ----------
    part, problem
        The part, and its problem in this window.
    people
        The home kind of each person, -1 for none, shape (people,).
    pools
        The home kind of each pool's places, -1 for none, shape (pools,).
    there
        The number of places of each pool that count, shape (pools,): they are its first places.
    """

    part: int
    problem: int
    people: NDArray[np.int64]
    pools: NDArray[np.int64]
    there: NDArray[np.int64]


class _Slices(NamedTuple):
    """The places of pools, cut wherever some window counts the places before the cut and not those after it.

    Attributes
    ----------
    pool
        The pool of each slice.
    until
        The number of places of the pool up to its end.
    size
        The number of places in it.
    """

    pool: NDArray[np.intp]
    until: NDArray[np.int64]
    size: NDArray[np.int64]


class _CohortBreakers(NamedTuple):
    """The sets of a problem, by cohort: `kinds` is the home kind of each cohort that can do any of its duties."""

    sets: Breakers
    kinds: NDArray[np.intp]
    number: int

    def leading(self, kinds: NDArray[np.int64]) -> Leading | None:
        """Return None: runs with cohorts draw digits at random instead."""

    def likely(self) -> list[Breaker]:
        return [self._by_cohort(breaker) for breaker in self.sets.likely()]

    def broken(self, gone: NDArray[np.float64]) -> list[Breaker]:
        by_kind = np.zeros((self.number, gone.shape[1]))
        np.add.at(by_kind, self.kinds, gone)
        return [self._by_cohort(breaker) for breaker in self.sets.broken(by_kind)]

    def _by_cohort(self, breaker: Breaker) -> Breaker:
        return Breaker(breaker.members[self.kinds], breaker.breaks_at)


def population_of_cohorts(
    level: CriticalityLevel, size: int, places: NDArray[np.int64], abilities: Callable[[], Iterable[Abilities]]
) -> Population:
    """Return a register as a population whose kinds are its cohorts.

    Parameters
    ----------
    size
        The number of people and places on the register.
    places
        The number of places of each pool on it.
    abilities
        Yields the abilities for each part of each window; it is called three times.
    """
    slices = _slices_of(places, (each.there for each in abilities()))
    cohort = _cohorts_of(_kinds(each, slices) for each in abilities())
    weights = np.concatenate([np.ones(len(cohort) - len(slices.size), dtype=np.int64), slices.size])
    numbers = np.zeros(int(cohort.max(initial=-1)) + 1, dtype=np.int64)
    np.add.at(numbers, cohort, weights)
    _, first = np.unique(cohort, return_index=True)
    parts: dict[tuple[int, int, bytes], tuple[NDArray[np.intp], Breakers]] = {}
    for each in abilities():
        kinds = _kinds(each, slices)[first]
        key = each.part, each.problem, kinds.tobytes()
        if key not in parts:
            inside = np.flatnonzero(kinds >= 0)
            sets = level.breakers[each.part].of(each.problem)
            parts[key] = inside, _CohortBreakers(sets, kinds[inside], level.parts[each.part].home_kinds)
    return Population(numbers, size - int(numbers.sum()), list(parts.values()))


def _cohorts_of(kinds_by_part: Iterable[NDArray[np.int64]]) -> NDArray[np.intp]:
    """Return the cohort of each person and slice: one for those of the same kind in every part of every window."""
    cohort = np.zeros(0, dtype=np.intp)
    # The partition is refined part by part: the new cohorts are the distinct pairs (cohort so far, kind).
    for kinds in kinds_by_part:
        before = cohort if cohort.size else np.zeros(len(kinds), dtype=np.intp)
        pairs = before * (int(kinds.max(initial=0)) + 2) + kinds + 1
        cohort = np.unique(pairs, return_inverse=True)[1].reshape(-1)
    return cohort


def _slices_of(places: NDArray[np.int64], there: Iterable[NDArray[np.int64]]) -> _Slices:
    """Cut the pools where the number of places that count changes."""
    ends: list[set[int]] = [{number} if number else set() for number in places.tolist()]
    for numbers in there:
        for pool in np.flatnonzero(numbers).tolist():
            ends[pool].add(int(numbers[pool]))
    cut = [(pool, until) for pool, own in enumerate(ends) for until in sorted(own)]
    pools = np.array([pool for pool, _ in cut], dtype=np.intp)
    untils = np.array([until for _, until in cut], dtype=np.int64)
    # size = until - (until of the slice before it in the same pool, or 0)
    before = np.where(np.diff(pools, prepend=-1) == 0, np.roll(untils, 1), 0)
    return _Slices(pools, untils, untils - before)


def _kinds(each: Abilities, slices: _Slices) -> NDArray[np.int64]:
    """Return the home kind of each person and each slice in a window's part; -1 for none."""
    pools = np.where(slices.until <= each.there[slices.pool], each.pools[slices.pool], -1)
    return np.concatenate([each.people, pools])
