"""A look ahead: the windows of a review on the bases that its rules ask for, with the gaps in them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from standto.kernel.queries import bottlenecks_in
from standto.ladder.recommendation import Proof
from standto.model.ladder import AID_ANSWERS, AID_ASKED, BASES
from standto.model.time import BEGINNING, Instant, Period, hours
from standto.register import Selection, Situation, basis_selection, duties_of, situation_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from standto.ladder.window_cache import WindowCache
    from standto.model.scenario import Policy, Pool, Scenario
    from standto.model.windows import Windows
    from standto.register.pool_states import Lots


@dataclass(frozen=True)
class CountedWindows:
    """Windows on one selection, with the gap of each duty in them, shape (windows, duties)."""

    selection: Selection
    windows: Windows
    gaps: NDArray[np.int64]

    def row(self, instant: Instant) -> int:
        """Return the window that an instant lies in."""
        return int(np.searchsorted(self.windows.starts, instant, side="right")) - 1

    def at(self, instants: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the gaps at some instants, shape (instants, duties)."""
        return self.gaps[np.searchsorted(self.windows.starts, instants, side="right") - 1]


@dataclass(frozen=True)
class LookAhead:
    """What a review sees.

    Attributes
    ----------
    situation
        As of the review, as known then.
    at
        The review's instant.
    stretches
        What looks have in common.
    """

    situation: Situation
    at: Instant
    stretches: WindowCache

    @property
    def scenario(self) -> Scenario:
        """The scenario it is about."""
        return self.situation.scenario

    @property
    def policy(self) -> Policy:
        """The numbers that the rules go by."""
        return self.scenario.policy

    @cached_property
    def period(self) -> Period:
        """The look-ahead, cut where the horizon ends."""
        return period_ahead(self.scenario, self.at)

    @property
    def cut(self) -> bool:
        """Whether the horizon ends before the look-ahead would."""
        return self.at + self.policy.look_ahead > self.scenario.horizon.until

    # -- pools ------------------------------------------------------------------------------------------------

    @cached_property
    def pools(self) -> tuple[Pool, ...]:
        """The pools of other forces, in the order in which they are called on: by tier, then as listed."""
        order = {force.id: place for place, force in enumerate(self.scenario.forces_in_order)}
        tier = {force.id: force.tier for force in self.scenario.forces}
        lent = (pool for pool in self.scenario.pools if order[pool.force])
        return tuple(sorted(lent, key=lambda pool: tier[pool.force]))

    def military(self, pool: Pool) -> bool:
        """Whether a pool is the military's."""
        return self.scenario.force[pool.force].kind == "military"

    def can(self, pool: Pool) -> int:
        """Return the duties that a pool's places have a skill for, permitted or not, as a bit mask."""
        records = self.situation.records
        return duties_of(records.skills.mask(pool.capabilities), records.duty_masks)

    def index(self, pool: Pool) -> int:
        """Return the place of a pool in the scenario's table."""
        return self._index[pool.id]

    @cached_property
    def _index(self) -> dict[str, int]:
        return {pool.id: place for place, pool in enumerate(self.scenario.pools)}

    def places(self, pool: Pool, *states: str, at: Instant | None = None) -> int:
        """Return how many of a pool's places are in some states now, or at another instant."""
        lots = self._lots[pool.id] if at is None else self.situation.lots(pool.id, at)
        return sum(lot.count for state in states for lot in lots.get(state, ()))

    def places_since(self, pool: Pool, age: Instant, *states: str) -> int:
        """Return how many of a pool's places have been in some states for longer than an age."""
        lots = self._lots[pool.id]
        return sum(
            lot.count for state in states for lot in lots.get(state, ()) if self.since(lot.since) < self.at - age
        )

    @cached_property
    def _lots(self) -> dict[str, Lots]:
        """The places of each pool by state, now."""
        return {pool.id: self.situation.lots(pool.id, self.at) for pool in self.pools}

    def since(self, moment: Instant) -> Instant:
        """Return since when; for places that were in their state from the beginning, when the horizon starts."""
        return self.scenario.horizon.start if moment == BEGINNING else moment

    def last(self, pool: Pool, kinds: Iterable[str]) -> Instant | None:
        """Return when some kind of event last happened to a pool, by now."""
        wanted = frozenset(kinds)
        moments = [
            event.occurred
            for event in self.situation.pool_events(pool.id)
            if event.kind in wanted and event.occurred <= self.at
        ]
        return max(moments, default=None)

    def _coming(self, pool: Pool) -> bool:
        """Whether places asked of a pool count as coming: not answered since, and not for too long."""
        asked = self.last(pool, (AID_ASKED,))
        if asked is None and pool.state == "asked":
            asked = self.since(BEGINNING)
        answered = self.last(pool, AID_ANSWERS)
        if asked is None or self.at - asked >= hours(self.policy.answer_hours):
            return False
        return answered is None or answered < asked

    # -- what counts ------------------------------------------------------------------------------------------

    @cached_property
    def confirmed(self) -> CountedWindows:
        """What is confirmed: the basis of call-ins and deployments."""
        return self.count(basis_selection(self.scenario, "confirmed"))

    @cached_property
    def expected_selection(self) -> Selection:
        """What is offered or asked and coming, without the military: the basis of asking for more."""
        nothing: frozenset[str] = frozenset()
        pools = zip(self.scenario.pools, self._coming_or_offered, strict=True)
        return Selection(True, tuple(nothing if self.military(pool) else states for pool, states in pools))

    @cached_property
    def expected(self) -> CountedWindows:
        """Windows and gaps on `expected_selection`."""
        return self.count(self.expected_selection)

    @cached_property
    def hoped(self) -> CountedWindows:
        """The same with the military that stands by: what there would be if every step taken came off."""
        return self.count(Selection(True, self._coming_or_offered))

    @cached_property
    def _coming_or_offered(self) -> tuple[frozenset[str], ...]:
        """The states in which a pool's places are expected to come, pool by pool."""
        asked = BASES["offered"] | {"asked"}
        return tuple(asked if self._coming(pool) else BASES["offered"] for pool in self.scenario.pools)

    def count(self, selection: Selection) -> CountedWindows:
        """Return the windows of the look-ahead on a selection, with their gaps."""
        stretch = self.stretches.over(self.situation, selection, self.period)
        return CountedWindows(selection, stretch.within(self.period), stretch.gaps(stretch.rows(self.period)))

    def under(self, condition: str) -> LookAhead:
        """Return the same look, with a declaration taken to be in force throughout."""
        if condition in self.situation.assumed:
            return self
        situation = situation_in(
            self.situation.records,
            at=self.situation.at,
            known_at=self.situation.known_at,
            assume=(*self.situation.assumed, condition),
        )
        return LookAhead(situation, self.at, self.stretches)

    def proofs(self, counted: CountedWindows, instant: Instant) -> tuple[Proof, ...]:
        """Return the bottlenecks of the window that an instant lies in; steps that share it share them."""
        key = (counted.selection, counted.row(instant))
        if key not in self._proved:
            self._proved[key] = self._prove(counted, key[1])
        return self._proved[key]

    @cached_property
    def _proved(self) -> dict[tuple[Selection, int], tuple[Proof, ...]]:
        return {}

    def _prove(self, counted: CountedWindows, row: int) -> tuple[Proof, ...]:
        """Return the bottlenecks of a window, with who does not count for them at its start."""
        duties = self.scenario.duties_in_order
        start = int(counted.windows.starts[row])
        return tuple(
            Proof(
                one.criticality,
                tuple(duties[duty].id for duty in one.duties),
                one.required,
                one.eligible,
                one.short,
                self.situation.not_counted(start, one.duties, counted.selection),
            )
            for one in bottlenecks_in(counted.windows, row)
        )

    def abilities(self, pool: Pool, instants: NDArray[np.int64]) -> list[int]:
        """Return the duties that a pool's places can and may do at some instants, as bit masks, 0 outside its time."""
        lasting = self.lasting_abilities(pool, instants)
        return [
            ability if int(instant) in pool.period else 0 for ability, instant in zip(lasting, instants, strict=True)
        ]

    def turns(self, pools: Sequence[Pool]) -> list[Instant]:
        """Return the instants of the look-ahead at which what some pools may do can change, by law or by their time."""
        timeline = self.situation.timeline
        first, last = np.searchsorted(timeline.starts, self.period, side="right")
        kinds = timeline.place_class[first - 1 : last][:, [self.index(pool) for pool in pools]]
        lawful = timeline.starts[first:last][(kinds[1:] != kinds[:-1]).any(axis=1)]
        return [*lawful.tolist(), *(end for pool in pools for end in pool.period if end in self.period)]

    def lasting_abilities(self, pool: Pool, instants: NDArray[np.int64]) -> list[int]:
        """Return the same as if the pool's period had no end."""
        timeline = self.situation.timeline
        rows = np.searchsorted(timeline.starts, instants, side="right") - 1
        kinds = timeline.place_class[rows, self.index(pool)]
        return [timeline.classes[kind].duties if kind >= 0 else 0 for kind in kinds]


def period_ahead(scenario: Scenario, at: Instant) -> Period:
    """Return the look-ahead of an instant, cut where the horizon ends."""
    return Period(at, min(at + scenario.policy.look_ahead, scenario.horizon.until))


def duty_ids(scenario: Scenario, duties: Iterable[int]) -> tuple[str, ...]:
    """Return the ids of duties by their index in order."""
    return tuple(scenario.duties_in_order[duty].id for duty in duties)
