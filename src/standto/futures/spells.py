"""Spells of absence: one slot's step-backs in order of time, and all that keeps it away joined into spells."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from standto.chance.compiling import compiled
from standto.futures.future_events import AbsentSlots


def first_step_backs(processes: list[AbsentSlots], futures: int, slots: int) -> AbsentSlots:
    """Return the step-backs that count: none of a slot that is away by then.

    Parameters
    ----------
    processes
        The step-backs of each process with their returns, in order of future.
    futures, slots
        The number of futures in the block, and of slots.
    """
    return _in_order(processes, futures, slots, joined=False)


def joined_spells(processes: list[AbsentSlots], futures: int, slots: int) -> AbsentSlots:
    """Return the times in which slots are absent for any reason; those of one slot neither overlap nor touch."""
    return _in_order(processes, futures, slots, joined=True)


def _in_order(processes: list[AbsentSlots], futures: int, slots: int, *, joined: bool) -> AbsentSlots:
    bounds = [np.searchsorted(one.future, np.arange(futures + 1)) for one in processes]
    offsets = np.cumsum([0, *(len(one.slot) for one in processes)])
    bounds = [bound + offset for bound, offset in zip(bounds, offsets, strict=False)]
    slot, start, until = (
        np.concatenate([np.zeros(0, dtype=np.int32), *columns])
        for columns in zip(*((one.slot, one.start, one.until) for one in processes), strict=True)
    )
    table = np.array(bounds, dtype=np.int64).reshape(len(processes), futures + 1)
    return AbsentSlots(*_put_in_order(table, slot, start, until, slots, joined))


@compiled
def _put_in_order(
    bounds: NDArray[np.int64],
    slot: NDArray[np.int32],
    start: NDArray[np.int32],
    until: NDArray[np.int32],
    slots: int,
    joined: bool,
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    found = 0
    futures, kept = np.empty(len(slot), np.int32), np.empty(len(slot), np.int32)
    starts, untils = np.empty(len(slot), np.int32), np.empty(len(slot), np.int32)
    # A chain for each slot: the events of a future about it, by their start.
    head, following = np.full(slots, -1, np.int64), np.empty(len(slot), np.int64)
    for future in range(bounds.shape[1] - 1):
        for process in range(len(bounds)):
            for event in range(bounds[process, future], bounds[process, future + 1]):
                _put_into_chain(event, slot[event], start, head, following)
        for process in range(len(bounds)):
            for event in range(bounds[process, future], bounds[process, future + 1]):
                one, head[slot[event]] = head[slot[event]], -1
                first = found
                while one >= 0:
                    begins = max(start[one], 0)
                    if found > first and (begins <= untils[found - 1] if joined else begins < untils[found - 1]):
                        if joined:
                            untils[found - 1] = max(untils[found - 1], until[one])
                    else:
                        futures[found], kept[found] = future, slot[one]
                        starts[found], untils[found] = begins, until[one]
                        found += 1
                    one = following[one]
    return futures[:found].copy(), kept[:found].copy(), starts[:found].copy(), untils[:found].copy()


@compiled
def _put_into_chain(
    event: int, slot: int, start: NDArray[np.int32], head: NDArray[np.int64], following: NDArray[np.int64]
) -> None:
    before, after = -1, head[slot]
    while after >= 0 and start[after] <= start[event]:
        before, after = after, following[after]
    following[event] = after
    if before < 0:
        head[slot] = event
    else:
        following[before] = event
