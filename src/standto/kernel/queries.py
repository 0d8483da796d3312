"""What a review asks of the exact engine: gaps, who closes them, proofs, and the worst case of some duties alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from standto.kernel.answers import Answers
from standto.kernel.critical_sets import SHORT
from standto.kernel.flows import gaps_by_flow
from standto.kernel.gaps import gaps_by_transform
from standto.kernel.levels import MOST_SETS, critical_sets_of
from standto.kernel.parts import parts_of
from standto.kernel.sets import sets_of
from standto.kernel.solving import MOST_GROUPS, Solved, solve
from standto.kernel.transform import blocks, by_group, negative_eligible, required_by, width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from standto.kernel.bottlenecks import Bottleneck
    from standto.kernel.parts import Part
    from standto.model.windows import Windows

UNBREAKABLE = np.iinfo(np.int64).max
"""The worst case where the loss of everybody at home breaks nothing."""


def gaps_in(windows: Windows) -> NDArray[np.int64]:
    """Return how many places of each duty stay unfilled, shape (windows, duties)."""
    gap = np.zeros(windows.required.shape, dtype=np.int64)
    for part in parts_of(windows):
        gap[part.rows[:, None], part.duties] = _gaps_of(part)[part.problem]
    return gap


def _gaps_of(part: Part) -> NDArray[np.int64]:
    """Return the gap of each duty of a part, shape (problems, duties)."""
    return (gaps_by_transform(part, prove=False) if part.groups <= MOST_GROUPS else gaps_by_flow(part)).each


def bottlenecks_in(windows: Windows, row: int) -> Sequence[Bottleneck]:
    """Return the proofs of one window: by criticality, then by first duty."""
    alone = some_of(windows, slice(row, row + 1))
    # Who fills what plays no part in a proof.
    filled = np.zeros((1, windows.forces, 0), dtype=np.int64)
    parts = parts_of(alone)
    gaps = ((part, gaps_by_transform(part) if part.groups <= MOST_GROUPS else gaps_by_flow(part)) for part in parts)
    return Answers(alone, tuple(Solved(part, each, filled) for part, each in gaps)).bottlenecks()[0]


def some_of(windows: Windows, rows: slice | NDArray[np.intp]) -> Windows:
    """Return some of the windows."""
    return replace(
        windows,
        starts=windows.starts[rows],
        untils=windows.untils[rows],
        counts=windows.counts[rows],
        required=windows.required[rows],
    )


def worst_cases_in(windows: Windows, duties: Sequence[int]) -> NDArray[np.int64]:
    """Return how many home people may go, whoever they are, before some duties alone fall short, shape (windows,).

    -1 where they are short already, `UNBREAKABLE` where the loss of all breaks nothing.
    """
    worst = np.full(len(windows), UNBREAKABLE, dtype=np.int64)
    for part in parts_of(windows, duties):
        worst[part.rows] = np.minimum(worst[part.rows], _worst_cases_of(part)[part.problem])
    return worst


def _worst_cases_of(part: Part) -> NDArray[np.int64]:
    """Return the worst case of each problem of a part, shape (problems,)."""
    if part.groups > MOST_SETS:
        found = critical_sets_of(part)
        return np.array([UNBREAKABLE if one is None else one.worst_case for one in found], dtype=np.int64)
    worst = np.empty(len(part), dtype=np.int64)
    for block in blocks(len(part), part.groups):
        short, breakable = sets_of(part, block)
        never = np.iinfo(short.dtype).min
        closest = np.where(breakable, short, never).max(axis=0)
        worst[block] = np.where(closest > never, -closest.astype(np.int64), UNBREAKABLE)
        worst[block][short.max(axis=0) > 0] = SHORT
    return worst


def first_to_break(windows: Windows, duties: Sequence[int], row: int) -> tuple[int, ...]:
    """Return which of some duties break first in a window; none where nothing can."""
    parts = parts_of(some_of(windows, slice(row, row + 1)), duties)
    found = [one for part in parts for one in critical_sets_of(part) if one]
    return min(found, key=lambda one: one.order).duties if found else ()


def shares_in(windows: Windows) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return how many places each force fills, each in its order as many as possible, and the gaps that they leave.

    Returns
    -------
    tuple
        Shapes (windows, forces) and (windows, duties).

    Notes
    -----
    The people's side of a matching is a matroid too (Mendelsohn and Dulmage): what a force adds is the difference of
    two least gaps, with it and without it.
    """
    used = np.zeros((len(windows), windows.forces), dtype=np.int64)
    gaps = np.zeros(windows.required.shape, dtype=np.int64)
    for part in parts_of(windows):
        gaps[part.rows[:, None], part.duties] = _gaps_of(part)[part.problem]
        by_force = _used_by_sets(part) if part.groups <= MOST_GROUPS else _used_by_flow(part)
        for force, number in by_force.items():
            used[part.rows, force] += number[part.problem]
    return used, gaps


def _used_by_sets(part: Part) -> dict[int, NDArray[np.int64]]:
    """Return how many places of a part each force fills, shape (problems,)."""
    used = {force: np.zeros(len(part), dtype=np.int64) for force in sorted({kind.force for kind in part.kinds})}
    width = width_of(part)
    for block in blocks(len(part), part.groups):
        short = required_by(by_group(part, block), part.groups, width)
        missing = short.max(axis=0)
        for force, number in used.items():
            own = [place for place, kind in enumerate(part.kinds) if kind.force == force]
            reach = [part.reach[place] for place in own]
            short += negative_eligible(reach, part.counts[block][:, own], part.groups, width)
            left = short.max(axis=0)
            number[block] = missing - left
            missing = left
    return used


def _used_by_flow(part: Part) -> dict[int, NDArray[np.int64]]:
    """Return the same for a part with many groups of duties."""
    forces = 1 + max(kind.force for kind in part.kinds) if part.kinds else 0
    filled = solve(part, forces).filled.sum(axis=2)
    return {force: filled[:, force] for force in range(forces)}
