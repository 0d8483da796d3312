"""How many have stepped back, and who still may: counts beside reports, and the register of a margin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from standto.register.pool_states import places_in

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from standto.model.time import Instant, Period
    from standto.register.situation import Situation


def stepped_back(situation: Situation, force: str, instant: Instant) -> int:
    """Return how many people of a force have stepped back from anything, and its places that have."""
    scenario = situation.scenario
    number = [one.id for one in scenario.forces_in_order].index(force)
    people = sum(
        int(heads)
        # Another thread may have met more standings in between.
        for heads, standing in zip(situation.headcounts(instant), situation.standings, strict=False)
        if heads and standing.stepped_back and standing.force == number
    )
    pools = (pool for pool in scenario.pools if pool.force == force)
    return people + sum(places_in(situation.lots(pool.id, instant), ("stepped-back",)) for pool in pools)


def people_left(situation: Situation, period: Period, wanted: int) -> NDArray[np.bool_]:
    """Return which home people have a ticket for a capability at some time of a period and may step back from it.

    Parameters
    ----------
    wanted
        The capabilities, as a bit mask.

    Returns
    -------
    array
        Shape (people,): not those who at the period's beginning have stepped back from all that they have a ticket
        for; on duty or not.
    """
    first, moves = situation.standing_of(period.start), situation.moves
    standings = situation.standings
    home = np.array([one.force == 0 for one in standings], dtype=np.bool_)[first]
    left = np.array([bool(one.current & one.willing & wanted) for one in standings], dtype=np.bool_)[first]
    rows = slice(*np.searchsorted(moves.at, [period.start + 1, period.until]).tolist())
    for person, after in zip(moves.person[rows].tolist(), moves.after[rows].tolist(), strict=True):
        if not left[person] and standings[after].current & standings[first[person]].willing & wanted:
            left[person] = True
    return left & home


def places_left(situation: Situation, period: Period, wanted: int) -> NDArray[np.int64]:
    """Return how many places of each home pool with a capability wanted may step back, shape (pools,)."""
    scenario, skills = situation.scenario, situation.records.skills
    left = np.zeros(len(scenario.pools), dtype=np.int64)
    for row, pool in enumerate(scenario.pools):
        able = skills.mask(pool.capabilities) & wanted
        if pool.force == scenario.home and able and pool.period.overlap(period):
            left[row] = places_in(situation.lots(pool.id, period.start), ("available",))
    return left
