"""A filling of duties by people, kind by kind, which grows along alternating paths.

It serves parts with too many groups of duties to examine every set, shares of forces, and witnesses. Plain whole
numbers are exact, and fast enough for the few dozen kinds of people that a window has.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from standto.kernel.bit_sets import bits
from standto.model.windows import SupplyClass


class Filling:
    """The people and places that fill each duty of one problem; it starts empty and grows.

    Attributes
    ----------
    at
        The number of each kind who fill places of each duty.
    idle
        The number of each kind who were called on and fill no place.
    busy
        The duties that some of each kind fill, as bit masks.
    missing
        The number of unfilled places of each duty.
    able
        The kinds that can do each duty.
    """

    def __init__(self, kinds: Sequence[SupplyClass], counts: Sequence[int], required: Sequence[int]) -> None:
        self.kinds = kinds
        self.counts = counts
        self.missing = list(required)
        self.at = [[0] * len(required) for _ in kinds]
        self.idle = [0] * len(kinds)
        self.busy = [0] * len(kinds)
        # Kinds that can do the fewest other duties come first, which saves most of the searching.
        called = [number for number, count in enumerate(counts) if count]
        called.sort(key=lambda number: (kinds[number].duties.bit_count(), number))
        self.able = [[number for number in called if kinds[number].duties >> duty & 1] for duty in range(len(required))]

    def call(self, force: int) -> None:
        """Call on the people of a force: they are idle until they fill a place."""
        for number, kind in enumerate(self.kinds):
            if kind.force == force:
                self.idle[number] = self.counts[number]

    def call_all(self) -> None:
        """Call on the people of every force."""
        self.idle = list(self.counts)

    def grow(self, duties: Iterable[int]) -> None:
        """Fill duty after duty as far as possible; filled places stay filled, and people in use stay in use."""
        for duty in duties:
            self._take(duty)
            while self.missing[duty] and self._shift(duty):
                pass

    def place(self, number: int, duty: int, count: int) -> None:
        """Move idle people of a kind to a duty; if the count is negative, make people of the duty idle."""
        row = self.at[number]
        row[duty] += count
        self.idle[number] -= count
        if row[duty]:
            self.busy[number] |= 1 << duty
        else:
            self.busy[number] &= ~(1 << duty)

    def _take(self, duty: int) -> None:
        for number in self.able[duty]:
            if not self.missing[duty]:
                return
            count = min(self.idle[number], self.missing[duty])
            if count:
                self.place(number, duty, count)
                self.missing[duty] -= count

    def _shift(self, duty: int) -> bool:
        """Fill places along one alternating path that ends at an idle person; return False if there is none."""
        came_from: dict[int, tuple[int, int]] = {}
        queue, seen = [duty], 1 << duty
        for end in queue:
            for number in self.able[end]:
                if self.idle[number]:
                    self._move_up(duty, end, number, came_from)
                    return True
                for place in bits(self.busy[number] & ~seen):
                    came_from[place] = (end, number)
                    queue.append(place)
                seen |= self.busy[number]
        return False

    def _move_up(self, duty: int, end: int, last: int, came_from: dict[int, tuple[int, int]]) -> None:
        """Move as many people as possible along a path: each to the duty before, and an idle one to the last duty."""
        path = []
        place = end
        while place != duty:
            before, number = came_from[place]
            path.append((number, place, before))
            place = before
        count = min(self.missing[duty], self.idle[last], *(self.at[number][place] for number, place, _ in path))
        for number, place, before in reversed(path):
            self.place(number, place, -count)
            self.place(number, before, count)
        self.place(last, end, count)
        self.missing[duty] -= count

    def reached(self) -> int:
        """Return the duties that unfilled places reach by alternating paths, as a bit mask.

        If no idle person can be reached, they are the smallest set of duties that proves the whole gap.
        """
        queue = [duty for duty, missing in enumerate(self.missing) if missing]
        seen = 0
        for duty in queue:
            seen |= 1 << duty
        for duty in queue:
            for number in self.able[duty]:
                queue.extend(bits(self.busy[number] & ~seen))
                seen |= self.busy[number]
        return seen


def filled_in_order(kinds: Sequence[SupplyClass], counts: Sequence[int], required: Sequence[int]) -> Filling:
    """Fill duties in order with the forces in order.

    Call on one force after the other, and fill duty after duty with the people called so far. This gives both the least
    gap duty by duty and the best use of the forces. Filled places stay filled and used people stay used, and every
    place in the best filling by the first forces is also in the best filling by more forces.
    """
    filling = Filling(kinds, counts, required)
    for force in sorted({kind.force for kind, count in zip(kinds, counts, strict=True) if count}):
        filling.call(force)
        filling.grow(range(len(required)))
        if not any(filling.missing):
            break
    return filling
