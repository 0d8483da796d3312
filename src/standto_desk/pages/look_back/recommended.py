"""What a review recommended at a past moment, as known then."""

from __future__ import annotations

from threading import Lock
from typing import NamedTuple

from standto.ladder import Recommendation, Reviewer
from standto.model.time import Instant
from standto.presenting.advice import Advice
from standto.register import Records
from standto_desk.book.situations import situation_at
from standto_desk.caching.answers import LatestAnswer
from standto_desk.ledger.cached_answers import LedgerCache
from standto_desk.presenting.boards import pressing_advice


class Recommended(NamedTuple):
    """The recommendations of a moment, as the library returns them and as people read them."""

    recommendations: tuple[Recommendation, ...]
    advice: tuple[Advice, ...]


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
    """Review a moment, one at a time: a review reuses what the last one of the same records has found."""
    situation = situation_at(at)
    with _reviewing:
        review = _reviewer.get(situation.records, Reviewer).of(situation)
    return Recommended(review.recommendations, pressing_advice(review))
