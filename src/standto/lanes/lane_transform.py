"""The subset-sum (zeta) transform over rows of lanes: the sum of the rows of the sets around each set.

It takes in the groups with the highest numbers first, four at a time, so that 16 rows at a time are in registers. The
last four are the first groups: their 16 rows lie side by side.
"""

from __future__ import annotations

from typing import Any

from numba import njit

from standto.lanes.vectors import (
    LANES,
    RADIX,
    copy_row,
    last_step,
    raise_row,
    step_of_1,
    step_of_2,
    step_of_3,
    step_of_4,
)

_SIDE_BY_SIDE = (1 << RADIX) * LANES


@njit(cache=True, nogil=True)
def sums_by_set(leaves: Any, sets: Any, groups: int) -> None:
    """Write the sum over the sets around each set: ``sets(S) = sum of leaves(T) over the sets T that contain S``.

    Parameters
    ----------
    leaves, sets
        Rows by set, flat, int16 or int32, 2^groups of them.
    groups
        The number of groups, at least 4.
    """
    if groups == RADIX:
        step_of_4(leaves, 0, sets, 0, LANES)
        return
    _all_but_last(leaves, sets, groups)
    for row in range(0, LANES << groups, _SIDE_BY_SIDE):
        step_of_4(sets, row, sets, row, LANES)


@njit(cache=True, nogil=True)
def greatest_by_group(leaves: Any, sets: Any, most: Any, groups: int) -> None:
    """Find the greatest sum among the sets whose last group is each group.

    Parameters
    ----------
    most
        Where they go: rows by group, flat.

    Notes
    -----
    The sum of the empty set is then in the first row of `sets`; the others there are of no use.
    """
    if groups > RADIX:
        _all_but_last(leaves, sets, groups)
        step_of_4(sets, 0, sets, 0, LANES)
    else:
        step_of_4(leaves, 0, sets, 0, LANES)
    for group in range(RADIX):
        copy_row(most, group * LANES, sets, LANES << group)
        for row in range((LANES << group) + LANES, LANES << (group + 1), LANES):
            raise_row(most, group * LANES, sets, row)
    for group in range(RADIX, groups):
        start = LANES << group
        step_of_4(sets, start, sets, start, LANES)
        copy_row(most, group * LANES, sets, start)
        for row in range(start + LANES, start + _SIDE_BY_SIDE, LANES):
            raise_row(most, group * LANES, sets, row)
        for row in range(start + _SIDE_BY_SIDE, 2 * start, _SIDE_BY_SIDE):
            last_step(sets, row, most, group * LANES)


@njit(cache=True, nogil=True)
def _all_but_last(leaves: Any, sets: Any, groups: int) -> None:
    """Take in every group but the first four."""
    left = groups - RADIX
    taken = left % RADIX or RADIX
    apart = LANES << (groups - taken)
    for row in range(0, apart, LANES):
        if taken == 1:
            step_of_1(leaves, row, sets, row, apart)
        elif taken == 2:
            step_of_2(leaves, row, sets, row, apart)
        elif taken == 3:
            step_of_3(leaves, row, sets, row, apart)
        else:
            step_of_4(leaves, row, sets, row, apart)
    left -= taken
    while left:
        step = LANES << left
        block = step << RADIX
        for start in range(0, LANES << groups, block):
            for row in range(start, start + step, LANES):
                step_of_4(sets, row, sets, row, step)
        left -= RADIX
