"""Programs of operations on rows of lanes, followed by compiled code."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from standto.lanes.row_program import ADD, CLEAR, COPY, IF_NOBODY, IF_NONE, LAST, RADIX, RAISE, STEP, SUPPLY
from standto.lanes.vectors import (
    LANES,
    add_row,
    copy_row,
    fill_row,
    greatest,
    last_step,
    raise_row,
    step_of_1,
    step_of_2,
    step_of_3,
    step_of_4,
    take_row,
)

Memory = NDArray[Any]
"""Rows of lanes, flat, int16 or int32."""
Numbers = NDArray[np.int64]


@njit(cache=True, nogil=True)
def follow(
    program: Numbers,
    kind: Numbers,
    kind_leaf: Numbers,
    leaves: int,
    counts: Memory,
    lanes: int,
    lane: int,
    memory: Memory,
) -> None:
    """Follow a program for one vector of lanes.

    Parameters
    ----------
    program
        The instructions.
    kind, kind_leaf
        The kinds of supply, and the leaf of each.
    leaves
        The row of the first leaf.
    counts
        The number of each kind in each lane, flat.
    lanes
        The number of lanes in `counts`.
    lane
        The first lane of the vector.
    memory
        The rows.
    """
    at, end = 0, len(program)
    while at < end:
        operation, to, row, number, most = (
            program[at, 0],
            program[at, 1],
            program[at, 2],
            program[at, 3],
            program[at, 4],
        )
        at += 1
        if operation < CLEAR:
            _to_row(operation, to * LANES, row * LANES, memory)
        elif operation < STEP:
            _over_sets(operation, to, row, number, most, memory)
        elif operation < SUPPLY:
            _sum(operation, to * LANES, row * LANES, number * LANES, most, memory)
        elif operation == SUPPLY:
            for place in range(to, row):
                add_row(memory, (leaves + kind_leaf[place]) * LANES, counts, kind[place] * lanes + lane)
        elif operation == IF_NOBODY:
            at = number if _nobody(kind, to, row, counts, lanes, lane, memory, most * LANES) else at
        elif operation == IF_NONE:
            at = row if greatest(memory, to * LANES) <= 0 else at
        else:
            at = to


@njit(nogil=True, inline="always")
def _to_row(operation: int, to: int, row: int, memory: Memory) -> None:
    """Add, take or copy a row."""
    if operation == ADD:
        add_row(memory, to, memory, row)
    elif operation == COPY:
        copy_row(memory, to, memory, row)
    else:
        take_row(memory, to, memory, row)


@njit(nogil=True, inline="always")
def _over_sets(operation: int, to: int, row: int, bit: int, most: int, memory: Memory) -> None:
    """Clear rows, find the most of the rows of some sets, or add a row to them."""
    if operation == CLEAR:
        for place in range(to, to + row):
            fill_row(memory, place * LANES, 0)
        return
    apart = bit or most
    for start in range(bit, most, 2 * apart):
        for chosen in range(start, start + apart):
            if operation == RAISE:
                raise_row(memory, to * LANES, memory, (row + chosen) * LANES)
            else:
                add_row(memory, (to + chosen) * LANES, memory, row * LANES)


@njit(nogil=True, inline="always")
def _sum(operation: int, to: int, row: int, length: int, groups: int, memory: Memory) -> None:
    """Take groups into the sums of sets; the last four with the most of them."""
    if operation == LAST:
        for place in range(row, row + length, LANES << RADIX):
            last_step(memory, place, memory, to)
        return
    for place in range(0, length, LANES):
        if groups == 4:
            step_of_4(memory, row + place, memory, to + place, length)
        elif groups == 3:
            step_of_3(memory, row + place, memory, to + place, length)
        elif groups == 2:
            step_of_2(memory, row + place, memory, to + place, length)
        else:
            step_of_1(memory, row + place, memory, to + place, length)


@njit(nogil=True, inline="always")
def _nobody(
    kind: Numbers, start: int, until: int, counts: Memory, lanes: int, lane: int, memory: Memory, spoilt: int
) -> bool:
    """Return whether none of some kinds is there in any lane."""
    fill_row(memory, spoilt, 0)
    for place in range(start, until):
        raise_row(memory, spoilt, counts, kind[place] * lanes + lane)
    return bool(greatest(memory, spoilt) == 0)
