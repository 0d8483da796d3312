"""Random draws: a stream for each part of a scenario, so that a change to one part does not change the others."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

Item = TypeVar("Item")


class Draws(Random):
    """A seeded stream of random draws, by Python's own generator.

    Parameters
    ----------
    seed
        The scenario's seed.
    part
        The part of the scenario that the stream is for.
    """

    def __new__(cls, seed: int, part: str) -> Self:
        """Return a new stream; `Random.__new__` takes no second argument."""
        del seed, part
        return super().__new__(cls)

    def __init__(self, seed: int, part: str) -> None:
        super().__init__(f"{seed}/{part}")

    def chance(self, probability: float) -> bool:
        """Return True with a given probability."""
        return self.random() < probability

    def whole(self, expected: float) -> int:
        """Round an expected value up or down at random, so that it is the mean."""
        return int(expected) + self.chance(expected - int(expected))

    def some(self, items: Sequence[Item], count: int) -> list[Item]:
        """Return `count` different items in random order, or all of them if there are fewer."""
        return self.sample(items, min(count, len(items)))


def apportion(total: int, weights: Sequence[float]) -> list[int]:
    """Return whole shares of a total in proportion to weights, by the method of largest remainders."""
    whole = sum(weights)
    if not whole:
        return [0] * len(weights)
    exact = [total * weight / whole for weight in weights]
    shares = [int(share) for share in exact]
    by_remainder = sorted(range(len(weights)), key=lambda index: shares[index] - exact[index])
    for index in by_remainder[: total - sum(shares)]:
        shares[index] += 1
    return shares
