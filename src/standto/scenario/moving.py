"""Moving the places of a pool along its ladder by number alone: what a step finds to move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.model.ladder import STEPS, Step

if TYPE_CHECKING:
    from standto.model.event import Event


def move(places: dict[str, int], step: Step, count: int | None) -> int:
    """Move places of one pool along a step, and return how many arrived.

    Parameters
    ----------
    places
        How many places are in each state; changed in place.
    step
        The step.
    count
        How many are to move; None for all of the first state that has any.
    """
    sources = step.sources
    if count is None:
        sources = tuple(state for state in sources if places.get(state))[:1]
    moved = 0
    for state in sources:
        there = places.get(state, 0)
        taken = there if count is None else min(there, count - moved)
        places[state] = there - taken
        moved += taken
    arrived = count if step.grows and count is not None else moved
    places[step.into] = places.get(step.into, 0) + arrived
    return arrived


def moves_too_few(event: Event, arrived: int) -> bool:
    """Whether a step found nothing to move, or less than it names.

    Parameters
    ----------
    event
        The step.
    arrived
        How many places arrived.
    """
    return arrived == 0 or (event.count or 0) > arrived


def too_few(event: Event, arrived: int) -> str:
    """Say that a step found nothing to move, or less than it names.

    Parameters
    ----------
    event
        The step.
    arrived
        How many places arrived.
    """
    asked = "" if event.count is None else f" of {event.count:,}"
    states = STEPS[event.kind].sources
    either = states[0] if len(states) == 1 else f"{', '.join(states[:-1])} or {states[-1]}"
    return f"{event.kind} moves {arrived:,}{asked} places: {event.subject!r} has no more {either}"
