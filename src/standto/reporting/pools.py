"""Help by state: how many places of each pool are where on the ladder, since when, and what moved them there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from standto.ladder.pool_use import idle_words
from standto.model.ladder import AID_STATES, CONTINGENCY_STATES, HELPING, HOME_STATES, STEPS, UNANSWERED
from standto.model.steps import OVERDUE
from standto.model.time import BEGINNING, FOREVER, HOUR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.model.scenario import Pool
    from standto.model.time import Instant
    from standto.reporting.evidence import Annex
    from standto.reporting.standpoint import Standpoint

_STATES = tuple(dict.fromkeys((*HOME_STATES, *AID_STATES, *CONTINGENCY_STATES)))


@dataclass(frozen=True, slots=True)
class HelpLine:
    """Places of one pool that came into a state together.

    Attributes
    ----------
    pool, force, kind
        The pool, the name of its force, and the force's kind.
    state, count
        Where they are on the ladder, and how many.
    since
        When they came into that state; None: from the start.
    age_hours
        How long ago that was, to two decimals.
    ends
        When the pool's time ends; None: no end.
    overdue
        Whether an answer has been open for longer than the policy's `stale_hours`.
    idle
        Of help that is here or to be had: that it can fill no duty now, and why; empty where it can.
    trace
        Its row of the annex.
    """

    pool: str
    force: str
    kind: str
    state: str
    count: int
    since: Instant | None
    age_hours: float | None
    ends: Instant | None
    overdue: bool
    idle: str
    trace: str


def help_lines(stand: Standpoint, annex: Annex) -> tuple[HelpLine, ...]:
    """Return the places of every pool by state, pools in the order in which they are called on."""
    return tuple(line for pool in _in_order(stand) for line in _lines(stand, pool, annex))


def places_by_state(stand: Standpoint) -> dict[tuple[str, str], int]:
    """Return how many places are in each state, by pool and state."""
    found: dict[tuple[str, str], int] = {}
    for pool in _in_order(stand):
        for state, lots in stand.situation.lots(pool.id, stand.at).items():
            found[pool.id, state] = sum(lot.count for lot in lots)
    return found


def pool_trace(stand: Standpoint, pool: str, annex: Annex) -> str:
    """Return the evidence of a pool's places: its row, and the events that moved them."""
    moved = (event for event in stand.situation.pool_events(pool) if event.kind in STEPS and event.occurred <= stand.at)
    return annex.add(f"Places of {pool} by state", entries=(f"pools.csv: {pool}", *annex.steps(moved)))


def _in_order(stand: Standpoint) -> list[Pool]:
    """Return the pools by the tier of their force, then as listed."""
    order = {force.id: place for place, force in enumerate(stand.scenario.forces_in_order)}
    return sorted(stand.scenario.pools, key=lambda pool: order[pool.force])


def _lines(stand: Standpoint, pool: Pool, annex: Annex) -> Iterator[HelpLine]:
    """Yield the lines of one pool, the states that the ladder comes to first before the others."""
    force = stand.scenario.force[pool.force]
    late = any(one.step == OVERDUE and one.pool == pool.id for one in stand.review.recommendations)
    stale = stand.scenario.policy.stale_hours
    places = stand.situation.lots(pool.id, stand.at)
    idle = idle_words(stand.situation, pool, stand.at)
    for state in (state for state in _STATES if state in places):
        for lot in places[state]:
            since = None if lot.since == BEGINNING else lot.since
            open_for = stand.at - max(lot.since, stand.scenario.horizon.start)
            yield HelpLine(
                pool=pool.id,
                force=stand.names.force(pool.force),
                kind=force.kind,
                state=state,
                count=lot.count,
                since=since,
                age_hours=None if since is None else round((stand.at - since) / HOUR, 2),
                ends=None if pool.period.until == FOREVER else pool.period.until,
                overdue=late and state in UNANSWERED and open_for > stale * HOUR,
                idle=idle if state in HELPING else "",
                trace=pool_trace(stand, pool.id, annex),
            )
