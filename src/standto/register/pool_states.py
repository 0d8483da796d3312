"""How many places of each pool are in which state, over time, as arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from standto.model.ladder import AID_STATES, CONTINGENCY_STATES, HOME_STATES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from standto.model.scenario import Pool
    from standto.model.time import Instant, Period
    from standto.register.pool_fold import Lots

STATES = tuple(dict.fromkeys((*HOME_STATES, *AID_STATES, *CONTINGENCY_STATES)))
"""Every state of a pool's places; the last axis of `PoolStates.places`."""
STATE_INDEX = {state: place for place, state in enumerate(STATES)}


class PoolStates(NamedTuple):
    """The places of the pools, from each instant at which some come, go or move until the next.

    Attributes
    ----------
    starts
        Shape (stocks,); the first is the horizon's start.
    places
        Places of each pool in each state, shape (stocks, pools, states), int64.
    inside
        Whether each pool's period runs, shape (stocks, pools).
    """

    starts: NDArray[np.int64]
    places: NDArray[np.int64]
    inside: NDArray[np.bool_]

    def at(self, instant: Instant) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Return the places, shape (pools, states), and whose period runs, at an instant of the horizon."""
        row = int(np.searchsorted(self.starts, instant, side="right")) - 1
        return self.places[row], self.inside[row]


def make_pool_states(horizon: Period, pools: Sequence[tuple[Pool, Sequence[tuple[Instant, Lots]]]]) -> PoolStates:
    """Return the places of some pools over the horizon.

    Parameters
    ----------
    pools
        Each with its places over time.
    """
    times = {horizon.start}
    times |= {moment for _, timeline in pools for moment, _ in timeline}
    times |= {end for pool, _ in pools for end in pool.period}
    starts = np.array(sorted(time for time in times if time in horizon), dtype=np.int64)
    places = np.zeros((len(starts), len(pools), len(STATES)), dtype=np.int64)
    inside = np.zeros((len(starts), len(pools)), dtype=np.bool_)
    for column, (pool, timeline) in enumerate(pools):
        moments = np.array([moment for moment, _ in timeline], dtype=np.int64)
        places[:, column] = _table([lots for _, lots in timeline])[np.searchsorted(moments, starts, side="right") - 1]
        inside[:, column] = (starts >= pool.period.start) & (starts < pool.period.until)
    return PoolStates(starts, places, inside)


def _table(timeline: Sequence[Lots]) -> NDArray[np.int64]:
    """Return how many places are in each state, one row each."""
    table = np.zeros((len(timeline), len(STATES)), dtype=np.int64)
    for row, lots in enumerate(timeline):
        for state, kept in lots.items():
            table[row, STATE_INDEX[state]] = sum(lot.count for lot in kept)
    return table
