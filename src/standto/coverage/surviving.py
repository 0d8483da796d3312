"""How many go while cover survives, exactly: the chance that it survives the loss of each number of people.

Of the subsets of n home people, those whose going breaks nothing are counted. The numbers of subsets of a kind by their
size are binomial coefficients, and those of two groups that share no set are a convolution. Where the sets that can
break are nested or apart, a set that breaks at k allows at most k - 1 of its people, from the smallest set to the
largest. Where they overlap, every vector of how many of each kind go is looked at, as long as there are few.

The counts are kept as chances with which everybody goes independently, so that they are neither too large nor too
small.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from standto.kernel.leading import Leading

_PEOPLE = 900
"""As many people as one chance of going serves: no number grows too small."""
_NEVER = 1e-18
"""A chance that no random number is small enough to meet."""
_MOST_NUMBERS = 1 << 16
"""More vectors of how many of each kind go, times sets, are not looked at: tossing is quicker."""


def survival(parts: Sequence[Callable[[float], NDArray[np.float64]]], people: int) -> NDArray[np.float64]:
    """Return the chance that cover survives the loss of each number of people, in random order.

    Parameters
    ----------
    parts
        For groups who share no set, the chance that each number of them go and nothing breaks, if everybody goes with
        one chance.
    people
        How many there are in all the groups.

    Returns
    -------
        Shape (people + 1,): from nobody to everybody.
    """
    chances = -(-people // _PEOPLE) or 1
    width = -(-(people + 1) // chances)
    found = np.zeros(people + 1)
    for number in range(chances):
        asked = slice(number * width, min((number + 1) * width, people + 1))
        chance = (number + 0.5) / chances
        unbroken = _together([going(chance) for going in parts])
        unbroken = np.pad(unbroken, (0, people + 1 - len(unbroken)))
        found[asked] = unbroken[asked] / binomial(people, chance)[asked]
        if found[asked.stop - 1] < _NEVER:
            break
    return np.minimum.accumulate(np.minimum(found, 1.0))


def unbroken_of(sets: Leading, kinds: NDArray[np.int64]) -> Callable[[float], NDArray[np.float64]] | None:
    """Return what gives the chance that each number go and nothing breaks; None where there is too much to look at.

    Parameters
    ----------
    sets
        The sets that can break first.
    kinds
        How many people there are of each kind, shape (kinds,).
    """
    sizes = kinds.tolist()
    if sets.laminar:
        return lambda chance: _unbroken_laminar(sets, sizes, chance)
    vectors = _vectors_of(sets, kinds)
    return None if vectors is None else vectors.unbroken


def binomial(people: int, chance: float) -> NDArray[np.float64]:
    """Return the chance that each number of people go."""
    logs = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, people + 1)))])
    going = np.arange(people + 1)
    ways = logs[people] - logs[: people + 1] - logs[people::-1]
    return np.asarray(np.exp(ways + going * np.log(chance) + (people - going) * np.log1p(-chance)))


def _unbroken_laminar(sets: Leading, sizes: list[int], chance: float) -> NDArray[np.float64]:
    """Return the chance that each number go and nothing breaks, of sets that are nested or apart."""
    blocks = [({kind}, binomial(size, chance)) for kind, size in enumerate(sizes) if size]
    for members, breaks_at in zip(sets.members, sets.breaks_at.tolist(), strict=True):
        own = set(np.flatnonzero(members).tolist())
        inside = [going for kinds, going in blocks if kinds <= own]
        blocks = [(own, _together(inside)[:breaks_at]), *(block for block in blocks if not block[0] <= own)]
    return _together([going for _, going in blocks])


def _together(going: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Return the chances of a sum."""
    total = np.ones(1)
    for other in going:
        total = np.convolve(total, other)
    return total


class _Vectors(NamedTuple):
    """The vectors of how many of each kind go that break nothing.

    Attributes
    ----------
    sizes
        How many people there are of each kind; those in the same sets are one kind.
    going
        How many of each kind go, shape (vectors, kinds).
    """

    sizes: list[int]
    going: NDArray[np.int64]

    def unbroken(self, chance: float) -> NDArray[np.float64]:
        """Return the chance that each number go and nothing breaks."""
        weights = np.ones(len(self.going))
        for kind, size in enumerate(self.sizes):
            weights *= binomial(size, chance)[self.going[:, kind]]
        return np.bincount(self.going.sum(axis=1), weights).astype(np.float64)


def _vectors_of(sets: Leading, kinds: NDArray[np.int64]) -> _Vectors | None:
    """Return every vector that breaks nothing; None where there are too many."""
    alike: dict[bytes, list[int]] = {}
    for kind in np.flatnonzero(kinds).tolist():
        alike.setdefault(sets.members[:, kind].tobytes(), []).append(kind)
    going = np.zeros((1, 0), dtype=np.int64)
    used = np.zeros((1, len(sets.breaks_at)), dtype=np.int64)
    sizes: list[int] = []
    for same in alike.values():
        sizes.append(int(kinds[same].sum()))
        if used.size * (sizes[-1] + 1) > _MOST_NUMBERS:
            return None
        more = np.arange(sizes[-1] + 1)
        used = (used[:, None] + more[None, :, None] * sets.members[:, same[0]]).reshape(-1, used.shape[1])
        going = np.column_stack([np.repeat(going, len(more), axis=0), np.tile(more, len(going))])
        whole = (used < sets.breaks_at).all(axis=1)
        used, going = used[whole], going[whole]
    return _Vectors(sizes, going)
