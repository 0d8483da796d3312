"""Ranges of assumed numbers, and the levels at which a future may draw them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

LEVELS = 33
"""The number of levels of a range of rates or shares: evenly spaced, both ends included."""


@dataclass(frozen=True, slots=True)
class Spread:
    """A number that is assumed to lie in a range, both ends included; a point where both ends are the same.

    Attributes
    ----------
    low, high
        The ends. They are exact: a decimal in a file is read as the fraction that it writes.
    whole
        Whether the number counts something, so that its levels are all whole numbers of the range; otherwise there are
        `LEVELS` of them.
    """

    low: Fraction
    high: Fraction
    whole: bool = False

    @property
    def levels(self) -> tuple[Fraction, ...]:
        """The values that a future may draw, each equally likely, in ascending order; one if the range is a point."""
        if self.low == self.high:
            return (self.low,)
        if self.whole:
            return tuple(Fraction(one) for one in range(int(self.low), int(self.high) + 1))
        step = (self.high - self.low) / (LEVELS - 1)
        return tuple(self.low + step * place for place in range(LEVELS))
