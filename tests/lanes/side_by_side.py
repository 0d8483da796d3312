"""Windows judged as lanes: each window is one future."""

from __future__ import annotations

import numpy as np

from standto.lanes.lane_judging import judge_lanes, lane_judgement, lane_space
from standto.lanes.lane_planning import lane_plan, width_for
from standto.lanes.vectors import LANES


def in_lanes(windows, width=None):
    """Return the plan of some windows, their counts and their requirement, with empty lanes up to a whole vector."""
    plan = lane_plan(
        [mask for _, mask in windows.classes], [force for force, _ in windows.classes], windows.criticalities
    )
    required = np.maximum(windows.required, 0)
    if width is None:
        width = width_for(windows.counts.sum(axis=1).max(initial=0), required.sum(axis=1).max(initial=0))
    empty = ((0, 0), (0, -len(windows) % LANES))
    return plan, *(np.ascontiguousarray(np.pad(table.T, empty), dtype=width) for table in (windows.counts, required))


def judged(windows, width=None):
    """Return the gap by criticality, the gap by duty and the places filled by tier, each with a row for each window."""
    plan, counts, required = in_lanes(windows, width)
    judgement = lane_judgement(plan, counts.shape[1], counts.dtype)
    judge_lanes(plan, counts, required, lane_space(plan, counts.dtype), judgement)
    return tuple(table[:, : len(windows)].T for table in judgement)
