"""What a review recommended at a past moment, as known then."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from standto.ladder import Reviewer
from standto_desk.book.situations import situation_at
from standto_desk.caching.answers import LatestAnswer
from standto_desk.ledger.cached_answers import LedgerCache
from standto_desk.presenting.boards import pressing_advice

if TYPE_CHECKING:
    from standto.ladder import Recommendation
    from standto.model.time import Instant
    from standto.presenting.advice import Advice
    from standto.register import Records


@dataclass(frozen=True, slots=True)
class Recommended:
    """What was recommended at a moment.

    Attributes
    ----------
    at
        The moment, as known then.
    recommendations
        As the library gives them.
    advice
        The same in words, with the proof.
    next_review
        When the next review was due.
    """

    at: Instant
    recommendations: tuple[Recommendation, ...]
    advice: tuple[Advice, ...]
    next_review: Instant


_reviews: LedgerCache[Instant, Recommended] = LedgerCache(300)
_reviewer: LatestAnswer[Records, Reviewer] = LatestAnswer()
_reviewing = Lock()


def recommended_at(at: Instant) -> Recommended:
    """Return what a review recommended at a moment, as known then.

    Raises
    ------
    NoScenario
        None had been entered by then.
    """
    return _reviews.get_as_known(at, at, lambda: _review(at))


def _review(at: Instant) -> Recommended:
    """Review a moment; what one review of the same records has found serves the next, one at a time."""
    situation = situation_at(at)
    with _reviewing:
        review = _reviewer.get(situation.records, Reviewer).of(situation)
    return Recommended(at, review.recommendations, pressing_advice(review), review.next_review)
