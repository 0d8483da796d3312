"""What a review asks of the exact engine: gaps, who closes them, proofs, and the worst case of some duties alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from standto.coverage.answers import answers_for
from standto.coverage.flows import gaps_by_flow
from standto.coverage.gaps import gaps_by_transform
from standto.coverage.levels import weaknesses_of
from standto.coverage.parts import parts_of
from standto.coverage.solving import MOST_GROUPS
from standto.coverage.transform import blocks, by_group, negative_eligible, required_by, width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from standto.coverage.parts import Part
    from standto.coverage.proofs import Bottleneck
    from standto.register import Windows

UNBREAKABLE = np.iinfo(np.int64).max
"""The worst case where the loss of everybody at home breaks nothing."""


def gaps_in(windows: Windows) -> NDArray[np.int64]:
    """Return how many places of each duty stay unfilled, shape (windows, duties)."""
    gap = np.zeros(windows.required.shape, dtype=np.int64)
    for part in parts_of(windows):
        gaps = gaps_by_transform(part) if part.groups <= MOST_GROUPS else gaps_by_flow(part)
        gap[part.rows[:, None], part.duties] = gaps.each[part.problem]
    return gap


def bottlenecks_in(windows: Windows, row: int) -> Sequence[Bottleneck]:
    """Return the proofs of one window: by criticality, then by first duty."""
    return answers_for(some_of(windows, slice(row, row + 1))).bottlenecks()[0]


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
        found = weaknesses_of(part)
        cases = np.array([UNBREAKABLE if one is None else one.worst_case for one in found], dtype=np.int64)
        worst[part.rows] = np.minimum(worst[part.rows], cases[part.problem])
    return worst


def first_to_break(windows: Windows, duties: Sequence[int], row: int) -> tuple[int, ...]:
    """Return which of some duties break first in a window; none where nothing can."""
    found = [
        one for part in parts_of(some_of(windows, slice(row, row + 1)), duties) for one in weaknesses_of(part) if one
    ]
    return min(found, key=lambda one: one.order).duties if found else ()


def usage_in(windows: Windows) -> NDArray[np.int64]:
    """Return how many places each force fills, each in its order as many as possible, shape (windows, forces).

    Notes
    -----
    The people's side of a matching is a matroid too (Mendelsohn and Dulmage): what a force adds is the difference of
    two least gaps, with it and without it.
    """
    parts = list(parts_of(windows))
    if any(part.groups > MOST_GROUPS for part in parts):
        by_duty: NDArray[np.int64] = answers_for(windows).filled()
        return np.asarray(by_duty.sum(axis=2), dtype=np.int64)
    used = np.zeros((len(windows), windows.forces), dtype=np.int64)
    for part in parts:
        before = np.zeros(len(part), dtype=np.int64)
        for force in sorted({kind.force for kind in part.kinds}):
            filled = _filled_up_to(part, force)
            used[part.rows, force] += (filled - before)[part.problem]
            before = filled
    return used


def _filled_up_to(part: Part, last: int) -> NDArray[np.int64]:
    """Return how many places the forces up to one can fill, shape (problems,)."""
    own = [number for number, kind in enumerate(part.kinds) if kind.force <= last]
    reach = [part.reach[number] for number in own]
    filled = np.empty(len(part), dtype=np.int64)
    width = width_of(part)
    for block in blocks(len(part), part.groups):
        required = by_group(part, block)
        short = negative_eligible(reach, part.counts[block][:, own], part.groups, width)
        short += required_by(required, part.groups, width)
        filled[block] = required.sum(axis=1) - short.max(axis=0)
    return filled
