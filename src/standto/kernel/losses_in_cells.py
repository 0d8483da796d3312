"""Losses in a part with cells: private people of few groups of duties, apart from those in common.

As in `standto.kernel.cells`, a set U of groups is a set S of common groups with a set of each cell's groups that common
people serve only by S. What is short, and what is lost, adds up:

    short(U) = short(S) + sum over cells of short(own set),   lost(U) = lost(S) + sum over cells of lost(own set).

For each S, the most that is short for each number lost is a max-plus convolution over the cells.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.kernel.bit_sets import bits
from standto.kernel.cells import Cell, Cells, cells_of
from standto.kernel.leaving_parts import LeavingPart
from standto.kernel.transform import negative_eligible, required_by

_MOST = 1 << 21
"""The most numbers, sets of common groups times people lost, of one problem."""
_NEVER = np.iinfo(np.int64).min // 4
_WIDTH = np.dtype(np.int64)


class _Own(NamedTuple):
    """The sets of a cell's groups.

    Attributes
    ----------
    short, lost
        The numbers of each set, shape (2^groups,).
    first
        The least of `lost`; it is negative if common people can still do private duties when they have gone.
    best
        The most that is short for each number lost from `first` on, by set of common groups, shape (2^common, numbers).
    """

    short: NDArray[np.int64]
    lost: NDArray[np.int64]
    first: int
    best: NDArray[np.int64]


class LossesInCells:
    """The losses of a part with cells."""

    def __init__(self, leaving: LeavingPart, cells: Cells) -> None:
        self._leaving, self._cells = leaving, cells

    @staticmethod
    def of(leaving: LeavingPart, most_groups: int) -> LossesInCells | None:
        """Return the losses of a part; None if it has no cells, or too many common groups or people."""
        cells = cells_of(leaving.whole, most_groups=most_groups)
        people = int(leaving.part.counts[:, leaving.loses].sum(axis=1).max(initial=0))
        if cells.plain or cells.groups > most_groups or (people + 1) << cells.groups > _MOST:
            return None
        return LossesInCells(leaving, cells)

    def pairs(self, problem: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return what is short and what is lost, for enough sets to find the most for every number of people."""
        short, lost = self._common(problem)
        total, first = self._totals(problem)[-1]
        # short(S) + own and lost(S) + own, for each set S of common groups and each number lost in the cells
        pairs_short = short[:, None] + total
        pairs_lost = lost[:, None] + first + np.arange(total.shape[1])
        there = total > _NEVER // 2
        return pairs_short[there], pairs_lost[there]

    def groups(self, problem: int, number: int) -> int:
        """Return a set of groups that is shortest after the loss of a number of people, as a bit mask."""
        short, lost = self._common(problem)
        totals = self._totals(problem)
        total, first = totals[-1]
        numbers = lost[:, None] + first + np.arange(total.shape[1])
        after = np.where(total > _NEVER // 2, short[:, None] + total + np.minimum(number, numbers), _NEVER)
        common, place = (int(one) for one in np.unravel_index(int(after.argmax()), after.shape))
        chosen = 0
        for group, number_of in enumerate(self._cells.cell_of):
            if number_of < 0 and common >> self._cells.common_of[group] & 1:
                chosen |= 1 << group
        for cell_number in range(len(self._cells.cells) - 1, -1, -1):
            before, _ = totals[cell_number]
            cell, own = self._cells.cells[cell_number], self._own(self._cells.cells[cell_number], problem)
            reach = range(max(place - before.shape[1] + 1, 0), min(place, own.best.shape[1] - 1) + 1)
            sums = [int(before[common, place - step] + own.best[common, step]) for step in reach]
            step = reach[int(np.argmax(sums))]
            chosen |= self._own_groups(cell, own, common, step)
            place -= step
        return chosen

    def _own_groups(self, cell: Cell, own: _Own, common: int, step: int) -> int:
        """Return the shortest set of a cell's groups that loses `first + step`, as a bit mask over the part's."""
        sets = np.arange(len(own.short))
        inside = (sets & ~cell.reached_by[common] == 0) & (own.lost == own.first + step)
        best = int(np.flatnonzero(inside)[np.argmax(own.short[inside])])
        return sum(1 << cell.groups[place] for place in bits(best))

    def _common(self, problem: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the numbers of each set of common groups, with the groups that have no cell, shape (2^common,)."""
        whole, cells = self._leaving.whole, self._cells
        required = np.zeros((1, cells.groups), dtype=np.int64)
        for duty, group in enumerate(whole.group_of):
            if cells.cell_of[group] < 0:
                required[0, cells.common_of[group]] += whole.required[problem, duty]
        kinds = list(cells.common)
        counts, weights = whole.counts[problem][None, kinds], self._leaving.lost(problem)[None, kinds]
        short = required_by(required, cells.groups, _WIDTH)
        short += negative_eligible(cells.reach, counts, cells.groups, _WIDTH)
        return short[:, 0], -negative_eligible(cells.reach, weights, cells.groups, _WIDTH)[:, 0]

    def _own(self, cell: Cell, problem: int) -> _Own:
        """Return the sets of a cell's groups."""
        whole, size = self._leaving.whole, len(cell.groups)
        required = np.zeros((1, size), dtype=np.int64)
        place = {group: own for own, group in enumerate(cell.groups)}
        for duty, group in enumerate(whole.group_of):
            if group in place:
                required[0, place[group]] += whole.required[problem, duty]
        kinds = list(cell.private)
        counts, weights = whole.counts[problem][None, kinds], self._leaving.lost(problem)[None, kinds]
        short = (required_by(required, size, _WIDTH) + negative_eligible(cell.reach, counts, size, _WIDTH))[:, 0]
        lost = -negative_eligible(cell.reach, weights, size, _WIDTH)[:, 0]
        first = int(lost.min())
        kept, which = np.unique(cell.reached_by, return_inverse=True)
        best = np.full((len(kept), int(lost.max()) - first + 1), _NEVER, dtype=np.int64)
        for row, reached in enumerate(kept.tolist()):
            inside = np.flatnonzero(np.arange(1 << size) & ~reached == 0)
            np.maximum.at(best[row], lost[inside] - first, short[inside])
        return _Own(short, lost, first, best[which.reshape(-1)])

    def _totals(self, problem: int) -> list[tuple[NDArray[np.int64], int]]:
        """Return the most that is short for each number lost, over the first cells: none, one, two ... all."""
        totals = [(np.zeros((1 << self._cells.groups, 1), dtype=np.int64), 0)]
        for cell in self._cells.cells:
            total, first = totals[-1]
            own = self._own(cell, problem)
            width = total.shape[1]
            joined = np.full((len(total), width + own.best.shape[1] - 1), _NEVER, dtype=np.int64)
            # joined(l) = max over steps of total(l - step) + best(step)
            for step in range(own.best.shape[1]):
                there = joined[:, step : step + width]
                np.maximum(there, total + own.best[:, step : step + 1], out=there)
            totals.append((np.maximum(joined, _NEVER), first + own.first))
        return totals
