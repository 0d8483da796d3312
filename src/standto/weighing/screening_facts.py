"""The facts of a screening of assumptions: the fields of the answer, and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from standto.assuming.ranges import Spread
from standto.weighing.difference_tally import DifferenceTally
from standto.weighing.same_futures import SameFutures
from standto.weighing.turning import ElementaryEffects, elementary_effects
from standto.wording import counted

MINUTES = 60
MEASURES = ("place-hours", "chance")
"""What a range may change: the mean place-hours short, and the chance of a gap."""


class TurnedRange(NamedTuple):
    """What each turn of one range changed.

    Attributes
    ----------
    name
        The name of the range, such as ``weekend.number``.
    spread
        Its ends.
    shares
        For each path, the share of the range that the turn moved, down below 0.
    differences
        For each path, the difference that the turn made, by criticality.
    """

    name: str
    spread: Spread
    shares: tuple[Fraction, ...]
    differences: tuple[tuple[DifferenceTally, ...], ...]

    def effects(self, level: int, measure: str) -> ElementaryEffects:
        """Return its effects on one of `MEASURES`, for the duties up to a criticality, by its place."""
        turns = [difference[level] for difference in self.differences]
        if measure == "chance":
            changes, variances = [-one.chance for one in turns], [one.chance_variance for one in turns]
        else:
            changes, variances = [-one.mean / MINUTES for one in turns], [one.variance / MINUTES**2 for one in turns]
        return elementary_effects(changes, self.shares, variances)


@dataclass(frozen=True, repr=False)
class ScreenedAssumptionsFacts(SameFutures):
    """Which assumed ranges matter: what turning each, from its low end to its high end, does to the same futures.

    Attributes
    ----------
    paths
        The number of paths.
    ranges
        The ranges that are not points, in order of the assumptions.
    """

    paths: int
    ranges: tuple[TurnedRange, ...]

    @cached_property
    def order(self) -> tuple[TurnedRange, ...]:
        """The ranges, the one that changes the place-hours of all criticalities most first; equals in their order."""
        last = len(self.criticalities) - 1
        return tuple(sorted(self.ranges, key=lambda one: -one.effects(last, MEASURES[0]).size))

    @property
    def headline(self) -> str:
        """The range that matters most, and the number of ranges."""
        ranges = counted(len(self.ranges), "range")
        return f"{self.order[0].name} matters most of {ranges}" if self.ranges else "no range to turn"
