"""The standing of everybody at one instant after another."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from standto.model.time import Instant
from standto.register.standing_moves import Moves


class FollowedStandings:
    """The standing of each person, quick to find at instants that are asked for in order of time.

    Parameters
    ----------
    moves
        Every change of a person's standing.
    people
        The number of people.
    start
        The start of the period asked about. The standings at it are kept, because years of moves may precede it.
    """

    def __init__(self, moves: Moves, people: int, start: Instant) -> None:
        self._moves, self._people, self._start = moves, people, start
        self._first = self._from_the_beginning(start)
        # The instant of the last question at or after the start, and the answer. The array never changes, and the pair
        # is replaced as a whole, because other threads may read it.
        self._last = start, self._first

    def at(self, instant: Instant) -> NDArray[np.int32]:
        """Return the standing of each person at an instant, shape (people,)."""
        if instant < self._start:
            return self._from_the_beginning(instant)
        last, standing = self._last
        if instant < last:
            last, standing = self._start, self._first
        found = self._moves.applied_to(standing.copy(), last, instant)
        self._last = instant, found
        return found.copy()

    def _from_the_beginning(self, instant: Instant) -> NDArray[np.int32]:
        return self._moves.applied_to(np.zeros(self._people, dtype=np.int32), None, instant)
