"""What somebody should look at: unanswered requests, help that ends, figures in doubt, reviews due."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from standto.ladder.look import Look, duty_ids, hours
from standto.ladder.recommendation import CONFLICT, ENDS_EARLY, OVERDUE, REVIEW_DUE, STALE, Recommendation
from standto.ladder.slots import slots_of
from standto.model.event import DECISION, REPORT
from standto.model.ladder import BASES
from standto.model.time import HOUR, Instant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.model.event import Event
    from standto.model.scenario import Pool
    from standto.register import Claim

UNANSWERED = ("asked", "offered", "requested")
ON_THE_LADDER = ("asked", "offered", "confirmed", "arrived", "requested", "standby", "deployed")


def overdue(look: Look) -> Iterator[Recommendation]:
    """Yield each pool that has left a request or an offer open for too long."""
    for pool in look.pools:
        places = look.places_since(pool, hours(look.policy.stale_hours), *UNANSWERED)
        if places:
            yield Recommendation(OVERDUE, pool.id, pool=pool.id, count=places)


def ends_early(look: Look) -> Iterator[Recommendation]:
    """Yield each pool whose time ends in the look-ahead and leaves a gap."""
    for pool in look.pools:
        end = pool.period.until
        if look.at < end < look.period.until and look.places(pool, *BASES["confirmed"], at=end - 1):
            yield from _ends_early(look, pool)


def _ends_early(look: Look, pool: Pool) -> Iterator[Recommendation]:
    """Yield the gap in the duties that a pool did, after its end."""
    slots = slots_of(look.confirmed).cut(look.turns([pool]))
    ability = look.lasting_abilities(pool, slots.starts)
    duties = np.arange(slots.gaps.shape[1])
    mine = np.array([[bool(each >> int(duty) & 1) for duty in duties] for each in ability], dtype=np.bool_)
    gaps = np.where(mine & (slots.starts >= pool.period.until)[:, None], slots.gaps, 0)
    numbers = gaps.sum(axis=1)
    if numbers.any():
        needs = slots.needs(numbers)
        yield Recommendation(
            ENDS_EARLY,
            pool.id,
            pool=pool.id,
            duties=duty_ids(look.scenario, np.flatnonzero(gaps.any(axis=0)).tolist()),
            count=int(numbers.max()),
            windows=needs,
            basis="confirmed",
            bottlenecks=look.proofs(look.confirmed, needs[0].start),
        )


def stale_figures(look: Look) -> Iterator[Recommendation]:
    """Yield each force whose latest report is old while anybody of it is stepped back."""
    made = (event for event in look.situation.events(REPORT) if event.occurred <= look.at)
    latest = {event.subject: event.occurred for event in made}
    for force in look.scenario.forces_in_order:
        age = look.at - latest.get(force.id, look.at)
        if age > hours(look.policy.stale_hours) and look.situation.stepped_back(force.id, look.at):
            yield Recommendation(STALE, force.id)


def conflicts(look: Look) -> Iterator[Recommendation]:
    """Yield each force of which two figures cannot both be true."""
    made = _claims(look)
    for force in look.scenario.forces_in_order:
        claims = made.get(force.id, [])
        beside_register = any(not _agrees(claim.event, claim.register) for claim in claims)
        if beside_register or any(_conflict(one.event, other.event) for one, other in combinations(claims, 2)):
            yield Recommendation(CONFLICT, force.id)


def _claims(look: Look) -> dict[str, list[Claim]]:
    """Return the reports made by now, by the force they are about."""
    by_force: dict[str, list[Claim]] = {}
    for claim in look.situation.claims(look.at + 1):
        by_force.setdefault(claim.event.subject, []).append(claim)
    return by_force


def _range(event: Event) -> tuple[float, float]:
    """Return the least and the most that a report allows."""
    if event.count is not None:
        return event.count, event.count
    low = 0 if event.low is None else event.low
    return low, float("inf") if event.high is None else event.high


def _agrees(event: Event, number: int) -> bool:
    """Whether a number lies within what a report allows."""
    low, high = _range(event)
    return low <= number <= high


def _conflict(one: Event, other: Event) -> bool:
    """Whether two reports within an hour of each other cannot both be true."""
    if abs(one.occurred - other.occurred) > HOUR:
        return False
    (low, high), (other_low, other_high) = _range(one), _range(other)
    return high < other_low or other_high < low


def any_help(look: Look) -> bool:
    """Whether any help is on the ladder."""
    return any(look.places(pool, *ON_THE_LADDER) for pool in look.pools)


def review_due(look: Look) -> Iterator[Recommendation]:
    """Yield the home force, where a gap or help has seen no decision for too long."""
    if not (look.confirmed.gaps.any() or any_help(look)):
        return
    taken: list[Instant] = [event.occurred for event in look.situation.events(DECISION) if event.occurred <= look.at]
    last = max(taken, default=look.scenario.horizon.start)
    if look.at - last >= hours(look.policy.review_hours):
        yield Recommendation(REVIEW_DUE, look.scenario.home)
