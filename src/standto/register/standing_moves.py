"""Changes of people from one standing to another, as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.model.time import Instant
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

    def joined(self, other: Moves) -> Moves:
        """Return these moves and others, by time."""
        both = Moves(
            np.concatenate([self.at, other.at]),
            np.concatenate([self.person, other.person]),
            np.concatenate([self.before, other.before]),
            np.concatenate([self.after, other.after]),
        )
        return both.where(np.argsort(both.at, kind="stable"))


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
    standings: Sequence[Standing], first: NDArray[np.int32], moves: Moves, wanted: int
) -> NDArray[np.bool_]:
    """Return whether each person is of home and may still step back from a capability, shape (people,).

    Parameters
    ----------
    standings
        Every standing.
    first
        The standing of each person at the start of a period, shape (people,).
    moves
        The moves inside the period.
    wanted
        The capabilities, as a bit mask.

    Notes
    -----
    Let W be the wanted capabilities, S those that a person has not stepped back from at the start, and C(t) those with
    a current ticket at t. A person may step back if C(t) & S & W is not empty for some t of the period.
    """
    home = np.array([one.force == 0 for one in standings], dtype=np.bool_)[first]
    # C(start) & S & W, by standing, then by person.
    left = np.array([bool(one.current & one.willing & wanted) for one in standings], dtype=np.bool_)[first]
    for person, after in zip(moves.person.tolist(), moves.after.tolist(), strict=True):
        if not left[person] and standings[after].current & standings[first[person]].willing & wanted:
            left[person] = True
    return left & home
