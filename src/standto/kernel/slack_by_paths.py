"""The places left to take beside those taken, for one problem with too many sets: by alternating paths."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from standto.kernel.filling import Filling
from standto.kernel.parts import Part


class SlackByPaths:
    """The places taken so far of one problem of a part, each with somebody who fills it."""

    def __init__(self, part: Part, problem: int) -> None:
        self._required = part.required[problem].tolist()
        self._filling = Filling(part.kinds, part.counts[problem].tolist(), [0] * len(self._required))
        self._filling.call_all()

    def fill(self, duty: int) -> NDArray[np.int64]:
        """Take as many places of a duty as can be filled, and return their number, shape (1,)."""
        self._filling.missing[duty] = self._required[duty]
        self._filling.grow([duty])
        missing, self._filling.missing[duty] = self._filling.missing[duty], 0
        return np.array([self._required[duty] - missing])

    def take(self, duties: Sequence[int], where: NDArray[np.bool_], instead: Sequence[int] = ()) -> NDArray[np.bool_]:
        """Take all places of some duties if they can all be filled; return whether, shape (1,).

        Parameters
        ----------
        where
            Whether to try, shape (1,).
        instead
            Duties whose places are given up for them.
        """
        if not where[0]:
            return np.array([False])
        self._empty(instead)
        taken = self._fill_all(duties)
        if not taken:
            # People have moved meanwhile, but what was taken before is filled, and can be filled with `instead` again.
            self._empty(duties)
            self._fill_all(instead)
        return np.array([taken])

    def _fill_all(self, duties: Sequence[int]) -> bool:
        return all(self.fill(duty)[0] == self._required[duty] for duty in duties)

    def _empty(self, duties: Sequence[int]) -> None:
        """Make everybody who fills a place of some duties idle."""
        for duty in duties:
            for kind in self._filling.able[duty]:
                if self._filling.at[kind][duty]:
                    self._filling.place(kind, duty, -self._filling.at[kind][duty])
