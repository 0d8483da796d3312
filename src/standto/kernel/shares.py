"""Places shared out among forces: force by force, each fills the first duty as far as possible, then the second.

The number of places that each force fills, and the number filled of each duty, never change. The number that one force
fills of one duty grows along closed alternating paths, on which others of this force and of later forces change places.
When no such path is left, that number is as large as possible, and is fixed from then on.

Duties that the same people can do may be one duty of the filling, with many *lots*. Then people move between few
duties, and a search is needed only where the force does not fill a lot already.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from standto.kernel.bit_sets import bits
from standto.kernel.filling import Filling


class _ForcePlace(NamedTuple):
    """A place of a duty, filled by a force, that lacks a person while the search goes on."""

    force: int
    duty: int


class _KindMove(NamedTuple):
    """People of a kind move from one duty to another; None: they were idle, or will be."""

    kind: int
    source: int | None
    target: int | None


class _PathStep(NamedTuple):
    """A step of a path: another place lacks a person after some moves, or after a force takes over the place."""

    place: _ForcePlace
    moves: tuple[_KindMove, ...]


class Shares:
    """The number of places of each duty that each force fills, and the filling that shows it.

    Parameters
    ----------
    filling
        A filling with the least gap duty by duty and the most places force by force; it is changed in place.
    lots
        The duty and the number of filled places of each lot, in the order in which forces fill them; None: each duty is
        one lot.

    Attributes
    ----------
    filled
        The number of places of each duty that each force fills, by force.
    by_lot
        The number of places of each lot that each force fills, by force.
    fixed
        The places of each duty that the force whose turn it is fills in the lots before, which it must keep.
    open
        The number of lots of each duty that are still to come.
    """

    def __init__(self, filling: Filling, lots: Sequence[tuple[int, int]] | None = None) -> None:
        self.filling = filling
        self.kinds_of: dict[int, list[int]] = {}
        for number, (kind, count) in enumerate(zip(filling.kinds, filling.counts, strict=True)):
            if count:
                self.kinds_of.setdefault(kind.force, []).append(number)
        self.filled: dict[int, list[int]] = {
            force: [sum(column) for column in zip(*(filling.at[number] for number in numbers), strict=True)]
            for force, numbers in self.kinds_of.items()
        }
        if lots is None:
            lots = [(duty, sum(row[duty] for row in self.filled.values())) for duty in range(len(filling.missing))]
        self.by_lot: dict[int, list[int]] = {}
        self.fixed = [0] * len(filling.missing)
        self.open = [0] * len(filling.missing)
        left = [places for _, places in lots]
        forces = sorted(force for force, filled in self.filled.items() if any(filled))
        for position, force in enumerate(forces):
            self.by_lot[force] = self._settle(force, forces[position + 1 :], [duty for duty, _ in lots], left)
            left = [places - taken for places, taken in zip(left, self.by_lot[force], strict=True)]

    def _settle(self, force: int, later: Sequence[int], duties: Sequence[int], left: Sequence[int]) -> list[int]:
        """Make a force fill lot after lot, of the places left to it, as far as possible; return how many it fills."""
        self.fixed = [0] * len(self.fixed)
        self.open = [0] * len(self.open)
        for duty in duties:
            self.open[duty] += 1
        done = [False] * len(self.fixed)
        taken = []
        for duty, places in zip(duties, left, strict=True):
            self.open[duty] -= 1
            while not done[duty] and self.free(force, duty) < places and self._has_room(force, duty, later):
                search = _Search(self, _ForcePlace(force, duty), later)
                end = search.end()
                # What cannot be had now cannot be had later, when more is fixed.
                done[duty] = end is None
                if end is not None:
                    self._follow(search, end)
            taken.append(min(self.free(force, duty), places))
            self.fixed[duty] += taken[-1]
        return taken

    def free(self, force: int, duty: int) -> int:
        """Return the places of a duty that the force whose turn it is fills in lots still to come."""
        return self.filled[force][duty] - self.fixed[duty]

    def _has_room(self, force: int, duty: int, later: Sequence[int]) -> bool:
        """Return whether the numbers alone would allow a force to fill more of a duty."""
        filled, filling = self.filled[force], self.filling
        others = any(self.free(force, other) for other in range(len(filled)) if other != duty)
        if not others or not any(self.filled[other][duty] for other in later):
            return False
        able = 0
        for number in filling.able[duty]:
            if filling.kinds[number].force == force:
                able += filling.counts[number]
        return filled[duty] < able

    def _follow(self, search: _Search, end: _ForcePlace) -> None:
        """Move as many people as possible along a closed path."""
        moves: list[_KindMove] = []
        passed = [(search.start, end)]
        place = end
        while place != search.start:
            step = search.came_from[place]
            moves.extend(step.moves)
            if not step.moves:
                passed.append((place, step.place))
            place = step.place
        count = min(self._can_leave(move) for move in moves)
        count = min(count, *(self._can_lose(loser, search.start.force) for _, loser in passed))
        for gainer, loser in passed:
            self.filled[gainer.force][gainer.duty] += count
            self.filled[loser.force][loser.duty] -= count
        for move in moves:
            if move.source is not None:
                self.filling.place(move.kind, move.source, -count)
            if move.target is not None:
                self.filling.place(move.kind, move.target, count)

    def _can_lose(self, loser: _ForcePlace, mine: int) -> int:
        """Return the number of places of a duty that a force can give up; the force whose turn it is keeps some."""
        return self.free(mine, loser.duty) if loser.force == mine else self.filled[loser.force][loser.duty]

    def _can_leave(self, move: _KindMove) -> int:
        """Return the number of people of a kind who could make a move."""
        if move.source is None:
            return self.filling.idle[move.kind]
        return self.filling.at[move.kind][move.source]


class _Search:
    """A breadth-first search for a closed path through a place.

    Attributes
    ----------
    start
        The place that its force should fill in addition.
    came_from
        The step after which each place lacks a person.
    """

    def __init__(self, shares: Shares, start: _ForcePlace, later: Sequence[int]) -> None:
        self.start = start
        self.came_from: dict[_ForcePlace, _PathStep] = {}
        self._shares = shares
        self._later = later
        self._met = dict.fromkeys([start.force, *later], 0)
        self._met[start.force] = 1 << start.duty
        self._relieved: set[int] = set()
        self._queue = [start]

    def end(self) -> _ForcePlace | None:
        """Return a place of the same duty that a later force can give up; None if there is none."""
        for place in self._queue:
            fills = self._shares.filled[place.force][place.duty]
            if fills and place.force != self.start.force:
                if place.duty == self.start.duty:
                    return place
                self._pass_on(place)
            elif place.duty != self.start.duty and self._shares.free(place.force, place.duty):
                self._pass_on(place)
            self._replace(place)
        return None

    def _meet(self, place: _ForcePlace, why: _PathStep) -> None:
        """Note a place that may lack the person instead, with the step that leads to it."""
        self._met[place.force] |= 1 << place.duty
        self.came_from[place] = why
        self._queue.append(place)

    def _pass_on(self, place: _ForcePlace) -> None:
        """Let other forces take over a place, unless the number that they fill is fixed."""
        for force in [self.start.force, *self._later]:
            fixed = force == self.start.force and not self._shares.open[place.duty]
            if not fixed and not self._met[force] >> place.duty & 1:
                self._meet(_ForcePlace(force, place.duty), _PathStep(place, ()))

    def _replace(self, place: _ForcePlace) -> None:
        """Let people of the force fill a place: from another duty, or idle ones while somebody else becomes idle."""
        filling = self._shares.filling
        idle = None
        for number in filling.able[place.duty]:
            if filling.kinds[number].force == place.force:
                for duty in bits(filling.busy[number] & ~self._met[place.force]):
                    self._meet(_ForcePlace(place.force, duty), _PathStep(place, (_KindMove(number, duty, place.duty),)))
                if filling.idle[number]:
                    idle = number
        if idle is not None and place.force not in self._relieved:
            self._relieved.add(place.force)
            for number in self._shares.kinds_of[place.force]:
                for duty in bits(filling.busy[number] & ~self._met[place.force]):
                    moves = (_KindMove(idle, None, place.duty), _KindMove(number, duty, None))
                    self._meet(_ForcePlace(place.force, duty), _PathStep(place, moves))
