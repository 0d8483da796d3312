"""The number of each class in each future of a block, moved on from step to step, compiled."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.chance.compiling import compiled
from standto.futures.block_events import BlockEvents
from standto.futures.profiles import Profiles
from standto.lanes.lane_judging import aligned_rows


class BlockCounts(NamedTuple):
    """The numbers in one step, future by future.

    Attributes
    ----------
    counts
        The number of each class, shape (classes, lanes), int16 or int32.
    absent
        The number of absent slots of each profile, shape (profiles, lanes), of the same type.
    kind
        The class of each profile's slots; -1 while they do not count, shape (profiles,).
    """

    counts: NDArray[Any]
    absent: NDArray[Any]
    kind: NDArray[np.int32]


def nobody_yet(profiles: Profiles, lanes: int, width: Any) -> BlockCounts:
    """Return the numbers before the first step: nobody counts, and nobody is absent."""
    return BlockCounts(
        counts=aligned_rows(profiles.base.shape[1], lanes, width),
        absent=np.zeros((profiles.number, lanes), dtype=width),
        kind=np.full(profiles.number, -1, dtype=np.int32),
    )


@compiled
def move_on(step: int, profiles: Profiles, events: BlockEvents, now: BlockCounts) -> None:
    """Move the numbers on to a step from the one before."""
    # count(c, t) = base(c, t) - sum of a(p, t) over the profiles p of class c: first the base, ...
    for kind in range(now.counts.shape[0]):
        change = profiles.base[step, kind] - (profiles.base[step - 1, kind] if step else 0)
        if change:
            row = now.counts[kind]
            for lane in range(len(row)):
                row[lane] += change
    # ... then profiles that come to another class, ...
    for turn in range(profiles.turns_from[step], profiles.turns_from[step + 1]):
        profile = profiles.turn_profile[turn]
        _take_off(now, now.kind[profile], now.absent[profile], -1)
        _take_off(now, profiles.turn_kind[turn], now.absent[profile], 1)
        now.kind[profile] = profiles.turn_kind[turn]
    # ... then slots that go or come back.
    for event in range(events.events_from[step], events.events_from[step + 1]):
        profile, lane, change = profiles.of_slot[events.slot[event]], events.lane[event], events.change[event]
        now.absent[profile, lane] += change
        if now.kind[profile] >= 0:
            now.counts[now.kind[profile], lane] -= change


@compiled
def _take_off(now: BlockCounts, kind: int, absent: NDArray[Any], sign: int) -> None:
    """Take absent slots off the number of a class, or add them again with the sign -1; a class of -1 is none."""
    if kind >= 0:
        row = now.counts[kind]
        for lane in range(len(row)):
            row[lane] -= sign * absent[lane]


@compiled
def add_places(kind: NDArray[np.int32], places: NDArray[np.int32], sign: int, now: BlockCounts) -> None:
    """Add the places of pools in a step to the numbers, or take them off again.

    Parameters
    ----------
    kind
        The class of each pool's places, shape (pools,); -1 for none.
    places
        The number of each pool's places in each future, shape (pools, futures).
    sign
        1 to add, -1 to take off.
    """
    for pool in range(len(kind)):
        if kind[pool] >= 0:
            row = now.counts[kind[pool]]
            for lane in range(places.shape[1]):
                row[lane] += sign * places[pool, lane]
