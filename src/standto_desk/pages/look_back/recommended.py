"""What a review recommended at a past moment, as known then; worked out once and remembered."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from django.db import connection

from standto.ladder import Reviewer
from standto_desk.book.situations import situation_at
from standto_desk.ledger.reading import head, same_until
from standto_desk.presenting.advice import advised

if TYPE_CHECKING:
    from standto.ladder import Recommendation, Review
    from standto.model.time import Instant
    from standto.register import Records
    from standto_desk.ledger.reading import Place
    from standto_desk.presenting.advice import Advice

REMEMBERED = 300
"""How many moments are remembered; the one not asked for longest is forgotten first."""


@dataclass(frozen=True, slots=True)
class Recommended:
    """What was recommended at a moment.

    Attributes
    ----------
    at
        When, and as known when.
    recommendations
        As the library has them.
    advice
        In words, with the proof.
    next_review
        When it was to be looked at again.
    """

    at: Instant
    recommendations: tuple[Recommendation, ...]
    advice: tuple[Advice, ...]
    next_review: Instant


class _Memory:
    """What has been worked out, with the place of the ledger that it is known to be right up to."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[tuple[str, Instant], tuple[Recommended, Place]] = OrderedDict()
        self._reviewer: Reviewer | None = None

    def at(self, at: Instant) -> Recommended:
        """Return what was recommended; one thread at a time works something out."""
        with self._lock:
            key = (str(connection.settings_dict["NAME"]), at)
            place = head()
            found, right_up_to = self._kept.get(key, (None, None))
            if found is None or right_up_to is None or not same_until(at, right_up_to, place):
                found = self._work_out(at)
            self._kept[key] = found, place
            self._kept.move_to_end(key)
            while len(self._kept) > REMEMBERED:
                self._kept.popitem(last=False)
            return found

    def _work_out(self, at: Instant) -> Recommended:
        """Return what a review of a moment says."""
        situation = situation_at(at)
        review: Review = self._reviewer_of(situation.records).of(situation)
        return Recommended(at, review.recommendations, advised(review, review.scenario.zone), review.next_review)

    def _reviewer_of(self, records: Records) -> Reviewer:
        """Return the reviewer of some records: what one review has found out serves the next."""
        if self._reviewer is None or self._reviewer.records is not records:
            self._reviewer = Reviewer(records)
        return self._reviewer


_memory = _Memory()


def recommended_at(at: Instant) -> Recommended:
    """Return what the review recommended at a moment, as known then.

    Raises
    ------
    NoScenario
        None had been entered by then.
    """
    return _memory.at(at)
