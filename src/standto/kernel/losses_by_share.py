"""Bounds on losses in a part with too many sets of duties: by shares of the people who may go.

For every share x between 0 and 1 and every number k of people who go,

    most(k) <= (1 - x) * k  +  max over sets S of  short(S) + x * lost(S),

and that maximum is the gap of a filling in which x of each person who may go has gone. The best x gives a bound that no
k people exceed; the sets found on the way, what some k people attain.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from standto.kernel.filling import Filling
from standto.kernel.leaving_parts import LeavingPart, SetOfDuties


def loss_by_share(leaving: LeavingPart, problem: int, number: int) -> tuple[NDArray[np.int64], list[SetOfDuties]]:
    """Return an upper bound of most(k) for k from 0 to a number, and the sets that were found."""
    found = {share: leaving.set_of(problem, _deficient(leaving, problem, share)) for share in map(Fraction, (0, 1))}
    while (share := _crossing(found, number)) not in found:
        found[share] = leaving.set_of(problem, _deficient(leaving, problem, share))
    # line(x) = (1 - x) * k + max over S of (short(S) + x * lost(S)), and the gap is a whole number
    lines = [(share, one.short + share * one.lost) for share, one in found.items()]
    most = [min(int((1 - share) * gone + value) for share, value in lines) for gone in range(number + 1)]
    return np.array(most, dtype=np.int64), list(found.values())


def _crossing(found: dict[Fraction, SetOfDuties], number: int) -> Fraction:
    """Return the share at which the sets around the least bound cross; a share that was tried, if none is lower."""
    # bound(x) = (1 - x) * number + max over S of (short(S) + x * lost(S)) is convex; each S gives one of its slopes
    shares = sorted(found)
    least = min(shares, key=lambda share: (1 - share) * number + found[share].short + share * found[share].lost)
    slope = found[least].lost - number
    place = shares.index(least) + (1 if slope < 0 else -1)
    if slope == 0 or not 0 <= place < len(shares):
        return least
    one, other = found[least], found[shares[place]]
    return least if one.lost == other.lost else Fraction(other.short - one.short, one.lost - other.lost)


def _deficient(leaving: LeavingPart, problem: int, share: Fraction) -> int:
    """Return the smallest set that is shortest when a share of each person who may go has gone."""
    part, (gone, whole) = leaving.part, share.as_integer_ratio()
    counts = part.counts[problem].tolist()
    left = [count * (whole - gone if kind in leaving.loses else whole) for kind, count in enumerate(counts)]
    scaled = left + [counts[kind] * gone for kind in leaving.loses]
    filling = Filling(leaving.whole.kinds, scaled, [places * whole for places in part.required[problem].tolist()])
    filling.call_all()
    filling.grow(range(len(part.duties)))
    return filling.reached()
