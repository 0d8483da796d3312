"""Gaps and their proofs in parts with cells: private people of few groups of duties, apart from those in common."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from standto.kernel.bit_sets import mask_of
from standto.kernel.cells import Cell, Cells
from standto.kernel.parts import Part
from standto.kernel.slack_by_set import SlackBySet, most_of_subsets
from standto.kernel.transform import Numbers, blocks, negative_eligible, required_by, width_of


def filled_in_cells(part: Part, cells: Cells) -> NDArray[np.int64]:
    """Return the number of filled places of each duty, filling duty after duty, shape (problems, duties)."""
    filled = np.zeros(part.required.shape, dtype=np.int64)
    for block in blocks(len(part), cells.groups):
        slack = SlackBySet(part, cells, block)
        for duty in range(len(part.duties)):
            filled[block, duty] = slack.fill(duty)
    return filled


def proofs_in_cells(part: Part, cells: Cells, last: int, problems: NDArray[np.intp]) -> dict[int, int]:
    """Return the smallest set of the duties up to one that proves their whole gap, as a bit mask, by problem.

    Parameters
    ----------
    last
        The last of the duties.
    problems
        Problems in which these duties have a gap.
    """
    found: dict[int, int] = {}
    size = blocks(len(problems), max([cells.groups, *(len(cell.groups) for cell in cells.cells)]))
    for block in size:
        some = problems[block]
        chosen = _smallest_groups(part, cells, last, some)
        for problem, groups in zip(some.tolist(), chosen, strict=True):
            wanted = set(np.flatnonzero(groups).tolist())
            found[problem] = mask_of(duty for duty in range(last + 1) if part.group_of[duty] in wanted)
    return found


def _smallest_groups(part: Part, cells: Cells, last: int, problems: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Return whether each group is in the smallest set with the greatest shortage, shape (problems, groups)."""
    width, counts = width_of(part), part.counts[problems]
    required = np.zeros((len(problems), part.groups), dtype=np.int64)
    for duty in range(last + 1):
        required[:, part.group_of[duty]] += part.required[problems, duty]
    # short(S) = required(S) of groups without a cell + held(S) of each cell - common(S)
    plain = [group for group in range(part.groups) if cells.cell_of[group] < 0]
    by_common = np.zeros((len(problems), cells.groups), dtype=np.int64)
    for group in plain:
        by_common[:, cells.common_of[group]] += required[:, group]
    short = required_by(by_common, cells.groups, width)
    short += negative_eligible(cells.reach, counts[:, list(cells.common)], cells.groups, width)
    lacks = [_lacks(cell, counts, required, width) for cell in cells.cells]
    held = [most_of_subsets(own.copy(), len(cell.groups)) for cell, own in zip(cells.cells, lacks, strict=True)]
    for cell, own in zip(cells.cells, held, strict=True):
        short += own[cell.reached_by]
    # Where S and T both attain the most, so does their intersection; likewise inside each cell.
    common = _common_bits(short == short.max(axis=0))
    chosen = np.zeros((len(problems), part.groups), dtype=np.bool_)
    for group in plain:
        chosen[:, group] = (common >> cells.common_of[group] & 1) & (required[:, group] > 0)
    for cell, own, most in zip(cells.cells, lacks, held, strict=True):
        reached = cell.reached_by[common]
        inside = np.arange(len(own))[:, None] & ~reached[None, :] == 0
        sets = _common_bits(inside & (own == most[reached, np.arange(len(problems))]))
        for place, group in enumerate(cell.groups):
            chosen[:, group] = sets >> place & 1
    return chosen


def _lacks(cell: Cell, counts: NDArray[np.int64], required: NDArray[np.int64], width: np.dtype[Any]) -> Numbers:
    """Return what each set of a cell's groups requires beyond its private people, shape (2^groups, problems)."""
    lacks = negative_eligible(cell.reach, counts[:, list(cell.private)], len(cell.groups), width)
    lacks += required_by(required[:, list(cell.groups)], len(cell.groups), width)
    return lacks


def _common_bits(attained: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the intersection of the sets that attain something, by problem; `attained` has shape (sets, problems)."""
    sets = np.arange(len(attained), dtype=np.int64)[:, None]
    common: NDArray[np.int64] = np.bitwise_and.reduce(np.where(attained, sets, len(attained) - 1), axis=0)
    return common
