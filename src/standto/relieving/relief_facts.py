"""The facts of relief: how short a time is with each number of newcomers, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from standto.model.time import HOUR, Period
from standto.presenting.scope import Scope
from standto.relieving.curve import Curve
from standto.relieving.newcomers import Newcomers


@dataclass(frozen=True, repr=False)
class ReliefFacts(Scope):
    """How short a time is with 0, 1, 2 ... more places of a pool, or more people with a skill.

    Attributes
    ----------
    newcomers
        What is added.
    curve
        How short the windows are with each number of them.
    """

    newcomers: Newcomers
    curve: Curve

    @property
    def up_to(self) -> int:
        """The largest number that was added."""
        return len(self.curve.short) - 1

    @cached_property
    def place_hours(self) -> tuple[float, ...]:
        """Place-hours short in all, for each number added, to two decimals."""
        return tuple(round(time / HOUR, 2) for time in self.curve.places.tolist())

    @cached_property
    def crew_hours(self) -> tuple[float, ...]:
        """Hours of all crews below what they need, for each number added, to two decimals."""
        return tuple(round(time / HOUR, 2) for time in self.curve.crews.sum(axis=1).tolist())

    @cached_property
    def hours_not_covered(self) -> tuple[float, ...]:
        """The hours in which anything is short, for each number added, to two decimals."""
        length = self.windows.untils - self.windows.starts
        return tuple(round(time / HOUR, 2) for time in (self.curve.short @ length).tolist())

    def by_duty(self, number: int) -> dict[str, float]:
        """Return the place-hours short of each duty that is ever short, with a number added."""
        duties = self.scenario.duties_in_order
        ever = np.flatnonzero(self.curve.duties.any(axis=0)).tolist()
        return {duties[duty].id: round(int(self.curve.duties[number, duty]) / HOUR, 2) for duty in ever}

    def by_crew(self, number: int) -> dict[str, float]:
        """Return the hours below its needs of each crew that is ever below them, with a number added."""
        crews = self.scenario.crews_in_order
        ever = np.flatnonzero(self.curve.crews.any(axis=0)).tolist()
        return {crews[crew].id: round(int(self.curve.crews[number, crew]) / HOUR, 2) for crew in ever}

    def short_periods(self, number: int) -> list[Period]:
        """Return the longest periods that are not covered with a number added."""
        return self._periods(np.flatnonzero(self.curve.short[number]).tolist())

    def closed_by(self, number: int) -> list[Period]:
        """Return the longest periods that are covered with a number added, and not with one fewer."""
        before, now = self.curve.short[number - 1], self.curve.short[number]
        return self._periods(np.flatnonzero(before & ~now).tolist() if number else [])

    def _periods(self, rows: list[int]) -> list[Period]:
        return [period for _, period in self.windows.runs(rows)]

    @property
    def enough(self) -> int | None:
        """The least number from which on no further one changes anything; None if even the last changes something."""
        for number in range(self.up_to, 0, -1):
            if not self._same(number, number - 1):
                return number if number < self.up_to else None
        return 0

    def _same(self, one: int, other: int) -> bool:
        curve = self.curve
        pairs = (curve.duties, curve.crews, curve.short)
        return all(bool((table[one] == table[other]).all()) for table in pairs)

    @property
    def headline(self) -> str:
        """The place-hours short before and after, and the hours of crews below their needs."""
        hours = [("place-hours", self.place_hours)] * (not self.scenario.crews or self.place_hours[0] > 0)
        hours += [("crew-hours", self.crew_hours)] * bool(self.scenario.crews)
        return "; ".join(f"{one[0]:,g} {unit} short, {one[-1]:,g} with {self.up_to:,} more" for unit, one in hours)
