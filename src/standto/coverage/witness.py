"""Witnesses: people who could fill the places of each window. They prove the numbers; they are not a roster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.kernel.answers import Answers
from standto.kernel.parts import HOME, problems_by_window
from standto.kernel.solving import Solved, settled
from standto.model.time import Instant
from standto.register import Situation, permitting


class Witness(NamedTuple):
    """An assignment of people to duties in a window: a line for each person, or for places of a pool.

    Attributes
    ----------
    duty, force
        Indices into the demands and the forces, shape (lines,); duties and crews in order of precedence.
    person
        Index of the person; -1 for places of a pool.
    pool
        Index of the pool; -1 for a person.
    places
        The number of places that the line fills.
    powers
        The id of the first row of `powers.csv` that permits each (force from outside, duty) on the lines; None without
        that file.
    """

    duty: NDArray[np.int64]
    force: NDArray[np.int64]
    person: NDArray[np.int64]
    pool: NDArray[np.int64]
    places: NDArray[np.int64]
    powers: dict[tuple[int, int], str | None]


class _Supply(NamedTuple):
    """The supply of a window: the class of each person, and the class and the number of each pool's places."""

    people_class: NDArray[np.int32]
    place_class: NDArray[np.int32]
    places: NDArray[np.int64]


def witnesses(
    situation: Situation, answers: Answers, basis: str, demands: Sequence[int] | None = None
) -> Iterator[Witness]:
    """Yield the witness of each window: by duty, then force, then people, then pools as listed.

    Parameters
    ----------
    demands
        The demand that each column of the answers stands for; None: the duties in order.
    """
    windows = answers.windows
    own = np.arange(windows.required.shape[1]) if demands is None else np.array(demands, dtype=np.int64)
    within = problems_by_window([each.part for each in answers.solved], len(windows))
    known: dict[tuple[int, int], list[list[int]]] = {}
    place_class, places = situation.places(windows, basis)
    for row, people_class in enumerate(situation.people_classes(windows, basis)):
        supply = _Supply(people_class, place_class[row], places[row])
        found = [np.empty((5, 0), dtype=np.int64)]
        for number, problem in within[row]:
            each = answers.solved[number]
            if (number, problem) not in known:
                known[number, problem] = _filled_by_kind(each, problem)
            found.extend(_lines(each, known[number, problem], supply))
        duty, force, person, pool, count = np.concatenate(found, axis=1)
        order = np.lexsort((pool, person, person < 0, force, duty))
        duty = own[duty]
        pairs = {pair for pair in zip(force.tolist(), duty.tolist(), strict=True) if pair[0] != HOME}
        powers = _powers(situation, int(windows.starts[row]), pairs)
        yield Witness(duty[order], force[order], person[order], pool[order], count[order], powers)


def _filled_by_kind(each: Solved, problem: int) -> list[list[int]]:
    """Return the number of each kind who fill each duty."""
    places = (each.part.required[problem] - each.gaps.each[problem]).tolist()
    return settled(each.part, problem, places)[0].at


def _lines(each: Solved, filled: Sequence[Sequence[int]], supply: _Supply) -> Iterator[NDArray[np.int64]]:
    """Yield the lines of each kind, people as listed and then pools: arrays of shape (5, lines)."""
    part = each.part
    kind_of = np.append(part.kind_of, np.int32(-1))
    people_kind, pools_kind = kind_of[supply.people_class], kind_of[supply.place_class]
    people = np.argsort(people_kind, kind="stable")
    edges = np.searchsorted(people_kind[people], np.arange(len(part.kinds) + 1)).tolist()
    duties = np.array(part.duties, dtype=np.int64)
    for number, row in enumerate(filled):
        force, ends = part.kinds[number].force, np.cumsum(row)
        ready = people[edges[number] : min(edges[number + 1], edges[number] + int(ends[-1]))]
        one = np.ones_like(ready)
        theirs = np.searchsorted(ends, np.arange(len(ready)), side="right")
        yield np.stack([duties[theirs], one * force, ready, -one, one])
        start = len(ready)
        for pool in np.flatnonzero(pools_kind == number).tolist() if start < ends[-1] else ():
            # Number the places of all duties in order: the pool fills those from start to until, and a duty has those
            # from ends - row to ends.
            until = start + int(supply.places[pool])
            places = np.minimum(ends, until) - np.maximum(ends - row, start)
            there = np.flatnonzero(places > 0)
            one = np.ones_like(there)
            yield np.stack([duties[there], one * force, -one, one * pool, places[there]])
            start = until


def _powers(
    situation: Situation, instant: Instant, pairs: Iterable[tuple[int, int]]
) -> dict[tuple[int, int], str | None]:
    """Return the id of the first power that permits each force to do each duty; None without a file of powers."""
    scenario, declared = situation.scenario, situation.declared(instant)
    forces, duties = scenario.forces_in_order, scenario.demands
    return {
        (force, duty): permitting(scenario.powers, forces[force].kind, duties[duty], instant, declared)
        for force, duty in pairs
    }
