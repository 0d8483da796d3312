"""The numbers of people asked to come in, shift by shift; most readers see no more than these numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from standto.ladder import Need, Review
from standto.model.steps import CALL_IN
from standto.model.time import Instant, Period
from standto.presenting.crews import CrewLine
from standto.presenting.duties import DutyLine
from standto.register import shift_runs
from standto_desk.acts.asks import AskedCount, counted_asks
from standto_desk.acts.models import Ask

SHIFTS = 4
"""The number of shifts for which a recommendation leads to who could come; later ones follow when they are nearer."""


class ShiftCall(NamedTuple):
    """The call-ins for one duty in one shift.

    Attributes
    ----------
    start, until
        From the first window of the shift that needs somebody until the shift ends.
    words
        How many were asked, are coming and are still needed; blank if nobody was asked.
    """

    start: Instant
    until: Instant
    words: str


ShiftCalls = tuple[tuple[str, tuple[ShiftCall, ...]], ...]
"""The call-ins of each recommendation, by its id, and for the first gap of each duty, by the duty's id."""


def asked_words(counts: AskedCount, needed: int | None = None) -> str:
    """Return counts as ``3 asked, 1 coming, 1 still needed``; blank if nobody was asked."""
    if not counts.asked:
        return ""
    words = f"{counts.asked:,} asked, {counts.coming:,} coming"
    return words if needed is None else f"{words}, {needed:,} still needed"


def shift_calls(
    review: Review,
    lines: Iterable[DutyLine],
    asks: Collection[Ask],
    *,
    every: bool,
    crews: Iterable[CrewLine] = (),
) -> ShiftCalls:
    """Return the call-ins for a review's recommendations, for the first gaps of duties, and for crews.

    Parameters
    ----------
    lines
        The duties with a gap.
    every
        Whether shifts for which nobody was asked are listed too: for readers who can ask.
    crews
        The crews below what they need, now or ahead. Their counts leave out how many are still needed, because a crew
        that is off needs a whole state.
    """
    ends = _ShiftEnds(review)
    found = [
        (one.id, tuple(_recommended(ends, one.subject, one.windows or (), asks, every=every)))
        for one in review.recommendations
        if one.step == CALL_IN
    ]
    for line in lines:
        if (gap := line.first_gap) is not None:
            start = max(gap.start, review.at)
            period = Period(start, ends.after(start) or gap.until)
            needs = [Need(gap.start, gap.until, gap.short) for gap in line.gaps if gap.start < period.until]
            words = _words(line.duty, period, needs, asks)
            found.append((line.duty, (ShiftCall(*period, words),) if words or every else ()))
    for crew in crews:
        if (short := crew.first_short) is not None:
            period = Period(short.start, ends.after(short.start) or short.until)
            words = asked_words(counted_asks(asks, crew.crew, [period]))
            found.append((crew.crew, (ShiftCall(*period, words),) if words or every else ()))
    return tuple((name, calls) for name, calls in found if calls)


def _recommended(
    ends: _ShiftEnds, duty: str, needs: Iterable[Need], asks: Collection[Ask], *, every: bool
) -> Iterator[ShiftCall]:
    """Yield the call-ins for a duty, shift by shift; where no shift runs, window by window."""
    by_end: dict[Instant, list[Need]] = {}
    for need in needs:
        by_end.setdefault(ends.after(need.start) or need.until, []).append(need)
    for place, (until, ours) in enumerate(by_end.items()):
        period = Period(ours[0].start, until)
        words = _words(duty, period, ours, asks)
        if words or (every and place < SHIFTS):
            yield ShiftCall(*period, words)


def _words(duty: str, period: Period, needs: Iterable[Need], asks: Collection[Ask]) -> str:
    """Return how many were asked, and the most that are needed once those who are coming are there."""
    counts = counted_asks(asks, duty, [period])
    return asked_words(counts, max((need.count for need in needs if need.until > counts.here), default=0))


class _ShiftEnds:
    """The ends of the shifts in a review's look-ahead, found once for its dozens of gaps."""

    def __init__(self, review: Review) -> None:
        self._scenario, self._period = review.scenario, Period(review.at, review.until)
        self._runs = shift_runs(self._scenario, self._period)

    def after(self, instant: Instant) -> Instant | None:
        """Return the end of the shift that runs at an instant, of several the first that started; None without one."""
        around = Period(instant, instant + 1)
        runs = self._runs if instant in self._period else shift_runs(self._scenario, around)
        return next((run.until for run, _ in runs if instant in run), None)
