"""Steps down: the help that may go, and the reasons why the rest stays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from standto.kernel.bit_sets import bits
from standto.kernel.queries import UNBREAKABLE, first_to_break
from standto.ladder.contingency import REQUESTED
from standto.ladder.look_ahead import NOTHING, LookAhead, duty_ids, period_ahead, skilled_for
from standto.ladder.pool_use import conditions
from standto.ladder.review_facts import KeptHelp, Recommendation
from standto.model.ladder import AID_STEPS, BASES, CONTINGENCY_STEPS
from standto.model.steps import APPROVERS, RELEASE, STAND_DOWN
from standto.model.time import Instant, hours
from standto.register import Selection, Situation, situation_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from standto.ladder.window_cache import CachedWindows, WindowCache
    from standto.model.people import Pool
    from standto.model.time import Period

STEPS_UP = tuple(kind for kind, step in {**AID_STEPS, **CONTINGENCY_STEPS}.items() if step.grows)
HERE_OR_COMING = ("arrived", "confirmed")
GO_WITH_RELEASE = ("arrived", "confirmed", "offered")
FURTHEST_FIRST = ("deployed", "standby", "requested", "arrived", "confirmed")
MOST_FAILURES = 4096
"""Past hours, each with some pools gone, whose failure is remembered."""


class Failure(NamedTuple):
    """The first duty and window of a look-ahead that needs some help to stay."""

    duty: int
    start: Instant
    until: Instant
    at: Instant
    gap: int
    worst_case: int | None


class PastHour(NamedTuple):
    """An hour of the hold, with the situation as it was then and was known then."""

    situation: Situation
    at: Instant
    cache: WindowCache

    def failure(self, selection: Selection, duties: Sequence[int]) -> Failure | None:
        """Return the first duty and window of the hour's look-ahead that fail, counting only the selected help."""
        reserve = self.situation.scenario.policy.reserve
        period = period_ahead(self.situation.scenario, self.at)
        windows = self.cache.over(self.situation, selection, period)
        rows = windows.rows(period)
        gaps = np.flatnonzero(windows.gaps(rows)[:, duties].any(axis=1)).tolist()
        # Windows after the first gap cannot fail first.
        rows = slice(rows.start, rows.start + gaps[0] + 1) if gaps else rows
        weak = np.flatnonzero(windows.worst_cases(duties, rows) < reserve).tolist()
        failing = [*weak[:1], *gaps[:1]]
        return self._failure_in(windows, rows.start + min(failing), duties, period) if failing else None

    def _failure_in(self, windows: CachedWindows, row: int, duties: Sequence[int], period: Period) -> Failure:
        """Return the failure of a window: of the first duty with a gap, or else of the first that would break."""
        one = slice(row, row + 1)
        gaps, (worst,) = windows.gaps(one)[0], windows.worst_cases(duties, one).tolist()
        short = [duty for duty in duties if gaps[duty]]
        duty = short[0] if short else first_to_break(windows.windows, duties, row)[0]
        start, until = int(windows.windows.starts[row]), int(windows.windows.untils[row])
        return Failure(
            duty,
            max(start, period.start),
            min(until, period.until),
            self.at,
            int(gaps[duty]),
            None if worst == UNBREAKABLE else worst,
        )


