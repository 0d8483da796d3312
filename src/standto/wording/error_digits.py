"""Numbers with their standard errors, in which no digit goes beyond the error."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

_DIGIT = 9


class WithError(NamedTuple):
    """A number rounded to the place of its error's only digit.

    Attributes
    ----------
    value, error
        The number, and its error rounded up to one digit; both are whole multiples of ten to the power of `place`.
    place
        The decimal place of their last digit: -1 for tenths.
    """

    value: Fraction
    error: Fraction
    place: int

    @property
    def number(self) -> str:
        """The number in digits."""
        return digits(self.value, self.place)

    @property
    def text(self) -> str:
        """The number and its error, as ``42.4 ± 0.5``."""
        return f"{self.number} ± {digits(self.error, self.place)}"


def with_error(value: Fraction, variance: Fraction) -> WithError:
    """Return a number rounded to the place at which its standard error has its only digit.

    Parameters
    ----------
    value
        The number.
    variance
        The square of its standard error, above 0.

    Notes
    -----
    The place is the lowest ``k`` for which ``ceil(error / 10^k)`` has one digit; the number is rounded half up to it.
    All of this is exact arithmetic, so that the same counts always give the same digits.
    """
    place = _place(variance)
    unit = Fraction(10) ** place
    return WithError(math.floor(value / unit + Fraction(1, 2)) * unit, _units(variance, place) * unit, place)


def rounded_up(value: Fraction) -> WithError:
    """Return a bound above 0 rounded up to one digit; it is its own error."""
    found = with_error(value, value * value)
    return WithError(found.error, found.error, found.place)


def digits(value: Fraction, place: int) -> str:
    """Return a multiple of ten to the power of `place` in digits, with commas between thousands."""
    return f"{Decimal(int(value / Fraction(10) ** place)).scaleb(place):,f}"


def _place(variance: Fraction) -> int:
    """Return the lowest place at which the standard error, rounded up, has one digit."""
    place = math.floor(math.log10(variance) / 2) - 1
    while _units(variance, place) > _DIGIT:
        place += 1
    return place


def _units(variance: Fraction, place: int) -> int:
    """Return the standard error in units of ten to the power of `place`, rounded up to a whole number."""
    square = variance / Fraction(100) ** place
    # ceil(sqrt(square)) is the least whole number whose square is at least ceil(square).
    least = math.ceil(square)
    return math.isqrt(least - 1) + 1
