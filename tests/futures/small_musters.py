"""Musters of a few slots and steps, made by hand, so that all of their futures can be counted out."""

from __future__ import annotations

import numpy as np

from standto import read_scenario
from standto.futures.drawing import processes_of
from standto.futures.future_events import FutureBlock
from standto.futures.levels import levels_of
from standto.futures.muster import Muster
from standto.model.time import FOREVER, HOUR

SCENARIO = read_scenario("lifeboat")
START = SCENARIO.horizon.start
SKILLS = tuple(one.id for one in SCENARIO.capabilities)


def muster_with(slots, hours, *, away=(), skilled=(), pools=()):
    """Return a muster.

    Parameters
    ----------
    slots
        The number of slots.
    hours
        The length of each step in hours.
    away
        The slots that have stepped back before the start, each with the hours since when.
    skilled
        The slots that hold the first skill of `SKILLS`.
    """
    steps, lengths = len(hours), [round(one * HOUR) for one in hours]
    ends = START + np.cumsum(lengths)
    away_since = np.full(slots, FOREVER, dtype=np.int64)
    for slot, since in dict(away).items():
        away_since[slot] = START - round(since * HOUR)
    skills = np.zeros((slots, len(SKILLS)), dtype=np.bool_)
    skills[list(skilled), 0] = True
    return Muster(
        starts=np.array([START, *ends[:-1]], dtype=np.int64),
        untils=np.array(ends, dtype=np.int64),
        classes=(),
        fixed=np.zeros((steps, 0), dtype=np.int64),
        required=np.zeros((steps, len(SCENARIO.duties_in_order)), dtype=np.int64),
        first=np.zeros(slots + 1, dtype=np.int64),
        entry_step=np.zeros(0, dtype=np.int32),
        entry_kind=np.zeros(0, dtype=np.int16),
        away_since=away_since,
        force=np.zeros(slots, dtype=np.int32),
        team=np.full(slots, -1, dtype=np.int32),
        skills=skills,
        pool_kind=np.zeros((steps, 0), dtype=np.int32),
        pool_places=np.zeros((steps, 0), dtype=np.int64),
        pool_states=np.zeros((3, steps, 0), dtype=np.int64),
        pools=(),
        tiers=np.zeros(len(SCENARIO.forces), dtype=np.int64),
    )


def drawn_from(assumptions, muster, futures=4_000, seed=1, fixed=None, scenario=SCENARIO):
    """Return what the first futures draw."""
    numbers = np.arange(futures, dtype=np.uint32)
    block = FutureBlock(seed, numbers, levels_of(assumptions, seed, numbers, fixed))
    return processes_of(assumptions, muster, scenario).drawn(block)


def spells_by_future(absent, futures=4_000):
    """Return the spells of each future, sorted."""
    found = [[] for _ in range(futures)]
    for future, *spell in zip(*(part.tolist() for part in absent), strict=True):
        found[future].append(tuple(spell))
    return [tuple(sorted(spells)) for spells in found]
