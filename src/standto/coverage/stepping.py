"""The random margin of each window: how many people on duty step back, in random order, while it stays covered."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

from standto.coverage.random_order import Population, RandomMargin, quantiles_of, survived
from standto.coverage.surviving import binomial, survival, unbroken_of
from standto.kernel.critical_sets import SHORT
from standto.kernel.levels import CriticalityLevel

NONE_LEFT = RandomMargin(SHORT, SHORT, SHORT)
"""The random margin of duties that are short already."""
_MOST_COUNTED = 1 << 13
"""Above this number of people, toss digits: the exact chances take the square of their number."""


def random_by_window(
    level: CriticalityLevel, runs: int, seed: int, progress: Callable[[float], None] | None = None
) -> list[RandomMargin | None]:
    """Return the random margin of each window; None if no loss of people breaks anything.

    Windows with the same people and the same sets share one answer. The parameters are those of `margin`.
    """
    margins = _RandomMargins(level, runs, seed)
    found: list[RandomMargin | None] = []
    for critical, within, home_supply in zip(level.first, level.within, level.home_supply.tolist(), strict=True):
        if progress is not None:
            progress(len(found) / len(level.first))
        if critical is None or critical.worst_case == SHORT:
            found.append(None if critical is None else NONE_LEFT)
        else:
            found.append(margins.of(within, home_supply))
    return found


class _RandomMargins:
    """A cache of the random margins of a level's windows, keyed by the windows' contents."""

    def __init__(self, level: CriticalityLevel, runs: int, seed: int) -> None:
        self._level, self._runs, self._seed = level, runs, seed
        self._known: dict[Hashable, RandomMargin] = {}
        self._unbroken: dict[Hashable, Callable[[float], NDArray[np.float64]] | None] = {}

    def of(self, within: Sequence[tuple[int, int]], home_supply: int) -> RandomMargin:
        """Return the random margin of a window.

        Parameters
        ----------
        within
            The parts that the window falls into, as (part, problem).
        home_supply
            The number of home people and places that count for a duty that stands.
        """
        ours = [(part, problem) for part, problem in within if self._level.critical[part][problem] is not None]
        contents = [self._level.parts[part].content(problem) for part, problem in ours]
        key = (*contents, home_supply)
        if key not in self._known:
            stream = self._seed, self._level.criticality, len(self._known)
            population = population_of(self._level, ours, home_supply)
            chances = self._chances(population, contents)
            self._known[key] = (
                survived(population, self._runs, stream) if chances is None else drawn(chances, self._runs, stream)
            )
        return self._known[key]

    def _chances(self, population: Population, contents: Sequence[Hashable]) -> NDArray[np.float64] | None:
        """Return the chance that cover survives each loss; None if there are too many people or sets to find it."""
        people = int(population.kinds.sum()) + population.others
        if people > _MOST_COUNTED:
            return None
        for (place, sets), content in zip(population.parts, contents, strict=True):
            if content not in self._unbroken:
                leading = sets.leading(population.kinds[place])
                self._unbroken[content] = None if leading is None else unbroken_of(leading, population.kinds[place])
        known = [unbroken for content in contents if (unbroken := self._unbroken[content]) is not None]
        if len(known) < len(contents):
            return None
        return survival([lambda chance: binomial(population.others, chance), *known], people)


def drawn(chances: NDArray[np.float64], runs: int, seed: Sequence[int]) -> RandomMargin:
    """Return a random margin drawn from the chances that cover survives the loss of each number of people."""
    tossed = np.random.default_rng(seed).random(runs)
    numbers = len(chances) - 1 - np.searchsorted(chances[::-1], tossed, side="right")
    return RandomMargin(*quantiles_of(numbers).tolist())


def population_of(level: CriticalityLevel, within: Sequence[tuple[int, int]], home_supply: int) -> Population:
    """Return the people who step back in a window, and the sets of some (part, problem) pairs that can break."""
    parts = []
    kinds: list[int] = []
    for number, problem in within:
        part = level.parts[number]
        place = slice(len(kinds), len(kinds) + part.home_kinds)
        kinds.extend(part.counts[problem, : part.home_kinds].tolist())
        parts.append((place, level.breakers[number].of(problem)))
    return Population(np.array(kinds, dtype=np.int64), home_supply - sum(kinds), parts)
