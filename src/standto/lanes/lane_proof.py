"""The smallest set of duties that proves a gap in one lane."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from standto.chance.compiling import compiled
from standto.lanes.lane_planning import LanePlan


@compiled
def smallest_proof(plan: LanePlan, counts: NDArray[Any], required: NDArray[Any], lane: int, level: int) -> np.int64:
    """Return the smallest set of duties that proves the gap of the duties up to a criticality, in one lane.

    Parameters
    ----------
    plan, counts, required
        As `standto.lanes.lane_judging.judge_lanes` takes them.
    lane
        The number of the lane.
    level
        The number of the criticality in the plan, from 0.

    Returns
    -------
        The duties as a bit mask, at most 63 of them; 0 without a gap.

    Notes
    -----
    Where two sets reach the largest difference, so does their intersection. So the smallest is the intersection of all.
    """
    column = lane if required.shape[1] > 1 else 0
    proof = np.int64(0)
    for place in range(len(plan.unreached)):
        duty = plan.unreached[place]
        if plan.level[duty] <= level and required[duty, column] > 0:
            proof |= np.int64(1) << duty
    for part in range(len(plan.groups)):
        places = np.zeros(plan.groups[part], dtype=np.int64)
        for run in range(plan.runs_from[part], plan.runs_from[part + 1]):
            for duty in plan.run_duties[plan.run_duties_from[run] : plan.run_duties_from[run + 1]]:
                if plan.level[duty] <= level:
                    places[plan.run_group[run]] += required[duty, column]
        common = _common(_differences(plan, part, counts, lane, places))
        for run in range(plan.runs_from[part], plan.runs_from[part + 1]):
            for duty in plan.run_duties[plan.run_duties_from[run] : plan.run_duties_from[run + 1]]:
                among = common >> plan.run_group[run] & 1
                if among and plan.level[duty] <= level and required[duty, column] > 0:
                    proof |= np.int64(1) << duty
    return proof


@compiled
def _differences(
    plan: LanePlan, part: int, counts: NDArray[Any], lane: int, places: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return r(S) - e(S) for every set S of groups of a part, given the places of each group."""
    groups = len(places)
    whole = (1 << groups) - 1
    short = np.zeros(whole + 1, dtype=np.int64)
    for group in range(groups):
        short[whole ^ (1 << group)] = -places[group]
    for number in range(plan.kinds_from[part], plan.kinds_from[part + 1]):
        short[plan.kind_leaf[number]] += counts[plan.kind[number], lane]
    # short(S) = sum of the leaves of the sets T that contain S; then the difference from that of the empty set
    for group in range(groups):
        for chosen in range(whole + 1):
            if not chosen >> group & 1:
                short[chosen] += short[chosen | 1 << group]
    short -= np.int64(short[0])
    return short


@compiled
def _common(short: NDArray[np.int64]) -> np.int64:
    """Return the intersection of the sets with the largest difference."""
    most = short.max()
    common = np.int64(len(short) - 1)
    for chosen in range(len(short)):
        if short[chosen] == most:
            common &= chosen
    return common
