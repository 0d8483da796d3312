"""The fewest people who must stay for each place that is filled, where those who go can still do something.

Let everybody who may go do only what they still can, and fill as many places as possible. Each further place needs some
who stay, and do what they could do only before. Filling along the cheapest alternating path each time gives the fewest
for every number of places, and a further place is never cheaper than the one before (a minimum-cost flow).
"""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

from standto.kernel.bit_sets import bits
from standto.kernel.filling import Filling
from standto.kernel.leaving_parts import STAYS, LeavingPart
from standto.model.windows import SupplyClass


def stayers_for_more(leaving: LeavingPart, problem: int) -> list[int]:
    """Return how many more must stay for each place more than those who go can fill, in ascending order."""
    filling = _CheapestFilling(leaving, problem)
    found: list[int] = []
    while path := filling.cheapest():
        found.extend([path.cost] * filling.move_along(path))
    return found


def staying_by_kind(leaving: LeavingPart, problem: int) -> list[int]:
    """Return how many of each kind must stay if every place that can be filled is, and as few as possible stay."""
    filling = _CheapestFilling(leaving, problem)
    while path := filling.cheapest():
        filling.move_along(path)
    return filling.staying()


class _Path(NamedTuple):
    """A path from an unfilled place to an idle person: the kind that fills each duty, and the duty that it leaves."""

    cost: int
    steps: list[tuple[int, int]]
    """Each duty with the kind that fills it; the kind leaves the next duty, and the last kind is idle."""


class _CheapestFilling:
    """A filling of one problem at the least cost: 1 for each person who does what they could not do after going."""

    def __init__(self, leaving: LeavingPart, problem: int) -> None:
        part = leaving.part
        self._kinds, self._after = [kind.duties for kind in part.kinds], leaving.after
        counts = part.counts[problem].tolist()
        self._filling = Filling(
            [SupplyClass(STAYS, mask) for mask in leaving.after], counts, part.required[problem].tolist()
        )
        self._filling.call_all()
        self._filling.grow(range(len(part.duties)))
        there = [kind for kind, count in enumerate(counts) if count]
        self._able = [[kind for kind in there if self._kinds[kind] >> duty & 1] for duty in range(len(part.duties))]

    def _cost(self, kind: int, duty: int) -> int:
        return 0 if self._after[kind] >> duty & 1 else 1

    def cheapest(self) -> _Path | None:
        """Return the cheapest path; None if no further place can be filled."""
        filling = self._filling
        cost = {duty: 0 for duty, missing in enumerate(filling.missing) if missing}
        came_from: dict[int, tuple[int, int]] = {}
        queue = deque(cost)
        best: tuple[int, int, int] | None = None
        while queue:
            duty = queue.popleft()
            for kind in self._able[duty]:
                here = cost[duty] + self._cost(kind, duty)
                if filling.idle[kind] and (best is None or here < best[0]):
                    best = here, duty, kind
                for place in bits(filling.busy[kind] & ~(1 << duty)):
                    moved = here - self._cost(kind, place)
                    if moved < cost.get(place, moved + 1):
                        cost[place], came_from[place] = moved, (duty, kind)
                        queue.append(place)
        if best is None:
            return None
        total, duty, kind = best
        steps = [(duty, kind)]
        while duty in came_from:
            duty, kind = came_from[duty]
            steps.append((duty, kind))
        return _Path(total, steps[::-1])

    def staying(self) -> list[int]:
        """Return how many of each kind do what they could not do after going."""
        return [
            sum(number for duty, number in enumerate(row) if self._cost(kind, duty))
            for kind, row in enumerate(self._filling.at)
        ]

    def move_along(self, path: _Path) -> int:
        """Move as many people as possible along a path, and return their number."""
        filling, last = self._filling, path.steps[-1]
        moves = list(zip(path.steps, path.steps[1:], strict=False))
        first = path.steps[0][0]
        number = min(
            filling.missing[first],
            filling.idle[last[1]],
            *(filling.at[kind][left] for (_, kind), (left, _) in moves),
        )
        for (duty, kind), (left, _) in moves:
            filling.place(kind, left, -number)
            filling.place(kind, duty, number)
        filling.place(last[1], last[0], number)
        filling.missing[first] -= number
        return number
