"""Aid: how much to ask of which donor."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from standto.ladder.gap_filling import AvailablePlaces, fill
from standto.ladder.look_ahead import LookAhead
from standto.ladder.slots import Slots, slots_of, step_for
from standto.model.steps import ASK_AID, CALL_IN
from standto.model.time import MINUTE, hours

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from standto.ladder.call_in import CallIns
    from standto.ladder.recommendation import Recommendation
    from standto.model.scenario import Pool
    from standto.model.time import Instant

NOT_YET_ASKED = ("not-asked", "released", "withdrawn")


@dataclass(frozen=True)
class AidPlan:
    """What to ask of whom, counting the call-ins first."""

    ahead: LookAhead
    planned: CallIns

    @cached_property
    def before(self) -> Slots:
        """What is open counting call-ins, and help that is offered, or asked and coming."""
        ahead, pools = self.ahead, [pool for pool, _ in self.donors]
        arrivals = (ahead.at + pool.lead_minutes * MINUTE for pool in pools)
        called_in = self.planned.counted.windows.starts.tolist()
        slots = slots_of(ahead.expected).cut([*called_in, *arrivals, *ahead.turns(pools)])
        return slots.less(self.planned.at(slots.starts))

    @cached_property
    def donors(self) -> tuple[tuple[Pool, int], ...]:
        """The pools that may be asked, each with how many places; one that declined, after a while again."""
        stale = hours(self.ahead.policy.stale_hours)
        free = [
            (pool, self.ahead.places(pool, *NOT_YET_ASKED) + self.ahead.places_since(pool, stale, "declined"))
            for pool in self.ahead.pools
            if not self.ahead.military(pool)
        ]
        return tuple((pool, places) for pool, places in free if places)

    @cached_property
    def _filled(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Places to ask for, shape (slots, donors), and the gaps that they leave, shape (slots, duties)."""
        slots, ahead = self.before, self.ahead
        offers = [
            AvailablePlaces(
                ahead.abilities(pool, slots.starts),
                np.where(slots.starts >= ahead.at + pool.lead_minutes * MINUTE, places, 0),
            )
            for pool, places in self.donors
        ]
        return fill(slots.gaps, offers, ahead.policy.reserve)

    @cached_property
    def after(self) -> Slots:
        """What is open when the aid that is asked for has come."""
        return self.before.with_gaps(self._filled[1])

    def filled(self, instants: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the gaps that call-ins and aid asked for close at some instants, shape (instants, duties)."""
        return self.planned.at(instants) + self.before.at(instants) - self.after.at(instants)

    def counted_at(self, instant: Instant) -> dict[str, int]:
        """Return the call-ins and the aid that are counted at an instant, where there are any."""
        moment = np.array([instant], dtype=np.int64)
        slot = int(np.searchsorted(self.before.starts, instant, side="right")) - 1
        numbers = {CALL_IN: int(self.planned.at(moment).sum()), ASK_AID: int(self._filled[0][slot].sum())}
        return {step: number for step, number in numbers.items() if number}

    def recommend(self) -> Iterator[Recommendation]:
        """Yield what to ask of each donor, in the order in which they are called on."""
        for column, (pool, _) in enumerate(self.donors):
            numbers = self._filled[0][:, column]
            if numbers.any():
                before = self.counted_at(int(self.before.starts[np.flatnonzero(numbers)[0]]))
                before.pop(ASK_AID, None)
                yield step_for(ASK_AID, pool, self.before, numbers, self.ahead, basis="offered", counted_before=before)
