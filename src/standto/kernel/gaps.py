"""What is missing, duty by duty: differences of the least total gap of the first duties together.

By Hall and Ore the least total gap of some duties is ``max(0, max over sets S of them of required(S) - eligible(S))``;
since the places that can be filled together form a matroid, filling duty by duty in order loses nothing, and the gap
of a duty is what it adds to the total. Nothing is searched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from standto.kernel.transform import blocks, negative_eligible, width_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from standto.kernel.parts import Part
    from standto.kernel.transform import Numbers


class Gaps(NamedTuple):
    """Gaps of a part.

    Attributes
    ----------
    together
        The least total gap of each duty and all before it, shape (problems, duties), int64.
    proofs
        For each criticality of the part, and each problem in which the duties up to it have a gap: the smallest set
        of those duties that attains it, as a bit mask over the part's duties.
    """

    together: NDArray[np.int64]
    proofs: dict[int, dict[int, int]]

    @property
    def each(self) -> NDArray[np.int64]:
        """The gap of each duty, shape (problems, duties)."""
        return np.diff(self.together, axis=1, prepend=0)


def gaps_by_transform(part: Part, *, prove: bool = True) -> Gaps:
    """Return the gaps of a part from all sets of its duty groups, with their proofs unless nobody asks for them."""
    together = np.zeros(part.required.shape, dtype=np.int64)
    proofs: dict[int, dict[int, int]] = {criticality: {} for criticality in part.criticalities}
    width = width_of(part)
    for block in blocks(len(part), part.groups):
        short = negative_eligible(part.reach, part.counts[block], part.groups, width)
        seen = 0
        for duty, group in enumerate(part.group_of):
            seen = max(seen, group + 1)
            halves = short.reshape(-1, 2, 1 << group, short.shape[1])
            halves[:, 1] += part.required[block, duty].astype(width)
            together[block, duty] = short[: 1 << seen].max(axis=0)
            if prove and duty in part.ends:
                proved = _smallest(part, duty, short[: 1 << seen], together[block, duty], block.start)
                proofs[part.criticalities[duty]].update(proved)
    return Gaps(together, proofs)


def _smallest(part: Part, last: int, short: Numbers, gap: NDArray[np.int64], first: int) -> dict[int, int]:
    """Return the smallest set that attains each gap: what all that attain it have in common."""
    columns = np.flatnonzero(gap)
    if not columns.size:
        return {}
    sets = np.arange(len(short))[:, None]
    attains = short[:, columns] == gap[columns].astype(short.dtype)
    common = np.bitwise_and.reduce(np.where(attains, sets, len(short) - 1), axis=0)
    so_far = (2 << last) - 1
    return {
        first + column: part.duties_of(groups) & so_far
        for column, groups in zip(columns.tolist(), common.tolist(), strict=True)
    }
