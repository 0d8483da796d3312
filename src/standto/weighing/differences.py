"""The difference that help makes, future by future."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from standto.futures.future_run import BLOCK, FutureRun
from standto.weighing.difference_tally import (
    DifferenceRows,
    DifferenceTally,
    added,
    packed_differences,
    unpacked_differences,
)

if TYPE_CHECKING:
    from standto.futures.block_tally import BlockTally


@dataclass(frozen=True)
class ValueRun:
    """The same futures in a world without some help, and in one world with each.

    Attributes
    ----------
    without
        The futures without it.
    others
        The futures with each help: of the same assumptions and the same seed, so of the same draws.
    """

    without: FutureRun
    others: tuple[FutureRun, ...]

    @cached_property
    def inputs(self) -> str:
        """SHA-256 of everything that the differences depend on but the numbers of the futures, in hexadecimal."""
        worlds = ["differences", self.without.inputs, *(other.inputs for other in self.others)]
        return hashlib.sha256(" ".join(worlds).encode()).hexdigest()

    def tally(self, start: int, stop: int) -> DifferenceRows:
        """Return the differences of the futures from `start` up to `stop`: for each help, by criticality."""
        bounds = [*range(start, stop, BLOCK), stop]
        return added(self._block(first, past) for first, past in pairwise(bounds))

    def packed(self, answer: DifferenceRows) -> bytes:
        """Return differences packed for the way, or to be kept."""
        return packed_differences(answer)

    def unpacked(self, data: bytes) -> DifferenceRows:
        """Return the differences that were packed; raise `ValueError` if the bytes hold none."""
        return unpacked_differences(data)

    def _block(self, start: int, stop: int) -> DifferenceRows:
        futures, levels = stop - start, len(self.without.things.levels)
        base = self.without.noted(start, stop)
        return tuple(differences_in(base, other.noted(start, stop), futures, levels) for other in self.others)


def differences_in(before: BlockTally, after: BlockTally, futures: int, levels: int) -> tuple[DifferenceTally, ...]:
    """Return the differences between what becomes of a block of futures in two worlds, by criticality."""
    return tuple(
        _difference(
            before.minutes[level, :futures],
            after.minutes[level, :futures],
            before.first[level, :futures] >= 0,
            after.first[level, :futures] >= 0,
        )
        for level in range(levels)
    )


def _difference(
    before: NDArray[np.int64], after: NDArray[np.int64], was: NDArray[np.bool_], now: NDArray[np.bool_]
) -> DifferenceTally:
    """Return the difference of a block, from the place-minutes short and the gaps of each future in both worlds."""
    saved = (before - after).tolist()
    return DifferenceTally(
        futures=len(saved),
        before=int(before.sum()),
        saved=sum(saved),
        squares=sum(one * one for one in saved),
        short_before=int(was.sum()),
        short_after=int(now.sum()),
        avoided=int((was & ~now).sum()),
        added=int((now & ~was).sum()),
    )
