"""Of all the sets of duties that can break when home people leave, those that can break first."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_MOST_SETS = 512
"""The most sets that are compared with each other."""


class Leading(NamedTuple):
    """Sets that can break first, the smallest first.

    Attributes
    ----------
    members
        Whether each kind belongs to each set, shape (sets, kinds).
    breaks_at
        The number of people whose loss breaks each set, shape (sets,).
    """

    members: NDArray[np.bool_]
    breaks_at: NDArray[np.int64]

    @property
    def laminar(self) -> bool:
        """Whether they are a laminar family: any two sets share nobody, or one contains the other."""
        inside = self.members.astype(np.int64)
        common = inside @ inside.T
        size = common.diagonal()
        return bool(((common == 0) | (common == size[:, None]) | (common == size[None, :])).all())


def leading_of(members: NDArray[np.float64], breaks_at: NDArray[np.int64], kinds: NDArray[np.int64]) -> Leading | None:
    """Return the sets that can break first; None if there are none, or too many to compare.

    Parameters
    ----------
    members
        Whether each kind belongs to each set, 1 or 0, shape (sets, kinds).
    breaks_at
        The number of people whose loss breaks each set, shape (sets,).
    kinds
        The number of people of each kind, shape (kinds,).
    """
    if not len(members) or len(members) > _MOST_SETS:
        return None
    common = (members * kinds) @ members.T
    size = common.diagonal()
    # Set i breaks no later than set j if |j without i| <= breaks_at(j) - breaks_at(i): when breaks_at(j) people of j
    # have left, at least breaks_at(i) of them belong to i. Of two sets that break together, keep the first.
    sooner = size[None, :] - common <= breaks_at[None, :] - breaks_at[:, None]
    sooner &= ~sooner.T | np.tri(len(size), k=-1, dtype=np.bool_).T
    kept = np.flatnonzero(~sooner.any(axis=0))
    kept = kept[np.argsort(size[kept], kind="stable")]
    return Leading((members[kept] > 0) & (kinds > 0), breaks_at[kept])
