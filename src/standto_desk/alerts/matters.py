"""Matters that need attention, found in the picture of a moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from standto.coverage.covering import Cover
from standto.coverage.crews_in_words import crew_lines
from standto.coverage.lines import duty_lines, margin_lines
from standto.coverage.margins import Margin
from standto.ladder import Review
from standto.ladder.lines import advice_lines
from standto.model.steps import OVERDUE, REVIEW_DUE
from standto.model.time import Instant
from standto.model.zone import Zone
from standto.wording import counted, id_words, listed, moment
from standto_desk.book.log_lines import LogLine
from standto_desk.clock.reading import ClockReading
from standto_desk.clock.troubles import troubles_in

GAP, MARGIN, LATE, DUE, CLOCK, LOG = "gap", "margin", "step-overdue", "review-due", "clock", "log-overdue"

KINDS: dict[str, str] = {
    GAP: "A gap enters the look-ahead",
    MARGIN: "The margin falls below the reserve",
    LATE: "A step is due or overdue",
    DUE: "A review is due",
    CLOCK: "The clock cannot be relied on",
    LOG: "A log entry is overdue",
}
"""Every kind of matter, in words."""


class Matter(NamedTuple):
    """Something that needs attention.

    Attributes
    ----------
    kind
        One of `KINDS`.
    about
        Its subject, which stays the same while the matter lasts: a duty's, a crew's or a recommendation's id, or a
        criticality.
    sentence
        The matter in words, for the people who are alerted. It has numbers of people and never identifies them.
    post
        The post that it concerns, and that is alerted first; blank: the owner of its kind.
    """

    kind: str
    about: str
    sentence: str
    post: str = ""


def matters_in(cover: Cover, margin: Margin, review: Review) -> tuple[Matter, ...]:
    """Return the matters of a moment, the most important first."""
    return (*_gaps(cover), *_crews(cover), *_margins(margin), *_overdue(review), *_due(review))


def matters_of_clock(reading: ClockReading) -> tuple[Matter, ...]:
    """Return the matter of a clock that the desk cannot rely on, if there is one."""
    found = " ".join(troubles_in(reading))
    return (Matter(CLOCK, "clock", found),) if found else ()


def matters_of_log(lines: Iterable[LogLine], at: Instant, zone: Zone) -> tuple[Matter, ...]:
    """Return a matter for each log entry that is overdue at an instant; its words stay in the log."""
    return tuple(
        Matter(LOG, line.reference, f"Log entry {line.sequence:,} was due {_due_words(line, zone)}.", line.owner)
        for line in lines
        if line.overdue(at)
    )


def _due_words(line: LogLine, zone: Zone) -> str:
    return "" if line.due is None else moment(zone, line.due, named=True)


def _gaps(cover: Cover) -> Iterator[Matter]:
    for line in duty_lines(cover):
        if line.first_short is not None:
            first = moment(cover.scenario.zone, line.first_short, named=True)
            most = counted(line.most_short, "place")
            yield Matter(GAP, line.duty, f"{line.name} has a gap of up to {most} from {first}.")


def _crews(cover: Cover) -> Iterator[Matter]:
    for line in crew_lines(cover, named=True):
        if line.first_short is not None:
            first = moment(cover.scenario.zone, line.first_short.start, named=True)
            sentence = f"{line.name} is {line.first_short.words} from {first}; it needs {id_words(line.needs)}."
            yield Matter(GAP, line.crew, sentence)


def _margins(margin: Margin) -> Iterator[Matter]:
    for line in margin_lines(margin):
        if line.worst_case is not None and not (line.short or line.enough):
            spare = counted(line.worst_case, f"more {line.vocabulary.person}", f"more {line.vocabulary.people}")
            fails = f"before {listed(line.names, 'or')} fails"
            sentence = f"At worst only {spare} may step back {fails}; the reserve is {line.reserve}."
            yield Matter(MARGIN, f"criticality-{line.criticality}", sentence)


def _overdue(review: Review) -> Iterator[Matter]:
    for one in advice_lines(review):
        words = f"{one.words[0].lower()}{one.words[1:]}"
        if one.step == OVERDUE:
            yield Matter(LATE, one.id, f"No answer for too long: {words}.")
        elif one.changes and one.late:
            yield Matter(LATE, one.id, f"Decide now: {words}.")


def _due(review: Review) -> Iterator[Matter]:
    for one in review.recommendations:
        if one.step == REVIEW_DUE:
            hours = f"{review.scenario.policy.review_hours:g} hours"
            yield Matter(DUE, one.id, f"There is a gap or help, and nothing was decided for {hours}.")
