"""A review's look-ahead: its windows under each basis that the rules use, with the gaps in them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from standto.kernel.queries import bottlenecks_in
from standto.ladder.places_to_ask import free_places, places_before
from standto.ladder.review_facts import Proof
from standto.model.ladder import AID_ANSWERS, AID_ASKED, BASES
from standto.model.time import Instant, Period, hours
from standto.register import Selection, Situation, basis_selection, situation_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from standto.ladder.window_cache import WindowCache
    from standto.model.people import Pool
    from standto.model.policies import Policy
    from standto.model.scenario import Scenario
    from standto.model.windows import Windows
    from standto.register.pool_states import Lots

NOTHING: frozenset[str] = frozenset()
"""No state of a pool's places counts."""


@dataclass(frozen=True)
class CountedWindows:
    """Windows under one selection of help, with the gap of each duty in them, shape (windows, duties)."""

    selection: Selection
    windows: Windows
    gaps: NDArray[np.int64]

    def rows(self, instants: NDArray[np.int64] | Sequence[Instant]) -> NDArray[np.intp]:
        """Return the window that each instant lies in."""
        return np.searchsorted(self.windows.starts, instants, side="right") - 1

    def row(self, instant: Instant) -> int:
        """Return the window that an instant lies in."""
        return int(self.rows([instant])[0])

    def at(self, instants: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the gaps at some instants, shape (instants, duties)."""
        return self.gaps[self.rows(instants)]


@dataclass(frozen=True)
class LookAhead:
    """The period that a review looks at, with the answers that its rules need about it.

    Attributes
    ----------
    situation
        As of the review, as known then.
    at
        The review's instant.
    cache
        Windows that look-aheads share.
    """

    situation: Situation
    at: Instant
    cache: WindowCache

    @property
    def scenario(self) -> Scenario:
        """The scenario under review."""
        return self.situation.scenario

    @property
    def policy(self) -> Policy:
        """The policy, which holds the numbers of the rules."""
        return self.scenario.policy

    @cached_property
    def period(self) -> Period:
        """From the review until the look-ahead or the horizon ends."""
        return period_ahead(self.scenario, self.at)

    @property
    def cut(self) -> bool:
        """Whether the horizon ends before the look-ahead would."""
        return self.at + self.policy.look_ahead > self.scenario.horizon.until

    # -- pools ------------------------------------------------------------------------------------------------

    @cached_property
    def pools(self) -> tuple[Pool, ...]:
        """The pools of other forces, in the order in which they are called on: by tier, then as listed."""
        scenario = self.scenario
        lent = (pool for pool in scenario.pools if pool.force != scenario.home)
        return tuple(sorted(lent, key=lambda pool: scenario.force[pool.force].tier))

    def military(self, pool: Pool) -> bool:
        """Whether a pool belongs to the military."""
        return self.scenario.force[pool.force].kind == "military"

    def places(self, pool: Pool, *states: str, at: Instant | None = None) -> int:
        """Return the number of a pool's places that are in some states now, or at another instant."""
        lots = self._lots[pool.id] if at is None else self.situation.lots(pool.id, at)
        return sum(lot.count for state in states for lot in lots.get(state, ()))

    def places_since(self, pool: Pool, age: Instant, *states: str) -> int:
        """Return the number of a pool's places that have been in some states for longer than `age`."""
        return places_before(self.scenario, self._lots[pool.id], self.at - age, *states)

    def free(self, pool: Pool) -> int:
        """Return the number of a pool's places that may be asked for or requested now."""
        return free_places(self.scenario, self._lots[pool.id], self.at)

    @cached_property
    def _lots(self) -> dict[str, Lots]:
        return {pool.id: self.situation.lots(pool.id, self.at) for pool in self.pools}

    def last(self, pool: Pool, kinds: Iterable[str]) -> Instant | None:
        """Return when an event of some kinds last happened to a pool, up to now."""
        wanted = frozenset(kinds)
        moments = [
            event.occurred
            for event in self.situation.pool_events(pool.id)
            if event.kind in wanted and event.occurred <= self.at
        ]
        return max(moments, default=None)

    def _coming(self, pool: Pool) -> bool:
        """Whether places asked of a pool count as coming: it was asked recently, and has not answered since."""
        asked = self.last(pool, (AID_ASKED,))
        if asked is None and pool.state == "asked":
            asked = self.scenario.horizon.start
        answered = self.last(pool, AID_ANSWERS)
        if asked is None or self.at - asked >= hours(self.policy.answer_hours):
            return False
        return answered is None or answered < asked

    # -- windows under each selection of help -----------------------------------------------------------------

    @cached_property
    def confirmed(self) -> CountedWindows:
        """Confirmed help: the basis of call-ins and deployments."""
        return self.count(basis_selection(self.scenario, "confirmed"))

    @cached_property
    def expected_selection(self) -> Selection:
        """Help offered, or asked for and coming, without the military: the basis for asking for more."""
        pools = zip(self.scenario.pools, self._coming_or_offered, strict=True)
        return Selection(True, tuple(NOTHING if self.military(pool) else states for pool, states in pools))

    @cached_property
    def expected(self) -> CountedWindows:
        """Windows and gaps under `expected_selection`."""
        return self.count(self.expected_selection)

    @cached_property
    def hoped(self) -> CountedWindows:
        """The expected help and the military on standby: all the help there is if every step succeeds."""
        return self.count(Selection(True, self._coming_or_offered))

    @cached_property
    def _coming_or_offered(self) -> tuple[frozenset[str], ...]:
        """The states in which places are expected to come, for each pool."""
        asked = BASES["offered"] | {"asked"}
        return tuple(asked if self._coming(pool) else BASES["offered"] for pool in self.scenario.pools)

    def count(self, selection: Selection) -> CountedWindows:
        """Return the windows of the look-ahead under a selection, with their gaps."""
        windows = self.cache.over(self.situation, selection, self.period)
        return CountedWindows(selection, windows.within(self.period), windows.gaps(windows.rows(self.period)))

    def under(self, condition: str) -> LookAhead:
        """Return the same look-ahead with a declaration assumed to be in force throughout."""
        if condition in self.situation.assumed:
            return self
        return LookAhead(assuming(self.situation, condition), self.at, self.cache)

    def proofs(self, counted: CountedWindows, instant: Instant) -> tuple[Proof, ...]:
        """Return the bottlenecks of the window that an instant lies in; steps that share the window share them."""
        key = (counted.selection, counted.row(instant))
        if key not in self._proved:
            self._proved[key] = self._prove(counted, key[1])
        return self._proved[key]

    @cached_property
    def _proved(self) -> dict[tuple[Selection, int], tuple[Proof, ...]]:
        return {}

    def _prove(self, counted: CountedWindows, row: int) -> tuple[Proof, ...]:
        """Return a window's bottlenecks, with the reasons why people do not count at its start."""
        start = int(counted.windows.starts[row])
        return tuple(
            Proof(
                one.criticality,
                duty_ids(self.scenario, one.duties),
                one.required,
                one.eligible,
                one.short,
                self.situation.not_counted(start, one.duties, counted.selection),
            )
            for one in bottlenecks_in(counted.windows, row)
        )

    # -- the duties of pools ----------------------------------------------------------------------------------

    def abilities(self, pool: Pool, instants: NDArray[np.int64]) -> list[int]:
        """Return the duties a pool's places can and may do at some instants, as bit masks; 0 outside its period."""
        lasting = self.lasting_abilities(pool, instants)
        return [
            ability if int(instant) in pool.period else 0 for ability, instant in zip(lasting, instants, strict=True)
        ]

    def lasting_abilities(self, pool: Pool, instants: NDArray[np.int64]) -> list[int]:
        """Return the duties a pool's places could do at some instants if the pool's period had no bounds."""
        timeline = self.situation.timeline
        rows = np.searchsorted(timeline.starts, instants, side="right") - 1
        kinds = timeline.place_class[rows, self._index[pool.id]]
        needs = needs_of(self.scenario)
        return [timeline.classes[kind].duties & needs if kind >= 0 else 0 for kind in kinds]

    def ability_changes(self, pools: Sequence[Pool]) -> list[Instant]:
        """Return the instants of the look-ahead at which the law or a pool's period may change some pools' duties."""
        timeline = self.situation.timeline
        first, last = np.searchsorted(timeline.starts, self.period, side="right")
        kinds = timeline.place_class[first - 1 : last][:, [self._index[pool.id] for pool in pools]]
        lawful = timeline.starts[first:last][(kinds[1:] != kinds[:-1]).any(axis=1)]
        return [*lawful.tolist(), *(end for pool in pools for end in pool.period if end in self.period)]

    @cached_property
    def _index(self) -> dict[str, int]:
        """The index of each pool in the scenario's table."""
        return {pool.id: index for index, pool in enumerate(self.scenario.pools)}


def period_ahead(scenario: Scenario, at: Instant) -> Period:
    """Return the look-ahead of an instant, cut where the horizon ends."""
    return Period(at, min(at + scenario.policy.look_ahead, scenario.horizon.until))


def assuming(situation: Situation, declaration: str) -> Situation:
    """Return a situation with a declaration assumed to be in force as well."""
    assumed = (*situation.assumed, declaration)
    at, known_at = situation.at, situation.known_at
    return situation_in(situation.records, at=at, known_at=known_at, assume=assumed, ready=situation.ready)


def skilled_for(situation: Situation, pool: Pool) -> int:
    """Return the duties that a pool's places have a skill and the time for, lawful or not, as a bit mask."""
    records = situation.records
    suiting = records.abilities.alternatives.suiting(records.skills.mask(pool.capabilities))
    return suiting & situation.timeline.waiting.demands_in(pool.ready_minutes) & needs_of(situation.scenario)


def needs_of(scenario: Scenario) -> int:
    """Return the duties in order as a bit mask over the demands: a review leaves out the seats of other states."""
    return (1 << len(scenario.duties_in_order)) - 1


def duty_ids(scenario: Scenario, duties: Iterable[int]) -> tuple[str, ...]:
    """Return the ids of duties, given their indices in order of precedence."""
    return tuple(scenario.duties_in_order[duty].id for duty in duties)
