"""The subset-sum (zeta) transform: for each set of duty groups, its requirement and the people who could do any of it.

Arrays over sets have shape (2^groups, problems); bit g of the first index says whether group g is in the set. Problems
lie side by side, so that every step is one long addition, and come in blocks that fit the processor's cache.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.kernel.parts import Part

MOST_GROUPS = 14
"""The most groups of duties for which examining every set of them is faster than alternating paths."""
_BLOCK = 1 << 18
"""Numbers in a block: half a mebibyte of the narrowest ones."""

Numbers = np.ndarray[Any, np.dtype[np.signedinteger[Any]]]
"""Whole numbers of a width that holds every sum of a part."""


class Sets(NamedTuple):
    """Every set of duty groups of some problems.

    Attributes
    ----------
    short
        The number that each set requires less the number who could do any of it, shape (2^groups, problems).
    breakable
        Whether a set requires more than the people from outside who could do any of it, same shape.
    """

    short: Numbers
    breakable: NDArray[np.bool_]


def sets_of(part: Part, rows: slice) -> Sets:
    """Return every set of duty groups of some problems of a part."""
    width, home = width_of(part), part.home_kinds
    counts = part.counts[rows]
    # short(S) = required(S) - outside(S); then also - home(S)
    short = required_by(by_group(part, rows), part.groups, width)
    short += negative_eligible(part.reach[home:], counts[:, home:], part.groups, width)
    breakable = short > 0
    short += negative_eligible(part.reach[:home], counts[:, :home], part.groups, width)
    return Sets(short, breakable)


def width_of(part: Part) -> np.dtype[Any]:
    """Return the narrowest type of number that holds every sum of a part, and its negative."""
    most = max(int(part.counts.sum(axis=1).max(initial=0)), int(part.required.sum(axis=1).max(initial=0)))
    return np.dtype(np.int16 if most < 2**15 else np.int32 if most < 2**31 else np.int64)


def blocks(problems: int, groups: int) -> Iterator[slice]:
    """Yield the problems in blocks."""
    size = max(_BLOCK >> groups, 1)
    for start in range(0, problems, size):
        yield slice(start, min(start + size, problems))


def negative_eligible(reach: Sequence[int], counts: NDArray[np.int64], groups: int, width: np.dtype[Any]) -> Numbers:
    """Return minus the number of people who could do at least one duty of each set.

    Parameters
    ----------
    reach
        The groups that each kind can do, as bit masks.
    counts
        The number of each kind, shape (problems, kinds).
    groups
        The number of groups.
    width
        The type of the numbers.

    Returns
    -------
        Shape (2^groups, problems).
    """
    full = (1 << groups) - 1
    missed = np.zeros((1 << groups, len(counts)), dtype=width)
    # missed(T) = people whose reach is exactly the complement of T
    for number, mask in enumerate(reach):
        missed[full ^ mask] += counts[:, number].astype(width)
    # missed(S) = sum of missed(T) over the supersets T of S = people who can do nothing in S
    for group in range(groups):
        halves = missed.reshape(-1, 2, 1 << group, len(counts))
        halves[:, 0] += halves[:, 1]
    # -eligible(S) = missed(S) - everybody, and everybody can do nothing in the empty set
    missed -= missed[0].copy()
    return missed


def required_by(required: NDArray[np.int64], groups: int, width: np.dtype[Any]) -> Numbers:
    """Return the requirement of each set, shape (2^groups, problems), from that of each group, (problems, groups)."""
    total = np.zeros((1 << groups, len(required)), dtype=width)
    # required(S + {g}) = required(S) + required(g), for the sets S of the groups before g
    for group in range(groups):
        half = 1 << group
        np.add(total[:half], required[:, group].astype(width), out=total[half : 2 * half])
    return total


def by_group(part: Part, rows: slice | NDArray[np.intp]) -> NDArray[np.int64]:
    """Return the number that each group of duties requires, shape (problems, groups)."""
    required = part.required[rows]
    total = np.zeros((len(required), part.groups), dtype=np.int64)
    for duty, group in enumerate(part.group_of):
        total[:, group] += required[:, duty]
    return total
