"""Philox4x32-10 and what is drawn from it, in Python's whole numbers alone: it shares nothing with the library."""

from __future__ import annotations

from fractions import Fraction


def plain_words(first_key: int, second_key: int, c0: int, c1: int, c2: int, c3: int) -> tuple[int, int, int, int]:
    """Return the four words of a key and a counter."""
    for number in range(10):
        one = (first_key + number * 0x9E3779B9) % 2**32
        two = (second_key + number * 0xBB67AE85) % 2**32
        high0, low0 = divmod(0xD2511F53 * c0, 2**32)
        high1, low1 = divmod(0xCD9E8D57 * c2, 2**32)
        c0, c1, c2, c3 = high1 ^ c1 ^ one, low1, high0 ^ c3 ^ two, low0
    return c0, c1, c2, c3


def plain_long(high: int, low: int) -> int:
    """Return the first 63 bits of two words."""
    return (high * 2**32 + low) // 2


def plain_happens(chance: Fraction, high: int, low: int) -> bool:
    """Return whether something that has a chance happens."""
    return plain_long(high, low) < chance * 2**63 // 1


def plain_below(bound: int, word: int, place: int, *counter: int) -> int:
    """Return a whole number below a bound; `counter` is the seed, the process, the future, the class and the step."""
    draw = (place + 1) * 2**16
    while word * bound % 2**32 < 2**32 % bound:
        word = plain_words(*counter, draw)[0]
        draw += 1
    return word * bound // 2**32
