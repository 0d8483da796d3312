"""Who changes from one standing to another, when: the arrays that counting goes by."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from standto.model.time import Instant


class Spells(NamedTuple):
    """The number of a person's standing from each instant until the next; of one length, by time."""

    at: Sequence[Instant]
    standing: Sequence[int]


class Moves(NamedTuple):
    """Who changes from one standing to another, when; arrays of one length, by time.

    At the first instants of time everybody moves from no standing, -1, to their first.
    """

    at: NDArray[np.int64]
    person: NDArray[np.int32]
    before: NDArray[np.int32]
    after: NDArray[np.int32]

    def part(self, first: int, last: int) -> Moves:
        """Return some of the moves."""
        rows = slice(first, last)
        return Moves(self.at[rows], self.person[rows], self.before[rows], self.after[rows])

    def where(self, chosen: NDArray[np.bool_] | NDArray[np.int64]) -> Moves:
        """Return those that are chosen."""
        return Moves(self.at[chosen], self.person[chosen], self.before[chosen], self.after[chosen])

    def joined(self, other: Moves) -> Moves:
        """Return these and others, by time."""
        return Moves(
            np.concatenate([self.at, other.at]),
            np.concatenate([self.person, other.person]),
            np.concatenate([self.before, other.before]),
            np.concatenate([self.after, other.after]),
        ).by_time()

    def by_time(self) -> Moves:
        """Return the same, by time."""
        return self.where(np.argsort(self.at, kind="stable"))


def moves_of(people: Sequence[int], spells: Sequence[Spells]) -> Moves:
    """Return the spells of some people as moves, person by person."""
    if not people:
        return Moves(np.zeros(0, dtype=np.int64), *(np.zeros(0, dtype=np.int32) for _ in range(3)))
    lengths = [len(one.at) for one in spells]
    at = np.array([moment for one in spells for moment in one.at], dtype=np.int64)
    after = np.array([number for one in spells for number in one.standing], dtype=np.int32)
    before = np.empty_like(after)
    before[1:] = after[:-1]
    before[np.cumsum([0, *lengths[:-1]])] = -1
    person = np.repeat(np.array(people, dtype=np.int32), lengths)
    return Moves(at, person, before, after)
