"""The help whose value is weighed: pools, donors, returned teams and call-ins, each as another muster."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.assuming.assumptions import Assumptions
from standto.assuming.processes import DonorAnswer
from standto.futures.muster import Muster
from standto.ladder.call_in import shares_of_call_ins
from standto.ladder.places_to_ask import free_places
from standto.model.time import FOREVER, Instant
from standto.model.windows import SupplyClass
from standto.register import Situation
from standto.relieving.newcomers import of_pool

WAITING = 2
"""The row of `Muster.pool_states` for places that wait for an answer."""


class HelpOption(NamedTuple):
    """Help that could be had, and the muster with it.

    Attributes
    ----------
    sort
        ``pool``, ``force`` (a donor: all its pools), ``all-help`` (all pools), ``team`` (its people who are away come
        back at the start) or ``call-in`` (the policy's share of the people off duty, for one duty).
    id
        The id of the pool, force, team or duty; empty for all help.
    people
        The people or places that it brings at most.
    muster
        The muster with it.
    """

    sort: str
    id: str
    people: int
    muster: Muster


@dataclass(frozen=True)
class HelpOptions:
    """The help of a situation that could be had from some instant on.

    Attributes
    ----------
    situation, assumptions
        The situation, and what is assumed of donors' answers.
    muster
        The muster without it.
    asked
        When it is asked for: the start, or later.
    """

    situation: Situation
    assumptions: Assumptions
    muster: Muster
    asked: Instant

    def __iter__(self) -> Iterator[HelpOption]:
        """Yield each pool, each donor with several pools, all of them, each team with people away, and call-ins."""
        yield from self.of_pools()
        yield from self._of_teams()
        yield from self._of_call_ins()

    def of_pools(self) -> Iterator[HelpOption]:
        """Yield each pool that could be asked for, each donor with several pools, and all of them if there are some."""
        free = self._free
        for pool in free:
            yield HelpOption("pool", pool, free[pool], self._with_pools([pool]))
        owner = {pool: self.situation.scenario.pool[pool].force for pool in free}
        for force in dict.fromkeys(owner.values()):
            ours = [pool for pool in free if owner[pool] == force]
            if ours[1:]:
                yield HelpOption("force", force, sum(free[pool] for pool in ours), self._with_pools(ours))
        if len(free) > 1:
            yield HelpOption("all-help", "", sum(free.values()), self._with_pools(list(free)))

    @property
    def _free(self) -> dict[str, int]:
        """The places of each pool that can be asked for and may do something in some step, in order of call."""
        free = {}
        for column, pool in enumerate(self.muster.pools):
            number = free_places(self.situation.scenario, self.situation.lots(pool, self.asked), self.asked)
            if number and (self.muster.pool_kind[:, column] >= 0).any():
                free[pool] = number
        return free

    def _with_pools(self, pools: list[str]) -> Muster:
        """Return the muster in which the free places of some pools are asked for.

        They wait for their donor's assumed answer from then on. Where nothing is assumed, they count once the pool's
        lead time is over.
        """
        answered = {one.pool for one in self.assumptions.processes if isinstance(one, DonorAnswer)}
        places, states = self.muster.pool_places.copy(), self.muster.pool_states.copy()
        for pool in pools:
            column = self.muster.pools.index(pool)
            able = self.muster.pool_kind[:, column] >= 0
            if pool in answered:
                states[WAITING, self.muster.starts >= self.asked, column] += self._free[pool]
            else:
                there = of_pool(self.situation, pool, self.asked).there
                inside = (self.muster.starts >= there.start) & (self.muster.starts < there.until)
                places[able & inside, column] += self._free[pool]
        return replace(self.muster, pool_places=places, pool_states=states)

    def _of_teams(self) -> Iterator[HelpOption]:
        away = self.muster.away_since < FOREVER
        for place, team in enumerate(self.situation.scenario.teams):
            back = away & (self.muster.team == place)
            if back.any():
                since = np.where(back, FOREVER, self.muster.away_since)
                yield HelpOption("team", team.id, int(back.sum()), replace(self.muster, away_since=since))

    def _of_call_ins(self) -> Iterator[HelpOption]:
        """Yield for each duty the call-ins that the policy counts on, step by step."""
        counted = shares_of_call_ins(self.situation, self.asked, self.muster.starts, self.muster.untils)
        for duty, demand in enumerate(self.situation.scenario.duties_in_order):
            if not demand.crew and counted[:, duty].any():
                yield HelpOption(
                    "call-in", demand.id, int(counted[:, duty].max()), self._with_people(counted[:, duty], 1 << duty)
                )

    def _with_people(self, number: NDArray[np.int64], duties: int) -> Muster:
        """Return the muster with more home people in each step, who can do some duties."""
        kind = SupplyClass(0, duties)
        classes, fixed = self.muster.classes, self.muster.fixed
        if kind not in classes:
            classes = (*classes, kind)
            fixed = np.hstack([fixed, np.zeros((len(fixed), 1), dtype=np.int64)])
        fixed = fixed.copy()
        fixed[:, classes.index(kind)] += number
        return replace(self.muster, classes=classes, fixed=fixed)
