"""Paths through assumed ranges on which one range is turned at a time, and the elementary effects of the turns."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from standto.chance.random_words import words_at

GRID = 4
"""The places of a range on which paths start and end: 0, 1/3, 2/3 and 1 of the way from its low end to its high end."""
TURN = GRID // 2
"""The places by which a turn moves a range."""
SCREENING = 2**32 - 1
"""The process number of the draws of paths, which is that of no process."""


class MorrisPath(NamedTuple):
    """A path through some ranges, all of which it turns once.

    Attributes
    ----------
    turned
        The range that each step turns, by its place.
    points
        The level of each range at each point: one point more than there are ranges. Two neighbours differ in the range
        turned between them alone.
    """

    turned: tuple[int, ...]
    points: tuple[tuple[int, ...], ...]

    def shares(self, numbers: Sequence[int]) -> list[Fraction]:
        """Return the share of its range by which each step moves, down below 0; `numbers` are the numbers of levels."""
        return [
            Fraction(after[one] - before[one], numbers[one] - 1)
            for one, before, after in zip(self.turned, self.points[:-1], self.points[1:], strict=True)
        ]


def morris_paths(numbers: Sequence[int], paths: int, seed: int) -> tuple[MorrisPath, ...]:
    """Draw paths through ranges.

    Parameters
    ----------
    numbers
        The number of levels of each range, at least 2.
    paths
        The number of paths.
    seed
        The seed, from 0 up to 2^32.

    Notes
    -----
    Each path starts at a random place of the grid of each range and turns the ranges in random order, each by two
    thirds of it, up or down. A place stands for the nearest level. The first two words of a draw say where a range
    starts and whether it turns up, the others when. Source: M. D. Morris, "Factorial sampling plans for preliminary
    computational experiments", Technometrics 33 (1991), with 4 levels.
    """
    return tuple(_path(numbers, path, seed) for path in range(paths))


def _path(numbers: Sequence[int], path: int, seed: int) -> MorrisPath:
    draws = [[int(word) for word in words_at(seed, SCREENING, path, place, 0, 0)] for place in range(len(numbers))]
    order = sorted(range(len(numbers)), key=lambda place: (*draws[place][2:], place))
    low = [level_at(word[0] % TURN, number) for word, number in zip(draws, numbers, strict=True)]
    high = [level_at(word[0] % TURN + TURN, number) for word, number in zip(draws, numbers, strict=True)]
    up = [word[1] % 2 == 1 for word in draws]
    now = [one if rises else other for one, other, rises in zip(low, high, up, strict=True)]
    points = [tuple(now)]
    for place in order:
        now[place] = high[place] if up[place] else low[place]
        points.append(tuple(now))
    return MorrisPath(tuple(order), tuple(points))


def level_at(place: int, number: int) -> int:
    """Return the level nearest to a place of the grid, of a number of levels; the upper one of two equally near."""
    # The level is place / (GRID - 1) of the way to the last one, and a half rounds up.
    return (2 * place * (number - 1) + GRID - 1) // (2 * (GRID - 1))


class ElementaryEffects(NamedTuple):
    """What turning one range from its low end to its high end does, as several paths say.

    Attributes
    ----------
    mean
        The mean of the effects, with their sign: Morris's ``mu``.
    size
        The mean of their sizes: ``mu*``. It does not cancel where the sign differs from path to path.
    spread
        The standard deviation of the effects, ``sigma``, with ``n - 1``: large where the effect depends on the other
        ranges, or is not even along its own.
    error
        The standard error of `size`, from the spread of the sizes between paths.
    noise
        The standard error that the number of futures leaves in one effect, as the root of the mean of its squares.
    """

    mean: Fraction
    size: Fraction
    spread: float
    error: float
    noise: float

    @property
    def shows(self) -> bool:
        """Whether the size is above what the number of futures leaves open."""
        return self.size > 2 * Fraction(self.noise)


def elementary_effects(
    changes: Sequence[Fraction], shares: Sequence[Fraction], variances: Sequence[Fraction]
) -> ElementaryEffects:
    """Return the effects of one range.

    Parameters
    ----------
    changes
        What the answer changes by as each path turns the range; at least two.
    shares
        The share of the range that each turn moves, down below 0.
    variances
        The square of the standard error of each change.

    Notes
    -----
    The effect of a turn is ``change / share``. Source: F. Campolongo, J. Cariboni and A. Saltelli, "An effective
    screening design for sensitivity analysis of large models", Environmental Modelling & Software 22 (2007), for
    ``mu*``.
    """
    effects = [change / share for change, share in zip(changes, shares, strict=True)]
    sizes = [abs(effect) for effect in effects]
    number = len(effects)
    noise = sum((variance / share**2 for variance, share in zip(variances, shares, strict=True)), Fraction(0)) / number
    return ElementaryEffects(
        mean=sum(effects, Fraction(0)) / number,
        size=sum(sizes, Fraction(0)) / number,
        spread=math.sqrt(_variance(effects)),
        error=math.sqrt(_variance(sizes) / number),
        noise=math.sqrt(noise),
    )


def _variance(numbers: Sequence[Fraction]) -> Fraction:
    """Return the variance of numbers as a sample, with ``n - 1``."""
    mean = sum(numbers, Fraction(0)) / len(numbers)
    return sum(((one - mean) ** 2 for one in numbers), Fraction(0)) / (len(numbers) - 1)
