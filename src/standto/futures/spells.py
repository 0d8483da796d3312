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
    found, size = 0, len(slot)
    futures, kept = np.empty(size, np.int32), np.empty(size, np.int32)
    starts, untils = np.empty(size, np.int32), np.empty(size, np.int32)
    # A chain for each slot: the events of a future about it, by their start; the head of each comes after all events.
    # A function for an event would take three times as long, since a call counts the references to its arrays.
    following = np.full(size + slots, -1, np.int32)
    for future in range(bounds.shape[1] - 1):
        for process in range(len(bounds)):
            for event in range(bounds[process, future], bounds[process, future + 1]):
                before = size + slot[event]
                while following[before] >= 0 and start[following[before]] <= start[event]:
                    before = following[before]
                following[event], following[before] = following[before], event
        for process in range(len(bounds)):
            for event in range(bounds[process, future], bounds[process, future + 1]):
                about, end, first = slot[event], np.int32(0), True
                one, following[size + about] = following[size + about], -1
                while one >= 0:
                    begins = max(start[one], np.int32(0))
                    if first or (begins > end if joined else begins >= end):
                        first, end = False, until[one]
                        futures[found], kept[found], starts[found], untils[found] = future, about, begins, end
                        found += 1
                    elif joined and until[one] > end:
                        end = untils[found - 1] = until[one]
                    one = following[one]
    # Views: nothing else holds these arrays, and few of their places are left over.
    return futures[:found], kept[:found], starts[:found], untils[:found]
