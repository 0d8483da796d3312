"""Help by state: how many places of each pool are where on the ladder, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from standto.model.time import BEGINNING

if TYPE_CHECKING:
    from standto.model.scenario import Force, Pool, Scenario
    from standto.model.time import Instant
    from standto.register import Situation

OURS, THEIRS = "ours", "theirs"
TURN = {"asked": THEIRS, "offered": OURS, "confirmed": THEIRS, "requested": THEIRS, "standby": OURS}
"""Whose move it is while places are in a state: the home force's or the other's. In every other state nobody waits."""


@dataclass(frozen=True, slots=True)
class StateLine:
    """The places of a pool in one state.

    Attributes
    ----------
    since
        When the first of them came into it; None for the state they began in.
    turn
        Whose move it is, `OURS` or `THEIRS`; blank where nobody waits for anything.
    """

    state: str
    count: int
    since: Instant | None
    turn: str


@dataclass(frozen=True, slots=True)
class PoolLine:
    """A pool and its places by state; states without a place are left out."""

    pool: Pool
    force: Force
    states: tuple[StateLine, ...]

    @property
    def open(self) -> tuple[StateLine, ...]:
        """The states in which somebody's move is awaited."""
        return tuple(line for line in self.states if line.turn)


def lent_pools(scenario: Scenario) -> tuple[str, ...]:
    """Return the ids of other forces' pools; the places of the home force's own pools are people who may step back."""
    return tuple(pool.id for pool in scenario.pools if pool.force != scenario.home)


def pool_lines(situation: Situation, at: Instant) -> tuple[PoolLine, ...]:
    """Return every pool, in the order in which help is called on."""
    scenario = situation.scenario
    tiers = {force.id: place for place, force in enumerate(scenario.forces_in_order)}
    pools = sorted(scenario.pools, key=lambda pool: tiers[pool.force])
    return tuple(PoolLine(pool, scenario.force[pool.force], _states(situation, pool.id, at)) for pool in pools)


def _states(situation: Situation, pool: str, at: Instant) -> tuple[StateLine, ...]:
    """Return where a pool's places are."""
    lines = []
    for state, lots in situation.lots(pool, at).items():
        since = min(lot.since for lot in lots)
        count = sum(lot.count for lot in lots)
        lines.append(StateLine(state, count, None if since == BEGINNING else since, TURN.get(state, "")))
    return tuple(lines)
