"""Own people first: who off duty could be called in for a gap, and how many of them are counted on."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from standto.ladder.filling import Offer, fill
from standto.ladder.look import Counted, Look, hours
from standto.ladder.recommendation import CALL_IN, Need, Recommendation
from standto.model.time import Instant, Period
from standto.register import able, duties_of, instances, rested, shift_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

Skill = tuple[int, int]
"""Home people who are alike to a call-in: ``(team, capabilities)``."""


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
    the policy's share is counted on, and each in one shift of the look-ahead.
    """
    counted = look.confirmed
    filled = np.zeros_like(counted.gaps)
    soonest = look.at + hours(look.policy.call_in_notice_hours)
    gapped = counted.gaps.any(axis=1) & (counted.windows.starts >= soonest)
    used: dict[Skill, dict[Instant, int]] = defaultdict(dict)
    for shift, rows in _by_shift(look, counted, np.flatnonzero(gapped)):
        candidates = [_candidates(look, counted, row) for row in rows]
        left = [_not_used(each, used, shift) for each in candidates]
        skills = sorted(
            {skill for each in candidates for skill in each}, key=lambda skill: (skill[1].bit_count(), skill)
        )
        wanted = np.array([_wanted(look, counted, row, each) for row, each in zip(rows, candidates, strict=True)])
        offers = [_offer(look, counted, skill, rows, left) for skill in skills]
        taken, open_still = fill(wanted, offers)
        filled[rows] = wanted - open_still
        for skill, most in zip(skills, taken.max(axis=0, initial=0), strict=True):
            if most:
                used[skill][shift] = int(most)
    return CallIns(counted, filled)


def _by_shift(look: Look, counted: Counted, rows: NDArray[np.int64]) -> Iterator[tuple[Instant, list[int]]]:
    """Yield the start of each shift with the windows that start in it; of several at a time, the first to start."""
    if not len(rows):
        return
    runs = instances(look.scenario, look.period)
    by_shift: dict[Instant, list[int]] = {}
    for row in rows:
        start = int(counted.windows.starts[row])
        shift = next((run.start for run, _ in runs if start in run), start)
        by_shift.setdefault(shift, []).append(int(row))
    yield from by_shift.items()


def _candidates(look: Look, counted: Counted, row: int) -> dict[Skill, int]:
    """Return the home people who could be called in for a window, by team and capabilities."""
    situation = look.situation
    start, until = int(counted.windows.starts[row]), int(counted.windows.untils[row])
    span = situation.timeline.rules.span(start)
    on_duty = shift_rows(situation.timeline.rules)[:, span]
    times = situation.records.shifts.teams
    rest = hours(look.policy.rest_hours)
    found: dict[Skill, int] = {}
    heads = situation.headcounts(start)
    for number in np.flatnonzero(heads).tolist():
        standing = situation.standings[number]
        off = standing.force == 0 and standing.team >= 0 and standing.called is None and not on_duty[standing.team]
        if off and able(standing) and rested(times[standing.team], Period(start, until), rest):
            skill = (standing.team, able(standing))
            found[skill] = found.get(skill, 0) + int(heads[number])
    return found


def _not_used(candidates: dict[Skill, int], used: dict[Skill, dict[Instant, int]], shift: Instant) -> dict[Skill, int]:
    """Return how many are left who are not counted on in another shift."""
    return {
        skill: max(0, count - sum(number for other, number in used[skill].items() if other != shift))
        for skill, count in candidates.items()
    }


def _abilities(look: Look, start: Instant, skill: Skill) -> int:
    """Return the duties that home people with a skill can and may do, as a bit mask."""
    rules = look.situation.timeline.rules
    permitted = rules.permitted[rules.span(start)]["home"]
    return duties_of(skill[1], look.situation.records.duty_masks) & permitted


def _wanted(look: Look, counted: Counted, row: int, candidates: dict[Skill, int]) -> list[int]:
    """Return how many call-ins each duty may count on in a window: its gap, or the share of who could come."""
    start = int(counted.windows.starts[row])
    abilities = {skill: _abilities(look, start, skill) for skill in candidates}
    wanted = []
    for duty, gap in enumerate(counted.gaps[row]):
        could = sum(count for skill, count in candidates.items() if abilities[skill] >> duty & 1)
        # A share such as 0.1 is not exact in binary: 0.29 of 100 must be 29.
        share = math.floor(round(look.policy.call_in_share * could, 6))
        wanted.append(min(int(gap), share))
    return wanted


def _offer(look: Look, counted: Counted, skill: Skill, rows: Sequence[int], left: Sequence[dict[Skill, int]]) -> Offer:
    """Return what home people of one team and skill can fill in some windows."""
    starts = [int(counted.windows.starts[row]) for row in rows]
    return Offer(
        [_abilities(look, start, skill) for start in starts],
        np.array([each.get(skill, 0) for each in left], dtype=np.int64),
    )


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
            yield Recommendation(
                CALL_IN,
                duty.id,
                duty=duty.id,
                duties=(duty.id,),
                count=max(need.count for need in needs),
                windows=needs,
                by=needs[0].start,
                late=needs[0].start <= look.at,
                counted_before={},
                basis="confirmed",
                bottlenecks=look.proofs(planned.counted, needs[0].start),
            )
