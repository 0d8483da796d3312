"""What the loss of a number of people costs: bounds over every choice of them, for each problem of a part.

Let `short(S)` be what a set of duties S requires beyond the people who could do any of it, and `lost(S)` the number of
people who may go and could then do nothing of S any more. By Hall and Ore, the gap after the worst loss of k people is

    most(k) = max over sets S of  short(S) + min(k, lost(S)),

because a set loses min(k, lost(S)) people if they are chosen against it, and never more. With few groups of duties
every set is examined; with many, those of cells and of common groups apart (`losses_in_cells`); and else shares of the
people give bounds (`losses_by_share`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.kernel.bit_sets import bits
from standto.kernel.gaps import gaps_of
from standto.kernel.leaving_parts import LeavingPart, SetOfDuties
from standto.kernel.losses_by_share import loss_by_share
from standto.kernel.losses_in_cells import LossesInCells
from standto.kernel.parts import Part
from standto.kernel.transform import MOST_GROUPS, by_group, negative_eligible, required_by, width_of


class Loss(NamedTuple):
    """The gap of a problem after the loss of 0, 1, 2 ... people, up to the number that makes no more difference.

    Attributes
    ----------
    most
        No loss of that many people leaves more places unfilled.
    found
        Some loss of that many leaves this number unfilled; the same as `most` where every set was examined.
    """

    most: NDArray[np.int64]
    found: NDArray[np.int64]


class PartLosses:
    """The losses of a part.

    Parameters
    ----------
    kept
        For each force, the duties of the windows that its people can still do when they have gone, as a bit mask;
        people of the force `STAYS` never go.
    most
        The most people who go.
    most_groups
        The most groups of duties, or of common groups, of which every set is examined.
    """

    def __init__(self, part: Part, kept: Sequence[int], most: int, most_groups: int = MOST_GROUPS) -> None:
        self.leaving = LeavingPart(part, kept)
        self._most, self._most_groups = most, most_groups
        self.by_sets = self.leaving.whole.groups <= most_groups

    @cached_property
    def in_cells(self) -> LossesInCells | None:
        """The losses by cells, where the part has too many groups and cells."""
        return None if self.by_sets else LossesInCells.of(self.leaving, self._most_groups)

    def of(self, problem: int) -> Loss:
        """Return the loss of a problem."""
        if self.by_sets:
            found = _envelope(*self._sets(problem), self._most)
            return Loss(found, found)
        if self.in_cells is not None:
            found = _envelope(*self.in_cells.pairs(problem), self._most)
            return Loss(found, found)
        may = int(self.leaving.part.counts[problem, self.leaving.loses].sum())
        most, sets = loss_by_share(self.leaving, problem, min(self._most, may))
        attained = [max(one.after(number) for one in sets) for number in range(len(most))]
        return Loss(most, np.array(attained, dtype=np.int64))

    def worst_set(self, problem: int, number: int) -> SetOfDuties:
        """Return a set that is shortest after the loss of some people: of those examined, the fewest duties first."""
        leaving = self.leaving
        if self.in_cells is not None:
            return leaving.set_of(problem, leaving.whole.duties_of(self.in_cells.groups(problem, number)))
        if not self.by_sets:
            may = int(leaving.part.counts[problem, leaving.loses].sum())
            _, sets = loss_by_share(leaving, problem, min(self._most, may))
            return min(sets, key=lambda one: (-one.after(number), one.duties.bit_count()))
        short, lost = self._sets(problem)
        after = short + np.minimum(number, lost)
        best = map(leaving.whole.duties_of, np.flatnonzero(after == after.max()).tolist())
        return leaving.set_of(problem, min(best, key=lambda duties: (duties.bit_count(), list(bits(duties)))))

    def rises(self) -> NDArray[np.bool_]:
        """Return whether the loss of one of each kind alone leaves one place more unfilled, shape (problems, kinds)."""
        whole, loses = self.leaving.whole, self.leaving.loses
        found = np.zeros((len(self.leaving.part), len(self.leaving.part.kinds)), dtype=np.bool_)
        # Each problem stands beside itself once for each kind that loses something: with one less of it, and one more
        # of what is left of it.
        counts = np.repeat(whole.counts, 1 + len(loses), axis=0)
        for place, kind in enumerate(loses):
            counts[1 + place :: 1 + len(loses), kind] -= 1
            counts[1 + place :: 1 + len(loses), len(self.leaving.part.kinds) + place] += 1
        required = np.repeat(whole.required, 1 + len(loses), axis=0)
        asked = replace(whole, counts=np.maximum(counts, 0), required=required)
        gaps = gaps_of(asked, prove=False).together[:, -1].reshape(len(found), 1 + len(loses))
        found[:, loses] = gaps[:, 1:] > gaps[:, :1]
        return found

    def _sets(self, problem: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return `short` and `lost` of every set of groups, shape (2^groups,)."""
        whole = self.leaving.whole
        groups, width, row = whole.groups, width_of(whole), slice(problem, problem + 1)
        # short(S) = required(S) - eligible(S);  lost(S) = eligible(S) by the weights of those who may go
        short = required_by(by_group(whole, row), groups, width)
        short += negative_eligible(whole.reach, whole.counts[row], groups, width)
        lost = -negative_eligible(whole.reach, self.leaving.lost(problem)[None], groups, width)
        return short[:, 0].astype(np.int64), lost[:, 0].astype(np.int64)


def _envelope(short: NDArray[np.int64], lost: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """Return max over S of short(S) + min(k, lost(S)) for each k from 0 to the number that makes no more difference."""
    never = np.iinfo(np.int64).min // 2
    best = np.full(int(lost.max(initial=0)) + 1, never, dtype=np.int64)
    np.maximum.at(best, lost, short)
    numbers = np.arange(len(best))
    # sets with lost(S) <= k are short by short(S) + lost(S), the others by short(S) + k
    within = np.maximum.accumulate(best + numbers)
    beyond = np.maximum.accumulate(best[::-1])[::-1] + numbers
    return np.maximum(within, beyond)[: most + 1]


def together(losses: Iterable[NDArray[np.int64]], most: int) -> NDArray[np.int64]:
    """Return the greatest sum of gaps of problems that share nobody, for each number of people who go."""
    total = np.zeros(1, dtype=np.int64)
    for loss in losses:
        total = _joined(total, loss, most)
    return total


def _joined(one: NDArray[np.int64], other: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """Return max over i + j = k of one(i) + other(j), for each k up to the number that makes no more difference."""
    few, many = sorted((one, other), key=len)
    size = min(len(few) + len(many) - 2, most) + 1
    joined = np.zeros(size, dtype=np.int64)
    for number, value in enumerate(few[:size].tolist()):
        end = min(number + len(many), size)
        np.maximum(joined[number:end], many[: end - number] + value, out=joined[number:end])
        # Beyond its end, a loss makes no more difference.
        np.maximum(joined[end:], many[-1] + value, out=joined[end:])
    return joined
