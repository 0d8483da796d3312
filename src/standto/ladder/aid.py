"""Aid: the number of places to ask of each donor."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from standto.ladder.gap_filling import AvailablePlaces, fill
from standto.ladder.slots import Slots, slots_of, step_up
from standto.model.steps import ASK_AID, CALL_IN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from standto.ladder.call_in import CallIns
    from standto.ladder.look_ahead import LookAhead
    from standto.ladder.review_facts import Recommendation
    from standto.model.people import Pool
    from standto.model.time import Instant


@dataclass(frozen=True)
class AidPlan:
    """The places to ask of each donor, after the call-ins are counted."""

    ahead: LookAhead
    call_ins: CallIns

    @cached_property
    def before(self) -> Slots:
        """The gaps that call-ins and help already offered, or asked for and coming, leave open."""
        ahead, pools = self.ahead, [pool for pool, _ in self.donors]
        arrivals = (ahead.at + pool.lead for pool in pools)
        called_in = self.call_ins.counted.windows.starts.tolist()
        slots = slots_of(ahead.expected).cut([*called_in, *arrivals, *ahead.ability_changes(pools)])
        return slots.with_gaps(np.maximum(slots.gaps - self.call_ins.at(slots.starts), 0))

    @cached_property
    def donors(self) -> tuple[tuple[Pool, int], ...]:
        """The pools that may be asked, each with a number of places; declined ones may be asked again after a time."""
        free = [(pool, self.ahead.free(pool)) for pool in self.ahead.pools if not self.ahead.military(pool)]
        return tuple((pool, places) for pool, places in free if places)

    @cached_property
    def _filled(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Places to ask for, shape (slots, donors), and the gaps that they leave, shape (slots, duties)."""
        slots, ahead = self.before, self.ahead
        # A donor's places can fill nothing before they can have arrived.
        donors = [
            AvailablePlaces(
                ahead.abilities(pool, slots.starts), np.where(slots.starts >= ahead.at + pool.lead, places, 0)
            )
            for pool, places in self.donors
        ]
        return fill(slots.gaps, donors, ahead.policy.reserve)

    @cached_property
    def after(self) -> Slots:
        """The gaps that stay open once the aid asked for has come."""
        return self.before.with_gaps(self._filled[1])

    def filled(self, instants: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the gaps that call-ins and aid asked for close at some instants, shape (instants, duties)."""
        return self.call_ins.at(instants) + self.before.at(instants) - self.after.at(instants)

    def counted_at(self, instant: Instant) -> dict[str, int]:
        """Return the numbers of call-ins and of aid counted at an instant, each if there are any."""
        moment = np.array([instant], dtype=np.int64)
        slot = int(np.searchsorted(self.before.starts, instant, side="right")) - 1
        numbers = {CALL_IN: int(self.call_ins.at(moment).sum()), ASK_AID: int(self._filled[0][slot].sum())}
        return {step: number for step, number in numbers.items() if number}

    def recommend(self) -> Iterator[Recommendation]:
        """Yield the places to ask of each donor, in the order in which they are called on."""
        for column, (pool, _) in enumerate(self.donors):
            numbers = self._filled[0][:, column]
            if numbers.any():
                before = self.counted_at(int(self.before.starts[np.flatnonzero(numbers)[0]]))
                before.pop(ASK_AID, None)
                yield step_up(ASK_AID, pool, self.before, numbers, self.ahead, basis="offered", counted_before=before)
