"""Changes of people from one standing to another, as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.model.time import Instant
from standto.register.alternatives import Wanted
from standto.register.standing import Standing


class Spells(NamedTuple):
    """The numbers of a person's standings, each from its instant until the next; two sequences of one length."""

    at: Sequence[Instant]
    standing: Sequence[int]


class Moves(NamedTuple):
    """Changes of people from the standing `before` to the standing `after`; arrays of one length, by time.

    At `BEGINNING` each person changes from -1, no standing, to their first standing.
    """

    at: NDArray[np.int64]
    person: NDArray[np.int32]
    before: NDArray[np.int32]
    after: NDArray[np.int32]

    def where(self, chosen: NDArray[np.bool_] | NDArray[np.int64] | slice) -> Moves:
        """Return the chosen moves."""
        return Moves(self.at[chosen], self.person[chosen], self.before[chosen], self.after[chosen])

    def applied_to(self, standing: NDArray[np.int32], start: Instant | None, until: Instant) -> NDArray[np.int32]:
        """Return the standings, shape (people,), changed in place by the moves after `start` up to `until`.

        Parameters
        ----------
        start
            None: from the first move on.
        """
        done = 0 if start is None else int(np.searchsorted(self.at, start, side="right"))
        past = int(np.searchsorted(self.at, until, side="right"))
        # standing[person] = after, for each move in time order: the last move of a person wins.
        standing[self.person[done:past]] = self.after[done:past]
        return standing

    def joined(self, other: Moves) -> Moves:
        """Return these moves and others, by time."""
        both = Moves(
            np.concatenate([self.at, other.at]),
            np.concatenate([self.person, other.person]),
            np.concatenate([self.before, other.before]),
            np.concatenate([self.after, other.after]),
        )
        return both.where(np.argsort(both.at, kind="stable"))

    def replaced(self, gone: NDArray[np.bool_], new: Moves) -> Moves:
        """Return these moves, which are in the order of time, without some and with others, by time.

        It is much quicker than to sort all of them again, if few are replaced.
        """
        ours = self.where(~gone) if gone.any() else self
        new = new.where(np.argsort(new.at, kind="stable"))
        places = np.searchsorted(ours.at, new.at, side="right")
        return Moves(
            np.insert(ours.at, places, new.at),
            np.insert(ours.person, places, new.person),
            np.insert(ours.before, places, new.before),
            np.insert(ours.after, places, new.after),
        )


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


def home_people_left(
    standings: Sequence[Standing], first: NDArray[np.int32], moves: Moves, wanted: Wanted
) -> NDArray[np.bool_]:
    """Return whether each person is of home and may still step back from an alternative, shape (people,).

    Parameters
    ----------
    standings
        Every standing.
    first
        The standing of each person at the start of a period, shape (people,).
    moves
        The moves inside the period.
    wanted
        The alternatives.

    Notes
    -----
    Let S be the capabilities that a person has not stepped back from at the start, and C(t) those with a current ticket
    at t. A person may step back if C(t) & S contains a wanted alternative for some t of the period.
    """
    home = np.array([one.force == 0 for one in standings], dtype=np.bool_)[first]
    current = wanted.masks([one.current for one in standings])
    willing = wanted.masks([one.willing for one in standings])
    left = wanted.in_any_of(current[first] & willing[first])
    left[moves.person[wanted.in_any_of(current[moves.after] & willing[first[moves.person]])]] = True
    return left & home
