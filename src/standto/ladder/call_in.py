"""Own people first: who off duty could be called in for a gap, and how many of them are counted on."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from standto.ladder.candidates import Candidates
from standto.ladder.filling import Offer, fill
from standto.ladder.look import Counted, Look, hours
from standto.ladder.recommendation import CALL_IN, Need, Recommendation
from standto.model.time import Period
from standto.register import instances

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from standto.model.time import Instant


@dataclass(frozen=True)
class CallIns:
    """How many call-ins are counted on, window by window of `Look.confirmed`, shape (windows, duties)."""

    counted: Counted
    filled: NDArray[np.int64]

    def at(self, instants: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the call-ins counted on at some instants, shape (instants, duties)."""
        rows = np.searchsorted(self.counted.windows.starts, instants, side="right") - 1
        return self.filled[rows]


def call_ins(look: Look) -> CallIns:
    """Return the call-ins that a review counts on.

    A window that starts too soon has none. In others, of the home people who could be called in for a duty, at most
    the policy's share is counted on, and each in one shift of the look-ahead. Shift after shift, those are called
    first who could do least in it, and of those alike who could do least in the others.
    """
    counted = look.confirmed
    filled = np.zeros_like(counted.gaps)
    soonest = look.at + hours(look.policy.call_in_notice_hours)
    rows = np.flatnonzero(counted.gaps.any(axis=1) & (counted.windows.starts >= soonest))
    if rows.size:
        windows = [Period(int(counted.windows.starts[row]), int(counted.windows.untils[row])) for row in rows]
        candidates = Candidates(look, windows)
        for places in _by_shift(look, windows):
            filled[rows[places]] = _called_in(look, counted.gaps[rows[places]], candidates, places)
    return CallIns(counted, filled)


def _by_shift(look: Look, windows: Iterable[Period]) -> Iterable[list[int]]:
    """Return which windows start in each shift; of several shifts at a time, the first to have started."""
    runs = instances(look.scenario, look.period)
    by_shift: dict[Instant, list[int]] = {}
    for place, window in enumerate(windows):
        shift = next((run.start for run, _ in runs if window.start in run), window.start)
        by_shift.setdefault(shift, []).append(place)
    return by_shift.values()


def _called_in(look: Look, gaps: NDArray[np.int64], candidates: Candidates, places: list[int]) -> NDArray[np.int64]:
    """Return the call-ins of one shift, shape (windows, duties); who is called in is not free for another."""
    share = look.policy.call_in_share
    # A share such as 0.1 is not exact in binary: 0.29 of 100 must be 29.
    most = [[math.floor(round(share * could, 6)) for could in candidates.for_each_duty(place)] for place in places]
    wanted = np.minimum(gaps, np.array(most, dtype=np.int64))
    alike = candidates.free(places)
    offers = [Offer(each.duties, np.full(len(places), each.number, dtype=np.int64)) for each in alike]
    taken, still_open = fill(wanted, offers)
    for each, number in zip(alike, taken.max(axis=0, initial=0), strict=True):
        candidates.call_in(each, int(number))
    return wanted - still_open


def recommend_call_ins(look: Look, planned: CallIns) -> Iterator[Recommendation]:
    """Yield a call-in for each duty that has a gap which own people could fill."""
    windows = planned.counted.windows
    for place, duty in enumerate(look.scenario.duties_in_order):
        rows = np.flatnonzero(planned.filled[:, place])
        if len(rows):
            needs = tuple(
                Need(int(windows.starts[row]), int(windows.untils[row]), int(planned.filled[row, place]))
                for row in rows
            )
            # Whoever is called in needs notice: decided any later, nobody is there when the window starts.
            by = needs[0].start - hours(look.policy.call_in_notice_hours)
            yield Recommendation(
                CALL_IN,
                duty.id,
                duty=duty.id,
                duties=(duty.id,),
                count=max(need.count for need in needs),
                windows=needs,
                by=by,
                late=by <= look.at,
                counted_before={},
                basis="confirmed",
                bottlenecks=look.proofs(planned.counted, needs[0].start),
            )
