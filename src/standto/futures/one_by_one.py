"""A block of futures judged by the exact kernel, one distinct problem after another: slower, with the same answers.

It judges crews, which go out whole or not at all, and duties in more groups than futures side by side can have.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.futures.block_counts import BlockCounts, add_places, move_on
from standto.futures.block_events import BlockEvents
from standto.futures.block_tally import BlockTally, note_gaps, note_use
from standto.futures.future_events import DrawnFutures
from standto.futures.judging_apart import PartAnswers, SeparatePart, distinct_rows, proofs_of_rows
from standto.futures.muster import Muster
from standto.futures.profiles import Profiles
from standto.kernel.bit_sets import mask_of
from standto.kernel.bottlenecks import Bottleneck


class PartProblems(NamedTuple):
    """The problems of one part in a block.

    Attributes
    ----------
    part
        The part.
    numbers
        The number of each distinct problem, by its bytes.
    problem
        The number of the problem in each step of each future, shape (steps, futures).
    """

    part: SeparatePart
    numbers: dict[bytes, int]
    problem: NDArray[np.int32]

    def note(self, step: int, rows: NDArray[np.int64]) -> None:
        """Give each problem of a step its number; rows are whole ones."""
        own = np.ascontiguousarray(rows[:, self.part.columns])
        first, inverse = distinct_rows(own)
        found = [self.numbers.setdefault(own[row].tobytes(), len(self.numbers)) for row in first.tolist()]
        self.problem[step] = np.array(found, dtype=np.int32)[inverse]


def judge_one_by_one(
    parts: Sequence[SeparatePart],
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
    muster, things = parts[0].muster, parts[0].things
    steps = len(muster.starts)
    found = [PartProblems(part, {}, np.empty((steps, futures), dtype=np.int32)) for part in parts]
    for step, rows in enumerate(_rows(muster, profiles, events, places, drawn, now, futures)):
        for each in found:
            each.note(step, rows)
    solved = [each.part.answers(list(each.numbers)) for each in found]
    unproved: list[tuple[int, int, int]] = []
    for step in range(steps):
        here = [each.problem[step] for each in found]
        gaps, used, alone = (_added(solved, here, name) for name in PartAnswers._fields)
        for level in range(len(things.levels)):
            lanes = np.flatnonzero((gaps[level] > 0) & (notes.first[level, :futures] < 0))
            unproved += [(step, lane, level) for lane in lanes.tolist()]
        note_gaps(step, minutes[step], 0, gaps, futures, notes)
        note_use(step, used, alone, futures, notes)
    _prove(found, unproved, notes)


def _rows(
    muster: Muster,
    profiles: Profiles,
    events: BlockEvents,
    places: NDArray[np.int32],
    drawn: DrawnFutures,
    now: BlockCounts,
    futures: int,
) -> Iterator[NDArray[np.int64]]:
    """Yield for each step a row for each future: the numbers by class, then the requirements by duty."""
    classes = len(muster.classes)
    for step in range(len(muster.starts)):
        move_on(step, profiles, events, now)
        if places.shape[2]:
            add_places(muster.pool_kind[step], places[step], 1, now)
        required = muster.required[step][:, None] if drawn.required is None else drawn.required[step]
        rows = np.empty((futures, classes + required.shape[0]), dtype=np.int64)
        rows[:, :classes] = now.counts[:, :futures].T
        rows[:, classes:] = required.T
        yield rows
        if places.shape[2]:
            add_places(muster.pool_kind[step], places[step], -1, now)


def _added(solved: Sequence[PartAnswers], problems: Sequence[NDArray[np.int32]], name: str) -> NDArray[np.int64]:
    """Return one field of the answers of a step: the sum over all parts."""
    tables = [getattr(each, name)[:, problem] for each, problem in zip(solved, problems, strict=True)]
    return np.ascontiguousarray(np.sum(tables, axis=0))


def _prove(found: Sequence[PartProblems], unproved: list[tuple[int, int, int]], notes: BlockTally) -> None:
    """Prove first gaps, each a step, a future and a criticality, with one proof for all that have the same problem."""
    things = found[0].part.things
    keys = [tuple(int(each.problem[step, lane]) for each in found) for step, lane, _ in unproved]
    distinct = list(dict.fromkeys(keys))
    rows = np.zeros((len(distinct), len(found[0].part.muster.classes) + len(things.criticalities)), dtype=np.int64)
    for number, each in enumerate(found):
        known = list(each.numbers)
        whole = each.part.rows([known[key[number]] for key in distinct])
        rows[:, each.part.columns] = whole[:, each.part.columns]
    proofs = dict(zip(distinct, proofs_of_rows(found[0].part.muster, things, rows), strict=True))
    for key, (_, lane, level) in zip(keys, unproved, strict=True):
        notes.proof[level, lane] = _mask(proofs[key], things.levels[level])


def _mask(proofs: Sequence[Bottleneck], criticality: int) -> int:
    """Return the duties that prove the gap up to a criticality, as a bit mask."""
    last = max((one.criticality for one in proofs if one.criticality <= criticality), default=0)
    return mask_of(duty for one in proofs if one.criticality == last for duty in one.duties)
