"""Matters that need somebody's attention: late answers, help that ends, figures in doubt, reviews due."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from standto.ladder.look_ahead import duty_ids
from standto.ladder.review_facts import Recommendation
from standto.ladder.slots import slots_of
from standto.model.event import DECISION, REPORT
from standto.model.ladder import BASES, ON_THE_LADDER, UNANSWERED
from standto.model.steps import CONFLICT, ENDS_EARLY, OVERDUE, REVIEW_DUE, STALE
from standto.model.time import HOUR, hours

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.ladder.look_ahead import LookAhead
    from standto.model.event import Event
    from standto.model.people import Pool
    from standto.register import Claim


def recommend_attention(ahead: LookAhead) -> Iterator[Recommendation]:
    """Yield every reminder, in the order of their steps."""
    yield from _overdue(ahead)
    yield from _ends_early(ahead)
    yield from _stale_figures(ahead)
    yield from _conflicts(ahead)
    yield from _review_due(ahead)


def any_help(ahead: LookAhead) -> bool:
    """Whether any help is on the ladder."""
    return any(ahead.places(pool, *ON_THE_LADDER) for pool in ahead.pools)


def _overdue(ahead: LookAhead) -> Iterator[Recommendation]:
    """Yield each pool that has left a request or an offer open for too long."""
    for pool in ahead.pools:
        places = ahead.places_since(pool, hours(ahead.policy.stale_hours), *UNANSWERED)
        if places:
            yield Recommendation(OVERDUE, pool.id, pool=pool.id, count=places)


def _ends_early(ahead: LookAhead) -> Iterator[Recommendation]:
    """Yield each pool whose time ends in the look-ahead and leaves a gap."""
    for pool in ahead.pools:
        end = pool.period.until
        if ahead.at < end < ahead.period.until and ahead.places(pool, *BASES["confirmed"], at=end - 1):
            yield from _gaps_after(ahead, pool)


def _gaps_after(ahead: LookAhead, pool: Pool) -> Iterator[Recommendation]:
    """Yield the gaps after a pool's end in the duties that it could do."""
    slots = slots_of(ahead.confirmed).cut(ahead.ability_changes([pool]))
    ability = ahead.lasting_abilities(pool, slots.starts)
    duties = np.arange(slots.gaps.shape[1])
    # mine[slot, duty]: whether the pool could do the duty if its time did not end.
    mine = np.array([[bool(each >> int(duty) & 1) for duty in duties] for each in ability], dtype=np.bool_)
    gaps = np.where(mine & (slots.starts >= pool.period.until)[:, None], slots.gaps, 0)
    numbers = gaps.sum(axis=1)
    if numbers.any():
        needs = slots.needs(numbers)
        yield Recommendation(
            ENDS_EARLY,
            pool.id,
            pool=pool.id,
            duties=duty_ids(ahead.scenario, np.flatnonzero(gaps.any(axis=0)).tolist()),
            count=int(numbers.max()),
            windows=needs,
            basis="confirmed",
            bottlenecks=ahead.proofs(ahead.confirmed, needs[0].start),
        )


def _stale_figures(ahead: LookAhead) -> Iterator[Recommendation]:
    """Yield each force whose latest report is old while some of its people have stepped back."""
    made = (event for event in ahead.situation.events(REPORT) if event.occurred <= ahead.at)
    latest = {event.subject: event.occurred for event in made}
    for force in ahead.scenario.forces_in_order:
        age = ahead.at - latest.get(force.id, ahead.at)
        if age > hours(ahead.policy.stale_hours) and ahead.situation.stepped_back(force.id, ahead.at):
            yield Recommendation(STALE, force.id)


def _conflicts(ahead: LookAhead) -> Iterator[Recommendation]:
    """Yield each force of which two figures cannot both be true."""
    by_force: dict[str, list[Claim]] = {}
    for claim in ahead.situation.claims(ahead.at + 1):
        by_force.setdefault(claim.event.subject, []).append(claim)
    for force in ahead.scenario.forces_in_order:
        claims = by_force.get(force.id, [])
        beside_register = any(_disjoint(_range(claim.event), (claim.register, claim.register)) for claim in claims)
        if beside_register or any(_conflict(one.event, other.event) for one, other in combinations(claims, 2)):
            yield Recommendation(CONFLICT, force.id)


def _range(event: Event) -> tuple[float, float]:
    """Return the least and the most that a report allows."""
    if event.count is not None:
        return event.count, event.count
    low = 0 if event.low is None else event.low
    return low, float("inf") if event.high is None else event.high


def _disjoint(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether two ranges have no number in common."""
    return one[1] < other[0] or other[1] < one[0]


def _conflict(one: Event, other: Event) -> bool:
    """Whether two reports within an hour of each other cannot both be true."""
    return abs(one.occurred - other.occurred) <= HOUR and _disjoint(_range(one), _range(other))


def _review_due(ahead: LookAhead) -> Iterator[Recommendation]:
    """Yield the home force if there is a gap or help, and the last recorded decision is too long ago."""
    if not (ahead.confirmed.gaps.any() or any_help(ahead)):
        return
    decided = (event.occurred for event in ahead.situation.events(DECISION) if event.occurred <= ahead.at)
    last = max(decided, default=ahead.scenario.horizon.start)
    if ahead.at - last >= hours(ahead.policy.review_hours):
        yield Recommendation(REVIEW_DUE, ahead.scenario.home)
