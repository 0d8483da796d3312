"""The numbers of assumptions as processes use them: for each future of a block, the value of its level."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from standto.assuming.assumptions import Assumptions
from standto.assuming.ranges import Spread
from standto.chance.searching import HintedTable, hinted
from standto.chance.thresholds import skip_thresholds, thresholds_of
from standto.futures.future_events import FutureBlock

DAY_SECONDS = 86_400
HOUR_SECONDS = 3_600


@dataclass(frozen=True)
class DrawnNumber:
    """One number of a process.

    Attributes
    ----------
    row
        Its row in `FutureBlock.levels`.
    spread
        Its range.
    """

    row: int
    spread: Spread

    def levels(self, block: FutureBlock) -> NDArray[np.int64]:
        """Return the level of each future, shape (futures,)."""
        levels: NDArray[np.int64] = block.levels[self.row].astype(np.int64)
        return levels

    def whole(self, block: FutureBlock, unit: int = 1) -> NDArray[np.int64]:
        """Return the number of each future in a unit, rounded down, shape (futures,)."""
        return _whole_levels(self.spread, unit)[self.levels(block)]

    def thresholds(self, block: FutureBlock) -> NDArray[np.uint64]:
        """Return the threshold of the chance of each future, shape (futures,)."""
        return _level_thresholds(self.spread)[self.levels(block)]

    def kept(self, block: FutureBlock) -> NDArray[np.uint64]:
        """Return for each future the threshold of its chance as a share of the greatest of the range, shape (futures,).

        Trials at the greatest chance, of whose successes this share are kept, are trials at the chance of the future.
        A future with a smaller chance then keeps some of the successes that it would have with a greater one.
        """
        return _kept_thresholds(self.spread)[self.levels(block)]

    def skips(self) -> HintedTable:
        """Return the table of skips at the greatest chance of the range."""
        return _skips(self.spread.high)


def drawn_numbers_of(assumptions: Assumptions) -> dict[str, DrawnNumber]:
    """Return every number of some assumptions by its name, such as ``weekend.number``."""
    return {assumed.name: DrawnNumber(row, assumed.spread) for row, assumed in enumerate(assumptions.ranges)}


# Futures are drawn in blocks, and these are the same for each block.


@lru_cache(maxsize=1024)
def _whole_levels(spread: Spread, unit: int) -> NDArray[np.int64]:
    return np.array([int(level * unit) for level in spread.levels], dtype=np.int64)


@lru_cache(maxsize=1024)
def _level_thresholds(spread: Spread) -> NDArray[np.uint64]:
    return thresholds_of(spread.levels)


@lru_cache(maxsize=1024)
def _kept_thresholds(spread: Spread) -> NDArray[np.uint64]:
    return thresholds_of(level / spread.high if spread.high else level for level in spread.levels)


@lru_cache(maxsize=1024)
def _skips(chance: Fraction) -> HintedTable:
    return hinted(skip_thresholds(chance))
