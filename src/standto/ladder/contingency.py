"""Contingency: how much military help to request, and to deploy where the law permits it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from standto.ladder.filling import Offer, fill
from standto.ladder.look import Look, hours
from standto.ladder.recommendation import DEPLOY, REQUEST
from standto.ladder.slots import Slots, cut, step_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from standto.ladder.aid import Aid
    from standto.ladder.recommendation import Recommendation
    from standto.model.scenario import Pool

NOT_YET_REQUESTED = ("not-asked", "stood-down")
REQUESTED = ("requested", "standby", "deployed")


def conditions(look: Look, pool: Pool) -> tuple[str, ...]:
    """Return the declarations under which a pool's force may do something, as listed in the table of powers."""
    kind = look.scenario.force[pool.force].kind
    rows = look.scenario.powers or ()
    return tuple(dict.fromkeys(row.when for row in rows if row.kind == kind and row.permitted and row.when))


@dataclass(frozen=True)
class Contingency:
    """What to request, counting call-ins and aid first."""

    look: Look
    aid: Aid

    @cached_property
    def pools(self) -> tuple[Pool, ...]:
        """The pools of military help, in the order in which they are called on."""
        return tuple(pool for pool in self.look.pools if self.look.military(pool))

    def request(self) -> Iterator[Recommendation]:
        """Yield what to request of each pool: as things are, and under each declaration that permits more."""
        if self.aid.after.gaps.any():
            order = {pool.id: place for place, pool in enumerate(self.pools)}
            names = dict.fromkeys(name for pool in self.pools for name in conditions(self.look, pool))
            found = [one for condition in (None, *names) for one in self._request_under(condition)]
            yield from sorted(found, key=lambda one: order[one.subject])

    def _request_under(self, condition: str | None) -> Iterator[Recommendation]:
        """Yield what to request for the gaps that a declaration allows to close.

        Places requested already, on standby or deployed come first, so that nothing is requested twice.
        """
        look = self.look if condition is None else self.look.under(condition)
        abilities = [self._abilities(pool, look, condition) for pool in self.pools]
        slots = self._gaps_under(look, condition, abilities)
        if not slots.gaps.any():
            return
        requested = [
            self._offer(may, self.look.places(pool, *REQUESTED))
            for pool, may in zip(self.pools, abilities, strict=True)
        ]
        free = [self._offer(may, self._free(pool)) for pool, may in zip(self.pools, abilities, strict=True)]
        used, _ = fill(slots.gaps, [*requested, *free], look.policy.reserve)
        for pool, numbers in zip(self.pools, used[:, len(requested) :].T, strict=True):
            if numbers.any():
                before = self.aid.counted_in(int(np.flatnonzero(numbers)[0]))
                yield step_for(
                    REQUEST, pool, slots, numbers, look, basis="offered", counted_before=before, condition=condition
                )

    def _abilities(self, pool: Pool, look: Look, condition: str | None) -> list[int]:
        """Return the duties that a pool may do slot by slot; under a declaration, only those which it adds."""
        starts = self.aid.after.starts
        may = look.abilities(pool, starts)
        if condition is None:
            return may
        already = self.look.abilities(pool, starts)
        return [then & ~now for then, now in zip(may, already, strict=True)]

    def _gaps_under(self, look: Look, condition: str | None, abilities: Sequence[Sequence[int]]) -> Slots:
        """Return the gaps that are open as things are and that some pool may close, as large as they would be then."""
        slots = self.aid.after
        duties = range(slots.gaps.shape[1])
        may = [[any(each[slot] >> duty & 1 for each in abilities) for duty in duties] for slot in range(len(slots))]
        wanted = (slots.gaps > 0) & np.array(may, dtype=np.bool_)
        if condition is None:
            return slots.with_gaps(np.where(wanted, slots.gaps, 0))
        counted = look.count(self.look.expected_selection)
        then = np.maximum(slots.gaps_on(counted) - self.aid.filled, 0)
        return slots.with_gaps(np.where(wanted, then, 0), counted)

    def _offer(self, abilities: Sequence[int], places: int) -> Offer:
        """Return some places of a pool, the same in every slot."""
        return Offer(abilities, np.full(len(self.aid.after), places, dtype=np.int64))

    def _free(self, pool: Pool) -> int:
        """Return how many places of a pool may be requested; those declined, after a while again."""
        stale = hours(self.look.policy.stale_hours)
        return self.look.places(pool, *NOT_YET_REQUESTED) + self.look.places_since(pool, stale, "declined")

    def requested_now(self) -> NDArray[np.int64]:
        """Return the gaps that a request closes which needs no declaration, shape (slots, duties)."""
        slots = self.aid.after
        offers = [self._offer(self._abilities(pool, self.look, None), self._free(pool)) for pool in self.pools]
        return slots.gaps - fill(slots.gaps, offers)[1]


def deploy(look: Look) -> Iterator[Recommendation]:
    """Yield how many of those on standby to deploy, where they may by what is declared in that window."""
    slots = cut(look, look.confirmed, ())
    pools = [pool for pool in look.pools if look.military(pool) and look.places(pool, "standby")]
    offers = [
        Offer(look.abilities(pool, slots.starts), np.full(len(slots), look.places(pool, "standby"), dtype=np.int64))
        for pool in pools
    ]
    used, _ = fill(slots.gaps, offers)
    for pool, numbers in zip(pools, used.T, strict=True):
        if numbers.any():
            yield step_for(DEPLOY, pool, slots, numbers, look, basis="confirmed", counted_before={})
