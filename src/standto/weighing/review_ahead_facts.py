"""The facts of reviews ahead: the fields of the answer, and what follows from them; counts alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from standto.model.time import Instant
from standto.outlooks.chances import Chance
from standto.weighing.same_futures import WeighedFutures
from standto.wording import counted


class RecommendedStep(NamedTuple):
    """A step that the review recommends in some futures.

    Attributes
    ----------
    at
        The moment of the review.
    id, step, subject
        See `standto.ladder.review_facts.Recommendation`.
    changes
        Whether it changes who is called on.
    places
        The places that it asks for in each future that recommends it, in ascending order; 0 for a step without a
        number.
    """

    at: Instant
    id: str
    step: str
    subject: str
    changes: bool
    places: tuple[int, ...]

    @property
    def least(self) -> int:
        """The fewest places."""
        return self.places[0]

    @property
    def median(self) -> int:
        """The number of places that half of these futures do not exceed."""
        return self.places[(len(self.places) - 1) // 2]

    @property
    def most(self) -> int:
        """The most places."""
        return self.places[-1]


class CoveredThen(NamedTuple):
    """The number of futures whose review finds a criticality covered over the look-ahead."""

    at: Instant
    criticality: int
    futures: int


@dataclass(frozen=True, repr=False)
class ReviewsAheadFacts(WeighedFutures):
    """What the review recommends at later moments, across futures.

    Attributes
    ----------
    moments
        The moments of the reviews, in order.
    recommended
        The steps, by moment; at each, the one that most futures recommend first.
    covered
        By moment and criticality.
    """

    moments: tuple[Instant, ...]
    recommended: tuple[RecommendedStep, ...]
    covered: tuple[CoveredThen, ...]

    def chance_of(self, futures: int) -> Chance:
        """Return a number of futures as a chance."""
        return Chance(futures, self.futures)

    @property
    def headline(self) -> str:
        """The number of steps recommended in some future."""
        steps = counted(len({one.id for one in self.recommended if one.changes}), "step")
        return f"{steps} recommended in some of {self.futures:,} futures, if these assumptions hold"
