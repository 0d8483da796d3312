"""Runs of steps in which the same duties may stand and the same classes may count: each is judged by one plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.futures.muster import Muster
from standto.futures.profiles import Profiles
from standto.futures.things_to_judge import JudgedThings
from standto.kernel.bit_sets import mask_of
from standto.lanes.lane_planning import MOST_GROUPS, LanePlan, lane_plan, most_groups

MOST_DUTIES = 63
"""The most duties of which a set is one 64-bit number."""


class StepRun(NamedTuple):
    """Some steps that follow one another, with the plan for all supply and the one for the home force alone."""

    start: int
    stop: int
    plan: LanePlan
    home: LanePlan


def step_runs(muster: Muster, profiles: Profiles, things: JudgedThings) -> tuple[StepRun, ...] | None:
    """Return the runs of steps; None if futures cannot be judged side by side.

    They cannot where crews go out whole or not at all, or where duties fall into too many groups.
    """
    if things.crews or len(things.criticalities) > MOST_DUTIES:
        return None
    plans: dict[tuple[int, ...], tuple[LanePlan, LanePlan]] = {}
    runs = []
    for start, stop, reach in _patterns(muster, profiles, things):
        if reach not in plans:
            if most_groups(reach, len(things.criticalities)) > MOST_GROUPS:
                return None
            tiers = [int(muster.tiers[kind.force]) for kind in muster.classes]
            home = [duties if tier == 0 else 0 for duties, tier in zip(reach, tiers, strict=True)]
            plans[reach] = (
                lane_plan(reach, tiers, things.criticalities),
                lane_plan(home, [0] * len(home), things.criticalities),
            )
        runs.append(StepRun(start, stop, *plans[reach]))
    return tuple(runs)


def _patterns(muster: Muster, profiles: Profiles, things: JudgedThings) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """Yield runs of steps with the duties that each class may do in them."""
    may_count = profiles.base > 0
    step, pool = np.nonzero(muster.pool_kind >= 0)
    may_count[step, muster.pool_kind[step, pool]] = True
    stands = things.most > 0
    table = np.hstack([may_count, stands])
    starts: NDArray[np.intp] = np.flatnonzero(np.append(True, (table[1:] != table[:-1]).any(axis=1)))
    for start, stop in zip(starts.tolist(), [*starts.tolist()[1:], len(table)], strict=True):
        standing = mask_of(np.flatnonzero(stands[start]).tolist())
        there = set(np.flatnonzero(may_count[start]).tolist())
        yield (
            start,
            stop,
            tuple(kind.duties & standing if row in there else 0 for row, kind in enumerate(muster.classes)),
        )
