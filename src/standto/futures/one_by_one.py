"""A block of futures judged by the exact kernel, one distinct problem after another: slower, with the same answers.

It judges crews, which go out whole or not at all, and duties in more groups than futures side by side can have.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from standto.futures.block_counts import BlockCounts, add_places, move_on
from standto.futures.block_events import BlockEvents
from standto.futures.block_tally import BlockTally, note_gaps, note_use
from standto.futures.future_events import DrawnFutures
from standto.futures.muster import Muster
from standto.futures.profiles import Profiles
from standto.futures.things_to_judge import JudgedThings
from standto.kernel.bit_sets import mask_of
from standto.kernel.crew_order import crew_answers_for
from standto.kernel.parts import HOME
from standto.kernel.queries import bottlenecks_in, shares_in, some_of
from standto.model.windows import Windows


@dataclass(frozen=True)
class Problems:
    """Distinct problems, and their answers.

    Attributes
    ----------
    windows
        One window for each problem.
    gaps
        The gap of each thing judged, shape (judged, problems).
    used
        The places that each tier fills, shape (tiers, problems).
    alone
        The gap of each criticality with the home force alone, shape (levels, problems).
    """

    windows: Windows
    gaps: NDArray[np.int64]
    used: NDArray[np.int64]
    alone: NDArray[np.int64]

    def proof(self, problem: int, criticality: int) -> int:
        """Return the duties that prove the gap up to a criticality, as a bit mask."""
        proofs = bottlenecks_in(self.windows, problem)
        last = max((one.criticality for one in proofs if one.criticality <= criticality), default=0)
        return mask_of(duty for one in proofs if one.criticality == last for duty in one.duties)


def judge_one_by_one(
    muster: Muster,
    things: JudgedThings,
    minutes: NDArray[np.int64],
    profiles: Profiles,
    events: BlockEvents,
    places: NDArray[np.int32],
    drawn: DrawnFutures,
    now: BlockCounts,
    futures: int,
    notes: BlockTally,
) -> None:
    """Judge every step of a block, and note what becomes of each future."""
    steps, classes = len(muster.starts), len(muster.classes)
    numbers: dict[bytes, int] = {}
    problem = np.empty((steps, futures), dtype=np.int64)
    for step in range(steps):
        move_on(step, profiles, events, now)
        if places.shape[2]:
            add_places(muster.pool_kind[step], places[step], 1, now)
        required = muster.required[step][:, None] if drawn.required is None else drawn.required[step]
        rows = np.empty((futures, classes + required.shape[0]), dtype=np.int64)
        rows[:, :classes] = now.counts[:, :futures].T
        rows[:, classes:] = required.T
        problem[step] = [numbers.setdefault(row.tobytes(), len(numbers)) for row in rows]
        if places.shape[2]:
            add_places(muster.pool_kind[step], places[step], -1, now)
    found = _solved(muster, things, np.frombuffer(b"".join(numbers), dtype=np.int64).reshape(len(numbers), -1))
    for step in range(steps):
        gaps = np.ascontiguousarray(found.gaps[:, problem[step]])
        _prove(things, found, problem[step], gaps, notes)
        note_gaps(step, minutes[step], 0, gaps, futures, notes)
        used, alone = found.used[:, problem[step]], found.alone[:, problem[step]]
        note_use(step, np.ascontiguousarray(used), np.ascontiguousarray(alone), futures, notes)


def _prove(
    things: JudgedThings, found: Problems, problem: NDArray[np.int64], gaps: NDArray[np.int64], notes: BlockTally
) -> None:
    """Prove the first gap of each criticality in each future."""
    for level, criticality in enumerate(things.levels):
        for lane in np.flatnonzero((gaps[level] > 0) & (notes.first[level, : len(problem)] < 0)).tolist():
            notes.proof[level, lane] = found.proof(int(problem[lane]), criticality)


def _solved(muster: Muster, things: JudgedThings, table: NDArray[np.int64]) -> Problems:
    """Return problems, each a row of numbers by class and of requirements by duty, with their answers."""
    classes, instants = len(muster.classes), np.arange(len(table) + 1, dtype=np.int64)
    windows = Windows(
        starts=instants[:-1],
        untils=instants[1:],
        classes=muster.classes,
        counts=table[:, :classes],
        required=table[:, classes:],
        criticalities=things.criticalities,
        forces=len(muster.tiers),
    )
    gaps, used = _answers(windows, things)
    home = np.array([kind.force == HOME for kind in muster.classes], dtype=np.bool_)
    helped = np.flatnonzero(used[:, 1:].any(axis=1))
    alone = gaps[:, : len(things.levels)].copy()
    if helped.size:
        without = replace(some_of(windows, helped), counts=np.where(home, windows.counts[helped], 0))
        alone[helped] = _answers(without, things)[0][:, : len(things.levels)]
    by_tier = np.zeros((int(muster.tiers.max()) + 1, len(table)), dtype=np.int64)
    np.add.at(by_tier, muster.tiers, used.T)
    return Problems(windows, gaps.T, by_tier, alone.T)


def _answers(windows: Windows, things: JudgedThings) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the gap of each thing judged, shape (windows, judged), and the places that each force fills."""
    if things.crews:
        crews = crew_answers_for(windows, things.crews, things.strengths)
        by_duty = crews.places().gap_table()
        below = crews.below_needs.astype(np.int64)
        used = crews.crewing.answers.filled().sum(axis=2)
    else:
        used, by_duty = shares_in(windows)
        below = np.zeros((len(windows), 0), dtype=np.int64)
    of_duty = np.array([things.criticalities[duty] for duty in things.duties], dtype=np.int64)
    of_crew = np.array([one.crew.criticality for one in things.crews], dtype=np.int64)
    by_duty = by_duty[:, list(things.duties)]
    # gap(criticality) = sum of gap(duty) over the duties up to it + the crews up to it that are below what they need
    together = [
        by_duty[:, of_duty <= level].sum(axis=1) + below[:, of_crew <= level].sum(axis=1) for level in things.levels
    ]
    return np.column_stack([*together, by_duty, below]), used
