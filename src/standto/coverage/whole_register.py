"""The random margin of the whole register: how many step back, in random order, while every window stays covered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.coverage.cohorts import Abilities, population_of_cohorts
from standto.coverage.random_order import RandomMargin, excess_of_all, quantiles_of, survived_by_all
from standto.coverage.stepping import NONE_LEFT
from standto.kernel.critical_sets import SHORT
from standto.kernel.levels import CriticalityLevel
from standto.register import Situation

_AT_ONCE = 1000
"""The most runs that are examined together."""
_MOST_PLACES = 1 << 14
"""The most pool places that are put in order one by one; with more, they are taken as cohorts."""
_MOST_IN_ORDER = 1 << 26
"""The most people and places, times runs, that are put in order together."""
_BYTE = 255
"""The most flags whose sum fits in one byte."""


class Register(NamedTuple):
    """Home people and pool places who may step back.

    Attributes
    ----------
    people
        The index of each person on the register, -1 for people who are not on it, shape (people,).
    first_place
        The index of the first place of each pool, shape (pools,).
    places
        The number of places of each pool, shape (pools,).
    """

    people: NDArray[np.int64]
    first_place: NDArray[np.int64]
    places: NDArray[np.int64]

    def __len__(self) -> int:
        """Return the number of people and places."""
        return int((self.people >= 0).sum() + self.places.sum())


class Contributors(NamedTuple):
    """People and places of the register that count in a window and can do duties of one part of it.

    Attributes
    ----------
    part, problem
        The part, and its problem in this window.
    members
        Their indices on the register, kind after kind.
    edges
        The start of the members of each home kind, and the end of the last, shape (home kinds + 1,).
    """

    part: int
    problem: int
    members: NDArray[np.int64]
    edges: NDArray[np.intp]


def register_of(situation: Situation, level: CriticalityLevel) -> Register:
    """Return the register for the duties of a level."""
    included, places = situation.may_step_back(level.duties, int(level.windows.untils[-1]))
    people = np.where(included, np.cumsum(included) - 1, -1).astype(np.int64)
    numbers = places.astype(np.int64)
    first = int(included.sum()) + np.concatenate([[0], np.cumsum(numbers)[:-1]])[: len(numbers)]
    return Register(people, first.astype(np.int64), numbers)


def random_of_register(
    situation: Situation, level: CriticalityLevel, register: Register, basis: str, runs: int, seed: int
) -> RandomMargin | None:
    """Return the random margin if people on the register leave at the beginning; None if no loss breaks anything."""
    if any(critical is not None and critical.worst_case == SHORT for critical in level.first):
        return NONE_LEFT
    abilities = partial(_abilities, situation, level, register, basis)
    if int(register.places.sum()) > _MOST_PLACES:
        return _random_of_cohorts(level, register, abilities, runs, seed)
    contributing = sorted(_contributing(level, register, abilities()), key=lambda one: _spare(level, one))
    at_once = max(1, min(_AT_ONCE, _MOST_IN_ORDER // max(len(register), 1)))
    survivors = []
    for start in range(0, runs, at_once):
        orders = orders_of(len(register), min(at_once, runs - start), (seed, level.criticality, start))
        survivors.append(survivors_of(level, contributing, orders))
    together = np.concatenate(survivors)
    return None if (together == len(register)).all() else RandomMargin(*quantiles_of(together).tolist())


def _random_of_cohorts(
    level: CriticalityLevel, register: Register, abilities: Callable[[], Iterable[Abilities]], runs: int, seed: int
) -> RandomMargin | None:
    """Return the random margin of a register with very many places."""
    population = population_of_cohorts(level, len(register), register.places, abilities)
    everybody = np.append(population.kinds, population.others).astype(np.float64)[:, None]
    if excess_of_all(population, everybody)[0] < 0:
        return None
    # The length of the seed keeps this stream apart from those of single windows and of orders.
    return survived_by_all(population, runs, (seed, level.criticality, 0, 0, 0))


def orders_of(size: int, runs: int, seed: Sequence[int]) -> NDArray[np.unsignedinteger]:
    """Return the position of each member in the order of each run, from 0, shape (members, runs)."""
    # The length of the seed keeps this stream apart from those of single windows.
    chance = np.random.default_rng([*seed, 0])
    places = np.arange(size, dtype=np.uint16 if size < 1 << 16 else np.uint32)
    return chance.permuted(np.repeat(places[:, None], runs, axis=1), axis=0)


def _spare(level: CriticalityLevel, contributors: Contributors) -> int:
    """Return the key that sorts the tightest first, so that few of the others need a second look."""
    critical = level.critical[contributors.part][contributors.problem]
    return 0 if critical is None else critical.at_most


def _contributing(
    level: CriticalityLevel, register: Register, abilities: Iterable[Abilities]
) -> Iterator[Contributors]:
    """Yield the contributors to each part of each window that their loss can break."""
    ours = register.people[register.people >= 0]
    for each in abilities:
        able = np.flatnonzero(each.people >= 0)
        members, kinds = [ours[able]], [each.people[able]]
        for pool in np.flatnonzero(each.pools >= 0).tolist():
            members.append(register.first_place[pool] + np.arange(each.there[pool]))
            kinds.append(np.full(each.there[pool], each.pools[pool]))
        together, alike = np.concatenate(members), np.concatenate(kinds)
        order = np.argsort(alike, kind="stable")
        edges = np.searchsorted(alike[order], np.arange(level.parts[each.part].home_kinds + 1))
        yield Contributors(each.part, each.problem, together[order], edges)


def _abilities(situation: Situation, level: CriticalityLevel, register: Register, basis: str) -> Iterator[Abilities]:
    """Yield the abilities for each part of each window that losses can break."""
    place_class, places = situation.places(level.windows, basis)
    included = register.people >= 0
    for row, people_class in enumerate(situation.people_classes(level.windows, basis)):
        for number, problem in level.within[row]:
            if level.critical[number][problem] is not None:
                part = level.parts[number]
                home = np.append(np.where(part.kind_of < part.home_kinds, part.kind_of, -1), -1).astype(np.int64)
                there = np.minimum(places[row], register.places).astype(np.int64)
                pools = np.where(there > 0, home[place_class[row]], -1)
                yield Abilities(number, problem, home[people_class[included]], pools, np.where(pools >= 0, there, 0))


def survivors_of(
    level: CriticalityLevel, contributing: Sequence[Contributors], orders: NDArray[np.unsignedinteger]
) -> NDArray[np.int64]:
    """Return the number who leave in each run before a set breaks, or all if none breaks, shape (runs,)."""
    goes_at = np.full(orders.shape[1], len(orders), dtype=np.int64)
    for contributors in contributing:
        sets = level.breakers[contributors.part].of(contributors.problem)
        when = orders[contributors.members]
        while True:
            gone = _gone(when < goes_at, contributors.edges)
            found = sets.broken(gone)
            if not found:
                break
            for breaker in found:
                runs = np.flatnonzero(breaker.members @ gone >= breaker.breaks_at)
                inside = np.repeat(breaker.members > 0, np.diff(contributors.edges))
                # A set breaks in a run when breaks_at of its members have left.
                last = breaker.breaks_at - 1
                breaks = np.partition(when[np.ix_(inside, runs)], last, axis=0)[last]
                goes_at[runs] = np.minimum(goes_at[runs], breaks)
    return goes_at


def _gone(flags: NDArray[np.bool_], edges: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return the number of each kind flagged in each run, shape (kinds, runs)."""
    flagged = flags.view(np.uint8)
    total = np.zeros((len(edges) - 1, flags.shape[1]))
    for kind, (start, end) in enumerate(zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True)):
        for first in range(start, end, _BYTE):
            total[kind] += np.add.reduce(flagged[first : min(first + _BYTE, end)], axis=0, dtype=np.uint8)
    return total
