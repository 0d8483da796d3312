"""The facts of a comparison: two answers about cover side by side, with the difference."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from standto.comparing.aligned_windows import AlignedWindows
from standto.model.time import HOUR, Period


@dataclass(frozen=True, repr=False)
class ComparisonFacts(AlignedWindows):
    """Two answers about cover side by side: by duty, crew and window, before, after and the difference.

    A difference is after less before, so that a positive one is a greater gap. Where a duty does not stand, or an
    answer does not reach, its gap is taken as 0.
    """

    @cached_property
    def difference(self) -> NDArray[np.int64]:
        """The change of the gap of each duty, shape (windows, duties)."""
        before, after = (np.maximum(side.gap, 0) for side in self.sides)
        return after - before

    @cached_property
    def crew_difference(self) -> NDArray[np.int64]:
        """1 where a crew is below what it needs in the second answer alone, -1 in the first, shape (windows, crews)."""
        before, after = (side.below.astype(np.int64) for side in self.sides)
        return after - before

    @cached_property
    def gap_hours(self) -> dict[str, tuple[float, float, float]]:
        """The place-hours of gap of each duty before and after, and the difference, to two decimals."""
        before, after = (np.maximum(side.gap, 0) for side in self.sides)
        return _hours(self.duties, before, after, self.edges)

    @cached_property
    def crew_hours(self) -> dict[str, tuple[float, float, float]]:
        """The hours that each crew is below what it needs before and after, and the difference, to two decimals."""
        before, after = (side.below.astype(np.int64) for side in self.sides)
        return _hours(self.crews, before, after, self.edges)

    @property
    def first_gaps(self) -> tuple[str | None, str | None]:
        """The start of the first window that is not covered, in each answer; None if all are covered."""
        first, second = (facts.periods[facts.short[0]][0] if facts.short else None for facts in self._both)
        return first, second

    @cached_property
    def only(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The ids of duties and crews that only the first answer has, and that only the second has."""
        first, second = (
            {duty.id for duty in facts.scenario.duties if not duty.crew} | {crew.id for crew in facts.scenario.crews}
            for facts in self._both
        )
        ids = (*self.duties, *self.crews)
        return tuple(one for one in ids if one not in second), tuple(one for one in ids if one not in first)

    @property
    def headline(self) -> str:
        """The place-hours short before and after, and the hours of crews below their needs."""
        told = []
        for unit, each in (("place-hours", self.gap_hours), ("crew-hours", self.crew_hours)):
            before, after = (sum(hours[side] for hours in each.values()) for side in (0, 1))
            if before or after or (unit == "place-hours" and not self.crews):
                told.append(f"{before:,.2f} {unit} short before, {after:,.2f} after")
        return "; ".join(told) or "nothing short before or after"

    @property
    def asked_period(self) -> Period:
        """The time that both answers reach, in the time of the first."""
        return Period(int(self.edges[0]), int(self.edges[-1]))


def _hours(
    ids: tuple[str, ...], before: NDArray[np.int64], after: NDArray[np.int64], edges: NDArray[np.int64]
) -> dict[str, tuple[float, float, float]]:
    """Return the sum over windows of a number times the length in hours, of those that have any."""
    lengths = np.diff(edges)
    # sums[i] = sum over w of number[w, i] * length[w], in whole microseconds
    first, second = (lengths @ numbers for numbers in (before, after))
    found = {}
    for name, one, other in zip(ids, first.tolist(), second.tolist(), strict=True):
        if one or other:
            found[name] = round(one / HOUR, 2), round(other / HOUR, 2), round((other - one) / HOUR, 2)
    return found
