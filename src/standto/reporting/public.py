"""A report to the public: an allow-list. Anything without a field here cannot be in a public report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from standto.model.event import DECISION
from standto.model.ladder import (
    AID_ARRIVED,
    AID_ASKED,
    AID_RELEASED,
    CONTINGENCY_AGREED,
    CONTINGENCY_DEPLOYED,
    CONTINGENCY_REQUESTED,
    CONTINGENCY_STOOD_DOWN,
    STEPS,
)
from standto.model.steps import NOT, RELEASE, STAND_DOWN
from standto.model.words import USUAL, Vocabulary, with_article
from standto.reporting.evidence import Annex
from standto.reporting.figures import Origin, claims, statements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.model.time import Instant
    from standto.reporting.heading import Heading
    from standto.reporting.standpoint import Standpoint

PUBLIC_STEPS = {
    AID_ASKED: "Other forces were asked for help.",
    AID_ARRIVED: "{People} lent by other forces came on duty.",
    AID_RELEASED: "{People} lent by other forces were released.",
    CONTINGENCY_REQUESTED: "Military support was requested as a contingency.",
    CONTINGENCY_AGREED: "Military support was agreed as a contingency.",
    CONTINGENCY_DEPLOYED: "Military support was deployed.",
    CONTINGENCY_STOOD_DOWN: "Military support was stood down.",
}
"""The steps that a public report shows, without forces and numbers; it shows no others."""

PUBLIC_DECISIONS = {
    f"{NOT}{RELEASE}": "It was decided to keep help from other forces, under review.",
    f"{NOT}{STAND_DOWN}": "It was decided to keep military support, under review.",
}
"""The decisions that a public report shows."""

MOVED = {
    CONTINGENCY_REQUESTED: "requested",
    CONTINGENCY_AGREED: "agreed",
    CONTINGENCY_DEPLOYED: "deployed",
    CONTINGENCY_STOOD_DOWN: "stood down",
}
"""What became of a contingency that the scenario calls by another word."""


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
    """The content of a report to the public.

    Attributes
    ----------
    heading
        Its marking, its time, and its inputs.
    covered
        Whether every duty is covered at its time.
    steps
        The steps taken by its time, by date.
    next_review
        The latest time of the next review.
    figures, statements
        Published figures and statements, each with its source.
    """

    heading: Heading
    covered: bool
    steps: tuple[StepTaken, ...]
    next_review: Instant
    figures: tuple[PublishedFigure, ...]
    statements: tuple[PublishedStatement, ...]


def public_report(stand: Standpoint, heading: Heading) -> PublicReport:
    """Return the content of a report to the public.

    Notes
    -----
    A source counts as published if its row gives a date of publication, year, month and day, that is not after the
    report's own.
    """
    annex = Annex(stand.names)
    today = stand.scenario.zone.local(stand.at).date()
    return PublicReport(
        heading=heading,
        covered=0 not in stand.cover.short,
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
    decided = (event for event in stand.situation.events(DECISION) if event.step in PUBLIC_DECISIONS)
    words = stand.scenario.words
    taken = [(event.occurred, _taken(event.kind, words)) for event in stand.situation.events(*PUBLIC_STEPS)]
    taken += [(event.occurred, _decided(event.step, words)) for event in decided]
    local = stand.scenario.zone.local
    yield from dict.fromkeys(StepTaken(local(at).date(), words) for at, words in sorted(taken) if at <= stand.at)


def _taken(kind: str, words: Vocabulary) -> str:
    """Return a step that was taken as a sentence, in the scenario's words."""
    if kind in MOVED and words.contingency != USUAL.contingency:
        state = MOVED[kind] if kind == CONTINGENCY_AGREED else words.states.get(STEPS[kind].into, MOVED[kind])
        return f"Help from {with_article(words.contingency)} was {state}."
    return PUBLIC_STEPS[kind].format(People=f"{words.people[0].upper()}{words.people[1:]}")


def _decided(step: str, words: Vocabulary) -> str:
    """Return a decision as a sentence, in the scenario's words."""
    if step == f"{NOT}{STAND_DOWN}" and words.contingency != USUAL.contingency:
        return f"It was decided to keep help from {with_article(words.contingency)}, under review."
    return PUBLIC_DECISIONS[step]


def _published(origin: Origin, today: date) -> bool:
    """Whether a source was published by a date; a source without a whole date was not."""
    try:
        return datetime.fromisoformat(origin.published).date() <= today
    except ValueError:
        return False
