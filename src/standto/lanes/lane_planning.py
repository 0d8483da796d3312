"""What a kernel must know of duties and supply before it judges many futures: a program, and the width of numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.lanes.judging_program import JudgingProgram, RowPlaces, row_places
from standto.lanes.lane_splitting import LanePart, lane_parts

MOST_GROUPS = 14
"""The most groups of duties in a part: past it, every set of them is too many."""

Indices = NDArray[np.int64]


class LanePlan(NamedTuple):
    """Duties and supply, laid out for compiled functions, which can take it as an argument.

    Duties fall into *parts* that share no kind of supply. Duties of a part that the same kinds can do are one *group*;
    groups are numbered in the order of their first duties. Duties of one group that follow each other in their part are
    one *run*.

    Attributes
    ----------
    duties, kinds, tiers, criticalities
        The number of each.
    level
        The number of the criticality of each duty, from 0, shape (duties,).
    unreached
        The duties that no kind can do.
    groups
        The number of groups of each part, at least 4, shape (parts,).
    runs_from
        The first run of each part, and the end of the last, shape (parts + 1,).
    run_group
        The group of each run, shape (runs,).
    run_duties_from, run_duties
        Where the duties of each run start in `run_duties`, and the duties.
    kinds_from, kind, kind_leaf
        Where the kinds of each part start in `kind`, the kinds, by tier, and the set of groups that each cannot do, as
        a bit mask.
    program
        The instructions of `standto.lanes.row_program` that judge a vector of lanes, shape (instructions, 5).
    results
        The first row of the results by criticality, by duty and by tier, and the end of them, shape (4,). The rows of
        the requirement are the first of all.
    leaves
        The first row of the leaves.
    rows
        The number of rows that the program needs.
    """

    duties: int
    kinds: int
    tiers: int
    criticalities: int
    level: Indices
    unreached: Indices
    groups: Indices
    runs_from: Indices
    run_group: Indices
    run_duties_from: Indices
    run_duties: Indices
    kinds_from: Indices
    kind: Indices
    kind_leaf: Indices
    program: Indices
    results: Indices
    leaves: int
    rows: int


def lane_plan(reach: Sequence[int], tiers: Sequence[int], criticalities: Sequence[int]) -> LanePlan:
    """Return the plan for some kinds of supply and some duties.

    Parameters
    ----------
    reach
        The duties that each kind can do, as bit masks.
    tiers
        The tier of each kind: 0 is called on first.
    criticalities
        The criticality of each duty, in ascending order.

    Raises
    ------
    ValueError
        If a part has more than `MOST_GROUPS` groups.

    See Also
    --------
    most_groups : the number of groups of the largest part.
    """
    numbers = {criticality: number for number, criticality in enumerate(sorted(set(criticalities)))}
    levels = [numbers[criticality] for criticality in criticalities]
    parts = lane_parts(reach, tiers, len(levels))
    if any(part.own_groups > MOST_GROUPS for part in parts):
        raise ValueError(f"a part has more than {MOST_GROUPS} groups of duties")
    runs = [run for part in parts for run in part.runs]
    kinds = [[kind for _, own in part.passes for kind in own] for part in parts]
    kinds_from = _starts(kinds)
    unreached = sorted(set(range(len(levels))).difference(*(part.duties for part in parts)))
    places = row_places(
        len(numbers), len(levels), max(tiers, default=0) + 1, max((part.groups for part in parts), default=0)
    )
    return LanePlan(
        duties=len(levels),
        kinds=len(reach),
        tiers=max(tiers, default=0) + 1,
        criticalities=len(numbers),
        level=_array(levels),
        unreached=_array(unreached),
        groups=_array(part.groups for part in parts),
        runs_from=_starts([part.runs for part in parts]),
        run_group=_array(run.group for run in runs),
        run_duties_from=_starts([run.duties for run in runs]),
        run_duties=_array(duty for run in runs for duty in run.duties),
        kinds_from=kinds_from,
        kind=_array(kind for own in kinds for kind, _ in own),
        kind_leaf=_array(leaf for own in kinds for _, leaf in own),
        program=_program(places, parts, kinds_from, unreached, levels),
        results=_array([places.gap, places.duty_gap, places.used, places.base]),
        leaves=places.leaves,
        rows=places.end,
    )


def _program(
    places: RowPlaces, parts: Sequence[LanePart], kinds_from: Indices, unreached: Sequence[int], levels: Sequence[int]
) -> Indices:
    """Return the instructions that judge a vector of lanes: the unreached duties, each part, then all together."""
    writing = JudgingProgram(places)
    writing.unreached(unreached)
    for part, first in zip(parts, kinds_from.tolist(), strict=False):
        writing.part(part, first)
    writing.together(levels)
    return writing.rows.array()


def most_groups(reach: Sequence[int], duties: int) -> int:
    """Return the number of groups of duties of the largest part; 0 if nothing can do any duty."""
    return max((part.own_groups for part in lane_parts(reach, [0] * len(reach), duties)), default=0)


def width_for(most_supply: int, most_required: int) -> type[np.int16 | np.int32]:
    """Return the narrowest type of number in which no sum of a plan overflows.

    Parameters
    ----------
    most_supply
        The most people and places of all kinds together, in any lane.
    most_required
        The most places of all duties together, in any lane.

    Raises
    ------
    ValueError
        If 32 bits do not hold them.

    Notes
    -----
    Every number on the way is the sum of some counts less the sum of some requirements, each taken once, or the
    difference between one such number and another that contains it. So none is further than ``most_supply +
    most_required`` from 0.
    """
    most = most_supply + most_required
    if most < 2**15:
        return np.int16
    if most < 2**31:
        return np.int32
    raise ValueError(f"{most:,} people and places are more than 32 bits hold")


def _array(numbers: Iterable[int]) -> Indices:
    return np.array(list(numbers), dtype=np.int64)


def _starts(pieces: Sequence[Sequence[object]]) -> Indices:
    """Return where each piece starts in all of them one after another, and where the last ends."""
    return np.cumsum([0, *map(len, pieces)], dtype=np.int64)
