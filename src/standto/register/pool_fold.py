"""The ladder: how many places of a pool are in which state, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from standto.model.ladder import STEPS, Step
from standto.model.time import BEGINNING, Instant

if TYPE_CHECKING:
    from collections.abc import Iterable

    from standto.model.event import Event
    from standto.model.scenario import Pool


@dataclass(frozen=True, slots=True)
class Lot:
    """Places that came into a state together."""

    since: Instant
    count: int


Lots = dict[str, tuple[Lot, ...]]
"""The places of one pool by state; lots in the order in which they came."""


def count(lots: Lots, states: Iterable[str]) -> int:
    """Return how many places are in one of some states."""
    return sum(lot.count for state in states for lot in lots.get(state, ()))


def fold_pool(pool: Pool, events: Iterable[Event]) -> list[tuple[Instant, Lots]]:
    """Return the places of a pool over time.

    Parameters
    ----------
    pool
        Its row says how many places there are and in which state.
    events
        Its known events, in the order in which they occurred; others than steps are passed over.

    Returns
    -------
    list
        ``(instant, lots)``: so from that instant until the next; the first from `BEGINNING`.
    """
    lots: Lots = {pool.state: (Lot(BEGINNING, pool.count),)} if pool.count else {}
    timeline = [(BEGINNING, lots)]
    for event in events:
        step = STEPS.get(event.kind)
        if step is None:
            continue
        lots = moved(lots, step, event.count, event.occurred)
        if timeline[-1][0] == event.occurred:
            timeline.pop()
        timeline.append((event.occurred, lots))
    return timeline


def moved(lots: Lots, step: Step, wanted: int | None, at: Instant) -> Lots:
    """Return the places after a step: as many as it names, or all of the first state that has any."""
    after = dict(lots)
    if wanted is None:
        source = next((state for state in step.sources if count(lots, (state,))), None)
        wanted = 0 if source is None else count(lots, (source,))
        sources: tuple[str, ...] = () if source is None else (source,)
    else:
        sources = step.sources
    found = 0
    for state in sources:
        after[state], taken = _take(after.get(state, ()), wanted - found)
        found += taken
    arriving = wanted if step.grows else found
    if arriving:
        after[step.into] = (*after.get(step.into, ()), Lot(at, arriving))
    return {state: kept for state, kept in after.items() if kept}


def _take(lots: tuple[Lot, ...], wanted: int) -> tuple[tuple[Lot, ...], int]:
    """Take places out of a state, those that came first before the others."""
    kept, taken = [], 0
    for lot in lots:
        some = min(lot.count, wanted - taken)
        taken += some
        if lot.count > some:
            kept.append(Lot(lot.since, lot.count - some))
    return tuple(kept), taken
