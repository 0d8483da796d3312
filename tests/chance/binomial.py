"""Exact bounds of a count: the interval in which it lies, save for a stated chance of error."""

from __future__ import annotations

from fractions import Fraction


def bounds(number: int, chance: Fraction, error: Fraction) -> tuple[int, int]:
    """Return the least and the greatest count that are not too rare among independent trials of one chance.

    A count below the first has at most the chance ``error / 2``, and so has a count above the second.
    """
    if chance > Fraction(1, 2):
        low, high = bounds(number, 1 - chance, error)
        return number - high, number - low
    success, failure = chance.numerator, chance.denominator - chance.numerator
    whole = chance.denominator**number
    # The chance of a count is number! / (count! (number - count)!) success^count failure^(number - count) / whole.
    reached = up_to = failure**number
    count, low = 0, None
    while True:
        if low is None and up_to * 2 > error * whole:
            low = count
        if (whole - up_to) * 2 <= error * whole:
            return (count if low is None else low), count
        reached = reached * (number - count) * success // ((count + 1) * failure)
        count += 1
        up_to += reached
