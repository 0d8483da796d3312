"""Critical sets: the duties that fail first when home people leave, and how many may leave before.

Let ``e(S)`` be the number of people who could do any duty of a set S, ``o(S)`` the number of them from outside, and
``r(S)`` the number of places of S. If some S is short, ``e(S) < r(S)``, the duties are not covered. Otherwise the
critical set has the least ``e(S) - r(S)`` among the sets that the loss of home people can break, ``o(S) < r(S)``. With
few groups of duties every set is examined; with many, an integer program searches.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.kernel.bit_sets import bits
from standto.kernel.gaps import deficient
from standto.kernel.integer_program import IntegerProgram
from standto.kernel.parts import Part
from standto.kernel.transform import Sets, blocks, sets_of

SHORT = -1
"""The worst case of duties that are not covered."""
MOST_SETS = 20
"""The most groups of duties for which every set of them is examined for the worst case."""
SECONDS = 60.0
"""The time that an integer program may take for the critical set of one window."""


class CriticalSet(NamedTuple):
    """The duties that fail first, with the numbers that prove it.

    Attributes
    ----------
    worst_case
        Cover survives the loss of this many home people, whoever they are; -1: the duties are short already.
    at_most
        The loss of some `at_most + 1` people breaks it; the same as `worst_case` unless a search was cut short.
    duties
        Indices of the duties, in order; if they are short, of the whole bottleneck.
    eligible
        The number of people who count and could do any of those duties.
    required
        The number of places that those duties have.
    """

    worst_case: int
    at_most: int
    duties: tuple[int, ...]
    eligible: int
    required: int

    @property
    def order(self) -> tuple[int, int, tuple[int, ...]]:
        """Sort key: the least to spare, then the fewest duties, then the first in order."""
        return self.at_most, len(self.duties), self.duties


def critical_sets_of(part: Part, seconds: float = SECONDS) -> list[CriticalSet | None]:
    """Return the critical set of each problem of a part; None if the loss of all home people breaks nothing.

    Parameters
    ----------
    seconds
        The time that an integer program may take for one problem.
    """
    return critical_sets_by_transform(part) if part.groups <= MOST_SETS else critical_sets_by_program(part, seconds)


def critical_sets_by_transform(part: Part) -> list[CriticalSet | None]:
    """Return the critical set of each problem of a part, from all sets of its duty groups."""
    rank = _rank_of(part)
    found: list[CriticalSet | None] = []
    for block in blocks(len(part), part.groups):
        sets = sets_of(part, block)
        for problem, first in enumerate(_first_to_break(sets, rank), block.start):
            found.append(None if first is None else critical_set_of(part, problem, part.duties_of(first)))
    return found


def critical_set_of(part: Part, problem: int, duties: int) -> CriticalSet:
    """Return a set of duties, given as a bit mask over the part's own, as a critical set."""
    chosen = list(bits(duties))
    counts, required = part.counts[problem].tolist(), part.required[problem].tolist()
    eligible = sum(count for kind, count in zip(part.kinds, counts, strict=True) if kind.duties & duties)
    needed = sum(required[duty] for duty in chosen)
    spare = max(eligible - needed, SHORT)
    return CriticalSet(spare, spare, tuple(part.duties[duty] for duty in chosen), eligible, needed)


def _rank_of(part: Part) -> NDArray[np.int64]:
    """Return a rank for each set of groups: the fewest duties first, then the first in order, shape (2^groups, 1)."""
    # rank(S) = duties(S) * 2^groups - (S with its bits reversed, so that the first group weighs most)
    sets = np.arange(1 << part.groups, dtype=np.int64)
    size = np.zeros_like(sets)
    mirrored = np.zeros_like(sets)
    for group in range(part.groups):
        inside = sets >> group & 1
        size += inside * part.group_of.count(group)
        mirrored |= inside << (part.groups - 1 - group)
    return ((size << part.groups) - mirrored)[:, None]


def _first_to_break(sets: Sets, rank: NDArray[np.int64]) -> list[int | None]:
    """Return each problem's critical set of groups, or the whole bottleneck if it is short; None if nothing breaks."""
    most = sets.short.max(axis=0)
    never = np.iinfo(sets.short.dtype).min
    # closest = max of short(S) over the breakable sets; of those that attain it, the one with the least rank
    short = np.where(sets.breakable, sets.short, never)
    closest = short.max(axis=0)
    first = np.where(short == closest, rank, np.iinfo(np.int64).max).argmin(axis=0)
    # The bottleneck is the intersection of all sets with the greatest short(S).
    proofs = np.bitwise_and.reduce(np.where(sets.short == most, np.arange(len(short))[:, None], len(short) - 1), axis=0)
    chosen = np.where(most > 0, proofs, first).tolist()
    possible = (most > 0) | (closest > never)
    return [one if can else None for one, can in zip(chosen, possible.tolist(), strict=True)]


def critical_sets_by_program(part: Part, seconds: float) -> list[CriticalSet | None]:
    """Return the critical set of each problem of a part, each by a search of its own."""
    return [_critical_set(part, problem, seconds) for problem in range(len(part))]


def _critical_set(part: Part, problem: int, seconds: float) -> CriticalSet | None:
    short = deficient(part, problem, part.counts[problem].tolist())
    if short:
        return critical_set_of(part, problem, short)
    outside = part.counts[problem].copy()
    outside[: part.home_kinds] = 0
    alone = deficient(part, problem, outside.tolist())
    if not alone:
        return None
    program = IntegerProgram.of(part, problem, seconds)
    found = program.solve(program.spare)
    candidates = [alone]
    if found.groups is not None and _breaks(part, problem, part.duties_of(found.groups)):
        candidates.append(part.duties_of(found.groups))
    best = min((critical_set_of(part, problem, duties) for duties in candidates), key=lambda one: one.order)
    if not (found.proved and program.exact):
        return best._replace(worst_case=min(program.lower_bound(found), best.at_most))
    spare = best.worst_case // int(program.unit)
    return critical_set_of(part, problem, part.duties_of(program.first_of(spare, found.groups or 0)))


def _breaks(part: Part, problem: int, duties: int) -> bool:
    """Return whether the loss of all home people breaks a set of duties, a bit mask over the part's own."""
    home = part.home_kinds
    counts = zip(part.kinds[home:], part.counts[problem, home:].tolist(), strict=True)
    outside = sum(count for kind, count in counts if kind.duties & duties)
    return bool(outside < part.required[problem, list(bits(duties))].sum())


def first_of(critical: Iterable[CriticalSet | None]) -> CriticalSet | None:
    """Return the critical set of parts that share nobody; if some are short already, all of those together."""
    found = [one for one in critical if one is not None]
    short = [one for one in found if one.worst_case == SHORT]
    if short:
        duties = tuple(sorted(duty for one in short for duty in one.duties))
        return CriticalSet(SHORT, SHORT, duties, sum(one.eligible for one in short), sum(one.required for one in short))
    if not found:
        return None
    first = min(found, key=lambda one: one.order)
    return first._replace(worst_case=min(one.worst_case for one in found))
