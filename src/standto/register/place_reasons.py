"""The numbers of pool places that do not count, by the first reason; see `standto.register.reasons` for tickets."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from standto.model.event import STEPPED_BACK
from standto.model.scenario import Scenario
from standto.register.abilities import SupplyAbilities
from standto.register.pool_states import STATE_INDEX
from standto.register.reason_names import NOT_PERMITTED, NOT_PRESENT, NOT_READY, REASONS
from standto.register.selection import Selection
from standto.register.timeline import Timeline


def places_not_counted(
    scenario: Scenario,
    abilities: SupplyAbilities,
    timeline: Timeline,
    places: NDArray[np.int64],
    inside: NDArray[np.bool_],
    span: int,
    demands: Sequence[int],
    selection: Selection,
) -> dict[str, int]:
    """Return the number of pool places that count for none of some demands, by reason.

    Parameters
    ----------
    places
        The number of places of each pool in each state, inside its period or outside, shape (pools, states).
    inside
        Whether the instant lies in the period of each pool, shape (pools,).
    """
    counts = dict.fromkeys(REASONS, 0)
    waiting, permitted = timeline.waiting, timeline.rules.permitted[span]
    wanted = sum(1 << place for place in set(demands))
    for row, (pool, (_, able)) in enumerate(zip(scenario.pools, abilities.pools, strict=True)):
        if not able & wanted:
            continue
        everybody, stepped_back = int(places[row].sum()), int(places[row, STATE_INDEX[STEPPED_BACK]])
        present = sum(int(places[row, STATE_INDEX[state]]) for state in selection.states[row]) if inside[row] else 0
        in_time = able & wanted & waiting.demands_in(pool.ready_minutes)
        if not in_time:
            counts[NOT_READY] += everybody
            continue
        counts[STEPPED_BACK] += stepped_back
        if in_time & permitted[scenario.force[pool.force].kind]:
            counts[NOT_PRESENT] += everybody - stepped_back - present
        else:
            counts[NOT_PERMITTED] += everybody - stepped_back
    return counts
