"""Programs of operations on rows of lanes, followed by compiled code."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from standto.chance.compiling import compiled
from standto.lanes.row_program import (
    ADD,
    CLEAR,
    COPY,
    FIRST,
    GAP,
    IF_NOBODY,
    IF_NONE,
    LAST,
    RADIX,
    RAISE,
    STEP,
    SUM,
    SUPPLY,
    TAKE,
    USE,
)
from standto.lanes.vectors import (
    LANES,
    add_row,
    add_rows,
    any_in_row,
    any_of_kinds,
    copy_row,
    duty_gap_row,
    fill_row,
    first_sets,
    gap_row,
    last_step,
    raise_rows,
    step_of_1,
    step_of_2,
    step_of_3,
    step_of_4,
    take_row,
    use_row,
)

Memory = NDArray[Any]
"""Rows of lanes, flat, int16 or int32."""
Numbers = NDArray[np.int64]


@compiled
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
            _on_rows(operation, to * LANES, row * LANES, number * LANES, most * LANES, memory)
        elif operation < STEP:
            _over_rows(operation, to, row, number, most, memory)
        elif operation < SUPPLY:
            _sum(operation, to * LANES, row * LANES, number * LANES, most, memory)
        elif operation == SUPPLY:
            for place in range(to, row):
                add_row(memory, (leaves + kind_leaf[place]) * LANES, counts, kind[place] * lanes + lane)
        elif operation == IF_NOBODY:
            at = at if any_of_kinds(kind, to, row, counts, lanes, lane) else number
        elif operation == IF_NONE:
            at = at if any_in_row(memory, to * LANES) else row
        else:
            at = to


@njit(nogil=True, inline="always")
def _on_rows(operation: int, one: int, two: int, three: int, four: int, memory: Memory) -> None:
    """Do something to a few single rows."""
    if operation == ADD:
        add_row(memory, one, memory, two)
    elif operation == TAKE:
        take_row(memory, one, memory, two)
    elif operation == COPY:
        copy_row(memory, one, memory, two)
    elif operation == USE:
        use_row(memory, one, two, three, three)
    else:
        duty_gap_row(memory, one, two, three, four)


@njit(nogil=True, inline="always")
def _over_rows(operation: int, to: int, row: int, number: int, most: int, memory: Memory) -> None:
    """Do something to rows that lie side by side, or to the rows of some sets."""
    if operation == CLEAR:
        for place in range(to, to + row):
            fill_row(memory, place * LANES, 0)
    elif operation == SUM:
        add_rows(memory, to * LANES, row * LANES, number)
    elif operation == GAP:
        gap_row(memory, to * LANES, row * LANES, number)
    else:
        for start in range(number, most, 2 * number):
            if operation == RAISE:
                raise_rows(memory, to * LANES, (row + start) * LANES, number)
            else:
                for chosen in range(start, start + number):
                    add_row(memory, (to + chosen) * LANES, memory, row * LANES)


@njit(nogil=True, inline="always")
def _sum(operation: int, to: int, row: int, length: int, groups: int, memory: Memory) -> None:
    """Take groups into the sums of sets; the first four with the most of them."""
    if operation == FIRST:
        first_sets(memory, row, memory, to)
    elif operation == LAST:
        for place in range(row, row + length, LANES << RADIX):
            last_step(memory, place, memory, to)
    else:
        for place in range(0, length, LANES):
            if groups == 4:
                step_of_4(memory, row + place, memory, to + place, length)
            elif groups == 3:
                step_of_3(memory, row + place, memory, to + place, length)
            elif groups == 2:
                step_of_2(memory, row + place, memory, to + place, length)
            else:
                step_of_1(memory, row + place, memory, to + place, length)
