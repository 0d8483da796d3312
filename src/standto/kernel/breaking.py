"""Which sets of duties the going of home people breaks: found as they are needed.

A set with so many to spare breaks when one more than that many of its home people have gone. A part may have many
thousands of such sets, but only a few ever break first; the rest need only be shown not to.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from standto.kernel.critical_sets import critical_set_of
from standto.kernel.integer_program import deficient
from standto.kernel.leading import Leading, leading_of
from standto.kernel.sets import sets_of
from standto.kernel.solving import MOST_GROUPS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from standto.kernel.parts import Part

_AT_ONCE = 256
"""Sets that are looked at together."""
_LIKELY = 16
"""Sets that are watched from the start."""


class Breaker(NamedTuple):
    """A set of duties that breaks when enough of its home people have gone.

    Attributes
    ----------
    members
        Whether each home kind can do any of its duties, 1 or 0, shape (home kinds,).
    breaks_at
        How many of them going breaks it.
    """

    members: NDArray[np.float64]
    breaks_at: int


class Breakers(Protocol):
    """The sets of a problem that the going of home people can break."""

    @property
    def foresees(self) -> bool:
        """Whether it can be said which sets may be broken when some more go, of whatever kind."""

    def leading(self, kinds: NDArray[np.int64]) -> Leading | None:
        """Return the sets that can break first; None where they cannot all be looked at."""

    def likely(self) -> list[Breaker]:
        """Return some sets that are likely to break first."""

    def broken(self, gone: NDArray[np.float64], more: NDArray[np.float64]) -> list[Breaker]:
        """Return some sets that may be broken in some run; none only where none can be.

        Parameters
        ----------
        gone
            How many of each home kind have gone, shape (home kinds, runs).
        more
            How many more have gone, of whatever kind, shape (runs,); all 0 where that cannot be foreseen.
        """


class PartBreakers:
    """The sets of a part that the going of home people can break, problem by problem.

    Parameters
    ----------
    part
        Duties and who could do them.
    most_groups
        Groups of duties up to which every set is looked at; past that, flows.
    """

    def __init__(self, part: Part, most_groups: int = MOST_GROUPS) -> None:
        self._part = part
        self._small = part.groups <= most_groups

    def of(self, problem: int) -> Breakers:
        """Return the sets of one problem."""
        if not self._small:
            return _ByFlow(self._part, problem)
        sets = sets_of(self._part, slice(problem, problem + 1))
        never = np.iinfo(np.int64).max
        breaks_at = np.where(sets.breakable[:, 0], 1 - sets.short[:, 0].astype(np.int64), never)
        least = np.minimum.reduceat(breaks_at[self._alike.order], self._alike.starts)
        there = np.flatnonzero(least < never)
        return _BySets(self._alike.members[there], least[there])

    @cached_property
    def _alike(self) -> _MemberSets:
        """The sets of groups, those that the same home kinds can do side by side."""
        part = self._part
        members = np.zeros((1 << part.groups, part.home_kinds), dtype=np.bool_)
        reach = np.array(part.reach[: part.home_kinds], dtype=np.int64)
        for group in range(part.groups):
            half = 1 << group
            members[half : 2 * half] = members[:half] | (reach >> group & 1).astype(np.bool_)
        packed = np.packbits(members, axis=1)
        _, first, which = np.unique(packed, axis=0, return_index=True, return_inverse=True)
        order = np.argsort(which.reshape(-1), kind="stable")
        starts = np.concatenate([[0], np.cumsum(np.bincount(which.reshape(-1)))[:-1]])
        return _MemberSets(members[first].astype(np.float64), order, starts)


class _MemberSets(NamedTuple):
    """Sets of groups that the same home kinds can do, side by side."""

    members: NDArray[np.float64]
    order: NDArray[np.intp]
    starts: NDArray[np.intp]


class _BySets(NamedTuple):
    """Every set, with its members and what breaks it."""

    members: NDArray[np.float64]
    breaks_at: NDArray[np.int64]

    @property
    def foresees(self) -> bool:
        """Every set is at hand."""
        return True

    def leading(self, kinds: NDArray[np.int64]) -> Leading | None:
        """Return the sets that matter."""
        return leading_of(self.members, self.breaks_at, kinds)

    def likely(self) -> list[Breaker]:
        """Return the sets of which the smallest share has to go."""
        share = self.breaks_at / self.members.sum(axis=1)
        return [self._breaker(number) for number in np.argsort(share, kind="stable")[:_LIKELY].tolist()]

    def broken(self, gone: NDArray[np.float64], more: NDArray[np.float64]) -> list[Breaker]:
        """Return for each run the set that is broken most."""
        # What the runs' worst together do not break, none of them does.
        near = np.flatnonzero(self.members @ gone.max(axis=1) + more.max() >= self.breaks_at)
        worst: set[int] = set()
        for start in range(0, len(near), _AT_ONCE):
            some = near[start : start + _AT_ONCE]
            over = self.members[some] @ gone + more - self.breaks_at[some, None]
            hit = np.flatnonzero(over.max(axis=0) >= 0)
            worst.update(some[over[:, hit].argmax(axis=0)].tolist())
        return [self._breaker(number) for number in sorted(worst)]

    def _breaker(self, number: int) -> Breaker:
        """Return one set."""
        return Breaker(self.members[number], int(self.breaks_at[number]))


class _ByFlow(NamedTuple):
    """Sets found one by one, by filling the duties with those who are left."""

    part: Part
    problem: int

    @property
    def foresees(self) -> bool:
        """A flow knows who has gone, not who may go next."""
        return False

    def leading(self, kinds: NDArray[np.int64]) -> None:
        """Nothing is known of all sets, whoever there is."""

    def likely(self) -> list[Breaker]:
        """Return the set that breaks first when home people of all kinds go alike, or one that breaks."""
        return self.broken(self.part.counts[self.problem, : self.part.home_kinds, None].astype(np.float64), np.zeros(1))

    def broken(self, gone: NDArray[np.float64], more: NDArray[np.float64]) -> list[Breaker]:
        """Return one set that is broken in some run, or none."""
        proof = self._proof(gone.max(axis=1))
        if not proof:
            return []
        if gone.shape[1] == 1:
            return [self._breaker(proof)]
        half = gone.shape[1] // 2
        return self.broken(gone[:, :half], more[:half]) or self.broken(gone[:, half:], more[half:])

    def _proof(self, gone: NDArray[np.float64]) -> int:
        """Return the duties that are short when so many have gone; 0: none."""
        left = self.part.counts[self.problem].copy()
        left[: len(gone)] -= gone.astype(np.int64)
        return deficient(self.part, self.problem, left.tolist())

    def _breaker(self, duties: int) -> Breaker:
        """Return a set of duties as what breaks."""
        members = [bool(kind.duties & duties) for kind in self.part.kinds[: self.part.home_kinds]]
        return Breaker(
            np.array(members, dtype=np.float64), critical_set_of(self.part, self.problem, duties).at_most + 1
        )
