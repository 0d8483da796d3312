"""The facts of a report to the public: an allow-list, on the hour, without any number of the desk's own."""

from __future__ import annotations

from collections.abc import Iterator

from standto.model.time import hours
from standto.model.words import Vocabulary
from standto.model.zone import Zone
from standto.reporting.document import Block, Column, Inset, Paragraph, Section, Summary, Table, Words
from standto.reporting.head_matter import source_words
from standto.reporting.public import PublicReport, PublishedFigure
from standto.wording import claimed, day, day_and_time
from standto_desk.presenting.outlines import Outline

COVERED = "Every duty is covered, now and in the days ahead."
TIGHT = "Cover is tight, now or in the days ahead."
SHORT_NOW = "Not every duty is fully covered now."
SHORT_AHEAD = "Every duty may be covered now. In the days ahead, not every duty is fully covered."
NO_STEPS = "No outside help has been called on."
NOTE = (
    "Others published these numbers of {people} who had stepped back. We neither confirm nor correct them. "
    "Numbers below {least:,} are left out."
)


def public_sections(
    report: PublicReport, outline: Outline, zone: Zone, words: Vocabulary, review_hours: float
) -> tuple[Section, ...]:
    """Return the parts of a report, of which the first is its head.

    Parameters
    ----------
    report
        The library's report to the public, of which steps and figures are taken.
    outline
        The outline of the same hour, of which one sentence is taken.
    review_hours
        The policy's time between reviews: the time of the next one would follow from exact numbers.
    """
    heading = report.heading
    again = heading.at + hours(review_hours)
    rows = (
        ("As of", Words(day_and_time(zone, heading.at))),
        ("Next review by", Words(day_and_time(zone, again))),
    )
    figures = [one for one in report.figures if _least_of(one) >= outline.least]
    return (
        Section("head", "", (Inset(Words(cover_sentence(outline))), Summary(rows)), level=1),
        Section("steps", "Steps taken", (_steps(report),)),
        *((Section("figures", "Figures that others have published", _figures(figures, words, outline.least)),)
          if figures else ()),
    )  # fmt: skip


def public_compared(report: PublicReport, outline: Outline) -> Iterator[tuple[str, str]]:
    """Yield what may change between two reports, each with its value in words."""
    yield "Cover", cover_sentence(outline)
    for step in report.steps:
        yield f"{day(step.on)}: {step.words}", "taken"


def cover_sentence(outline: Outline) -> str:
    """Return whether the duties are covered, in a sentence without a number."""
    if any(duty.gap_now for duty in outline.duties):
        return SHORT_NOW
    if outline.short_duties:
        return SHORT_AHEAD
    return TIGHT if outline.tight else COVERED


def _steps(report: PublicReport) -> Block:
    if not report.steps:
        return Paragraph(Words(NO_STEPS))
    rows = tuple((Words(day(step.on)), Words(step.words)) for step in report.steps)
    return Table(Words("Steps taken so far"), (Column("Date", short=True), Column("Step")), rows)


def _figures(figures: list[PublishedFigure], words: Vocabulary, least: int) -> tuple[Block, ...]:
    columns = (Column("Force"), Column("Stepped back"), Column("Source"), Column("Published", short=True))
    rows = tuple(
        (
            Words(one.force),
            Words(claimed(one.count, one.low, one.high)),
            Words(source_words(one.origin)),
            Words(one.origin.published),
        )
        for one in figures
    )
    return (
        Paragraph(Words(NOTE.format(people=words.people, least=least))),
        Table(Words("Published figures"), columns, rows),
    )


def _least_of(one: PublishedFigure) -> int:
    """Return the smallest number that a figure names."""
    return min(number for number in (one.count, one.low, one.high, 2**31) if number is not None)
