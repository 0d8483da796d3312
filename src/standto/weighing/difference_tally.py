"""The tally of the difference that something makes in the same futures: whole numbers alone, so that tallies add up."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING

from standto.spreading.sealed_values import sealed, unsealed

if TYPE_CHECKING:
    from collections.abc import Iterable


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


DifferenceRows = tuple[tuple[DifferenceTally, ...], ...]
"""Differences by help or turn, and by criticality."""


def added(parts: Iterable[DifferenceRows]) -> DifferenceRows:
    """Return the sums of the differences of some futures and of others."""
    return reduce(
        lambda one, two: tuple(
            tuple(left + right for left, right in zip(*rows, strict=True)) for rows in zip(one, two, strict=True)
        ),
        parts,
    )


def packed_differences(rows: DifferenceRows) -> bytes:
    """Return differences packed for the way, or to be kept."""
    return sealed([[[*vars(one).values()] for one in row] for row in rows])


def unpacked_differences(data: bytes) -> DifferenceRows:
    """Return the differences that were packed; raise `ValueError` if the bytes hold none."""
    try:
        return tuple(tuple(DifferenceTally(*map(int, one)) for one in row) for row in unsealed(data))
    except TypeError as error:
        raise ValueError(f"these bytes hold no differences: {error}") from None
