"""The numbers of people and places that do not count, by the first reason.

A *ticket* here is a pair of a demand and one of its alternatives, all of which the person holds at one time. Each
reason drops the tickets that it excludes; the first that leaves none is counted. A reason excludes tickets either by
their alternative or by their demand. So the tickets left are always all pairs of a demand in some set D and one of its
alternatives in some set A. There are none if no demand of D has an alternative in A.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.model.event import AUTHORITY_WITHDRAWN, STEPPED_BACK, UNAVAILABLE
from standto.model.scenario import FORCE_KINDS, Scenario
from standto.model.working_time import LEAVE_OUT
from standto.register.abilities import SupplyAbilities
from standto.register.knowledge import MOST_KEPT
from standto.register.pool_states import STATE_INDEX
from standto.register.readiness import OnDuty
from standto.register.selection import Selection
from standto.register.standing import BY_PATTERN, Skills, Standing
from standto.register.timeline import Timeline

OFF_SHIFT, NOT_RESTED, NOT_READY, ELSEWHERE = "off-shift", "not-rested", "not-ready", "elsewhere"
NOT_CURRENT, NOT_PERMITTED, NOT_PRESENT = "not-current", "not-permitted", "not-present"
REASONS = (
    OFF_SHIFT,
    NOT_RESTED,
    NOT_READY,
    ELSEWHERE,
    NOT_CURRENT,
    AUTHORITY_WITHDRAWN,
    STEPPED_BACK,
    UNAVAILABLE,
    NOT_PERMITTED,
    NOT_PRESENT,
)
"""Every reason not to count, in the order in which reasons are checked."""


def reasons_in(scenario: Scenario, *, on_call: bool) -> tuple[str, ...]:
    """Return the reasons that can apply in a scenario, in order.

    Parameters
    ----------
    on_call
        Whether an `on-call` of the scenario, known or not, has a readiness above 0.
    """
    readiness = (row.ready_minutes for table in (scenario.rota, scenario.shifts, scenario.pools) for row in table)
    left_out = {
        NOT_RESTED: bool(scenario.working_time) and scenario.working_time.unrested == LEAVE_OUT,
        NOT_READY: on_call or any(readiness),
        ELSEWHERE: any(row.duty for row in scenario.rota),
    }
    return tuple(reason for reason in REASONS if left_out.get(reason, True))


class _Wanted(NamedTuple):
    """The alternatives of some demands, as bit masks.

    Attributes
    ----------
    all
        Of all of them.
    ready
        Of those that can wait, by level of readiness.
    fit
        The same without those elsewhere, by level and by what a row binds to (0: nothing).
    lawful
        The same without those that a kind of force may not fill, by kind, level and what a row binds to.
    """

    all: int
    ready: NDArray[Any]
    fit: NDArray[Any]
    lawful: NDArray[Any]


class PeopleReasons:
    """The standings as columns, which give the reasons of all of them at once."""

    def __init__(
        self, scenario: Scenario, skills: Skills, abilities: SupplyAbilities, standings: Sequence[Standing]
    ) -> None:
        self.standings = len(standings)
        self._scenario, self._abilities = scenario, abilities
        self._wide = (skills.relevant | sum(skills.joint.values())) >> 62 > 0
        kinds = [FORCE_KINDS.index(force.kind) for force in scenario.forces_in_order]
        self._home = np.array([one.force == 0 for one in standings], dtype=np.bool_)
        self._kind = np.array([kinds[one.force] for one in standings], dtype=np.int64)
        self._on_duty = OnDuty(standings, abilities.rota, len(scenario.teams))
        self._binding = dict.fromkeys(state.bound for state in abilities.rota.states if state.bound)
        self._number = {"": 0} | {name: number for number, name in enumerate(self._binding, 1)}
        bound = [self._number[state.bound] for state in abilities.rota.states]
        self._bound = np.array([0 if one.rota == BY_PATTERN else bound[one.rota] for one in standings], dtype=np.int64)
        self._ever = self._masks(one.ever for one in standings)
        self._current = self._masks(skills.alternatives_in(one.current) for one in standings)
        self._authority = self._masks(skills.alternatives_in(one.authority) for one in standings)
        self._willing = self._masks(skills.alternatives_in(one.willing) for one in standings)
        self._unavailable = np.array([one.unavailable for one in standings], dtype=np.bool_)
        self._kept: dict[tuple[object, ...], tuple[_Wanted, object, object]] = {}
        self._rested = np.array([one.rested for one in standings], dtype=np.bool_)

    def count(
        self,
        timeline: Timeline,
        span: int,
        headcounts: NDArray[np.int64],
        demands: Sequence[int],
        lent: bool,
        reasons: Sequence[str],
    ) -> dict[str, int]:
        """Return the number of people who count for none of some demands, by reason.

        Parameters
        ----------
        span
            The span of the rules for the instant.
        headcounts
            The number of people with each standing at the instant, shape (standings,); shorter if standings have been
            added since.
        demands
            Indices into the demands.
        lent
            Whether lent people count.
        reasons
            The reasons that can apply.
        """
        wanted = self._kept_wanted(timeline, span, tuple(demands))
        tickets = ever = self._ever & wanted.all
        of_teams = timeline.rules.ready_minutes[:, span : span + 1]
        level = timeline.waiting.levels(self._on_duty.minutes(of_teams)[:, 0])
        bound, kind = self._bound, self._kind
        # Each check keeps some alternatives: left = tickets & passes. The reason of a standing is the first check that
        # leaves none; len(reasons) stands for no reason, and for standings that never had such a ticket.
        passes: dict[str, Callable[[], NDArray[Any]]] = {
            OFF_SHIFT: lambda: np.where(level < timeline.waiting.off_duty, ever, 0),
            NOT_RESTED: lambda: np.where(self._rested, ever, 0),
            NOT_READY: lambda: wanted.ready[level],
            ELSEWHERE: lambda: wanted.fit[level, bound],
            NOT_CURRENT: lambda: self._current,
            AUTHORITY_WITHDRAWN: lambda: self._authority,
            STEPPED_BACK: lambda: self._willing,
            UNAVAILABLE: lambda: np.where(self._unavailable, 0, ever),
            NOT_PERMITTED: lambda: wanted.lawful[kind, level, bound],
            NOT_PRESENT: lambda: np.where(self._home | lent, ever, 0),
        }
        reason = np.full(len(tickets), len(reasons), dtype=np.int64)
        for place, name in enumerate(reasons):
            left = tickets & passes[name]()
            reason[(reason == len(reasons)) & (left == 0)] = place
            tickets = np.where(reason == len(reasons), left, tickets)
        reason[ever == 0] = len(reasons)
        counts = np.bincount(reason[: len(headcounts)], weights=headcounts, minlength=len(reasons) + 1)[:-1]
        return dict(zip(reasons, counts.astype(np.int64).tolist(), strict=True))

    def _kept_wanted(self, timeline: Timeline, span: int, demands: tuple[int, ...]) -> _Wanted:
        """Return the same as `_wanted`, which many windows ask with the same law."""
        law, waiting = timeline.rules.permitted[span], timeline.waiting
        key = (demands, id(law), id(waiting))
        found = self._kept.get(key)
        if found is None:
            # Keeping the law and the waiting as well keeps their ids from being used again. The cache is replaced as a
            # whole, because other threads may read it.
            found = self._wanted(timeline, span, demands), law, waiting
            self._kept = {**(self._kept if len(self._kept) < MOST_KEPT else {}), key: found}
        return found[0]

    def _wanted(self, timeline: Timeline, span: int, demands: Sequence[int]) -> _Wanted:
        """Return the alternatives of some demands, by the conditions under which people can fill them."""
        waiting, permitted = timeline.waiting, timeline.rules.permitted[span]
        kind = object if self._wide else np.int64
        fit = np.zeros((waiting.off_duty + 1, len(self._number)), dtype=kind)
        lawful = np.zeros((len(FORCE_KINDS), *fit.shape), dtype=kind)
        ready = np.zeros(waiting.off_duty + 1, dtype=kind)
        everything = 0
        for place in demands:
            demand, ours = self._scenario.demands[place], self._abilities.alternatives.everything[place]
            everything |= ours
            # People who need no longer than the demand can wait have its level at most.
            levels = slice(waiting.level[place] + 1)
            ready[levels] |= ours
            for column in {0, self._number.get(demand.crew or demand.id, 0)}:
                fit[levels, column] |= ours
                for row, name in enumerate(FORCE_KINDS):
                    if permitted[name] >> place & 1:
                        lawful[row, levels, column] |= ours
        return _Wanted(everything, ready, fit, lawful)

    def _masks(self, masks: Iterable[int]) -> NDArray[Any]:
        """Return bit masks as an array; of Python integers if 62 bits are not enough."""
        return np.array(list(masks), dtype=object if self._wide else np.int64)


def places_not_counted(
    scenario: Scenario,
    abilities: SupplyAbilities,
    timeline: Timeline,
    places: NDArray[np.int64],
    inside: NDArray[np.bool_],
    span: int,
    demands: Sequence[int],
    selection: Selection,
) -> dict[str, int]:
    """Return the number of pool places that count for none of some demands, by reason.

    Parameters
    ----------
    places
        The number of places of each pool in each state, inside its period or outside, shape (pools, states).
    inside
        Whether the instant lies in the period of each pool, shape (pools,).
    """
    counts = dict.fromkeys(REASONS, 0)
    waiting, permitted = timeline.waiting, timeline.rules.permitted[span]
    wanted = sum(1 << place for place in set(demands))
    for row, (pool, (_, able)) in enumerate(zip(scenario.pools, abilities.pools, strict=True)):
        if not able & wanted:
            continue
        everybody, stepped_back = int(places[row].sum()), int(places[row, STATE_INDEX[STEPPED_BACK]])
        present = sum(int(places[row, STATE_INDEX[state]]) for state in selection.states[row]) if inside[row] else 0
        in_time = able & wanted & waiting.demands_in(pool.ready_minutes)
        if not in_time:
            counts[NOT_READY] += everybody
            continue
        counts[STEPPED_BACK] += stepped_back
        if in_time & permitted[scenario.force[pool.force].kind]:
            counts[NOT_PRESENT] += everybody - stepped_back - present
        else:
            counts[NOT_PERMITTED] += everybody - stepped_back
    return counts
