"""The sets of duties that can break first when home people go, of all those that can break."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MOST_SETS = 512
"""More sets than this are not compared with each other."""


class Leading(NamedTuple):
    """Sets that can break first, the smallest first.

    Attributes
    ----------
    members
        Whether each kind belongs to each set, shape (sets, kinds).
    breaks_at
        How many going breaks each set, shape (sets,).
    """

    members: NDArray[np.bool_]
    breaks_at: NDArray[np.int64]

    @property
    def laminar(self) -> bool:
        """Whether of each pair of sets one holds the other, or they share nobody."""
        inside = self.members.astype(np.int64)
        common = inside @ inside.T
        size = common.diagonal()
        return bool(((common == 0) | (common == size[:, None]) | (common == size[None, :])).all())


def leading_of(members: NDArray[np.float64], breaks_at: NDArray[np.int64], kinds: NDArray[np.int64]) -> Leading | None:
    """Return the sets that can break first, or None where there are none, or too many to compare.

    Parameters
    ----------
    members
        Whether each kind belongs to each set, 1 or 0, shape (sets, kinds).
    breaks_at
        How many going breaks each set, shape (sets,).
    kinds
        How many people there are of each kind, shape (kinds,).
    """
    if not len(members) or len(members) > _MOST_SETS:
        return None
    common = (members * kinds) @ members.T
    size = common.diagonal()
    # The first of two breaks no later if even all who are in the second alone cannot make up for what it needs less.
    sooner = size[None, :] - common <= breaks_at[None, :] - breaks_at[:, None]
    sooner &= ~sooner.T | np.tri(len(size), k=-1, dtype=np.bool_).T
    kept = np.flatnonzero(~sooner.any(axis=0))
    kept = kept[np.argsort(size[kept], kind="stable")]
    return Leading((members[kept] > 0) & (kinds > 0), breaks_at[kept])
