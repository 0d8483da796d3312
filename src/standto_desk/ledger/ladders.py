"""The steps of each pool on its ladder, to tell whether another step is possible."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from standto.model.event import Event
from standto.model.ladder import STEPS, move
from standto.model.people import Pool
from standto.model.time import Instant
from standto.scenario.warnings_events import moves_too_few, too_few

Places = dict[str, int]


class TakenStep(NamedTuple):
    """A step of the ledger, with the reference to its entry. Steps sort by time, then by place in the ledger."""

    occurred: Instant
    sequence: int
    reference: str
    event: Event


class Ladders:
    """The steps of every pool, in the order in which they take effect."""

    def __init__(self) -> None:
        self._steps: dict[str, list[TakenStep]] = {}
        self._by_reference: dict[str, TakenStep] = {}
        self._last: dict[str, tuple[Pool, Places]] = {}

    def insert(self, taken: TakenStep) -> None:
        """Insert a step."""
        pool = taken.event.subject
        steps = self._steps.setdefault(pool, [])
        if pool in self._last:
            if steps and steps[-1] > taken:
                del self._last[pool]
            else:
                move(self._last[pool][1], STEPS[taken.event.kind], taken.event.count)
        insort(steps, taken)
        self._by_reference[taken.reference] = taken

    def remove(self, reference: str) -> None:
        """Remove the step with a reference, if there is one, because it was corrected."""
        taken = self._by_reference.pop(reference, None)
        if taken is not None:
            self._steps[taken.event.subject].remove(taken)
            self._last.pop(taken.event.subject, None)

    def fault(self, event: Event, pool: Pool) -> str:
        """Return why a step is not possible; empty if it is.

        The step must find the places that it moves, and leave enough for every later step.
        """
        steps = self._steps.get(pool.id, [])
        place = bisect_right(steps, event.occurred, key=attrgetter("occurred"))
        before = self._before(pool, steps, place)
        after = dict(before)
        arrived = move(after, STEPS[event.kind], event.count)
        if moves_too_few(event, arrived):
            return too_few(event, arrived)
        for later in steps[place:]:
            step, wanted = STEPS[later.event.kind], later.event.count
            found, left = move(before, step, wanted), move(after, step, wanted)
            if moves_too_few(later.event, left) and not moves_too_few(later.event, found):
                return (
                    f"leaves too few places for {later.reference}, a later {later.event.kind}: correct that one first"
                )
        return ""

    def _before(self, pool: Pool, steps: Sequence[TakenStep], place: int) -> Places:
        """Return the places of a pool in each state after the first `place` of its steps."""
        if place == len(steps) and (last := self._last.get(pool.id)) and last[0] == pool:
            return dict(last[1])
        places = {pool.state: pool.count}
        for taken in steps[:place]:
            move(places, STEPS[taken.event.kind], taken.event.count)
        if place == len(steps):
            self._last[pool.id] = (pool, dict(places))
        return places
