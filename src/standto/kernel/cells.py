"""Cells: small sets of duty groups that have people to themselves, within a part that common people hold together.

If a rota binds people to crews, the seats of each crew are groups of their own. A part then has far too many groups to
examine every set of them. But most kinds of people are *private*: they serve one cell of a few groups. The *common*
kinds fill the places that the private people of a cell cannot. Groups that the same common kinds can do are one *common
group*. So it is enough to examine every set of common groups and, apart, every set of each cell's groups:

    max over U of required(U) - eligible(U)  =  max over S of  sum over cells of held(S) - common(S),
    held(S) = max over sets U of the cell's groups that common people serve only by S, of required(U) - private(U)

where S is a set of common groups, and common(S) counts the common people who could do any of it: which of them a set U
uses depends on the common groups that it touches alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from standto.kernel.bit_sets import bits, mask_of
from standto.kernel.parts import Part
from standto.kernel.transform import MOST_GROUPS

FEW_GROUPS = 6
"""Groups of duties of which every set is examined without a look for cells."""
MOST_IN_CELL = 8
"""The most groups of duties in a cell."""


@dataclass(frozen=True)
class Cell:
    """Groups of duties with people to themselves.

    Attributes
    ----------
    groups
        The groups of the part, in order.
    private
        The kinds that serve this cell alone.
    reach
        The groups of the cell that each of these kinds can do, as bit masks over the cell's own.
    reached_by
        For each set of common groups, the groups of the cell that common people serve by that set alone (or not at
        all), as a bit mask over the cell's own, shape (2^common groups,).
    """

    groups: tuple[int, ...]
    private: tuple[int, ...]
    reach: tuple[int, ...]
    reached_by: NDArray[np.int64]


@dataclass(frozen=True)
class Cells:
    """A part split into cells and common groups.

    Attributes
    ----------
    cells
        The cells that have private kinds.
    cell_of
        For each group of duties, the number of its cell; -1 if it has no private kinds.
    common
        The kinds that serve several cells, or a group without a cell.
    reach
        The common groups that each of these kinds can do, as bit masks.
    common_of
        For each group of duties, its common group; -1 if no common kind can do it.
    groups
        The number of common groups.
    """

    cells: tuple[Cell, ...]
    cell_of: tuple[int, ...]
    common: tuple[int, ...]
    reach: tuple[int, ...]
    common_of: tuple[int, ...]
    groups: int

    @cached_property
    def plain(self) -> bool:
        """Whether there are no cells: then the common groups are the part's."""
        return not self.cells


def cells_of(part: Part, few: int = FEW_GROUPS, most: int = MOST_IN_CELL, *, most_groups: int = MOST_GROUPS) -> Cells:
    """Return a part as cells and common groups; without cells if it has few groups, or if cells would not help.

    Parameters
    ----------
    few
        With as many groups or fewer, there are no cells.
    most
        The most groups in a cell.
    most_groups
        The most common groups: cells list every set of them.
    """
    return _split(part, _cell_masks(part, most) if part.groups > few else [], most_groups)


def _cell_masks(part: Part, most: int) -> list[int]:
    """Return the cells as masks of groups: kinds with the fewest groups first, each joins what it can do into one."""
    cell_of = [1 << group for group in range(part.groups)]
    private: set[int] = set()
    for reach in sorted(set(part.reach), key=lambda mask: (mask.bit_count(), mask)):
        joined = 0
        for group in bits(reach):
            joined |= cell_of[group]
            if joined.bit_count() > most:
                break
        else:
            for group in bits(joined):
                cell_of[group] = joined
            private.add(reach)
    return sorted({cell_of[group] for reach in private for group in bits(reach)})


def _split(part: Part, masks: Sequence[int], most_groups: int) -> Cells:
    """Return a part with some sets of groups as its cells; without cells if common groups would be too many."""
    cell_of = [-1] * part.groups
    for number, mask in enumerate(masks):
        for group in bits(mask):
            cell_of[group] = number
    private: list[list[int]] = [[] for _ in range(max(cell_of, default=-1) + 1)]
    common: list[int] = []
    for kind, reach in enumerate(part.reach):
        cells = {cell_of[group] for group in bits(reach)}
        (private[cells.pop()] if len(cells) == 1 and -1 not in cells else common).append(kind)
    common_of, groups = _common_groups(part, common, cell_of)
    if masks and groups > min(most_groups, part.groups - 1):
        return _split(part, [], most_groups)
    return Cells(
        cells=tuple(_cell(part, cell_of, number, kinds, common_of, groups) for number, kinds in enumerate(private)),
        cell_of=tuple(cell_of),
        common=tuple(common),
        reach=tuple(mask_of({common_of[group] for group in bits(part.reach[kind])}) for kind in common),
        common_of=common_of,
        groups=groups,
    )


def _common_groups(part: Part, common: list[int], cell_of: list[int]) -> tuple[tuple[int, ...], int]:
    """Return the common group of each group, and their number; groups that the same common kinds can do are one."""
    able = [0] * part.groups
    for place, kind in enumerate(common):
        for group in bits(part.reach[kind]):
            able[group] |= 1 << place
    numbers: dict[int, int] = {}
    of = tuple(
        numbers.setdefault(mask, len(numbers)) if mask or cell_of[group] < 0 else -1 for group, mask in enumerate(able)
    )
    return of, len(numbers)


def _cell(
    part: Part, cell_of: list[int], number: int, kinds: list[int], common_of: tuple[int, ...], common: int
) -> Cell:
    groups = [group for group, own in enumerate(cell_of) if own == number]
    place = {group: own for own, group in enumerate(groups)}
    sets = np.arange(1 << common, dtype=np.int64)
    reached = np.zeros_like(sets)
    for own, group in enumerate(groups):
        inside = np.ones_like(sets) if common_of[group] < 0 else sets >> common_of[group] & 1
        reached |= inside << own
    reach = tuple(mask_of(place[group] for group in bits(part.reach[kind])) for kind in kinds)
    return Cell(tuple(groups), tuple(kinds), reach, reached)
