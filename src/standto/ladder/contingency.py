"""Contingency: the number of military places to request, and to deploy where the law permits it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from standto.ladder.gap_filling import AvailablePlaces, fill
from standto.ladder.pool_use import conditions, permitting_declarations
from standto.ladder.slots import Slots, slots_of, step_up
from standto.model.steps import DEPLOY, REQUEST

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from standto.ladder.aid import AidPlan
    from standto.ladder.look_ahead import LookAhead
    from standto.ladder.review_facts import Recommendation
    from standto.model.people import Pool

REQUESTED = ("requested", "standby", "deployed")


@dataclass(frozen=True)
class ContingencyPlan:
    """The places to request of the military, after call-ins and aid are counted."""

    ahead: LookAhead
    aid: AidPlan

    @cached_property
    def pools(self) -> tuple[Pool, ...]:
        """The military's pools, in the order in which they are called on."""
        return tuple(pool for pool in self.ahead.pools if self.ahead.military(pool))

    def request(self) -> Iterator[Recommendation]:
        """Yield the requests to each pool: as things are, and under each declaration that permits more."""
        if self.aid.after.gaps.any():
            order = {pool.id: rank for rank, pool in enumerate(self.pools)}
            theirs = {name for pool in self.pools for name in conditions(self.ahead, pool)}
            names = permitting_declarations(self.ahead.scenario, "military")
            others = [name for name in names if name in theirs and name not in self.ahead.situation.assumed]
            found = [one for condition in (None, *others) for one in self._request_under(condition)]
            yield from sorted(found, key=lambda one: order[one.subject])

    def _request_under(self, condition: str | None) -> Iterator[Recommendation]:
        """Yield the requests for the gaps that military places may close under a declaration, or as things are.

        Places already requested, on standby or deployed fill gaps first, so that nothing is requested twice.
        """
        ahead = self.ahead if condition is None else self.ahead.under(condition)
        slots = self._slots_under(ahead)
        abilities = [self._abilities(pool, ahead, slots) for pool in self.pools]
        slots = self._gaps_under(ahead, slots, abilities)
        if not slots.gaps.any():
            return
        made = [self.ahead.places(pool, *REQUESTED) for pool in self.pools]
        free = [self.ahead.free(pool) for pool in self.pools]
        used, _ = fill(slots.gaps, [*_available(abilities, made), *_available(abilities, free)], ahead.policy.reserve)
        for pool, numbers in zip(self.pools, used[:, len(made) :].T, strict=True):
            if numbers.any():
                before = self.aid.counted_at(int(slots.starts[np.flatnonzero(numbers)[0]]))
                yield step_up(
                    REQUEST, pool, slots, numbers, ahead, basis="offered", counted_before=before, condition=condition
                )

    def _slots_under(self, ahead: LookAhead) -> Slots:
        """Return the gaps that aid leaves, cut wherever a military pool's abilities change, now or under `ahead`."""
        slots = self.aid.after.cut([*self.ahead.ability_changes(self.pools), *ahead.ability_changes(self.pools)])
        if ahead is self.ahead:
            return slots
        counted = ahead.count(self.ahead.expected_selection)
        return replace(slots, counted=counted).cut(counted.windows.starts.tolist())

    def _abilities(self, pool: Pool, ahead: LookAhead, slots: Slots) -> list[int]:
        """Return the duties that a pool may do in each slot; under a declaration, only those that it adds."""
        may = ahead.abilities(pool, slots.starts)
        if ahead is self.ahead:
            return may
        already = self.ahead.abilities(pool, slots.starts)
        return [then & ~now for then, now in zip(may, already, strict=True)]

    def _gaps_under(self, ahead: LookAhead, slots: Slots, abilities: Sequence[Sequence[int]]) -> Slots:
        """Return the gaps now open that a pool may close, each as large as it would be under `ahead`."""
        duties = range(slots.gaps.shape[1])
        # may[slot][duty]: whether any pool's bit mask for the slot has the duty.
        may = [[any(each[slot] >> duty & 1 for each in abilities) for duty in duties] for slot in range(len(slots))]
        wanted = (slots.gaps > 0) & np.array(may, dtype=np.bool_)
        if ahead is self.ahead:
            return slots.with_gaps(np.where(wanted, slots.gaps, 0))
        then = np.maximum(slots.counted.at(slots.starts) - self.aid.filled(slots.starts), 0)
        return slots.with_gaps(np.where(wanted, then, 0))

    def remaining(self) -> Slots:
        """Return the gaps that no step closes.

        All help hoped for and the aid to ask for count first. Then military places that are requested, or could be,
        close the gaps that they may fill without a declaration.
        """
        slots = self.aid.after.cut([*self.ahead.hoped.windows.starts.tolist(), *self.ahead.ability_changes(self.pools)])
        left = np.maximum(self.ahead.hoped.at(slots.starts) - self.aid.filled(slots.starts), 0)
        abilities = [self.ahead.abilities(pool, slots.starts) for pool in self.pools]
        places = [self.ahead.places(pool, "requested") + self.ahead.free(pool) for pool in self.pools]
        return slots.with_gaps(fill(left, _available(abilities, places))[1])


def _available(abilities: Sequence[Sequence[int]], places: Sequence[int]) -> list[AvailablePlaces]:
    """Return the places of each pool, the same number in every slot."""
    return [
        AvailablePlaces(may, np.full(len(may), number, dtype=np.int64))
        for may, number in zip(abilities, places, strict=True)
    ]


def deploy(ahead: LookAhead) -> Iterator[Recommendation]:
    """Yield the deployments of places on standby that the declarations in force permit."""
    pools = [pool for pool in ahead.pools if ahead.military(pool) and ahead.places(pool, "standby")]
    slots = slots_of(ahead.confirmed).cut(ahead.ability_changes(pools))
    abilities = [ahead.abilities(pool, slots.starts) for pool in pools]
    used, _ = fill(slots.gaps, _available(abilities, [ahead.places(pool, "standby") for pool in pools]))
    for pool, numbers in zip(pools, used.T, strict=True):
        if numbers.any():
            yield step_up(DEPLOY, pool, slots, numbers, ahead, basis="confirmed", counted_before={})
