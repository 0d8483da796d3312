"""What the public is told: an allow-list. What has no field here cannot be in a public report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from standto.model.event import DECISION
from standto.model.steps import NOT
from standto.reporting.evidence import Annex
from standto.reporting.figures import Origin, claims, statements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from standto.model.event import Event
    from standto.model.time import Instant
    from standto.reporting.heading import Heading
    from standto.reporting.standpoint import Standpoint

STEPS_TOLD = {
    "aid-asked": "Other forces were asked for help.",
    "aid-arrived": "People lent by other forces came on duty.",
    "aid-released": "People lent by other forces were released.",
    "contingency-requested": "Military support was requested as a contingency.",
    "contingency-agreed": "Military support was agreed as a contingency.",
    "contingency-deployed": "Military support was deployed.",
    "contingency-stood-down": "Military support was stood down.",
}
"""The steps that the public is told of, whoever took part in them and however many; no others."""

DECISIONS_TOLD = {
    f"{NOT}release-aid": "It was decided to keep help from other forces, under review.",
    f"{NOT}stand-down-contingency": "It was decided to keep military support, under review.",
}
"""The decisions that the public is told of."""


@dataclass(frozen=True, slots=True)
class StepTaken:
    """A step, and the local date on which it was taken."""

    on: date
    words: str


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """A number that somebody has published."""

    force: str
    count: int | None
    low: int | None
    high: int | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class PublishedStatement:
    """Words that somebody has published."""

    force: str
    words: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class PublicReport:
    """Everything that a public report may say.

    Attributes
    ----------
    heading
        Its marking, its time, and what it was made from.
    covered
        Whether every duty is covered at its time.
    steps
        Steps taken by then, by date.
    next_review
        When the situation is looked at again at the latest.
    figures, statements
        What was published by then, each with its source.
    """

    heading: Heading
    covered: bool
    steps: tuple[StepTaken, ...]
    next_review: Instant
    figures: tuple[PublishedFigure, ...]
    statements: tuple[PublishedStatement, ...]


def public_report(stand: Standpoint, heading: Heading) -> PublicReport:
    """Return what the public may be told.

    Notes
    -----
    A source counts as published if its row gives a date of publication, year, month and day, that is not after the
    report's own.
    """
    annex = Annex(stand.names)
    today = stand.scenario.zone.local(stand.at).date()
    return PublicReport(
        heading=heading,
        covered=not stand.cover.gap[0].any(),
        steps=tuple(_steps(stand)),
        next_review=stand.review.next_review,
        figures=tuple(
            PublishedFigure(one.force, one.count, one.low, one.high, one.origin)
            for one in claims(stand, annex)
            if _published(one.origin, today)
        ),
        statements=tuple(
            PublishedStatement(one.force, one.words, one.origin)
            for one in statements(stand)
            if _published(one.origin, today)
        ),
    )


def _steps(stand: Standpoint) -> Iterator[StepTaken]:
    """Yield the steps taken by the report's time, each once a day."""
    told = [*_told(stand.situation.events(*STEPS_TOLD), lambda event: STEPS_TOLD.get(event.kind))]
    told += _told(stand.situation.events(DECISION), lambda event: DECISIONS_TOLD.get(event.step))
    taken = sorted(one for one in told if one[0] <= stand.at)
    local = stand.scenario.zone.local
    yield from dict.fromkeys(StepTaken(local(at).date(), words) for at, words in taken)


def _told(events: Iterable[Event], words_of: Callable[[Event], str | None]) -> Iterator[tuple[Instant, str]]:
    """Yield when each event was that the public is told of, and what it is told."""
    for event in events:
        if words := words_of(event):
            yield event.occurred, words


def _published(origin: Origin, today: date) -> bool:
    """Whether a source was published by a date; what gives no whole date was not."""
    try:
        return datetime.fromisoformat(origin.published).date() <= today
    except ValueError:
        return False
