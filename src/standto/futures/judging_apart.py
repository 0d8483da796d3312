"""Parts of what is judged that share no person: each is judged by itself, once for each problem that it can have.

A whole force has a different problem in nearly every step of every future. A station of it has few, because few of its
people are away. What is judged follows from the parts: gaps, crews below their needs and places used add up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.futures.muster import Muster
from standto.futures.things_to_judge import JudgedThings
from standto.kernel.bit_sets import bits
from standto.kernel.bottlenecks import Bottleneck
from standto.kernel.crew_order import crew_answers_for
from standto.kernel.parts import HOME
from standto.kernel.queries import bottlenecks_of, shares_in, some_of
from standto.model.windows import Windows

_MOST_KNOWN = 1 << 16
"""The most problems of a part whose answers are kept for the next block."""
_MOST_CODES = 1 << 62


class PartAnswers(NamedTuple):
    """The answers of some problems, or of a step.

    Attributes
    ----------
    gaps
        The gap of each thing judged, shape (judged, problems).
    used
        The places that each tier fills, shape (tiers, problems).
    alone
        The gap of each criticality with the home force alone, shape (levels, problems).
    """

    gaps: NDArray[np.int64]
    used: NDArray[np.int64]
    alone: NDArray[np.int64]


@dataclass(frozen=True)
class SeparatePart:
    """Duties and crews, and the classes of people who can fill them; nobody else can.

    Attributes
    ----------
    muster, things
        The whole muster, and all that is judged.
    columns
        The part's columns of a row of numbers by class and requirements by duty.
    known
        The answers found so far, by problem; each is a column of all fields of `PartAnswers`.
    """

    muster: Muster
    things: JudgedThings
    columns: NDArray[np.intp]
    known: dict[bytes, NDArray[np.int64]] = field(default_factory=dict)

    def answers(self, problems: Sequence[bytes]) -> PartAnswers:
        """Return the answers of some problems, each the bytes of a row of the part's columns."""
        missing = [each for each in problems if each not in self.known]
        found = dict(zip(missing, self._solved(self.rows(missing)).T, strict=True)) if missing else {}
        if len(self.known) + len(found) <= _MOST_KNOWN:
            self.known.update(found)
        table = np.array([found[each] if each in found else self.known[each] for each in problems]).T
        tiers, levels = int(self.muster.tiers.max()) + 1, len(self.things.levels)
        judged = len(self.things.judged)
        return PartAnswers(table[:judged], table[judged : judged + tiers], table[-levels:])

    def rows(self, problems: Sequence[bytes]) -> NDArray[np.int64]:
        """Return problems as whole rows, in which nobody counts and no duty stands outside the part."""
        whole = np.zeros((len(problems), len(self.muster.classes) + self.muster.required.shape[1]), dtype=np.int64)
        whole[:, len(self.muster.classes) :] = -1
        own = np.frombuffer(b"".join(problems), dtype=np.int64)
        whole[:, self.columns] = own.reshape(len(problems), len(self.columns))
        return whole

    def _solved(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the answers of problems: all fields of `PartAnswers`, one below the other."""
        windows, levels = windows_of(self.muster, self.things, rows), len(self.things.levels)
        gaps, used = _answers(windows, self.things)
        home = np.array([kind.force == HOME for kind in windows.classes], dtype=np.bool_)
        helped = np.flatnonzero(used[:, 1:].any(axis=1))
        alone = gaps[:, :levels].copy()
        if helped.size:
            without = replace(some_of(windows, helped), counts=np.where(home, windows.counts[helped], 0))
            alone[helped] = _answers(without, self.things)[0][:, :levels]
        by_tier = np.zeros((int(self.muster.tiers.max()) + 1, len(rows)), dtype=np.int64)
        np.add.at(by_tier, self.muster.tiers, used.T)
        return np.concatenate([gaps.T, by_tier, alone.T])


def separate_parts(muster: Muster, things: JudgedThings) -> tuple[SeparatePart, ...]:
    """Return the parts of what is judged; people who can do nothing of it are in none."""
    classes, duties = len(muster.classes), muster.required.shape[1]
    together = [[*bits(kind.duties)] for kind in muster.classes]
    together += [[seat for seats in crew.seats for seat in seats] for crew in things.crews]
    parts: list[set[int]] = [{duty} for duty in range(duties)]
    for demands in together:
        if demands:
            touched = [part for part in parts if not part.isdisjoint(demands)]
            parts = [part for part in parts if part.isdisjoint(demands)] + [set(demands).union(*touched)]
    found = []
    for part in parts:
        people = [place for place, kind in enumerate(muster.classes) if not part.isdisjoint(bits(kind.duties))]
        own = [classes + duty for duty in sorted(part) if duty < duties]
        found.append(SeparatePart(muster, things, np.array([*people, *own], dtype=np.intp)))
    return tuple(found)


def windows_of(muster: Muster, things: JudgedThings, rows: NDArray[np.int64]) -> Windows:
    """Return problems as windows, each a row of numbers by class and of requirements by duty."""
    classes, instants = len(muster.classes), np.arange(len(rows) + 1, dtype=np.int64)
    return Windows(
        starts=instants[:-1],
        untils=instants[1:],
        classes=muster.classes,
        counts=rows[:, :classes],
        required=rows[:, classes:],
        criticalities=things.criticalities,
        forces=len(muster.tiers),
    )


def proofs_of_rows(muster: Muster, things: JudgedThings, rows: NDArray[np.int64]) -> list[tuple[Bottleneck, ...]]:
    """Return the proofs of problems, by criticality."""
    return bottlenecks_of(windows_of(muster, things, rows))


def distinct_rows(rows: NDArray[np.int64]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the places of distinct rows, and for each row the place among them of the one that it equals."""
    codes, most = np.zeros(len(rows), dtype=np.int64), 1
    for column in rows.T:
        low, high = int(column.min(initial=0)), int(column.max(initial=0))
        size = high - low + 1
        if most > _MOST_CODES // size:
            codes, most = np.unique(codes, return_inverse=True)[1], len(codes)
        codes, most = codes * size + (column - low), most * size
    _, first, inverse = np.unique(codes, return_index=True, return_inverse=True)
    return first, inverse


def _answers(windows: Windows, things: JudgedThings) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the gap of each thing judged, shape (windows, judged), and the places that each force fills."""
    if things.crews:
        crews = crew_answers_for(windows, things.crews, things.strengths)
        by_duty = crews.places().gap_table()
        below = crews.below_needs.astype(np.int64)
        used = crews.used()
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
