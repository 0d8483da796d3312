"""A public report as a reader sees it: made from the allow-list alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.model.words import USUAL, Vocabulary
from standto.reporting.document import Column, Document, Inset, Paragraph, Points, Section, Summary, Table, Words
from standto.reporting.head_matter import head_rows, made_from, source_words
from standto.wording import claimed, day, day_and_time

if TYPE_CHECKING:
    from standto.model.zone import Zone
    from standto.reporting.document import Block
    from standto.reporting.public import PublicReport, PublishedStatement

COVERED = "Every duty is covered at the time of this report."
NOT_COVERED = "Not every duty is fully covered at the time of this report."
BASIS = "We count {people} of the home force, help that is here and help that is confirmed."


def for_public(report: PublicReport, zone: Zone, words: Vocabulary = USUAL) -> Document:
    """Return a public report as a document."""
    answer = COVERED if report.covered else NOT_COVERED
    heading, again = report.heading, day_and_time(zone, report.next_review)
    return Document(
        title="Situation report for the public",
        heading=heading,
        sections=(
            Section("head", "", (Summary(tuple(head_rows(heading, zone))),), level=1),
            Section(
                "duties",
                "Are the duties covered?",
                (Inset(Words(answer)), Paragraph(Words(BASIS.format(people=words.people)))),
            ),
            Section("steps", "Steps taken", (_steps(report),)),
            Section("next", "Next review", (Paragraph(Words(f"We will review the situation again by {again}.")),)),
            Section("figures", "Figures that others have published", _figures(report, words)),
            Section("statements", "Statements that others have published", _statements(report)),
            made_from(heading),
        ),
    )


def _steps(report: PublicReport) -> Block:
    if not report.steps:
        return Paragraph(Words("No outside help has been called on."))
    return Table(
        Words("Steps taken so far"),
        (Column("Date", short=True), Column("Step")),
        tuple((Words(day(step.on)), Words(step.words)) for step in report.steps),
    )


def _figures(report: PublicReport, words: Vocabulary) -> tuple[Block, ...]:
    if not report.figures:
        return (Paragraph(Words("None known.")),)
    note = (
        f"Others published these numbers of {words.people} who had stepped back. We neither confirm nor correct them. "
        "Words such as 'dozens' are recorded as a range."
    )
    table = Table(
        Words("Published figures"),
        (Column("Force"), Column("Stepped back", number=True), Column("Source"), Column("Published", short=True)),
        tuple(
            (
                Words(one.force),
                Words(claimed(one.count, one.low, one.high)),
                Words(source_words(one.origin)),
                Words(one.origin.published),
            )
            for one in report.figures
        ),
    )
    return (Paragraph(Words(note)), table)


def _statements(report: PublicReport) -> tuple[Block, ...]:
    if not report.statements:
        return (Paragraph(Words("None known.")),)
    return (Points(tuple((Words(one.words), (Words(_from(one)),)) for one in report.statements)),)


def _from(one: PublishedStatement) -> str:
    """Return the force that a statement is about, and its source."""
    return f"About {one.force}. Source: {source_words(one.origin)}. Published: {one.origin.published}."
