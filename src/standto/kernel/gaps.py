"""Gaps duty by duty: differences of the least total gap of the first duties together.

By Hall and Ore the least total gap of some duties is ``max(0, max over sets S of them of required(S) - eligible(S))``;
since the places that can be filled together form a matroid, filling duty by duty in order loses nothing, and the gap
of a duty is what it adds to the total. With few groups of duties every set is examined; with many, alternating paths
find the same numbers one problem at a time.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.kernel.cells import Cells, cells_of
from standto.kernel.filling import Filling
from standto.kernel.gaps_in_cells import filled_in_cells, proofs_in_cells
from standto.kernel.parts import Part
from standto.kernel.transform import MOST_GROUPS, Numbers, blocks, negative_eligible, width_of


class Gaps(NamedTuple):
    """Gaps of a part.

    Attributes
    ----------
    together
        The least total gap of each duty and all before it, shape (problems, duties), int64.
    proofs
        For each criticality of the part, and each problem in which the duties up to it have a gap: the smallest set
        of those duties with the whole gap, as a bit mask over the part's duties.
    """

    together: NDArray[np.int64]
    proofs: dict[int, dict[int, int]]

    @property
    def each(self) -> NDArray[np.int64]:
        """The gap of each duty, shape (problems, duties)."""
        return np.diff(self.together, axis=1, prepend=0)


def gaps_of(part: Part, most_groups: int = MOST_GROUPS, *, prove: bool = True) -> Gaps:
    """Return the gaps of a part, by the fastest of three ways that give the same answer.

    Parameters
    ----------
    most_groups
        The most groups of duties for which every set of them is examined.
    prove
        Whether to find the proofs; without them it is faster.
    """
    if part.groups <= most_groups:
        return gaps_by_transform(part, prove=prove)
    cells = cells_of(part, most_groups=most_groups)
    return gaps_by_cells(part, cells, prove=prove) if cells.groups <= most_groups else gaps_by_paths(part)


def gaps_by_transform(part: Part, *, prove: bool = True) -> Gaps:
    """Return the gaps of a part from all sets of its duty groups."""
    together = np.zeros(part.required.shape, dtype=np.int64)
    proofs: dict[int, dict[int, int]] = {criticality: {} for criticality in part.criticalities}
    width = width_of(part)
    for block in blocks(len(part), part.groups):
        # short(S) = required(S) - eligible(S), where the duties seen so far alone require anybody
        short = negative_eligible(part.reach, part.counts[block], part.groups, width)
        seen = 0
        for duty, group in enumerate(part.group_of):
            seen = max(seen, group + 1)
            halves = short.reshape(-1, 2, 1 << group, short.shape[1])
            halves[:, 1] += part.required[block, duty].astype(width)
            # together(duty) = max of short(S) over the sets S of groups seen; short of the empty set is 0
            together[block, duty] = short[: 1 << seen].max(axis=0)
            if prove and duty in part.ends:
                proved = _smallest(part, duty, short[: 1 << seen], together[block, duty], block.start)
                proofs[part.criticalities[duty]].update(proved)
    return Gaps(together, proofs)


def _smallest(part: Part, last: int, short: Numbers, gap: NDArray[np.int64], first: int) -> dict[int, int]:
    """Return the smallest set with the whole of each gap, as a bit mask over the part's duties, by problem."""
    columns = np.flatnonzero(gap)
    if not columns.size:
        return {}
    sets = np.arange(len(short))[:, None]
    attains = short[:, columns] == gap[columns].astype(short.dtype)
    # Where S and T both attain the most, so does their intersection: the smallest is the intersection of them all.
    common = np.bitwise_and.reduce(np.where(attains, sets, len(short) - 1), axis=0)
    up_to_last = (2 << last) - 1
    return {
        first + column: part.duties_of(groups) & up_to_last
        for column, groups in zip(columns.tolist(), common.tolist(), strict=True)
    }


def gaps_by_cells(part: Part, cells: Cells, *, prove: bool = True) -> Gaps:
    """Return the gaps of a part from all sets of its common groups, and all sets of each cell."""
    together = np.cumsum(part.required - filled_in_cells(part, cells), axis=1)
    proofs: dict[int, dict[int, int]] = {criticality: {} for criticality in part.criticalities}
    for last in sorted(part.ends) if prove else ():
        short = np.flatnonzero(together[:, last])
        if short.size:
            proofs[part.criticalities[last]] = proofs_in_cells(part, cells, last, short)
    return Gaps(together, proofs)


def gaps_by_paths(part: Part) -> Gaps:
    """Return the gaps of a part by alternating paths, one problem after the other."""
    together = np.zeros(part.required.shape, dtype=np.int64)
    proofs: dict[int, dict[int, int]] = {criticality: {} for criticality in part.criticalities}
    for problem, (counts, required) in enumerate(zip(part.counts.tolist(), part.required.tolist(), strict=True)):
        filling = Filling(part.kinds, counts, [0] * len(required))
        filling.call_all()
        missing = 0
        for duty, criticality in enumerate(part.criticalities):
            filling.missing[duty] = required[duty]
            filling.grow([duty])
            missing += filling.missing[duty]
            together[problem, duty] = missing
            if missing and duty in part.ends:
                proofs[criticality][problem] = filling.reached()
    return Gaps(together, proofs)


def deficient(part: Part, problem: int, counts: list[int]) -> int:
    """Return the smallest set of duties that proves the whole gap with these numbers of each kind; 0 without a gap."""
    filling = Filling(part.kinds, counts, part.required[problem].tolist())
    filling.call_all()
    filling.grow(range(len(part.duties)))
    return filling.reached()
