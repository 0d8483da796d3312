"""Tallies added up: associative and commutative, because all of them are whole numbers."""

from __future__ import annotations

import hashlib
from collections import Counter
from functools import reduce
from typing import TYPE_CHECKING

from standto.futures.future_tally import FutureTally
from standto.futures.tally_bytes import bytes_of

if TYPE_CHECKING:
    from collections.abc import Iterable


def merged(tallies: Iterable[FutureTally]) -> FutureTally:
    """Return the tally of the futures of several tallies, none of which may be in two of them.

    Parameters
    ----------
    tallies
        At least one, in any order, all of one run.

    Raises
    ------
    ValueError
        They do not judge the same things.
    """
    return reduce(_both, tallies)


def digest_of(tally: FutureTally) -> str:
    """Return SHA-256 of a tally's canonical bytes, in hexadecimal."""
    return hashlib.sha256(bytes_of(tally)).hexdigest()


def _both(one: FutureTally, other: FutureTally) -> FutureTally:
    """Return the sum of two tallies."""
    if one.judged != other.judged:
        raise ValueError("tallies of different things cannot be added")
    return FutureTally(
        judged=one.judged,
        futures=one.futures + other.futures,
        gaps=tuple(mine + more for mine, more in zip(one.gaps, other.gaps, strict=True)),
        first_gap=one.first_gap + other.first_gap,
        alone_from=one.alone_from + other.alone_from,
        used=tuple(mine + more for mine, more in zip(one.used, other.used, strict=True)),
        place_minutes=one.place_minutes + other.place_minutes,
        bottlenecks=tuple(
            dict(sorted((Counter(mine) + Counter(more)).items()))
            for mine, more in zip(one.bottlenecks, other.bottlenecks, strict=True)
        ),
    )
