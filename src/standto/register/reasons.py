"""The numbers of people who do not count, by the first reason.

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
from standto.model.people import FORCE_KINDS
from standto.model.scenario import Scenario
from standto.register.abilities import SupplyAbilities
from standto.register.knowledge import MOST_KEPT
from standto.register.readiness import OnDuty
from standto.register.reason_names import (
    ELSEWHERE,
    NOT_CURRENT,
    NOT_PERMITTED,
    NOT_PRESENT,
    NOT_READY,
    NOT_RESTED,
    OFF_SHIFT,
)
from standto.register.standing import BY_PATTERN, Skills, Standing
from standto.register.timeline import Timeline


class _WantedTickets(NamedTuple):
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
        self._kept: dict[tuple[object, ...], tuple[_WantedTickets, object, object]] = {}
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

    def _kept_wanted(self, timeline: Timeline, span: int, demands: tuple[int, ...]) -> _WantedTickets:
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

    def _wanted(self, timeline: Timeline, span: int, demands: Sequence[int]) -> _WantedTickets:
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
        return _WantedTickets(everything, ready, fit, lawful)

    def _masks(self, masks: Iterable[int]) -> NDArray[Any]:
        """Return bit masks as an array; of Python integers if 62 bits are not enough."""
        return np.array(list(masks), dtype=object if self._wide else np.int64)