class FailureCache:
    """The failures of past hours, kept because every review of a hold asks about them again."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], Failure | None] = {}

    def failure(self, hour: PastHour, selection: Selection, duties: Sequence[int]) -> Failure | None:
        """Return the failure of an hour; see `PastHour.failure`."""
        key = (hour.situation.state, hour.situation.assumed, hour.situation.ready, hour.at, selection, *duties)
        if key not in self._known:
            if len(self._known) >= MOST_FAILURES:
                del self._known[next(iter(self._known))]
            self._known[key] = hour.failure(selection, duties)
        return self._known[key]


@dataclass(frozen=True)
class StepsDown:
    """The pools that may go now, and the reasons why the others stay."""

    ahead: LookAhead
    failures: FailureCache

    def decide(self) -> tuple[list[Recommendation], list[KeptHelp]]:
        """Return the steps down and the help kept, each in its order."""
        # Contingency goes if home people and places alone suffice.
        home_alone = Selection(False, (BASES["none"],) * len(self.ahead.scenario.pools))
        down: list[Recommendation] = []
        kept: list[KeptHelp] = []
        released: list[Pool] = []
        for pool in [pool for pool in self.ahead.pools if self.ahead.military(pool)]:
            if self.ahead.places(pool, *REQUESTED):
                self._decide(pool, home_alone, down, kept)
        for pool in reversed([pool for pool in self.ahead.pools if not self.ahead.military(pool)]):
            here = self.ahead.places(pool, *HERE_OR_COMING)
            if here and self._decide(pool, self._without([*released, pool]), down, kept):
                released.append(pool)
        order = {pool.id: rank for rank, pool in enumerate(self.ahead.pools)}
        return down, sorted(kept, key=lambda one: order[one.pool])

    def _decide(self, pool: Pool, selection: Selection, down: list[Recommendation], kept: list[KeptHelp]) -> bool:
        """Add a pool to `down` or to `kept`; return whether it goes."""
        duties = self._duties(pool)
        failure, held_since = self._history(selection, list(bits(duties)))
        goes = failure is None and held_since <= self._hold_start and self._may_go(pool)
        if goes:
            down.append(self._step(pool, duties))
        else:
            kept.append(self._kept(pool, failure, held_since))
        return goes

    # -- the duties that must do without the pool --------------------------------------------------------------

    def _without(self, pools: Iterable[Pool]) -> Selection:
        """Return the help that counts before aid is released: present help, except the military and some pools."""
        gone = {pool.id for pool in pools}
        return Selection(
            True,
            tuple(
                NOTHING if pool.id in gone or self.ahead.military(pool) else BASES["present"]
                for pool in self.ahead.scenario.pools
            ),
        )

    def _duties(self, pool: Pool) -> int:
        """Return the duties that a pool can do, and may do now or under a declaration, as a bit mask.

        Duties that it may do at any time of the look-ahead count. Otherwise the next review would ask for it again.
        """
        kind = self.ahead.scenario.force[pool.force].kind
        may = 0
        for ahead in (self.ahead, *(self.ahead.under(name) for name in conditions(self.ahead, pool))):
            rules = ahead.situation.rules
            spans = range(rules.span(self.ahead.at), rules.span(self.ahead.period.until - 1) + 1)
            may |= reduce(or_, (rules.permitted[span][kind] for span in spans))
        return skilled_for(self.ahead.situation, pool) & may

    # -- the hold -----------------------------------------------------------------------------------------------

    @property
    def _hold_start(self) -> Instant:
        return self.ahead.at - hours(self.ahead.policy.hold_hours)

    def _history(self, selection: Selection, duties: Sequence[int]) -> tuple[Failure | None, Instant]:
        """Return the failure of the latest hour of the hold that fails, if any, and since when all hours have held."""
        since = self.ahead.at
        for hour in (self.ahead.at, *self._hours_before()):
            failure = self.failures.failure(self._at(hour), selection, duties)
            if failure is not None:
                return failure, since
            since = hour
        return None, max(min(since, self._hold_start), self.ahead.scenario.horizon.start)

    def _hours_before(self) -> Iterator[Instant]:
        """Yield the full hours of the hold, the latest first; none before the horizon starts."""
        zone = self.ahead.scenario.zone
        hour = zone.hour(self.ahead.at - 1)
        while hour >= max(self._hold_start, self.ahead.scenario.horizon.start):
            yield hour
            hour = zone.hour(hour - 1)

    def _at(self, hour: Instant) -> PastHour:
        """Return an hour of the hold, as known then."""
        situation = self.ahead.situation
        if hour != self.ahead.at:
            known_at = hour if situation.known_at is None else min(hour, situation.known_at)
            records, assumed, ready = situation.records, situation.assumed, situation.ready
            situation = situation_in(records, at=hour, known_at=known_at, assume=assumed, ready=ready)
        return PastHour(situation, hour, self.ahead.cache)

    def _may_go(self, pool: Pool) -> bool:
        """Whether no other rule keeps a pool: a recent step up, its condition declared, or a look-ahead cut short."""
        last = self.ahead.last(pool, STEPS_UP)
        declared = self.ahead.situation.declared(self.ahead.at)
        return (
            (last is None or last <= self._hold_start)
            and not set(conditions(self.ahead, pool)) & set(declared)
            and not self.ahead.cut
        )

    # -- the answers ------------------------------------------------------------------------------------------

    def _step(self, pool: Pool, duties: int) -> Recommendation:
        military = self.ahead.military(pool)
        step = STAND_DOWN if military else RELEASE
        return Recommendation(
            step,
            pool.id,
            pool=pool.id,
            duties=duty_ids(self.ahead.scenario, bits(duties)),
            count=self.ahead.places(pool, *(REQUESTED if military else GO_WITH_RELEASE)),
            approvers=self.ahead.policy.approvers.get(APPROVERS[step], ()),
            basis="none" if military else "present",
        )

    def _kept(self, pool: Pool, failure: Failure | None, held_since: Instant) -> KeptHelp:
        """Return a pool that is kept, with the failure that keeps it, or since when all has held."""
        found = ((state, self.ahead.places(pool, state)) for state in FURTHEST_FIRST)
        states = tuple((state, count) for state, count in found if count)
        plain = KeptHelp(pool.id, states[0][0], sum(count for _, count in states), by_state=states)
        if failure is None:
            return replace(plain, held_since=held_since)
        return replace(
            plain,
            duty=self.ahead.scenario.duties_in_order[failure.duty].id,
            start=failure.start,
            until=failure.until,
            at=failure.at,
            gap=failure.gap,
            worst_case=failure.worst_case,
            fills=bool(self.ahead.abilities(pool, np.array([failure.start]))[0] >> failure.duty & 1),
        )
