"""The number of places of each pool in each state over time: folded from events, and as arrays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.model.event import Event
from standto.model.ladder import AID_STATES, CONTINGENCY_STATES, HOME_STATES, STEPS, LadderStep
from standto.model.people import Pool
from standto.model.time import BEGINNING, Instant, Period

STATES = tuple(dict.fromkeys((*HOME_STATES, *AID_STATES, *CONTINGENCY_STATES)))
"""Every state of a pool's places; the last axis of `PoolStates.places`."""
STATE_INDEX = {state: place for place, state in enumerate(STATES)}


@dataclass(frozen=True, slots=True)
class Lot:
    """Places that came into a state together."""

    since: Instant
    count: int


Lots = dict[str, tuple[Lot, ...]]
"""The places of one pool by state; lots in the order in which they came."""


def places_in(lots: Lots, states: Iterable[str]) -> int:
    """Return the number of places in any of some states."""
    return sum(lot.count for state in states for lot in lots.get(state, ()))


def fold_pool(pool: Pool, events: Iterable[Event]) -> list[tuple[Instant, Lots]]:
    """Return the places of a pool over time.

    Parameters
    ----------
    pool
        Its row says how many places there are and in which state.
    events
        Its known events, in the order in which they occurred; events that are not steps are skipped.

    Returns
    -------
    list
        ``(instant, lots)``: the places from that instant until the next; the first is `BEGINNING`.
    """
    lots: Lots = {pool.state: (Lot(BEGINNING, pool.count),)} if pool.count else {}
    timeline = [(BEGINNING, lots)]
    for event in events:
        step = STEPS.get(event.kind)
        if step is None:
            continue
        lots = _after(lots, step, event.count, event.occurred)
        if timeline[-1][0] == event.occurred:
            timeline.pop()
        timeline.append((event.occurred, lots))
    return timeline


def _after(lots: Lots, step: LadderStep, count: int | None, at: Instant) -> Lots:
    taken = step.taken({state: places_in(lots, (state,)) for state in step.sources}, count)
    after = dict(lots)
    for state, number in taken.items():
        after[state] = _without(lots[state], number)
    if arriving := step.arriving(taken, count):
        after[step.into] = (*after.get(step.into, ()), Lot(at, arriving))
    return {state: kept for state, kept in after.items() if kept}


def _without(lots: tuple[Lot, ...], number: int) -> tuple[Lot, ...]:
    """Return lots without some of their places, which are taken from the earliest lots."""
    kept = []
    for lot in lots:
        taken = min(lot.count, number)
        number -= taken
        if lot.count > taken:
            kept.append(Lot(lot.since, lot.count - taken))
    return tuple(kept)


class PoolStates(NamedTuple):
    """The places of the pools in each state, row by row: a row starts whenever places come, leave or move.

    Attributes
    ----------
    starts
        Start of each row, shape (rows,); the first is the horizon's start.
    places
        Places of each pool in each state, shape (rows, pools, states), int64.
    inside
        Whether each row lies in each pool's period, shape (rows, pools).
    """

    starts: NDArray[np.int64]
    places: NDArray[np.int64]
    inside: NDArray[np.bool_]

    def at(self, instant: Instant) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Return the places at an instant of the horizon, shape (pools, states), and whether it lies in each period."""
        row = int(np.searchsorted(self.starts, instant, side="right")) - 1
        return self.places[row], self.inside[row]


def make_pool_states(horizon: Period, pools: Sequence[tuple[Pool, Sequence[tuple[Instant, Lots]]]]) -> PoolStates:
    """Return the states over the horizon of some pools, from the lots of each over time."""
    times = {horizon.start}
    times |= {moment for _, timeline in pools for moment, _ in timeline}
    times |= {end for pool, _ in pools for end in pool.period}
    starts = np.array(sorted(time for time in times if time in horizon), dtype=np.int64)
    places = np.zeros((len(starts), len(pools), len(STATES)), dtype=np.int64)
    inside = np.zeros((len(starts), len(pools)), dtype=np.bool_)
    for column, (pool, timeline) in enumerate(pools):
        # places[r, p] = the places of pool p from max{m : moments[m] <= starts[r]} on.
        moments = np.array([moment for moment, _ in timeline], dtype=np.int64)
        places[:, column] = _table([lots for _, lots in timeline])[np.searchsorted(moments, starts, side="right") - 1]
        inside[:, column] = (starts >= pool.period.start) & (starts < pool.period.until)
    return PoolStates(starts, places, inside)


def _table(timeline: Sequence[Lots]) -> NDArray[np.int64]:
    """Return the number of places in each state, shape (instants, states)."""
    table = np.zeros((len(timeline), len(STATES)), dtype=np.int64)
    for row, lots in enumerate(timeline):
        for state, kept in lots.items():
            table[row, STATE_INDEX[state]] = sum(lot.count for lot in kept)
    return table
