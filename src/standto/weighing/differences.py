"""The difference that help makes, future by future: whole numbers alone, so that tallies of differences add up."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from standto.futures.future_run import BLOCK, FutureRun

if TYPE_CHECKING:
    from collections.abc import Iterable

    from standto.futures.block_tally import BlockTally


@dataclass(frozen=True)
class DifferenceTally:
    """What becomes of the same futures in two worlds, for one criticality; every field is a sum over futures.

    Attributes
    ----------
    futures
        The number of futures.
    before, saved
        The place-minutes short in the first world, and how many fewer there are in the second.
    squares
        The squares of the place-minutes saved in each future.
    short_before, short_after
        The futures with a gap in the first world, and in the second.
    avoided, added
        The futures with a gap in the first world only, and in the second only.
    """

    futures: int
    before: int
    saved: int
    squares: int
    short_before: int
    short_after: int
    avoided: int
    added: int

    def __add__(self, other: DifferenceTally) -> DifferenceTally:
        """Return the tally of the futures of both."""
        return DifferenceTally(*(one + two for one, two in zip(vars(self).values(), vars(other).values(), strict=True)))

    @property
    def reversed(self) -> DifferenceTally:
        """The same with the worlds exchanged."""
        return DifferenceTally(
            futures=self.futures,
            before=self.before - self.saved,
            saved=-self.saved,
            squares=self.squares,
            short_before=self.short_after,
            short_after=self.short_before,
            avoided=self.added,
            added=self.avoided,
        )

    @property
    def mean(self) -> Fraction:
        """The place-minutes saved in a future, on average."""
        return Fraction(self.saved, self.futures)

    @property
    def variance(self) -> Fraction:
        """The square of the standard error of `mean`: ``(mean of squares - mean^2) / n``."""
        return (Fraction(self.squares, self.futures) - self.mean**2) / self.futures

    @property
    def chance(self) -> Fraction:
        """How much less likely a gap is: ``(avoided - added) / n``."""
        return Fraction(self.avoided - self.added, self.futures)

    @property
    def chance_variance(self) -> Fraction:
        """The square of the standard error of `chance`; each future adds 1, 0 or -1."""
        return (Fraction(self.avoided + self.added, self.futures) - self.chance**2) / self.futures


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

    def differences(self, start: int, stop: int) -> tuple[tuple[DifferenceTally, ...], ...]:
        """Return the differences of the futures from `start` up to `stop`: for each help, by criticality."""
        bounds = [*range(start, stop, BLOCK), stop]
        return added(self._block(first, past) for first, past in pairwise(bounds))

    def _block(self, start: int, stop: int) -> tuple[tuple[DifferenceTally, ...], ...]:
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


def added(
    parts: Iterable[tuple[tuple[DifferenceTally, ...], ...]],
) -> tuple[tuple[DifferenceTally, ...], ...]:
    """Return the sums of the differences of some futures and of others."""
    return reduce(
        lambda one, two: tuple(
            tuple(left + right for left, right in zip(*rows, strict=True)) for rows in zip(one, two, strict=True)
        ),
        parts,
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
