"""What a kernel must know of duties and supply before it judges many futures: groups, runs of duties, and rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

MOST_GROUPS = 14
"""The most groups of duties in a part: past it, every set of them is too many."""
LEAST_GROUPS = 4
"""The groups that one step of the transform takes in; a part with fewer has empty ones as well."""

Indices = NDArray[np.int64]


class LanePlan(NamedTuple):
    """Duties and supply, laid out for compiled functions, which can take it as an argument.

    Duties fall into *parts* that share no kind of supply. Duties of a part that the same kinds can do are one *group*;
    groups are numbered in the order of their first duties. Duties of one group that follow each other in their part are
    one *run*. A part is judged in *passes*: with the kinds of the first tier, then those of the second as well, and so
    on.

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
    run_group, run_first
        The group of each run, and whether it is the first of that group, shape (runs,).
    run_duties_from, run_duties
        Where the duties of each run start in `run_duties`, and the duties.
    passes_from
        The first pass of each part, and the end of the last, shape (parts + 1,).
    pass_tier
        The tier that each pass adds.
    pass_kinds_from, pass_kinds, pass_rows
        Where the kinds that each pass adds start in `pass_kinds`, the kinds, and the set of groups that each cannot
        do, as a bit mask.
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
    run_first: NDArray[np.bool_]
    run_duties_from: Indices
    run_duties: Indices
    passes_from: Indices
    pass_tier: Indices
    pass_kinds_from: Indices
    pass_kinds: Indices
    pass_rows: Indices


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
    levels = {criticality: number for number, criticality in enumerate(sorted(set(criticalities)))}
    parts = [_LanePart(duties, reach, tiers) for duties in _parts(reach, len(criticalities))]
    if any(len(part.able) > MOST_GROUPS for part in parts):
        raise ValueError(f"a part has more than {MOST_GROUPS} groups of duties")
    runs = [run for part in parts for run in part.runs]
    passes = [one for part in parts for one in part.passes]
    reached = {duty for part in parts for duty in part.duties}
    return LanePlan(
        duties=len(criticalities),
        kinds=len(reach),
        tiers=max(tiers, default=0) + 1,
        criticalities=len(levels),
        level=_array(levels[criticality] for criticality in criticalities),
        unreached=_array(duty for duty in range(len(criticalities)) if duty not in reached),
        groups=_array(max(len(part.able), LEAST_GROUPS) for part in parts),
        runs_from=_starts([part.runs for part in parts]),
        run_group=_array(group for group, _, _ in runs),
        run_first=np.array([first for _, first, _ in runs], dtype=np.bool_),
        run_duties_from=_starts([duties for _, _, duties in runs]),
        run_duties=_array(duty for _, _, duties in runs for duty in duties),
        passes_from=_starts([part.passes for part in parts]),
        pass_tier=_array(tier for tier, _ in passes),
        pass_kinds_from=_starts([kinds for _, kinds in passes]),
        pass_kinds=_array(kind for _, kinds in passes for kind, _ in kinds),
        pass_rows=_array(row for _, kinds in passes for _, row in kinds),
    )


def most_groups(reach: Sequence[int], duties: int) -> int:
    """Return the number of groups of duties of the largest part; 0 if nothing can do any duty."""
    return max((len(_LanePart(part, reach, [0] * len(reach)).able) for part in _parts(reach, duties)), default=0)


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
    Each number on the way is a sum of some counts less a sum of some requirements, or a difference of two whose counts
    and requirements are disjoint. So none is beyond ``most_supply + most_required`` from 0.
    """
    most = most_supply + most_required
    if most < 2**15:
        return np.int16
    if most < 2**31:
        return np.int32
    raise ValueError(f"{most:,} people and places are more than 32 bits hold")


class _LanePart:
    """Duties that share supply: their groups, their runs in order, and their passes tier by tier."""

    def __init__(self, duties: Sequence[int], reach: Sequence[int], tiers: Sequence[int]) -> None:
        self.duties = duties
        own = [kind for kind, mask in enumerate(reach) if any(mask >> duty & 1 for duty in duties)]
        self.able: dict[tuple[int, ...], int] = {}
        self.runs: list[tuple[int, bool, list[int]]] = []
        of_kind = dict.fromkeys(own, 0)
        for duty in duties:
            kinds = tuple(kind for kind in own if reach[kind] >> duty & 1)
            first = kinds not in self.able
            group = self.able.setdefault(kinds, len(self.able))
            if self.runs and self.runs[-1][0] == group:
                self.runs[-1][2].append(duty)
            else:
                self.runs.append((group, first, [duty]))
            for kind in kinds:
                of_kind[kind] |= 1 << group
        whole = (1 << max(len(self.able), LEAST_GROUPS)) - 1
        self.passes = [
            (tier, [(kind, whole ^ of_kind[kind]) for kind in own if tiers[kind] == tier])
            for tier in sorted({tiers[kind] for kind in own})
        ]


def _parts(reach: Sequence[int], duties: int) -> Iterator[list[int]]:
    """Yield the duties of each part, in order, without the duties that no kind can do."""
    parts: list[int] = []
    for mask in {mask & ((1 << duties) - 1) for mask in reach} - {0}:
        apart = [part for part in parts if not part & mask]
        for part in parts:
            mask |= part if part & mask else 0
        parts = [*apart, mask]
    for part in sorted(parts, key=lambda part: part & -part):
        yield [duty for duty in range(duties) if part >> duty & 1]


def _array(numbers: object) -> Indices:
    return np.array(list(numbers), dtype=np.int64)  # type: ignore[call-overload]


def _starts(pieces: Sequence[Sequence[object]]) -> Indices:
    """Return where each piece starts in all of them one after another, and where the last ends."""
    return np.cumsum([0, *map(len, pieces)], dtype=np.int64)
