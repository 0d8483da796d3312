"""The people and places that have stepped back, and those that still may."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.model.event import REPORT, STEPPED_BACK, Event
from standto.register.pool_states import places_in
from standto.register.standing_moves import home_people_left

if TYPE_CHECKING:
    from standto.model.time import Instant, Period
    from standto.register.alternatives import Wanted
    from standto.register.situation import Situation


class Claim(NamedTuple):
    """A report of the number of people who had stepped back, with the register's own number at that time."""

    event: Event
    register: int


def claims_before(situation: Situation, until: Instant) -> list[Claim]:
    """Return the known reports from before an instant, by time and line, each with the register's number."""
    return [
        Claim(event, stepped_back_at(situation, event.subject, event.occurred))
        for event in situation.events(REPORT)
        if situation.records.since <= event.occurred < until
    ]


def stepped_back_at(situation: Situation, force: str, instant: Instant) -> int:
    """Return the number of a force's people who have stepped back from anything, and of its places that have."""
    scenario = situation.scenario
    number = [one.id for one in scenario.forces_in_order].index(force)
    people = sum(
        int(heads)
        # Another thread may add standings meanwhile.
        for heads, standing in zip(situation.headcounts(instant), situation.standings, strict=False)
        if heads and standing.stepped_back and standing.force == number
    )
    pools = (pool for pool in scenario.pools if pool.force == force)
    return people + sum(places_in(situation.lots(pool.id, instant), (STEPPED_BACK,)) for pool in pools)


def home_supply_left(
    situation: Situation, period: Period, wanted: Wanted
) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Return the home people and places that may still step back from a wanted alternative.

    Returns
    -------
    tuple
        Whether each person may, shape (people,); the number of places of each pool that may, shape (pools,).
    """
    moves = situation.moves
    inside = moves.where(slice(*np.searchsorted(moves.at, [period.start + 1, period.until]).tolist()))
    people = home_people_left(situation.standings, situation.standing_of(period.start), inside, wanted)
    return people, _places_left(situation, period, wanted)


def _places_left(situation: Situation, period: Period, wanted: Wanted) -> NDArray[np.int64]:
    """Return the number of available places of each home pool with a wanted alternative, shape (pools,)."""
    scenario, skills = situation.scenario, situation.records.skills
    left = np.zeros(len(scenario.pools), dtype=np.int64)
    for row, pool in enumerate(scenario.pools):
        able = wanted.in_any_of(wanted.masks([skills.mask(pool.capabilities)])).all()
        if pool.force == scenario.home and able and pool.period.overlap(period):
            left[row] = places_in(situation.lots(pool.id, period.start), ("available",))
    return left
