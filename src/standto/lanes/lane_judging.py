"""Gaps and the use of help in many futures side by side, exactly, by every set of duty groups.

A *vector* is `standto.lanes.vectors.LANES` futures side by side. `standto.lanes.judging_program` has the formulas, and
writes the program that is followed here for each vector.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from standto.chance.compiling import compiled
from standto.lanes.lane_planning import Indices, LanePlan
from standto.lanes.row_following import follow
from standto.lanes.vectors import LANES, copy_row, fill_row

Lanes = NDArray[Any]
"""Whole numbers by lane, int16 or int32: shape (rows, lanes)."""
_LINE = 64
"""Bytes in a line of the processor's cache."""


class LaneSpace(NamedTuple):
    """Memory for the work on one vector; each thread needs its own.

    Attributes
    ----------
    memory
        The rows that the program of a plan needs, flat.
    """

    memory: Lanes


class Judgement(NamedTuple):
    """What became of some lanes, int16 or int32 as the counts are.

    Attributes
    ----------
    gap
        The gap of the duties up to each criticality together, shape (criticalities, lanes).
    duty_gap
        The gap of each duty, shape (duties, lanes).
    used
        The places filled by each tier, shape (tiers, lanes).
    """

    gap: Lanes
    duty_gap: Lanes
    used: Lanes


def lane_space(plan: LanePlan, width: Any = np.int16) -> LaneSpace:
    """Return memory for the work on one vector."""
    return LaneSpace(aligned_rows(plan.rows, LANES, width).reshape(-1))


def lane_judgement(plan: LanePlan, lanes: int, width: Any = np.int16, blocks: tuple[int, ...] = ()) -> Judgement:
    """Return room for the results of some lanes, or of blocks of them."""
    numbers = plan.criticalities, plan.duties, plan.tiers
    many = math.prod(blocks)
    return Judgement(*(aligned_rows(many * rows, lanes, width).reshape(*blocks, rows, lanes) for rows in numbers))


def aligned_rows(rows: int, lanes: int, width: Any = np.int16) -> Lanes:
    """Return rows of zeros in which each vector fills whole lines of the processor's cache, shape (rows, lanes)."""
    size = rows * lanes * np.dtype(width).itemsize
    memory = np.zeros(size + _LINE, dtype=np.uint8)
    start = -memory.ctypes.data % _LINE
    found: Lanes = memory[start : start + size].view(width)
    return found.reshape(rows, lanes)


@compiled
def judge_lanes(plan: LanePlan, counts: Lanes, required: Lanes, space: LaneSpace, judgement: Judgement) -> None:
    """Judge futures side by side.

    Parameters
    ----------
    plan
        The plan of the duties and kinds.
    counts
        The number of each kind, shape (kinds, lanes) or (blocks, kinds, lanes), contiguous, of the type that
        `standto.lanes.lane_planning.width_for` gives. The lanes are a multiple of `standto.lanes.vectors.LANES`.
    required
        The places of each duty, of the same type: shape (duties, 1) if they are the same in every lane, else (duties,
        lanes). A duty that does not stand requires 0.
    space
        Memory for the work, from `lane_space`.
    judgement
        Where the results go, from `lane_judgement`, by block if the counts are: every number is overwritten.

    Notes
    -----
    It checks nothing. Many counts come from memory fastest in blocks of one vector each.

    Each answer is unique: first, the gap of each duty in order is as small as possible; then, each
    tier in order fills as many places as possible.
    """
    gap, duty_gap, used = judgement.gap.reshape(-1), judgement.duty_gap.reshape(-1), judgement.used.reshape(-1)
    _judge_blocks(
        plan.program, plan.kind, plan.kind_leaf, plan.leaves, plan.results, plan.kinds, counts.shape[-1],
        counts.reshape(-1), required.reshape(-1), plan.duties, space.memory, gap, duty_gap, used,
    )  # fmt: skip


@compiled
def _judge_blocks(
    program: Indices, kind: Indices, kind_leaf: Indices, leaves: int, results: Indices, kinds: int, lanes: int,
    counts: Lanes, required: Lanes, duties: int, memory: Lanes, gap: Lanes, duty_gap: Lanes, used: Lanes,
) -> None:  # fmt: skip
    """Judge vector after vector of flat arrays: compiled code would count references to arrays in a tuple each time."""
    levels, tiers = results[1] - results[0], results[3] - results[2]
    for block in range(len(gap) // max(levels * lanes, 1)):
        for lane in range(0, lanes, LANES):
            for duty in range(duties):
                if len(required) == duties:
                    fill_row(memory, duty * LANES, required[duty])
                else:
                    copy_row(memory, duty * LANES, required, duty * lanes + lane)
            follow(program, kind, kind_leaf, leaves, counts, lanes, block * kinds * lanes + lane, memory)
            _hand_out(memory, results[0], gap, block * levels, levels, lanes, lane)
            _hand_out(memory, results[1], duty_gap, block * duties, duties, lanes, lane)
            _hand_out(memory, results[2], used, block * tiers, tiers, lanes, lane)


@njit(nogil=True, inline="always")
def _hand_out(memory: Lanes, row: int, results: Lanes, first: int, rows: int, lanes: int, lane: int) -> None:
    """Copy rows of results out."""
    for number in range(rows):
        copy_row(results, (first + number) * lanes + lane, memory, (row + number) * LANES)
