"""The places left to take beside those taken: by every set of groups at once, for many problems side by side.

By Hall's theorem, some places can all be filled if, and only if, no set of groups has more places than people. So it is
enough to keep short(S) = taken(S) - eligible(S) for every set S: more places v can be taken beside the others where
short(S) + v(S) <= 0 for all S. Nothing is ever placed, and so nothing has to be moved.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from standto.kernel.cells import Cell, Cells
from standto.kernel.parts import Part
from standto.kernel.transform import Numbers, negative_eligible, required_by, width_of


class SlackBySet:
    """The places taken so far of some problems of a part, and what every set of groups has to spare.

    Parameters
    ----------
    block
        The problems.
    force
        The force whose people alone count; None: all forces.
    """

    def __init__(self, part: Part, cells: Cells, block: slice, force: int | None = None) -> None:
        self._part, self._cells, self._width = part, cells, width_of(part)
        counts = part.counts[block]
        if force is not None:
            counts = counts * np.array([kind.force == force for kind in part.kinds], dtype=np.int64)
        self._required = part.required[block]
        # short(S) = held(S) - common(S), summed over the cells; nothing is taken, so nothing is held
        self._short = negative_eligible(cells.reach, counts[:, list(cells.common)], cells.groups, self._width)
        self._taken = np.zeros((len(counts), part.groups), dtype=np.int64)
        self._lacks = [self._private(cell, counts) for cell in cells.cells]
        self._held: list[Numbers] = [np.zeros_like(lacks) for lacks in self._lacks]

    def _private(self, cell: Cell, counts: NDArray[np.int64]) -> Numbers:
        """Return minus the number of private people for each set of a cell's groups, shape (2^groups, problems)."""
        return negative_eligible(cell.reach, counts[:, list(cell.private)], len(cell.groups), self._width)

    def fill(self, duty: int) -> NDArray[np.int64]:
        """Take as many places of a duty as can be filled, and return their number, shape (problems,)."""
        group = self._part.group_of[duty]
        more = np.minimum(self._required[:, duty], self._room(group))
        self._add(self._by_group([duty], more[:, None]), np.ones(len(more), dtype=np.bool_))
        return more

    def take(self, duties: Sequence[int], where: NDArray[np.bool_], instead: Sequence[int] = ()) -> NDArray[np.bool_]:
        """Take all places of some duties in the problems in which they can all be filled.

        Parameters
        ----------
        where
            The problems in which to try, shape (problems,).
        instead
            Duties whose places are given up for them.

        Returns
        -------
            Where they are taken, shape (problems,).
        """
        change = self._by_group(duties, self._required[:, duties])
        if instead:
            change -= self._by_group(instead, self._required[:, instead])
        return self._add(change, where)

    def _by_group(self, duties: Sequence[int], places: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return places of some duties by group, shape (problems, groups)."""
        change = np.zeros_like(self._taken)
        for column, duty in enumerate(duties):
            change[:, self._part.group_of[duty]] += places[:, column]
        return change

    def _add(self, change: NDArray[np.int64], where: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Add places where all can be filled, and return where."""
        touched = np.flatnonzero(change.any(axis=0)).tolist()
        cells = sorted({self._cells.cell_of[group] for group in touched} - {-1})
        held = {number: self._held_with(number, change) for number in cells}
        more = self._without_cells(change, [group for group in touched if self._cells.cell_of[group] < 0])
        for number, after in held.items():
            more = more + (after - self._held[number])[self._cells.cells[number].reached_by]
        fits = ((self._short + more) <= 0).all(axis=0) & where
        self._short += np.where(fits, more, 0)
        self._taken += np.where(fits[:, None], change, 0)
        for number, after in held.items():
            self._held[number] = np.where(fits, after, self._held[number])
        return fits

    def _without_cells(self, change: NDArray[np.int64], groups: Sequence[int]) -> Numbers:
        """Return the places that each set of common groups gains from groups without private people."""
        by_common = np.zeros((len(change), self._cells.groups), dtype=np.int64)
        for group in groups:
            by_common[:, self._cells.common_of[group]] += change[:, group]
        if len(by_common) and (by_common == by_common[0]).all():
            by_common = by_common[:1]
        return required_by(by_common, self._cells.groups, self._width)

    def _held_with(self, number: int, change: NDArray[np.int64]) -> Numbers:
        """Return what each set of a cell's groups leaves to common people, with a change."""
        groups = list(self._cells.cells[number].groups)
        wanted = self._taken[:, groups] + change[:, groups]
        # held(A) = max over subsets U of A of taken(U) - private(U)
        return most_of_subsets(self._lacks[number] + required_by(wanted, len(groups), self._width), len(groups))

    def _room(self, group: int) -> NDArray[np.int64]:
        """Return how many more places of a group can be filled, shape (problems,)."""
        common, number = self._cells.common_of[group], self._cells.cell_of[group]
        if number < 0:
            # room = min of -short(S) over the sets S with the group
            inside = self._short.reshape(-1, 2, 1 << common, self._short.shape[1])[:, 1]
            most: NDArray[np.int64] = inside.max(axis=(0, 1)).astype(np.int64)
            return -most
        cell = self._cells.cells[number]
        place = cell.groups.index(group)
        size = len(cell.groups)
        with_it = self._lacks[number] + required_by(self._taken[:, list(cell.groups)], size, self._width)
        with_it.reshape(-1, 2, 1 << place, with_it.shape[1])[:, 0] = np.iinfo(self._width).min // 2
        with_it = most_of_subsets(with_it, size)
        # room = min of held(S) - short(S) - (max over sets U with the group, of taken(U) - private(U))
        sets = cell.reached_by[cell.reached_by >> place & 1 == 1]
        rows = np.flatnonzero(cell.reached_by >> place & 1)
        left = self._held[number][sets].astype(np.int64) - self._short[rows] - with_it[sets]
        room: NDArray[np.int64] = left.min(axis=0)
        return room


def most_of_subsets(numbers: Numbers, groups: int) -> Numbers:
    """Give each set the greatest number of its subsets, in place, and return the array."""
    for group in range(groups):
        halves = numbers.reshape(-1, 2, 1 << group, numbers.shape[1])
        np.maximum(halves[:, 1], halves[:, 0], out=halves[:, 1])
    return numbers
