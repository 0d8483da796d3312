"""A future as records: what would be known of it by some moment, as the events that people would have entered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from standto.futures.future_events import AbsentSlots, FutureBlock
from standto.futures.future_moves import known_step_backs
from standto.futures.future_run import FutureRun
from standto.futures.levels import levels_of
from standto.futures.mustered_pools import pools_of_places
from standto.futures.mustering import Mustering
from standto.model.event import RETURNED, STEPPED_BACK, STRENGTH_CHANGED, UNAVAILABLE, Event
from standto.model.ladder import (
    AID_CONFIRMED,
    AID_RELEASED,
    AID_WITHDRAWN,
    CONTINGENCY_DEPLOYED,
    CONTINGENCY_STOOD_DOWN,
)
from standto.model.time import FOREVER, Instant
from standto.register import Records, Situation

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class FutureRecords:
    """The records of futures: those of the situation, and the events of one future as they become known.

    The people of a future are slots. To review it, each slot takes the place of the person it was made from. No result
    may name them.

    Attributes
    ----------
    mustering
        The making of the muster, which knows the person of each slot; its basis is ``confirmed``.
    run
        The futures.
    """

    mustering: Mustering
    run: FutureRun

    def situation(self, future: int, at: Instant) -> Situation:
        """Return the situation at a moment of a future, as known then."""
        block = FutureBlock(self.run.seed, np.array([future], dtype=np.uint32), self._levels(future))
        events = sorted(self._events(block, at), key=lambda event: event.occurred)
        before = self.mustering.situation
        return replace(before, records=self._known.followed_by(events), at=at, known_at=at)

    @cached_property
    def _known(self) -> Records:
        """The records of what the situation knows, known from its start on; nothing that became known later."""
        before = self.mustering.situation
        start, scenario = before.period.start, before.scenario
        known_by = FOREVER if before.known_at is None else before.known_at
        kept = [one for one in scenario.events if one.recorded <= known_by]
        return Records(replace(scenario, events=tuple(replace(one, recorded=min(one.recorded, start)) for one in kept)))

    def _levels(self, future: int) -> NDArray[np.int32]:
        numbers = np.array([future], dtype=np.uint32)
        return levels_of(self.run.assumptions, self.run.seed, numbers, dict(self.run.fixed))

    def _events(self, block: FutureBlock, at: Instant) -> Iterator[Event]:
        drawn = self.run.processes.drawn(block)
        yield from self._of_people(STEPPED_BACK, drawn.stepped_back, at)
        for process in self.run.processes.absences:
            yield from self._of_people(UNAVAILABLE, process.absences(block), at)
        yield from self._of_places(drawn.absent, at)
        if drawn.places.places is not None:
            yield from self._of_pools(drawn.places.places[:, :, 0], at)
        if drawn.required is not None:
            yield from self._of_strengths(drawn.required[:, :, 0], at)

    def _of_people(self, kind: str, absent: AbsentSlots, at: Instant) -> Iterator[Event]:
        """Yield the absences of people that began by then; nobody knows an end that has not come."""
        people, slots = self.mustering.situation.scenario.people, self.mustering.slots
        known = known_step_backs(absent, self.run.muster)
        spells = (absent.slot, absent.start, absent.until, known & (kind == STEPPED_BACK))
        for slot, start, until, recorded in zip(*(column.tolist() for column in spells), strict=True):
            if slot >= len(slots):
                continue
            person = people[int(slots[slot])].id
            begins, ends = self._instant(start), self._instant(until)
            if recorded:
                # The record has this step-back already.
                if ends <= at:
                    yield Event("", RETURNED, person, ends, ends)
            elif begins <= at:
                yield Event("", kind, person, begins, begins, ends if ends <= at else FOREVER)

    def _of_places(self, absent: AbsentSlots, at: Instant) -> Iterator[Event]:
        """Yield the absences of home places, one by one."""
        first, away = len(self.mustering.slots), self.run.muster.away_since < FOREVER
        for slot, start, until in zip(absent.slot.tolist(), absent.start.tolist(), absent.until.tolist(), strict=True):
            if slot < first:
                continue
            begins, ends = self._instant(start), self._instant(until)
            for pool in self._pools[slot - first]:
                if begins <= at and not (away[slot] and start == 0):
                    yield Event("", STEPPED_BACK, pool, begins, begins, count=1)
                if ends <= at:
                    yield Event("", RETURNED, pool, ends, ends, count=1)

    @cached_property
    def _pools(self) -> list[tuple[str, ...]]:
        return pools_of_places(self.mustering.situation, self.mustering.decided)

    def _of_pools(self, places: NDArray[np.int32], at: Instant) -> Iterator[Event]:
        """Yield the changes of other forces' places, as events that make the same number of them count.

        `places` has the places that count, shape (steps, pools).
        """
        muster, scenario = self.run.muster, self.mustering.situation.scenario
        for column, pool in enumerate(muster.pools):
            change = places[:, column].astype(np.int64) - muster.pool_places[:, column]
            # Places that come later are on their way, not withdrawn.
            best = np.minimum(np.maximum.accumulate(change[::-1])[::-1], 0)
            change = np.where(change < 0, best, change)
            military = {one.id: one.kind for one in scenario.forces}[scenario.pool[pool].force] == "military"
            for step in np.flatnonzero(np.diff(change, prepend=0)).tolist():
                instant = int(muster.starts[step])
                if instant <= at:
                    more = int(change[step] - (change[step - 1] if step else 0))
                    confirmed = int(muster.pool_states[1, step, column])
                    for kind, count in _moves(more, confirmed, military=military):
                        yield Event("", kind, pool, instant, instant, count=count)

    def _of_strengths(self, required: NDArray[np.int32], at: Instant) -> Iterator[Event]:
        """Yield the strengths that differ from the known ones at a moment, with the time for which they do.

        `required` has the strengths, shape (steps, duties).
        """
        muster, duties = self.run.muster, self.mustering.situation.scenario.duties_in_order
        now = int(np.searchsorted(muster.starts, at, side="right")) - 1
        for column, duty in enumerate(duties):
            number = int(required[now, column])
            if number >= 0 and number != muster.required[now, column]:
                other = np.flatnonzero(required[:, column] != number)
                first = int(max(other[other < now], default=-1)) + 1
                until = int(min(other[other > now], default=len(muster.starts)))
                begins, ends = self._instant(first), self._instant(until)
                yield Event("", STRENGTH_CHANGED, duty.id, begins, begins, ends, count=number)

    def _instant(self, step: int) -> Instant:
        """Return the start of a step; `FOREVER` for none."""
        starts = self.run.muster.starts
        return int(starts[step]) if step < len(starts) else FOREVER


def _moves(more: int, confirmed: int, *, military: bool) -> Iterator[tuple[str, int]]:
    """Yield the events that make a number of places more, or fewer, count; those on the way go before those present."""
    if military:
        yield (CONTINGENCY_DEPLOYED, more) if more > 0 else (CONTINGENCY_STOOD_DOWN, -more)
    elif more > 0:
        yield AID_CONFIRMED, more
    else:
        for kind, count in ((AID_WITHDRAWN, min(-more, confirmed)), (AID_RELEASED, -more - min(-more, confirmed))):
            if count:
                yield kind, count
