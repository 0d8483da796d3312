"""How many home people may go, whoever they are: exact, by every set of duty groups.

With ``e(S)`` all and ``o(S)`` outside people who could do any duty of S, and ``r(S)`` places: if some S is short the
duties are not covered; else what breaks first is the set with the least ``e(S) - r(S)`` of those that the going of
home people can break, ``o(S) < r(S)``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from standto.kernel.bit_sets import bits
from standto.kernel.sets import sets_of
from standto.kernel.transform import blocks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from standto.kernel.parts import Part
    from standto.kernel.sets import Sets

SHORT = -1
"""The worst case of duties that are not covered."""


class CriticalSet(NamedTuple):
    """What breaks first.

    Attributes
    ----------
    worst_case
        Cover survives whichever so many go; -1: it is short already.
    at_most
        There are so many and one more whose going breaks it; the same as `worst_case` unless a search was cut short.
    duties
        Indices of the duties that break first, in order; where they are short, of the whole bottleneck.
    eligible
        How many count and could do any of those duties.
    required
        How many places those duties have.
    """

    worst_case: int
    at_most: int
    duties: tuple[int, ...]
    eligible: int
    required: int

    @property
    def order(self) -> tuple[int, int, tuple[int, ...]]:
        """What breaks first comes first: the least to spare, the fewest duties, the first in order."""
        return self.at_most, len(self.duties), self.duties


def critical_sets_by_transform(part: Part) -> list[CriticalSet | None]:
    """Return what breaks first in each problem of a part; None where the loss of all home people breaks nothing."""
    preference = _preference(part)
    found: list[CriticalSet | None] = []
    for block in blocks(len(part), part.groups):
        sets = sets_of(part, block)
        for problem, first in enumerate(_first_to_break(sets, preference), block.start):
            found.append(None if first is None else critical_set_of(part, problem, part.duties_of(first)))
    return found


def critical_set_of(part: Part, problem: int, duties: int) -> CriticalSet:
    """Return what is known of a set, a bit mask over the part's duties, that breaks first."""
    chosen = list(bits(duties))
    counts, required = part.counts[problem].tolist(), part.required[problem].tolist()
    eligible = sum(count for kind, count in zip(part.kinds, counts, strict=True) if kind.duties & duties)
    needed = sum(required[duty] for duty in chosen)
    spare = max(eligible - needed, SHORT)
    return CriticalSet(spare, spare, tuple(part.duties[duty] for duty in chosen), eligible, needed)


def _preference(part: Part) -> NDArray[np.int64]:
    """Return a number for each set of groups: the fewest duties first, then the first in order, shape (2^groups, 1)."""
    sets = np.arange(1 << part.groups, dtype=np.int64)
    size = np.zeros_like(sets)
    mirrored = np.zeros_like(sets)
    for group in range(part.groups):
        inside = sets >> group & 1
        size += inside * part.group_of.count(group)
        mirrored |= inside << (part.groups - 1 - group)
    return ((size << part.groups) - mirrored)[:, None]


def _first_to_break(sets: Sets, preference: NDArray[np.int64]) -> list[int | None]:
    """Return for each problem the set of groups that breaks first, or is the whole bottleneck; None: none can."""
    most = sets.short.max(axis=0)
    nothing = np.iinfo(sets.short.dtype).min
    worth = np.where(sets.breakable, sets.short, nothing)
    closest = worth.max(axis=0)
    last = np.iinfo(np.int64).max
    first = np.where(worth == closest, preference, last).argmin(axis=0)
    proofs = np.bitwise_and.reduce(np.where(sets.short == most, np.arange(len(worth))[:, None], len(worth) - 1), axis=0)
    chosen = np.where(most > 0, proofs, first).tolist()
    possible = (most > 0) | (closest > nothing)
    return [one if can else None for one, can in zip(chosen, possible.tolist(), strict=True)]
