"""The exact chance that cover survives the loss of n home people, in random order.

It is the share of the subsets of n people whose loss breaks nothing. Binomial coefficients count the subsets of one
kind by size, and a convolution counts those of two groups that share no set. If the sets that can break are a laminar
family, take them from the smallest to the largest: a set that breaks at k can lose at most k - 1 of its people. If they
overlap, every vector of losses by kind is examined, as long as there are few.

Counts are kept as chances: each person leaves independently with the same chance p, and a subset of n people has the
chance binomial(n). So numbers are neither too large nor too small, and the share is unbroken(n) / binomial(n).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.kernel.leading import Leading

_PEOPLE = 900
"""The number of people for whom one chance p serves, so that no number becomes too small."""
_NEVER = 1e-18
"""A chance so small that no random number is below it."""
_MOST_NUMBERS = 1 << 16
"""The most vectors of losses by kind, times sets, that are examined: with more, tossing digits is faster."""


def survival(parts: Sequence[Callable[[float], NDArray[np.float64]]], people: int) -> NDArray[np.float64]:
    """Return the chance that cover survives the loss of each number of people, in random order.

    Parameters
    ----------
    parts
        A function for each group that shares no set with others: from the chance p with which each person leaves to the
        chances that each number of the group leave and nothing breaks.
    people
        The number of people in all groups.

    Returns
    -------
        Shape (people + 1,), for losses from 0 to all people.
    """
    chances = -(-people // _PEOPLE) or 1
    width = -(-(people + 1) // chances)
    found = np.zeros(people + 1)
    # survival(n) = unbroken(n) / binomial(n), under a chance p close to n / people
    for number in range(chances):
        asked = slice(number * width, min((number + 1) * width, people + 1))
        chance = (number + 0.5) / chances
        unbroken = _together([part(chance) for part in parts])
        unbroken = np.pad(unbroken, (0, people + 1 - len(unbroken)))
        found[asked] = unbroken[asked] / binomial(people, chance)[asked]
        if found[asked.stop - 1] < _NEVER:
            break
    return np.minimum.accumulate(np.minimum(found, 1.0))


def unbroken_of(sets: Leading, kinds: NDArray[np.int64]) -> Callable[[float], NDArray[np.float64]] | None:
    """Return the function of a group for `survival`; None if there are too many vectors of losses to examine.

    Parameters
    ----------
    sets
        The sets that can break first.
    kinds
        The number of people of each kind, shape (kinds,).
    """
    sizes = kinds.tolist()
    if sets.laminar:
        return lambda chance: _unbroken_laminar(sets, sizes, chance)
    vectors = _vectors_of(sets, kinds)
    return None if vectors is None else vectors.unbroken


def binomial(people: int, chance: float) -> NDArray[np.float64]:
    """Return the chance that each number of people leave, if each person leaves with the same chance."""
    logs = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, people + 1)))])
    losses = np.arange(people + 1)
    # binomial(n) = people! / (n! (people - n)!) * p^n * (1 - p)^(people - n)
    ways = logs[people] - logs[: people + 1] - logs[people::-1]
    return np.asarray(np.exp(ways + losses * np.log(chance) + (people - losses) * np.log1p(-chance)))


def _unbroken_laminar(sets: Leading, sizes: list[int], chance: float) -> NDArray[np.float64]:
    """Return the chance that each number leave and nothing breaks, for a laminar family of sets."""
    blocks = [({kind}, binomial(size, chance)) for kind, size in enumerate(sizes) if size]
    for members, breaks_at in zip(sets.members, sets.breaks_at.tolist(), strict=True):
        own = set(np.flatnonzero(members).tolist())
        # The losses of the sets and kinds inside a set add up, and breaks_at or more break it.
        inside = [chances for kinds, chances in blocks if kinds <= own]
        blocks = [(own, _together(inside)[:breaks_at]), *(block for block in blocks if not block[0] <= own)]
    return _together([chances for _, chances in blocks])


def _together(chances: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Return the chances of a sum: their convolution."""
    total = np.ones(1)
    for other in chances:
        total = np.convolve(total, other)
    return total


class _Vectors(NamedTuple):
    """The vectors of losses by kind that break nothing.

    Attributes
    ----------
    sizes
        The number of people of each kind; kinds in the same sets are merged.
    losses
        The number of each kind who leave, shape (vectors, kinds).
    """

    sizes: list[int]
    losses: NDArray[np.int64]

    def unbroken(self, chance: float) -> NDArray[np.float64]:
        """Return the chance that each number leave and nothing breaks."""
        # chance of a vector = product of binomial(losses) over the kinds; summed over vectors with the same total
        weights = np.ones(len(self.losses))
        for kind, size in enumerate(self.sizes):
            weights *= binomial(size, chance)[self.losses[:, kind]]
        return np.bincount(self.losses.sum(axis=1), weights).astype(np.float64)


def _vectors_of(sets: Leading, kinds: NDArray[np.int64]) -> _Vectors | None:
    """Return every vector that breaks nothing; None if there are too many."""
    alike: dict[bytes, list[int]] = {}
    for kind in np.flatnonzero(kinds).tolist():
        alike.setdefault(sets.members[:, kind].tobytes(), []).append(kind)
    losses = np.zeros((1, 0), dtype=np.int64)
    used = np.zeros((1, len(sets.breaks_at)), dtype=np.int64)
    sizes: list[int] = []
    for same in alike.values():
        sizes.append(int(kinds[same].sum()))
        if used.size * (sizes[-1] + 1) > _MOST_NUMBERS:
            return None
        # used(vector, S) = people of S gone; every vector so far is extended by each number of the next kind
        more = np.arange(sizes[-1] + 1)
        used = (used[:, None] + more[None, :, None] * sets.members[:, same[0]]).reshape(-1, used.shape[1])
        losses = np.column_stack([np.repeat(losses, len(more), axis=0), np.tile(more, len(losses))])
        whole = (used < sets.breaks_at).all(axis=1)
        used, losses = used[whole], losses[whole]
    return _Vectors(sizes, losses)
