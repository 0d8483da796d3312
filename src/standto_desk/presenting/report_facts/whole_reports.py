"""Whole situation reports, before they take a format: their facts, their words and their status."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from standto.reporting.document import Block, Document, Paragraph, Section, Summary, Warn, Words
from standto.reporting.plain_values import document_of
from standto_desk.acts.situation_reports.report_chain import ReportChain, body_of
from standto_desk.acts.situation_reports.report_parts import READERS, SECTIONS, ReportState
from standto_desk.components.moments import moment
from standto_desk.components.spoken import id_words
from standto_desk.ledger.models import Entry

REDACTED = "These words have been redacted."


class Others(NamedTuple):
    """The numbers of other reports that a report refers to; None if there is none."""

    corrects: int | None = None
    superseded_by: int | None = None


def whole_report(
    report: ReportChain,
    content: dict[str, Any],
    words: Mapping[str, str | None],
    others: Others = Others(),  # noqa: B008
) -> Document:
    """Return a report as its readers see it.

    Parameters
    ----------
    content
        Its facts.
    words
        The words of each part; None for words that were redacted.
    """
    facts = document_of(content)
    head, *rest = facts.sections
    blocks = (*_status(report, others), *head.blocks)
    return Document(
        title=report.title,
        heading=replace(facts.heading, number=report.title),
        sections=(
            replace(head, blocks=tuple(_with_number(one, report) for one in blocks)),
            *_worded(report, words),
            *rest,
            _made(report, facts),
        ),
    )


def _status(report: ReportChain, others: Others) -> Iterator[Block]:
    """Yield what a reader must know before anything else."""
    if report.state is ReportState.SUPERSEDED:
        by = f"report {others.superseded_by}" if others.superseded_by else "a later report"
        yield Warn(Words(f"This report is superseded. Read {by} in its place."))
    elif report.published is None:
        done = "was withdrawn" if report.withdrawn else "is a draft"
        yield Warn(Words(f"This report {done}. It has not been published."))
    if others.corrects:
        yield Paragraph(Words(f"It corrects report {others.corrects}."))


def _with_number(block: Block, report: ReportChain) -> Block:
    """Return the summary at the head of a report with its number and its readers."""
    if not isinstance(block, Summary):
        return block
    rows = [("Report", Words(f"{report.number}")), ("For", Words(READERS[report.audience]))]
    if report.published is not None:
        rows.append(("Published", Words(moment(report.published.recorded))))
    return Summary((*rows, *block.rows))


def _worded(report: ReportChain, words: Mapping[str, str | None]) -> Iterator[Section]:
    """Yield a section for each part with words; the public does not see who wrote them."""
    titles = {section: title for section, title, _ in body_of(report.published)["words"]} if report.published else {}
    for section, text in words.items():
        lines = (line for line in (REDACTED if text is None else text).split("\n") if line.strip())
        paragraphs = tuple(Paragraph(Words(line)) for line in lines)
        by = () if report.for_everybody else (Paragraph(Words(written_by(report.words[section]))),)
        yield Section(f"words-{section}", titles.get(section, SECTIONS.get(section, section)), (*paragraphs, *by))


def written_by(entry: Entry) -> str:
    """Return the post that wrote some words, and when."""
    return f"Written by {id_words(entry.post) or 'an account without a post'}, {moment(entry.recorded)}."


def _made(report: ReportChain, facts: Document) -> Section:
    rows = (
        ("Handling", Words(facts.heading.marking)),
        ("Made by", Words(f"Standto {facts.heading.version}")),
        ("Digest of the facts", Words(f"SHA-256 {report.digest}")),
    )
    return Section("made-from", "How this report was made", (Summary(rows),))
