"""Call-ins: the home people off duty who could fill a gap, and the number of them to count on."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from standto.ladder.call_in_matching import Calls, most_called_in
from standto.ladder.call_in_supply import CallInSupply
from standto.ladder.gap_filling import AvailablePlaces, fill, left_open
from standto.ladder.look_ahead import LookAhead
from standto.ladder.review_facts import Need, Recommendation
from standto.ladder.window_cache import WindowCache
from standto.model.steps import CALL_IN
from standto.model.time import Period, hours
from standto.register import shift_runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from standto.ladder.look_ahead import CountedWindows
    from standto.model.time import Instant
    from standto.register import Situation


@dataclass(frozen=True)
class CallIns:
    """The number of call-ins counted on, for each window of `LookAhead.confirmed`, shape (windows, duties).

    Attributes
    ----------
    at_most
        An upper bound, if the search ended before it had proved the number; None if the number is exact.
    """

    counted: CountedWindows
    filled: NDArray[np.int64]
    at_most: NDArray[np.int64] | None = None

    def at(self, instants: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the call-ins counted on at some instants, shape (instants, duties)."""
        return self.filled[self.counted.rows(instants)]


def call_ins(ahead: LookAhead) -> CallIns:
    """Return the call-ins that a review counts on: as many as are possible at once.

    Windows that start within the notice period have none. Other windows have at most the policy's share of the home
    people who could be called in for a duty. Each person serves in one shift of the look-ahead, in all its windows.
    """
    counted = ahead.confirmed
    filled = np.zeros_like(counted.gaps)
    soonest = ahead.at + hours(ahead.policy.call_in_notice_hours)
    rows = np.flatnonzero(counted.gaps.any(axis=1) & (counted.windows.starts >= soonest))
    if rows.size:
        windows = [Period(int(counted.windows.starts[row]), int(counted.windows.untils[row])) for row in rows]
        filled[rows], most = _called_in(ahead, counted.gaps[rows], windows)
        if most is not None:
            at_most = filled.copy()
            at_most[rows] = most
            return CallIns(counted, filled, at_most)
    return CallIns(counted, filled)


def shares_of_call_ins(
    situation: Situation, at: Instant, starts: NDArray[np.int64], untils: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the policy's share of the people who could be called in for each duty, shape (steps, duties).

    Each step is looked at alone, as if nobody had been called in for another. Steps that start within the notice
    period, and those after the look-ahead, have none.

    Parameters
    ----------
    at
        When they are called.
    starts, untils
        The start and the end of each step, shape (steps,).
    """
    ahead = LookAhead(situation, at, WindowCache(hours(situation.scenario.policy.hold_hours)))
    counted = np.zeros((len(starts), len(situation.scenario.duties_in_order)), dtype=np.int64)
    soonest = at + hours(ahead.policy.call_in_notice_hours)
    rows = np.flatnonzero((starts >= soonest) & (untils <= ahead.period.until))
    if rows.size:
        steps = [Period(int(starts[row]), int(untils[row])) for row in rows]
        counted[rows] = _shares(ahead, CallInSupply(ahead, steps), len(steps))
    return counted


def _called_in(
    ahead: LookAhead, gaps: NDArray[np.int64], windows: list[Period]
) -> tuple[NDArray[np.int64], NDArray[np.int64] | None]:
    """Return the call-ins counted on, shape (windows, duties), and an upper bound if that number is not proved.

    Calling in people shift by shift is quick and nearly always reaches the maximum. If it does not, a search follows.
    """
    supply = CallInSupply(ahead, windows)
    wanted = np.minimum(gaps, _shares(ahead, supply, len(windows)))
    shifts = _shifts_of(ahead, windows)
    filled = np.zeros_like(wanted)
    for shift in dict.fromkeys(shifts):
        its_windows = [window for window, each in enumerate(shifts) if each == shift]
        filled[its_windows] = _called_in_for_shift(wanted[its_windows], supply, its_windows)
    if (filled == wanted).all():
        return filled, None
    could, number = supply.kinds()
    most = _each_alone(wanted, could, number)
    if (filled == most).all():
        return filled, None
    found, proven = most_called_in(Calls(wanted, shifts, could, number), most)
    return (found, None) if proven else (max(found, filled, key=np.sum), wanted)


def _shares(ahead: LookAhead, supply: CallInSupply, windows: int) -> NDArray[np.int64]:
    """Return the policy's share of the people who could be called in, shape (windows, duties)."""
    # An exact fraction: 0.29 of 100 is 29, though the float is a little less.
    share = Fraction(str(ahead.policy.call_in_share))
    return np.array([[int(share * could) for could in supply.for_each_duty(window)] for window in range(windows)])


def _shifts_of(ahead: LookAhead, windows: Iterable[Period]) -> list[Instant]:
    """Return the start of the shift that each window starts in; of several shifts, the one that started first."""
    runs = shift_runs(ahead.scenario, ahead.period)
    return [next((run.start for run, _ in runs if window.start in run), window.start) for window in windows]


def _each_alone(wanted: NDArray[np.int64], could: Sequence[Sequence[int]], number: Sequence[int]) -> NDArray[np.int64]:
    """Return the call-ins possible in each window if everybody was free for it, shape (windows, duties)."""
    people = [AvailablePlaces(row, np.full(len(wanted), count)) for row, count in zip(could, number, strict=True)]
    return wanted - left_open(wanted, people)


def _called_in_for_shift(wanted: NDArray[np.int64], supply: CallInSupply, windows: list[int]) -> NDArray[np.int64]:
    """Return the call-ins of one shift, shape (windows, duties), and take those people from the supply.

    People who could do least in the shift are called in first; among equals, those who could do least in other shifts.
    """
    groups = supply.free(windows)
    people = [AvailablePlaces(each.duties, np.full(len(windows), each.number, dtype=np.int64)) for each in groups]
    taken, still_open = fill(wanted, people)
    for group, called in zip(groups, taken.max(axis=0, initial=0), strict=True):
        supply.call_in(group, int(called))
    return wanted - still_open


def recommend_call_ins(ahead: LookAhead, planned: CallIns) -> Iterator[Recommendation]:
    """Yield a call-in for each duty with a gap that home people off duty could fill."""
    windows = planned.counted.windows
    for column, duty in enumerate(ahead.scenario.duties_in_order):
        rows = np.flatnonzero(planned.filled[:, column])
        if len(rows):
            needs = tuple(
                Need(int(windows.starts[row]), int(windows.untils[row]), int(planned.filled[row, column]))
                for row in rows
            )
            # People called in need notice: decided any later, they would miss the start of the window.
            by = needs[0].start - hours(ahead.policy.call_in_notice_hours)
            yield Recommendation(
                CALL_IN,
                duty.id,
                duty=duty.id,
                duties=(duty.id,),
                count=max(need.count for need in needs),
                at_most=None if planned.at_most is None else int(planned.at_most[:, column].max()),
                windows=needs,
                by=by,
                late=by <= ahead.at,
                counted_before={},
                basis="confirmed",
                bottlenecks=ahead.proofs(planned.counted, needs[0].start),
            )
