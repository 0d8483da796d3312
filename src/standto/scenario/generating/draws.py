"""Random draws: one stream for each part of a scenario, so that a change to one part leaves the others alone."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

Item = TypeVar("Item")


class Draws(Random):
    """A seeded stream of random draws; nothing here is secret, so Python's own generator will do.

    Parameters
    ----------
    seed
        The scenario's seed.
    part
        The part of the scenario that the stream is for.
    """

    def __new__(cls, seed: int, part: str) -> Self:
        """Make the stream; `Random` would hash both arguments here."""
        del seed, part
        return super().__new__(cls)

    def __init__(self, seed: int, part: str) -> None:
        super().__init__(f"{seed}/{part}")

    def chance(self, probability: float) -> bool:
        """Return whether something of that probability happens."""
        return self.random() < probability

    def whole(self, expected: float) -> int:
        """Return one of the two whole numbers around an expected value, such that it is the mean."""
        return int(expected) + self.chance(expected - int(expected))

    def some(self, items: Sequence[Item], count: int) -> list[Item]:
        """Return that many different items in random order, or all where there are fewer."""
        return self.sample(items, min(count, len(items)))


def apportion(total: int, weights: Sequence[float]) -> list[int]:
    """Return whole shares of a total in proportion to weights, by the largest remainders, first ones first."""
    whole = sum(weights)
    if not whole:
        return [0] * len(weights)
    exact = [total * weight / whole for weight in weights]
    shares = [int(share) for share in exact]
    by_remainder = sorted(range(len(weights)), key=lambda place: shares[place] - exact[place])
    for place in by_remainder[: total - sum(shares)]:
        shares[place] += 1
    return shares
