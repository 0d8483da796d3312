"""Breaking points, group by group: the groups that step back, as a run whose groups any worker can weigh."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from standto.futures.record_bytes import bytes_of_record
from standto.kernel.critical_sets import SHORT, CriticalSet
from standto.kernel.levels import CriticalityLevel, level_of
from standto.spreading.sealed_values import sealed, unsealed
from standto.weighing.breaking_facts import BreakingPoint
from standto.weighing.leaving_groups import LeavingGroup
from standto.weighing.orders_of_leaving import breaking_orders

Points = tuple[BreakingPoint, ...]


@dataclass(frozen=True)
class BreakingGroups:
    """The groups whose breaking points are looked for. They hold numbers of people alone, no ciphers.

    Attributes
    ----------
    groups
        The groups, which a chunk numbers.
    runs, seed, seconds
        As for `standto.breaking_points`.
    """

    groups: tuple[LeavingGroup, ...]
    runs: int | None
    seed: int
    seconds: float

    @cached_property
    def inputs(self) -> str:
        """SHA-256 of everything that the points depend on but the numbers of the groups, in hexadecimal."""
        digest = hashlib.sha256(repr(("breaking points", self.runs, self.seed, self.seconds)).encode())
        digest.update(bytes_of_record(self.groups))
        return digest.hexdigest()

    def tally(self, start: int, stop: int) -> Points:
        """Return the points of the groups from `start` up to `stop`: by group, then by duty."""
        return tuple(point for group in self.groups[start:stop] for point in self._points(group))

    def packed(self, answer: Points) -> bytes:
        """Return points packed for the way, or to be kept."""
        return sealed(answer)

    def unpacked(self, data: bytes) -> Points:
        """Return the points that were packed; raise `ValueError` if the bytes hold none."""
        try:
            return tuple(_point(*row) for row in unsealed(data))
        except TypeError as error:
            raise ValueError(f"these bytes hold no breaking points: {error}") from None

    def _points(self, group: LeavingGroup) -> Iterator[BreakingPoint]:
        """Yield the points of a group, by duty."""
        criticalities = group.windows.criticalities
        for duty, criticality in enumerate(criticalities):
            level = level_of(group.windows, range(duty + 1), criticality, self.seconds)
            ends = criticalities[duty + 1 : duty + 2] != (criticality,)
            window, critical = _soonest(level)
            yield BreakingPoint(
                group=group.sort,
                id=group.id,
                size=group.size,
                duty=duty,
                criticality=criticality,
                ends=ends,
                worst=None if critical is None else critical.at_most + 1,
                at_least=None if critical is None else critical.worst_case + 1,
                window=window,
                first=() if critical is None else critical.duties,
                orders=self._orders(level, group, critical) if ends else None,
            )

    def _orders(
        self, level: CriticalityLevel, group: LeavingGroup, critical: CriticalSet | None
    ) -> tuple[int | None, int | None, int | None] | None:
        if self.runs is None or group.kinds is None:
            return None
        if critical is None:
            return None, None, None
        if critical.worst_case == SHORT:
            return 0, 0, 0
        return breaking_orders(level, group.kinds, self.runs, self.seed)


def _soonest(level: CriticalityLevel) -> tuple[int | None, CriticalSet | None]:
    """Return the first window with the least worst case, and its critical set; None if nothing can break."""
    least = min((one.at_most for one in level.first if one is not None), default=None)
    for window, one in enumerate(level.first):
        if one is not None and one.at_most == least:
            proved = min(other.worst_case for other in level.first if other is not None)
            return window, one._replace(worst_case=proved)
    return None, None


def _point(*values: Any) -> BreakingPoint:
    """Return the point of a row of JSON."""
    point = BreakingPoint(*values)
    low, middle, high = point.orders or (None, None, None)
    orders = None if point.orders is None else (low, middle, high)
    return point._replace(first=tuple(point.first), orders=orders)
