"""How many go while cover survives, where the sets that can break are nested or apart: its whole distribution.

Of the subsets of n home people, those whose going breaks nothing are counted: the numbers of subsets of a kind by
their size are binomial coefficients, those of two kinds together a convolution, and a set that breaks at k allows at
most k - 1 of its people. Worked from the smallest set to the largest, that is a few short convolutions. The counts
are kept as chances with which everybody goes independently, so that they are neither too large nor too small.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MOST_SETS = 64
"""More sets than this are not looked through for those that matter."""
_PEOPLE = 900
"""As many people as one chance of going serves: no number grows too small."""
_NEVER = 1e-18
"""A chance that no random number is small enough to meet."""


class Nested(NamedTuple):
    """Sets that can break, each pair of them nested or apart, the smallest first.

    Attributes
    ----------
    members
        Whether each kind belongs to each set, shape (sets, kinds).
    breaks_at
        How many going breaks each set, shape (sets,).
    """

    members: NDArray[np.bool_]
    breaks_at: NDArray[np.int64]


def nested_of(members: NDArray[np.float64], breaks_at: NDArray[np.int64], kinds: NDArray[np.int64]) -> Nested | None:
    """Return the sets that can break first, or None where two of them overlap.

    Parameters
    ----------
    members
        Whether each kind belongs to each set, 1 or 0, shape (sets, kinds).
    breaks_at
        How many going breaks each set, shape (sets,).
    kinds
        How many people there are of each kind, shape (kinds,).
    """
    if not len(members) or len(members) > _MOST_SETS:
        return None
    common = (members * kinds) @ members.T
    size = common.diagonal()
    # The first of two breaks no later if even all who are in the second alone cannot make up for what it needs less.
    sooner = size[None, :] - common <= breaks_at[None, :] - breaks_at[:, None]
    sooner &= ~sooner.T | np.tri(len(size), k=-1, dtype=np.bool_).T
    kept = np.flatnonzero(~sooner.any(axis=0))
    kept = kept[np.argsort(size[kept], kind="stable")]
    common, size = common[np.ix_(kept, kept)], size[kept]
    if not ((common == 0) | (common == size[:, None]) | (common == size[None, :])).all():
        return None
    return Nested((members[kept] > 0) & (kinds > 0), breaks_at[kept])


def survival(nested: Nested, kinds: NDArray[np.int64], others: int) -> NDArray[np.float64]:
    """Return the chance that cover survives the going of each number of people, in random order.

    Parameters
    ----------
    nested
        The sets that can break.
    kinds
        How many people there are of each kind, shape (kinds,).
    others
        How many more go who can break nothing.

    Returns
    -------
        Shape (people + 1,): from nobody to everybody.
    """
    people = int(kinds.sum()) + others
    logs = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, people + 1)))])
    chances = -(-people // _PEOPLE)
    width = -(-(people + 1) // chances)
    found = np.zeros(people + 1)
    for number in range(chances):
        asked = slice(number * width, min((number + 1) * width, people + 1))
        chance = (number + 0.5) / chances
        unbroken = _unbroken(nested, [*kinds.tolist(), others], logs, chance)
        unbroken = np.pad(unbroken, (0, people + 1 - len(unbroken)))
        found[asked] = unbroken[asked] / _binomial(people, logs, chance)[asked]
        if found[asked.stop - 1] < _NEVER:
            break
    return np.minimum.accumulate(np.minimum(found, 1.0))


def _unbroken(nested: Nested, sizes: list[int], logs: NDArray[np.float64], chance: float) -> NDArray[np.float64]:
    """Return the chance that so many go and nothing breaks, if everybody goes with one chance."""
    last = len(sizes) - 1
    blocks = [({kind}, _binomial(size, logs, chance)) for kind, size in enumerate(sizes) if size or kind == last]
    for members, breaks_at in zip(nested.members, nested.breaks_at.tolist(), strict=True):
        own = set(np.flatnonzero(members).tolist())
        inside = [going for kinds, going in blocks if kinds <= own]
        blocks = [(own, _together(inside)[:breaks_at]), *(block for block in blocks if not block[0] <= own)]
    return _together([going for _, going in blocks])


def _together(going: list[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Return the chances of a sum."""
    total = going[0]
    for other in going[1:]:
        total = np.convolve(total, other)
    return total


def _binomial(people: int, logs: NDArray[np.float64], chance: float) -> NDArray[np.float64]:
    """Return the chance that each number of people go."""
    going = np.arange(people + 1)
    ways = logs[people] - logs[: people + 1] - logs[people::-1]
    return np.asarray(np.exp(ways + going * np.log(chance) + (people - going) * np.log1p(-chance)))
