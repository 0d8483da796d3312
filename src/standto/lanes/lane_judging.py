"""Gaps and the use of help in many futures side by side, exactly, by every set of duty groups.

For a set S of groups let r(S) be the places that they require, e(S) the people and places of supply that can do any of
them, and m(S) those that can do none. By Hall and Ore the least total gap is the most of ``r(S) - e(S)`` over all sets.
Let N be all supply, R all places and G all groups. Then::

    r(S) - e(S)  =  (R - r(G - S)) - (N - m(S))  =  f(S) - f({}),   f(S) = m(S) - r(G - S)

and f(S) is the sum of the *leaves* of all sets T that contain S. The leaf of T is the supply that can do just the
groups outside T; where that is one group g, less the places of g. So a requirement is a negative number of people who
can do that group alone, and one transform gives all differences.

A *vector* is `standto.lanes.vectors.LANES` futures side by side.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from standto.lanes.lane_planning import LanePlan
from standto.lanes.lane_transform import greatest_by_group, sums_by_set
from standto.lanes.vectors import LANES, add_row, copy_row, fill_row, greatest, raise_row, take_row

Lanes = NDArray[Any]
"""Whole numbers by lane, int16 or int32: shape (rows, lanes)."""

_SUM, _GAP, _BEFORE, _TOP, _BASE, _NONE = range(6)
"""Rows of `LaneSpace.rows`: what they hold."""


class LaneSpace(NamedTuple):
    """Memory for the work on one vector; each thread needs its own.

    Attributes
    ----------
    leaves
        A leaf for each set of groups, flat, by lane.
    sets
        f(S) for each set S, or what it is made from.
    most
        The most of f(S) over the sets whose last group is each group.
    required
        The places of each duty.
    gap
        The gap of each duty.
    rows
        Some rows.
    """

    leaves: Lanes
    sets: Lanes
    most: Lanes
    required: Lanes
    gap: Lanes
    rows: Lanes


class Judgement(NamedTuple):
    """What became of some lanes, int16 or int32 as the counts are.

    Attributes
    ----------
    gap
        The gap of the duties up to each criticality together, shape (criticalities, lanes).
    duty_gap
        The gap of each duty, shape (duties, lanes).
    used
        The places filled by each tier, shape (tiers, lanes).
    """

    gap: Lanes
    duty_gap: Lanes
    used: Lanes


def lane_space(plan: LanePlan, width: Any = np.int16) -> LaneSpace:
    """Return memory for the work on one vector."""
    groups = int(plan.groups.max(initial=0))

    def rows(number: int) -> Lanes:
        return np.zeros(max(number, 1) * LANES, dtype=width)

    return LaneSpace(
        leaves=rows(1 << groups),
        sets=rows(1 << groups),
        most=rows(groups),
        required=rows(plan.duties),
        gap=rows(plan.duties),
        rows=rows(_NONE),
    )


def lane_judgement(plan: LanePlan, lanes: int, width: Any = np.int16) -> Judgement:
    """Return room for the results of some lanes."""
    numbers = plan.criticalities, plan.duties, plan.tiers
    return Judgement(*(np.zeros((number, lanes), dtype=width) for number in numbers))


@njit(cache=True, nogil=True)
def judge_lanes(plan: LanePlan, counts: Lanes, required: Lanes, space: LaneSpace, judgement: Judgement) -> None:
    """Judge futures side by side.

    Parameters
    ----------
    plan
        The plan of the duties and kinds.
    counts
        The number of each kind, shape (kinds, lanes), contiguous, of the type that
        `standto.lanes.lane_planning.width_for` gives. The lanes are a multiple of `standto.lanes.vectors.LANES`.
    required
        The places of each duty, of the same type: shape (duties, 1) if they are the same in every lane, else (duties,
        lanes). A duty that does not stand requires 0.
    space
        Memory for the work, from `lane_space`.
    judgement
        Where the results go, from `lane_judgement`: every number is overwritten.

    Notes
    -----
    It checks nothing. Each answer is unique: first, the gap of each duty in order is as small as possible; then, each
    tier in order fills as many places as possible.
    """
    lanes = counts.shape[1]
    flat, needs = counts.reshape(-1), required.reshape(-1)
    for lane in range(0, lanes, LANES):
        for duty in range(plan.duties):
            if required.shape[1] == 1:
                fill_row(space.required, duty * LANES, required[duty, 0])
            else:
                copy_row(space.required, duty * LANES, needs, duty * lanes + lane)
            fill_row(space.gap, duty * LANES, 0)
        _judge_vector(plan, flat, lanes, lane, space, judgement)


@njit(cache=True, nogil=True)
def _judge_vector(plan: LanePlan, counts: Lanes, lanes: int, lane: int, space: LaneSpace, judgement: Judgement) -> None:
    """Judge one vector, part by part, and write its results."""
    used = judgement.used.reshape(-1)
    for tier in range(plan.tiers):
        fill_row(used, tier * lanes + lane, 0)
    for place in range(len(plan.unreached)):
        duty = plan.unreached[place]
        copy_row(space.gap, duty * LANES, space.required, duty * LANES)
    for part in range(len(plan.groups)):
        _judge_part(plan, part, counts, lanes, lane, space, used)
    gap, by_duty = judgement.gap.reshape(-1), judgement.duty_gap.reshape(-1)
    fill_row(space.rows, _SUM * LANES, 0)
    # gap(criticality) = sum of gap(duty) over the duties up to it
    for duty in range(plan.duties):
        copy_row(by_duty, duty * lanes + lane, space.gap, duty * LANES)
        add_row(space.rows, _SUM * LANES, space.gap, duty * LANES)
        copy_row(gap, plan.level[duty] * lanes + lane, space.rows, _SUM * LANES)


@njit(cache=True, nogil=True)
def _judge_part(plan: LanePlan, part: int, counts: Lanes, lanes: int, lane: int, space: LaneSpace, used: Lanes) -> None:
    """Judge one part of a vector: tier after tier until nothing is missing."""
    groups, rows = plan.groups[part], space.rows
    _lay_requirement(plan, part, space)
    first, last = plan.passes_from[part], plan.passes_from[part + 1] - 1
    for number in range(first, last + 1):
        _add_supply(plan, number, counts, lanes, lane, space.leaves)
        if number < last:
            greatest_by_group(space.leaves, space.sets, space.most, groups)
            fill_row(rows, _GAP * LANES, 0)
            copy_row(rows, _TOP * LANES, space.sets, 0)
            for group in range(groups):
                raise_row(rows, _TOP * LANES, space.most, group * LANES)
            # gap = max over S of f(S) - f({})
            copy_row(rows, _GAP * LANES, rows, _TOP * LANES)
            take_row(rows, _GAP * LANES, space.sets, 0)
        else:
            _judge_runs(plan, part, space)
        # used(tier) = gap without it - gap with it
        add_row(used, plan.pass_tier[number] * lanes + lane, rows, _BEFORE * LANES)
        take_row(used, plan.pass_tier[number] * lanes + lane, rows, _GAP * LANES)
        if greatest(rows, _GAP * LANES) == 0:
            break
        copy_row(rows, _BEFORE * LANES, rows, _GAP * LANES)


@njit(cache=True, nogil=True)
def _lay_requirement(plan: LanePlan, part: int, space: LaneSpace) -> None:
    """Lay the requirement into the leaves of a part, and note its sum as the gap without any supply."""
    whole = (1 << plan.groups[part]) - 1
    space.leaves[: (whole + 1) * LANES] = 0
    fill_row(space.rows, _BEFORE * LANES, 0)
    for run in range(plan.runs_from[part], plan.runs_from[part + 1]):
        leaf = whole ^ (1 << plan.run_group[run])
        for place in range(plan.run_duties_from[run], plan.run_duties_from[run + 1]):
            take_row(space.leaves, leaf * LANES, space.required, plan.run_duties[place] * LANES)
            add_row(space.rows, _BEFORE * LANES, space.required, plan.run_duties[place] * LANES)


@njit(cache=True, nogil=True)
def _add_supply(plan: LanePlan, number: int, counts: Lanes, lanes: int, lane: int, leaves: Lanes) -> None:
    """Add the kinds of a pass to the leaves."""
    for place in range(plan.pass_kinds_from[number], plan.pass_kinds_from[number + 1]):
        add_row(leaves, plan.pass_rows[place] * LANES, counts, plan.pass_kinds[place] * lanes + lane)


@njit(cache=True, nogil=True)
def _judge_runs(plan: LanePlan, part: int, space: LaneSpace) -> None:
    """Find the gap of each duty of a part from the last leaves, and their sum."""
    first, last = plan.runs_from[part], plan.runs_from[part + 1]
    groups, rows = plan.groups[part], space.rows
    again = False
    for run in range(first, last):
        again |= not plan.run_first[run]
    if again:
        _leave_for_later(plan, part, space)
        sums_by_set(space.leaves, space.sets, groups)
    else:
        greatest_by_group(space.leaves, space.sets, space.most, groups)
    copy_row(rows, _BASE * LANES, space.sets, 0)
    fill_row(rows, _GAP * LANES, 0)
    seen = 0
    for run in range(first, last):
        group = plan.run_group[run]
        seen = max(seen, group + 1)
        if not again:
            copy_row(rows, _TOP * LANES, space.most, group * LANES)
        else:
            _add_run(plan, run, seen, groups, space)
        # top = max of r(S) - e(S) over the sets with the run's group, without the places of the run
        take_row(rows, _TOP * LANES, rows, _BASE * LANES)
        for place in range(plan.run_duties_from[run], plan.run_duties_from[run + 1]):
            take_row(rows, _TOP * LANES, space.required, plan.run_duties[place] * LANES)
        for place in range(plan.run_duties_from[run], plan.run_duties_from[run + 1]):
            duty = plan.run_duties[place] * LANES
            add_row(rows, _TOP * LANES, space.required, duty)
            # gap(duty) = max(gap together, top) - gap together
            take_row(space.gap, duty, rows, _GAP * LANES)
            raise_row(rows, _GAP * LANES, rows, _TOP * LANES)
            add_row(space.gap, duty, rows, _GAP * LANES)


@njit(cache=True, nogil=True)
def _leave_for_later(plan: LanePlan, part: int, space: LaneSpace) -> None:
    """Take from the leaves the places of the runs whose group had a run before."""
    whole = (1 << plan.groups[part]) - 1
    for run in range(plan.runs_from[part], plan.runs_from[part + 1]):
        if not plan.run_first[run]:
            leaf = whole ^ (1 << plan.run_group[run])
            for place in range(plan.run_duties_from[run], plan.run_duties_from[run + 1]):
                add_row(space.leaves, leaf * LANES, space.required, plan.run_duties[place] * LANES)


@njit(cache=True, nogil=True)
def _add_run(plan: LanePlan, run: int, seen: int, groups: int, space: LaneSpace) -> None:
    """Add the places of a run to the sets with its group, if they are not there; find the most of those seen so far."""
    rows, bit = space.rows, 1 << plan.run_group[run]
    fill_row(rows, _SUM * LANES, 0)
    if not plan.run_first[run]:
        for place in range(plan.run_duties_from[run], plan.run_duties_from[run + 1]):
            add_row(rows, _SUM * LANES, space.required, plan.run_duties[place] * LANES)
    started = False
    for chosen in range(1 << groups):
        if chosen & bit:
            add_row(space.sets, chosen * LANES, rows, _SUM * LANES)
            if chosen < 1 << seen:
                if started:
                    raise_row(rows, _TOP * LANES, space.sets, chosen * LANES)
                else:
                    copy_row(rows, _TOP * LANES, space.sets, chosen * LANES)
                started = True
