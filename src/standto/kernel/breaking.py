"""The sets of duties that break when home people leave, found lazily.

A set with n people to spare breaks when n + 1 of its home people have left. A part may have many thousands of such
sets, but only a few ever break first. It is enough to show that the others do not.
"""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from standto.kernel.critical_sets import critical_set_of
from standto.kernel.gaps import deficient
from standto.kernel.leading import Leading, leading_of
from standto.kernel.parts import Part
from standto.kernel.transform import MOST_GROUPS, sets_of

_AT_ONCE = 256
"""The number of sets that are examined together."""
_LIKELY = 16
"""The number of sets that are watched from the start."""


class Breaker(NamedTuple):
    """A set of duties that breaks when enough of its home people have left.

    Attributes
    ----------
    members
        Whether each home kind can do any of its duties, 1 or 0, shape (home kinds,).
    breaks_at
        The number of people whose loss breaks it.
    """

    members: NDArray[np.float64]
    breaks_at: int


class Breakers(Protocol):
    """The sets of a problem that the loss of home people can break."""

    def leading(self, kinds: NDArray[np.int64]) -> Leading | None:
        """Return the sets that can break first; None if there are too many to examine."""

    def likely(self) -> list[Breaker]:
        """Return some sets that are likely to break first."""

    def broken(self, gone: NDArray[np.float64]) -> list[Breaker]:
        """Return some of the sets that may be broken in some run; an empty list only if none can be.

        Parameters
        ----------
        gone
            The number of each home kind who have left, shape (home kinds, runs).
        """


class PartBreakers:
    """The sets of a part that the loss of home people can break, problem by problem.

    Parameters
    ----------
    most_groups
        The most groups of duties for which every set is examined; with more, alternating paths find the sets.
    """

    def __init__(self, part: Part, most_groups: int = MOST_GROUPS) -> None:
        self._part = part
        self._small = part.groups <= most_groups

    def of(self, problem: int) -> Breakers:
        """Return the sets of one problem."""
        if not self._small:
            return _ByPaths(self._part, problem)
        sets = sets_of(self._part, slice(problem, problem + 1))
        never = np.iinfo(np.int64).max
        # breaks_at(S) = eligible(S) - required(S) + 1; of sets with the same people, only the least counts
        breaks_at = np.where(sets.breakable[:, 0], 1 - sets.short[:, 0].astype(np.int64), never)
        least = np.minimum.reduceat(breaks_at[self._alike.order], self._alike.starts)
        there = np.flatnonzero(least < never)
        return _BySets(self._alike.members[there], least[there])

    @cached_property
    def _alike(self) -> _MemberSets:
        """The sets of groups, sorted by the home kinds that can do any of them."""
        part = self._part
        members = np.zeros((1 << part.groups, part.home_kinds), dtype=np.bool_)
        reach = np.array(part.reach[: part.home_kinds], dtype=np.int64)
        # members(S + {g}) = members(S) or the kinds that can do g
        for group in range(part.groups):
            half = 1 << group
            members[half : 2 * half] = members[:half] | (reach >> group & 1).astype(np.bool_)
        packed = np.packbits(members, axis=1)
        _, first, which = np.unique(packed, axis=0, return_index=True, return_inverse=True)
        order = np.argsort(which.reshape(-1), kind="stable")
        starts = np.concatenate([[0], np.cumsum(np.bincount(which.reshape(-1)))[:-1]])
        return _MemberSets(members[first].astype(np.float64), order, starts)


class _MemberSets(NamedTuple):
    """Sets of groups, sorted by their members: the distinct members, the order, and where each run of it starts."""

    members: NDArray[np.float64]
    order: NDArray[np.intp]
    starts: NDArray[np.intp]


class _BySets(NamedTuple):
    """Every set, with its members and the loss that breaks it."""

    members: NDArray[np.float64]
    breaks_at: NDArray[np.int64]

    def leading(self, kinds: NDArray[np.int64]) -> Leading | None:
        return leading_of(self.members, self.breaks_at, kinds)

    def likely(self) -> list[Breaker]:
        """Return the sets that break when the smallest share of their people leave."""
        share = self.breaks_at / self.members.sum(axis=1)
        return [self._breaker(number) for number in np.argsort(share, kind="stable")[:_LIKELY].tolist()]

    def broken(self, gone: NDArray[np.float64]) -> list[Breaker]:
        """Return the set that is broken most in each run."""
        # A set that survives the losses of all runs together survives each of them.
        near = np.flatnonzero(self.members @ gone.max(axis=1) >= self.breaks_at)
        worst: set[int] = set()
        for start in range(0, len(near), _AT_ONCE):
            some = near[start : start + _AT_ONCE]
            # over(S, run) = people of S gone - breaks_at(S); S is broken if over(S, run) >= 0
            over = self.members[some] @ gone - self.breaks_at[some, None]
            hit = np.flatnonzero(over.max(axis=0) >= 0)
            worst.update(some[over[:, hit].argmax(axis=0)].tolist())
        return [self._breaker(number) for number in sorted(worst)]

    def _breaker(self, number: int) -> Breaker:
        return Breaker(self.members[number], int(self.breaks_at[number]))


class _ByPaths(NamedTuple):
    """Sets found one by one, by filling the duties with the people who remain."""

    part: Part
    problem: int

    def leading(self, kinds: NDArray[np.int64]) -> None:
        """Return None: paths find one set at a time."""

    def likely(self) -> list[Breaker]:
        return self.broken(self.part.counts[self.problem, : self.part.home_kinds, None].astype(np.float64))

    def broken(self, gone: NDArray[np.float64]) -> list[Breaker]:
        """Return one set that is broken in some run, if there is one."""
        proof = self._proof(gone.max(axis=1))
        if not proof:
            return []
        if gone.shape[1] == 1:
            return [self._breaker(proof)]
        half = gone.shape[1] // 2
        return self.broken(gone[:, :half]) or self.broken(gone[:, half:])

    def _proof(self, gone: NDArray[np.float64]) -> int:
        """Return the duties that are short when some of each kind have left, as a bit mask."""
        left = self.part.counts[self.problem].copy()
        left[: len(gone)] -= gone.astype(np.int64)
        return deficient(self.part, self.problem, left.tolist())

    def _breaker(self, duties: int) -> Breaker:
        members = [bool(kind.duties & duties) for kind in self.part.kinds[: self.part.home_kinds]]
        return Breaker(
            np.array(members, dtype=np.float64), critical_set_of(self.part, self.problem, duties).at_most + 1
        )
