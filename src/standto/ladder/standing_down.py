"""The way down: which help may go, and what keeps the rest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from standto.kernel.bit_sets import bits
from standto.kernel.queries import UNBREAKABLE, first_to_break
from standto.ladder.contingency import REQUESTED
from standto.ladder.look import Look, ahead, duty_ids, hours
from standto.ladder.opening import conditions
from standto.ladder.recommendation import APPROVERS, RELEASE, STAND_DOWN, Kept, Recommendation
from standto.model.ladder import AID_STEPS, BASES, CONTINGENCY_STEPS
from standto.model.time import Instant
from standto.register import Selection, Situation, situation_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from standto.ladder.stretches import Stretch, Stretches
    from standto.model.scenario import Pool
    from standto.model.time import Period

STEPS_UP = tuple(kind for kind, step in {**AID_STEPS, **CONTINGENCY_STEPS}.items() if step.grows)
HERE_OR_COMING = ("arrived", "confirmed")
GO_WITH_RELEASE = ("arrived", "confirmed", "offered")
MOST_HOURS = 4096
"""Hours, each with some pool gone, of which it is kept what fails in them."""
FURTHEST_FIRST = ("deployed", "standby", "requested", "arrived", "confirmed")


class Failure(NamedTuple):
    """The first duty and window of a look-ahead that would not do without some help."""

    duty: int
    start: Instant
    until: Instant
    at: Instant
    gap: int
    worst_case: int | None


class Holds:
    """What failed, or that nothing did, in the hours that reviews have looked back on."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], Failure | None] = {}

    def failure(self, hour: Hour, selection: Selection, duties: Sequence[int]) -> Failure | None:
        """Return what fails in an hour; every review of its hold asks again."""
        key = (hour.situation.state, hour.situation.assumed, hour.at, selection, *duties)
        if key not in self._known:
            if len(self._known) >= MOST_HOURS:
                del self._known[next(iter(self._known))]
            self._known[key] = hour.failure(selection, duties)
        return self._known[key]


class Hour(NamedTuple):
    """An hour of the hold: what was so then, as known then."""

    situation: Situation
    at: Instant
    stretches: Stretches

    def failure(self, selection: Selection, duties: Sequence[int]) -> Failure | None:
        """Return the first duty and window of the hour's look-ahead that would not do, counting what is selected."""
        reserve = self.situation.scenario.policy.reserve
        period = ahead(self.situation.scenario, self.at)
        stretch = self.stretches.over(self.situation, selection, period)
        rows = stretch.rows(period)
        gaps = np.flatnonzero(stretch.gaps(rows)[:, duties].any(axis=1)).tolist()
        # What comes after the first gap need not be looked at.
        rows = slice(rows.start, rows.start + gaps[0] + 1) if gaps else rows
        weak = np.flatnonzero(stretch.worst_cases(duties, rows) < reserve).tolist()
        failing = [*weak[:1], *gaps[:1]]
        return self._failure(stretch, rows.start + min(failing), duties, period) if failing else None

    def _failure(self, stretch: Stretch, row: int, duties: Sequence[int], period: Period) -> Failure:
        """Return what fails in a window: the first duty that has a gap, or else of those that break first."""
        one = slice(row, row + 1)
        gaps, (worst,) = stretch.gaps(one)[0], stretch.worst_cases(duties, one).tolist()
        short = [duty for duty in duties if gaps[duty]]
        duty = short[0] if short else first_to_break(stretch.windows, duties, row)[0]
        start, until = int(stretch.windows.starts[row]), int(stretch.windows.untils[row])
        return Failure(
            duty,
            max(start, period.start),
            min(until, period.until),
            self.at,
            int(gaps[duty]),
            None if worst == UNBREAKABLE else worst,
        )


