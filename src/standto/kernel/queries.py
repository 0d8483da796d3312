"""Single questions about windows: gaps, places by force, proofs, and worst cases of some duties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from standto.kernel.answers import Answers
from standto.kernel.bottlenecks import Bottleneck
from standto.kernel.critical_sets import MOST_SETS, SHORT, critical_sets_of
from standto.kernel.gaps import gaps_of
from standto.kernel.parts import Part, parts_of
from standto.kernel.solving import Solved, places_by_force, solve
from standto.kernel.transform import MOST_GROUPS, blocks, sets_of
from standto.model.windows import Windows

UNBREAKABLE = np.iinfo(np.int64).max
"""The worst case of duties that the loss of all home people does not break."""


def gaps_in(windows: Windows) -> NDArray[np.int64]:
    """Return the number of unfilled places of each duty, shape (windows, duties)."""
    gap = np.zeros(windows.required.shape, dtype=np.int64)
    for part in parts_of(windows):
        gap[part.rows[:, None], part.duties] = gaps_of(part, prove=False).each[part.problem]
    return gap


def shares_in(windows: Windows) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the number of places that each force fills, in order as many as possible, and the gaps that remain.

    Returns
    -------
    tuple
        Shapes (windows, forces) and (windows, duties).
    """
    used = np.zeros((len(windows), windows.forces), dtype=np.int64)
    gaps = np.zeros(windows.required.shape, dtype=np.int64)
    for part in parts_of(windows):
        gaps[part.rows[:, None], part.duties] = gaps_of(part, prove=False).each[part.problem]
        for force, number in _places_by_force(part).items():
            used[part.rows, force] += number[part.problem]
    return used, gaps


def _places_by_force(part: Part) -> dict[int, NDArray[np.int64]]:
    forces = sorted({kind.force for kind in part.kinds})
    if part.groups <= MOST_GROUPS:
        return places_by_force(part, forces)
    filled = solve(part, forces[-1] + 1 if forces else 0).filled.sum(axis=2)
    return {force: filled[:, force] for force in forces}


def bottlenecks_in(windows: Windows, row: int) -> Sequence[Bottleneck]:
    """Return the proofs of one window: by criticality, then by first duty."""
    return bottlenecks_of(some_of(windows, slice(row, row + 1)))[0]


def bottlenecks_of(windows: Windows) -> list[tuple[Bottleneck, ...]]:
    """Return the proofs of each window: by criticality, then by first duty."""
    solved = []
    for part in parts_of(windows):
        # A proof does not depend on which force fills which duty.
        unfilled = np.zeros((len(part), windows.forces, 0), dtype=np.int64)
        solved.append(Solved(part, gaps_of(part), unfilled))
    return Answers(windows, tuple(solved), np.zeros(len(windows), dtype=np.bool_)).bottlenecks()


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
    """Return the worst case of some duties alone: how many home people may leave, whoever they are, shape (windows,).

    It is -1 if they are short already, and `UNBREAKABLE` if the loss of all home people breaks nothing.
    """
    worst = np.full(len(windows), UNBREAKABLE, dtype=np.int64)
    for part in parts_of(windows, duties):
        worst[part.rows] = np.minimum(worst[part.rows], _worst_cases_of(part)[part.problem])
    return worst


def _worst_cases_of(part: Part) -> NDArray[np.int64]:
    if part.groups > MOST_SETS:
        found = critical_sets_of(part)
        return np.array([UNBREAKABLE if one is None else one.worst_case for one in found], dtype=np.int64)
    worst = np.empty(len(part), dtype=np.int64)
    for block in blocks(len(part), part.groups):
        # worst = min of (eligible(S) - required(S)) = -max of short(S), over the breakable sets S
        short, breakable = sets_of(part, block)
        never = np.iinfo(short.dtype).min
        closest = np.where(breakable, short, never).max(axis=0)
        worst[block] = np.where(closest > never, -closest.astype(np.int64), UNBREAKABLE)
        worst[block][short.max(axis=0) > 0] = SHORT
    return worst


def first_to_break(windows: Windows, duties: Sequence[int], row: int) -> tuple[int, ...]:
    """Return the critical set among some duties in a window; empty if nothing can break."""
    parts = parts_of(some_of(windows, slice(row, row + 1)), duties)
    found = [one for part in parts for one in critical_sets_of(part) if one]
    return min(found, key=lambda one: one.order).duties if found else ()
