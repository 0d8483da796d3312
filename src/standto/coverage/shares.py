"""Who of which force fills which duty: force by force, each fills the first duty as far as possible, then the second.

A filling is kept whole all the while: how much each force fills, and how far each duty is filled, stay as they are.
What one force fills of one duty grows along closed alternating paths, on which others of the force and of later
forces change places. When no such path is left it is as much as possible, and is held from there on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from standto.coverage.connections import bits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.coverage.filling import Filling


class _Place(NamedTuple):
    """A place of a duty that a force fills; on a path it lacks a person."""

    force: int
    duty: int


class _Move(NamedTuple):
    """People of a kind go from one duty to another; None: from idleness, or into it."""

    kind: int
    source: int | None
    target: int | None


class _Step(NamedTuple):
    """Why another place lacks a person instead: people moved, or the place passed from one force to another."""

    place: _Place
    moves: tuple[_Move, ...]


class Shares:
    """What each force fills of each duty, and the filling that shows it.

    Parameters
    ----------
    filling
        A filling that is best duty by duty and force by force; it is changed in place.

    Attributes
    ----------
    filled
        How many places of each duty each force fills, by force.
    """

    def __init__(self, filling: Filling) -> None:
        self._filling = filling
        self._duties = len(filling.missing)
        self._kinds_of: dict[int, list[int]] = {}
        for number, (kind, count) in enumerate(zip(filling.kinds, filling.counts, strict=True)):
            if count:
                self._kinds_of.setdefault(kind.force, []).append(number)
        self.filled = {
            force: [sum(column) for column in zip(*(filling.at[number] for number in numbers), strict=True)]
            for force, numbers in self._kinds_of.items()
        }
        self._forces = sorted(force for force, filled in self.filled.items() if any(filled))
        self._settle()

    def _settle(self) -> None:
        """Let force after force fill duty after duty as far as possible."""
        for position, force in enumerate(self._forces[:-1]):
            later = self._forces[position + 1 :]
            for duty in range(self._duties):
                while self._has_room(force, duty, later) and self._grow(_Place(force, duty), later):
                    pass

    def _has_room(self, force: int, duty: int, later: list[int]) -> bool:
        """Whether the numbers alone let a force fill more of a duty."""
        filled, filling = self.filled[force], self._filling
        return (
            any(self.filled[other][duty] for other in later)
            and any(filled[duty + 1 :])
            and filled[duty]
            < sum(filling.counts[number] for number in filling.able[duty] if filling.kinds[number].force == force)
        )

    def _grow(self, start: _Place, later: list[int]) -> bool:
        """Let a force fill more of a duty along one closed path, or say that there is none."""
        came_from: dict[_Place, _Step] = {}
        queue = [start]
        for place in queue:
            if place.duty == start.duty and place.force != start.force and self.filled[place.force][place.duty]:
                self._follow(start, place, came_from)
                return True
            for before, moves in self._before(place, start, later):
                if before != start and before not in came_from:
                    came_from[before] = _Step(place, moves)
                    queue.append(before)
        return False

    def _before(self, place: _Place, start: _Place, later: list[int]) -> Iterator[tuple[_Place, tuple[_Move, ...]]]:
        """Yield the places that may lack a person instead of one, and who then moves."""
        yield from self._relieved(place)
        held = place.force == start.force and place.duty <= start.duty
        if not held and self.filled[place.force][place.duty]:
            for other in later:
                if other != place.force:
                    yield _Place(other, place.duty), ()
            if place.force != start.force and place.duty > start.duty:
                yield _Place(start.force, place.duty), ()

    def _relieved(self, place: _Place) -> Iterator[tuple[_Place, tuple[_Move, ...]]]:
        """Yield the places of a force that its people can leave for another, or for somebody idle who takes it."""
        filling = self._filling
        idle = None
        for number in filling.able[place.duty]:
            if filling.kinds[number].force == place.force:
                for duty in bits(filling.busy[number]):
                    yield _Place(place.force, duty), (_Move(number, duty, place.duty),)
                if filling.idle[number]:
                    idle = number
        if idle is not None:
            for number in self._kinds_of[place.force]:
                for duty in bits(filling.busy[number]):
                    moves = (_Move(idle, None, place.duty), _Move(number, duty, None))
                    yield _Place(place.force, duty), moves

    def _follow(self, start: _Place, end: _Place, came_from: dict[_Place, _Step]) -> None:
        """Move as many along a closed path as it bears."""
        moves: list[_Move] = []
        passed = [(start, end)]
        place = end
        while place != start:
            step = came_from[place]
            moves.extend(step.moves)
            if not step.moves:
                passed.append((place, step.place))
            place = step.place
        count = min(self._can_leave(move) for move in moves)
        count = min(count, *(self.filled[loser.force][loser.duty] for _, loser in passed))
        for gainer, loser in passed:
            self.filled[gainer.force][gainer.duty] += count
            self.filled[loser.force][loser.duty] -= count
        for move in moves:
            if move.source is not None:
                self._filling.place(move.kind, move.source, -count)
            if move.target is not None:
                self._filling.place(move.kind, move.target, count)

    def _can_leave(self, move: _Move) -> int:
        """Return how many of a kind there are who could make a move."""
        if move.source is None:
            return self._filling.idle[move.kind]
        return self._filling.at[move.kind][move.source]
