"""Places that were asked for: the only ones that an answer may move onto the ladder."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter

from standto.model.event import Event
from standto.model.ladder import AID_ANSWERS, CONTINGENCY_ANSWERS, ON_THE_LADDER, STEPS, LadderStep, move
from standto.model.people import Pool
from standto.register.pool_states import Lots

ANSWERS = (*AID_ANSWERS, *CONTINGENCY_ANSWERS)
"""Movements by other forces, which are recorded and not decided here."""


def sources_asked(kind: str) -> tuple[str, ...]:
    """Return the states of requested places that an answer moves, in the order of its step."""
    return tuple(state for state in STEPS[kind].sources if state in ON_THE_LADDER)


def off_the_ladder(lots: Lots) -> int:
    """Return the number of places of a pool that nobody has asked for."""
    return sum(lot.count for state, there in lots.items() if state not in ON_THE_LADDER for lot in there)


def left_short(pool: Pool, events: Sequence[Event], new: Event) -> Iterator[str]:
    """Yield the ids of later answers that would move unrequested places if an event came before them."""
    before = _moved_unasked(pool, events)
    after = list(events)
    after.insert(bisect_right(after, new.occurred, key=attrgetter("occurred")), new)
    for event, number in _moved_unasked(pool, after).items():
        if event != new.id and number > before.get(event, 0):
            yield event


def resting_on(pool: Pool, events: Sequence[Event], gone: str) -> Iterator[str]:
    """Yield the ids of steps that took places which an answer left, and would add other places without it."""
    before = _added(pool, events)
    for event, number in _added(pool, [event for event in events if event.id != gone]).items():
        if number > before[event]:
            yield event


def _added(pool: Pool, events: Sequence[Event]) -> dict[str, int]:
    """Return the number of places that each step added because fewer could move than it names, by event."""
    return {
        event.id: max(0, (event.count or 0) - sum(places.get(state, 0) for state in step.sources)) if step.grows else 0
        for event, step, places in _steps(pool, events)
    }


def _moved_unasked(pool: Pool, events: Sequence[Event]) -> dict[str, int]:
    """Return the number of places that each answer moved although nobody had asked for them, by event."""
    return {
        event.id: _unasked(places, step, event.count)
        for event, step, places in _steps(pool, events)
        if event.kind in ANSWERS and step.grows
    }


def _steps(pool: Pool, events: Sequence[Event]) -> Iterator[tuple[Event, LadderStep, dict[str, int]]]:
    """Yield each step of a pool with the places in each state before it."""
    places = {pool.state: pool.count}
    for event in events:
        if (step := STEPS.get(event.kind)) is not None:
            yield event, step, places
            move(places, step, event.count)


def _unasked(places: dict[str, int], step: LadderStep, number: int | None) -> int:
    """Return the number of places that a step moves or adds and that were not on the ladder before it."""
    if number is None:
        first = next((state for state in step.sources if places.get(state)), "")
        return 0 if first in ON_THE_LADDER else places.get(first, 0)
    return max(0, number - sum(places.get(state, 0) for state in step.sources if state in ON_THE_LADDER))
