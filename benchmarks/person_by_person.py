"""A rival of the outlook: the same futures in SimPy, person by person, with a maximum flow for each step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import simpy

from benchmarks.bench_cover import flow_gaps
from standto.model.windows import Windows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.futures.future_run import FutureRun
    from standto.futures.muster import Muster


class Volunteer:
    """A slot as SimPy sees it: on duty or not, absent or not; it keeps the counts of those who are there."""

    def __init__(self, counts: list[int]) -> None:
        self.counts, self.kind, self.absent = counts, -1, False

    def change(self, kind: int, absent: bool) -> None:
        """Come to another class, go, or come back."""
        if self.kind >= 0 and not self.absent:
            self.counts[self.kind] -= 1
        self.kind, self.absent = kind, absent
        if kind >= 0 and not absent:
            self.counts[kind] += 1


def gaps_person_by_person(run: FutureRun, future: int) -> list[int]:
    """Return the total gap of each step of a future: every person is a process, and every step a maximum flow."""
    muster, drawn = run.muster, run.drawn(future, future + 1)
    env, counts, seen = simpy.Environment(), [0] * len(muster.classes), []
    people = [Volunteer(counts) for _ in range(len(muster))]
    for slot, person in enumerate(people):
        env.process(_work(env, muster, slot, person))
    for slot, start, until in zip(*(column.tolist() for column in drawn.absent[1:]), strict=True):
        env.process(_absence(env, people[slot], start, until))
    env.process(_observe(env, len(muster.starts), counts, seen))
    env.run(until=len(muster.starts))
    counted = np.array(seen, dtype=np.int64) + muster.fixed
    step, pool = np.nonzero(muster.pool_kind >= 0)
    places = muster.pool_places if drawn.places.places is None else drawn.places.places[:, :, 0]
    np.add.at(counted, (step, muster.pool_kind[step, pool]), places[step, pool])
    required = muster.required if drawn.required is None else drawn.required[:, :, 0].astype(np.int64)
    criticalities = run.things.criticalities
    return flow_gaps(
        Windows(muster.starts, muster.untils, muster.classes, counted, required, criticalities, len(muster.tiers))
    )


def _work(env: simpy.Environment, muster: Muster, slot: int, person: Volunteer) -> Iterator[simpy.Event]:
    ours = slice(int(muster.first[slot]), int(muster.first[slot + 1]))
    kinds = dict(zip(muster.entry_step[ours].tolist(), muster.entry_kind[ours].tolist(), strict=True))
    turns = sorted({step for step in kinds if kinds.get(step - 1) != kinds[step]} | {step + 1 for step in kinds})
    for step in turns:
        if kinds.get(step - 1, -1) != kinds.get(step, -1):
            yield env.timeout(step - env.now)
            person.change(kinds.get(step, -1), person.absent)


def _absence(env: simpy.Environment, person: Volunteer, start: int, until: int) -> Iterator[simpy.Event]:
    yield env.timeout(start)
    person.change(person.kind, True)
    yield env.timeout(until - start)
    person.change(person.kind, False)


def _observe(env: simpy.Environment, steps: int, counts: list[int], seen: list[list[int]]) -> Iterator[simpy.Event]:
    yield env.timeout(0.5)
    for _ in range(steps):
        seen.append(list(counts))
        yield env.timeout(1)
