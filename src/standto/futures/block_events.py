"""The events of a block of futures in order of step, compiled."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.chance.compiling import compiled
from standto.futures.future_events import AbsentSlots


class BlockEvents(NamedTuple):
    """The starts and ends of absences, by step.

    Attributes
    ----------
    events_from
        The first event of each step, and the end of the last, shape (steps + 1,).
    slot, lane
        The slot of each event, and the place of its future in the block.
    change
        1 where an absence starts, -1 where one ends.
    """

    events_from: NDArray[np.int64]
    slot: NDArray[np.int32]
    lane: NDArray[np.int32]
    change: NDArray[np.int8]


def events_by_step(absent: AbsentSlots, steps: int) -> BlockEvents:
    """Return the starts and ends of absences by step; those after the last step are left out.

    Parameters
    ----------
    absent
        The absences; those of one slot in one future neither overlap nor touch.
    """
    return BlockEvents(*_sorted(*absent, steps))


@compiled
def _sorted(
    future: NDArray[np.int32],
    slot: NDArray[np.int32],
    start: NDArray[np.int32],
    until: NDArray[np.int32],
    steps: int,
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32], NDArray[np.int8]]:
    """Sort by counting: first the events of each step, then the places where those of each step go."""
    events_from = np.zeros(steps + 1, dtype=np.int64)
    for one in range(len(slot)):
        if start[one] < steps:
            events_from[start[one] + 1] += 1
        if until[one] < steps:
            events_from[until[one] + 1] += 1
    events_from = np.cumsum(events_from)
    place_of = events_from.copy()
    slots = np.empty(events_from[steps], dtype=np.int32)
    lanes, changes = np.empty(len(slots), dtype=np.int32), np.empty(len(slots), dtype=np.int8)
    for one in range(len(slot)):
        for end in range(2):
            step = until[one] if end else start[one]
            if step < steps:
                place = place_of[step]
                place_of[step] += 1
                slots[place], lanes[place] = slot[one], future[one]
                changes[place] = -1 if end else 1
    return events_from, slots, lanes, changes
