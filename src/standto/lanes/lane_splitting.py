"""Duties that share supply: their groups, their runs in order, and the kinds that each tier adds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

LEAST_GROUPS = 4
"""The groups that one step of the transform takes in; a part with fewer has empty ones as well."""


class DutyRun(NamedTuple):
    """Duties of one group that follow each other in their part.

    Attributes
    ----------
    group
        The number of the group.
    first
        Whether it is the first run of its group.
    duties
        The duties, in order.
    """

    group: int
    first: bool
    duties: list[int]


class LanePart:
    """Duties that share supply with each other and with no other duty.

    Parameters
    ----------
    duties
        The duties, in order.
    reach
        The duties that each kind of supply can do, as bit masks.
    tiers
        The tier of each kind.

    Attributes
    ----------
    own_groups
        The number of groups: duties that the same kinds can do are one group, numbered in the order of first duties.
    groups
        The same, or `LEAST_GROUPS`.
    runs
        The runs of duties, in order.
    passes
        For each tier with supply, in order: the tier, and its kinds with the set of groups that each cannot do.
    """

    def __init__(self, duties: Sequence[int], reach: Sequence[int], tiers: Sequence[int]) -> None:
        self.duties = duties
        own = [kind for kind, mask in enumerate(reach) if any(mask >> duty & 1 for duty in duties)]
        able: dict[tuple[int, ...], int] = {}
        of_kind = dict.fromkeys(own, 0)
        self.runs: list[DutyRun] = []
        for duty in duties:
            kinds = tuple(kind for kind in own if reach[kind] >> duty & 1)
            first = kinds not in able
            group = able.setdefault(kinds, len(able))
            if self.runs and self.runs[-1].group == group:
                self.runs[-1].duties.append(duty)
            else:
                self.runs.append(DutyRun(group, first, [duty]))
            for kind in kinds:
                of_kind[kind] |= 1 << group
        self.own_groups = len(able)
        self.groups = max(self.own_groups, LEAST_GROUPS)
        self.passes = [
            (tier, [(kind, self.without(of_kind[kind])) for kind in own if tiers[kind] == tier])
            for tier in sorted({tiers[kind] for kind in own})
        ]

    def without(self, some: int) -> int:
        """Return all groups but some, as a bit mask."""
        return ((1 << self.groups) - 1) ^ some


def lane_parts(reach: Sequence[int], tiers: Sequence[int], duties: int) -> list[LanePart]:
    """Split duties into parts that share no supply, in order, without the duties that no kind can do."""
    return [LanePart(part, reach, tiers) for part in _connected(reach, duties)]


def _connected(reach: Sequence[int], duties: int) -> Iterator[list[int]]:
    """Yield the duties of each part, in order."""
    parts: list[int] = []
    for mask in reach:
        joined = mask & ((1 << duties) - 1)
        apart = [part for part in parts if not part & joined]
        for part in parts:
            joined |= part if part & joined else 0
        parts = [*apart, joined] if joined else apart
    for part in sorted(parts, key=lambda part: part & -part):
        yield [duty for duty in range(duties) if part >> duty & 1]
