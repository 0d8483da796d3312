"""Witnesses: who could fill what in a window. A proof that the numbers can be had, not a roster."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from standto.coverage.parts import HOME
from standto.coverage.solving import settled
from standto.model.scenario import ANY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from standto.coverage.answers import Answers
    from standto.coverage.solving import Solved
    from standto.model.scenario import Scenario
    from standto.model.time import Instant
    from standto.register import Situation


class Assignment(NamedTuple):
    """Somebody, or places of a pool, on a duty.

    Attributes
    ----------
    duty, force
        Indices, in order.
    person
        Index of the person; -1 for places of a pool.
    pool
        Index of the pool; -1 for a person.
    places
        How many places are filled.
    power
        Id of the row of `powers.csv` that permits help from outside; None for the home force, and without that file.
    """

    duty: int
    force: int
    person: int
    pool: int
    places: int
    power: str | None


class _Supply(NamedTuple):
    """Who is there in a window: the class of each person, and the class and the number of each pool's places."""

    roll: NDArray[np.int32]
    place_class: NDArray[np.int32]
    places: NDArray[np.int32]


def witnesses(situation: Situation, answers: Answers, basis: str) -> Iterator[tuple[Assignment, ...]]:
    """Yield for each window who could fill what: by duty, then force, then people, then pools as listed."""
    windows = answers.windows
    within: list[list[tuple[Solved, int]]] = [[] for _ in range(len(windows))]
    for each in answers.solved:
        for row, problem in zip(each.part.rows.tolist(), each.part.problem.tolist(), strict=True):
            within[row].append((each, problem))
    known: dict[tuple[int, int], list[list[int]]] = {}
    place_class, places = situation.places(windows, basis)
    for row, roll in enumerate(situation.roll(windows, basis)):
        supply = _Supply(roll, place_class[row], places[row])
        powers = _Powers(situation, int(windows.starts[row]))
        found: list[Assignment] = []
        for each, problem in within[row]:
            key = id(each), problem
            if key not in known:
                known[key] = _filled_by_kind(each, problem)
            found.extend(_assigned(each, known[key], supply, powers))
        yield tuple(sorted(found, key=_in_order))


def _filled_by_kind(each: Solved, problem: int) -> list[list[int]]:
    """Return how many of each kind fill each duty."""
    places = (each.part.required[problem] - each.gaps.each[problem]).tolist()
    return settled(each.part, problem, places)[0].at


def _assigned(each: Solved, filled: Sequence[Sequence[int]], supply: _Supply, powers: _Powers) -> Iterator[Assignment]:
    """Yield who of each kind fills each duty: people as listed, then pools."""
    part = each.part
    kind_of = np.append(part.kind_of, np.int32(-1))
    people_kind, pools_kind = kind_of[supply.roll], kind_of[supply.place_class]
    people = np.argsort(people_kind, kind="stable")
    edges = np.searchsorted(people_kind[people], np.arange(len(part.kinds) + 1)).tolist()
    for number, row in enumerate(filled):
        if any(row):
            pools = np.flatnonzero(pools_kind == number).tolist()
            queue = _Queue(
                people[edges[number] : edges[number + 1]].tolist(), [(pool, int(supply.places[pool])) for pool in pools]
            )
            force = part.kinds[number].force
            for duty, count in zip(part.duties, row, strict=True):
                power = None if force == HOME or not count else powers.permitting(force, duty)
                for person, pool, used in queue.take(count):
                    yield Assignment(duty, force, person, pool, used, power)


class _Queue:
    """People of a kind, then places of pools, each taken once."""

    def __init__(self, people: list[int], pools: list[tuple[int, int]]) -> None:
        self._people = people[::-1]
        self._pools = pools[::-1]

    def take(self, count: int) -> Iterator[tuple[int, int, int]]:
        """Yield person, pool and number until so many are taken; -1 where it is not the one or the other."""
        while count and self._people:
            yield self._people.pop(), -1, 1
            count -= 1
        while count:
            pool, places = self._pools.pop()
            used = min(count, places)
            yield -1, pool, used
            count -= used
            if used < places:
                self._pools.append((pool, places - used))


def _in_order(one: Assignment) -> tuple[int, int, bool, int, int]:
    """Sort key: people before pools."""
    return one.duty, one.force, one.person < 0, one.person, one.pool


class _Powers:
    """The powers that are in force at an instant."""

    def __init__(self, situation: Situation, instant: Instant) -> None:
        self._scenario: Scenario = situation.scenario
        self._in_force = [
            power
            for power in self._scenario.powers or ()
            if power.permitted
            and instant in power.period
            and (not power.when or power.when in situation.declared(instant))
        ]
        self._known: dict[tuple[int, int], str | None] = {}

    def permitting(self, force: int, duty: int) -> str | None:
        """Return the first power that permits a force a duty; None without a file of powers."""
        key = force, duty
        if key not in self._known:
            kind, wanted = self._scenario.forces_in_order[force].kind, self._scenario.duties_in_order[duty]
            self._known[key] = next(
                (
                    power.id
                    for power in self._in_force
                    if power.kind == kind and power.task in (ANY, wanted.task) and power.site in (ANY, "", wanted.site)
                ),
                None,
            )
        return self._known[key]