@dataclass(frozen=True)
class WayDown:
    """Which pools may go now; what keeps the others."""

    look: Look
    holds: Holds

    def decide(self) -> tuple[list[Recommendation], list[Kept]]:
        """Return the steps down, and what is kept of the help that stays, each in its order."""
        down: list[Recommendation] = []
        kept: list[Kept] = []
        released: list[Pool] = []
        for pool in [pool for pool in self.look.pools if self.look.military(pool)]:
            if self.look.places(pool, *REQUESTED):
                self._settle(pool, self._home_alone(), down, kept)
        for pool in reversed([pool for pool in self.look.pools if not self.look.military(pool)]):
            here = self.look.places(pool, *HERE_OR_COMING)
            if here and self._settle(pool, self._without([*released, pool]), down, kept):
                released.append(pool)
        order = {pool.id: place for place, pool in enumerate(self.look.pools)}
        return down, sorted(kept, key=lambda one: order[one.pool])

    def _settle(self, pool: Pool, selection: Selection, down: list[Recommendation], kept: list[Kept]) -> bool:
        """Add a pool to those that go, or to those that are kept; return whether it goes."""
        duties = self._duties(pool)
        failure, held_since = self._history(selection, list(bits(duties)))
        goes = failure is None and held_since <= self._hold_start and self._may_go(pool)
        if goes:
            down.append(self._step(pool, duties))
        else:
            kept.append(self._kept(pool, failure, held_since))
        return goes

    # -- what is asked ----------------------------------------------------------------------------------------

    def _home_alone(self) -> Selection:
        """Return what counts when contingency is to be stood down: home people and places, nobody else."""
        return Selection(False, (BASES["none"],) * len(self.look.scenario.pools))

    def _without(self, pools: Iterable[Pool]) -> Selection:
        """Return what counts when aid is to be released: what is here, without the military and some pools."""
        gone = {pool.id for pool in pools}
        nothing: frozenset[str] = frozenset()
        return Selection(
            True,
            tuple(
                nothing if pool.id in gone or self.look.military(pool) else BASES["present"]
                for pool in self.look.scenario.pools
            ),
        )

    def _duties(self, pool: Pool) -> int:
        """Return the duties that a pool can do, and may do as things are or under a declaration, as a bit mask.

        What it may do at any time of the look-ahead belongs to them, or it would be asked for again as soon as it went.
        """
        kind = self.look.scenario.force[pool.force].kind
        may = 0
        for look in (self.look, *(self.look.under(name) for name in conditions(self.look, pool))):
            rules = look.situation.rules
            spans = range(rules.span(self.look.at), rules.span(self.look.period.until - 1) + 1)
            may |= reduce(or_, (rules.permitted[span][kind] for span in spans))
        return self.look.can(pool) & may

    # -- how long it has held ---------------------------------------------------------------------------------

    @property
    def _hold_start(self) -> Instant:
        return self.look.at - hours(self.look.policy.hold_hours)

    def _history(self, selection: Selection, duties: Sequence[int]) -> tuple[Failure | None, Instant]:
        """Return the latest hour of the hold that fails, if any; and since when all has held."""
        since = self.look.at
        for hour in (self.look.at, *self._hours_before()):
            failure = self.holds.failure(self._at(hour), selection, duties)
            if failure is not None:
                return failure, since
            since = hour
        horizon = self.look.scenario.horizon.start
        return None, max(min(since, self._hold_start), horizon)

    def _hours_before(self) -> Iterator[Instant]:
        """Yield the whole hours of the hold, the latest first; none before the horizon starts."""
        zone = self.look.scenario.zone
        hour = zone.hour(self.look.at - 1)
        while hour >= max(self._hold_start, self.look.scenario.horizon.start):
            yield hour
            hour = zone.hour(hour - 1)

    def _at(self, hour: Instant) -> Hour:
        """Return an hour of the hold, as known then."""
        situation = self.look.situation
        known_at = hour if situation.known_at is None else min(hour, situation.known_at)
        if hour == self.look.at:
            return Hour(situation, hour, self.look.stretches)
        then = situation_in(situation.records, at=hour, known_at=known_at, assume=situation.assumed)
        return Hour(then, hour, self.look.stretches)

    def _may_go(self, pool: Pool) -> bool:
        """Whether nothing else keeps a pool: a step up of late, its condition declared, a look-ahead cut short."""
        last = self.look.last(pool, STEPS_UP)
        declared = self.look.situation.declared(self.look.at)
        return (
            (last is None or last <= self._hold_start)
            and not set(conditions(self.look, pool)) & set(declared)
            and not self.look.cut
        )

    # -- what is said -----------------------------------------------------------------------------------------

    def _step(self, pool: Pool, duties: int) -> Recommendation:
        """Return the step down for a pool."""
        military = self.look.military(pool)
        step = STAND_DOWN if military else RELEASE
        return Recommendation(
            step,
            pool.id,
            pool=pool.id,
            duties=duty_ids(self.look.scenario, bits(duties)),
            count=self.look.places(pool, *(REQUESTED if military else GO_WITH_RELEASE)),
            approvers=self.look.policy.approvers.get(APPROVERS[step], ()),
            basis="none" if military else "present",
        )

    def _kept(self, pool: Pool, failure: Failure | None, held_since: Instant) -> Kept:
        """Return why a pool is kept."""
        found = ((state, self.look.places(pool, state)) for state in FURTHEST_FIRST)
        states = tuple((state, count) for state, count in found if count)
        plain = Kept(pool.id, states[0][0], sum(count for _, count in states), by_state=states)
        if failure is None:
            return replace(plain, held_since=held_since)
        return replace(
            plain,
            duty=self.look.scenario.duties_in_order[failure.duty].id,
            start=failure.start,
            until=failure.until,
            at=failure.at,
            gap=failure.gap,
            worst_case=failure.worst_case,
            fills=bool(self.look.abilities(pool, np.array([failure.start]))[0] >> failure.duty & 1),
        )
