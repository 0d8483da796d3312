"""Philox4x32-10, a generator whose numbers are known by their place: the same place has the same numbers for good."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np

from standto.chance.compiling import compiled

Words: TypeAlias = tuple[np.uint64, np.uint64, np.uint64, np.uint64]
"""Four random words of 32 bits, each in 64 bits."""

_FIRST, _SECOND = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_FIRST_KEY, _SECOND_KEY = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)
_LOW, _HALF, _ONE = np.uint64(0xFFFFFFFF), np.uint64(32), np.uint64(1)
_ROUNDS = 10


@compiled
def philox(
    first_key: np.uint64, second_key: np.uint64, c0: np.uint64, c1: np.uint64, c2: np.uint64, c3: np.uint64
) -> Words:
    """Return the four words of a key and a counter.

    Parameters
    ----------
    first_key, second_key
        The key, below 2^32 each.
    c0, c1, c2, c3
        The counter, below 2^32 each.

    Notes
    -----
    Each of ten rounds multiplies two words of the counter by constants and mixes the high and low halves of the
    products with the others and with the key; the key then grows by two constants. Source: J. K. Salmon, M. A. Moraes,
    R. O. Dror and D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11 (2011), and their library Random123.
    """
    for _ in range(_ROUNDS):
        one, two = _FIRST * c0, _SECOND * c2
        # The counter becomes high(two) ^ c1 ^ key, low(two), high(one) ^ c3 ^ key and low(one).
        c0, c1, c2, c3 = (two >> _HALF) ^ c1 ^ first_key, two & _LOW, (one >> _HALF) ^ c3 ^ second_key, one & _LOW
        first_key, second_key = (first_key + _FIRST_KEY) & _LOW, (second_key + _SECOND_KEY) & _LOW
    return c0, c1, c2, c3


@compiled
def words_at(seed: int, process: int, future: int, kind: int, step: int, draw: int) -> Words:
    """Return the four words of a draw, which depend on its place alone.

    Parameters
    ----------
    seed, process
        The key: the seed of the outlook and the number of a process.
    future
        The number of the future.
    kind
        The class of what is drawn: 0 for the future as a whole, and 1 more than its number for a slot, unless the
        process says otherwise.
    step, draw
        What is drawn about it; the process says.
    """
    return philox(
        np.uint64(seed), np.uint64(process), np.uint64(future), np.uint64(kind), np.uint64(step), np.uint64(draw)
    )


@compiled
def long_word(high: np.uint64, low: np.uint64) -> np.uint64:
    """Return a random number below 2^63 from two words, to compare with thresholds."""
    # The first 63 of the 64 bits of high * 2^32 + low.
    return ((high << _HALF) | low) >> _ONE
