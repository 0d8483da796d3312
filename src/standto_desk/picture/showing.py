"""Pictures of now and of past moments, each drawn once for all readers."""

from __future__ import annotations

from dataclasses import replace
from threading import Lock

from standto.coverage import cover, margin
from standto.ladder import Reviewer
from standto.model.time import Instant, minute_of
from standto.register import Records, Situation
from standto_desk.book.situations import situation_at
from standto_desk.caching.answers import Cache
from standto_desk.clock import now
from standto_desk.ledger.reading import head, last_known
from standto_desk.picture.drawing import Picture, draw
from standto_desk.picture.sharing import shared_picture

PICTURES, REVIEWERS = 16, 4
"""The number of each kept."""

_Question = tuple[Instant, Instant, Records]


class _Reviews:
    """A reviewer of some records that serves one thread at a time."""

    def __init__(self, records: Records) -> None:
        self._reviewer, self._lock = Reviewer(records), Lock()

    def draw(self, situation: Situation, sequence: int) -> Picture:
        """Return a picture with its review."""
        with self._lock:
            return draw(situation, sequence, self._reviewer)


_pictures: Cache[_Question, Picture] = Cache(PICTURES)
_reviewers: Cache[Records, _Reviews] = Cache(REVIEWERS)


def moment_now() -> Instant:
    """Return the moment that a board shows: the start of this minute, or the last entry in it."""
    present = now()
    minute = minute_of(present)
    known = last_known(minute, present)
    return minute if known is None else known


def picture_now() -> Picture:
    """Return the picture of now, drawn once for each minute and each entry.

    Raises
    ------
    NoScenario
        Nobody has entered a scenario yet.
    """
    return picture_at(moment_now())


def picture_ahead(since: Instant) -> Picture:
    """Return the picture of now; if a moment is later, with its cover and margin, by the rows in force then.

    Its review stays that of now.
    """
    present = picture_now()
    if since <= present.at:
        return present
    situation = situation_at(since, present.known_at)
    until = min(since + situation.scenario.policy.look_ahead, situation.period.until)
    ahead, spare = cover(situation, until=until), margin(situation, until=until, runs=None)
    return replace(present, at=since, situation=situation, cover=ahead, margin=spare)


def picture_at(at: Instant, known_at: Instant | None = None) -> Picture:
    """Return the picture of a moment.

    Parameters
    ----------
    at, known_at
        As for `standto_desk.book.situations.situation_at`.

    Raises
    ------
    NoScenario
        No scenario had been entered by then.
    """
    known = at if known_at is None else known_at
    last = head()
    situation = situation_at(at, known)
    records = situation.records
    reviews = _reviewers.get(records, lambda: _Reviews(records))

    def drawn() -> Picture:
        """Draw it in this process."""
        return reviews.draw(situation, last.count)

    return _pictures.get((at, known, records), lambda: shared_picture(situation, last, drawn))
