"""Situation reports as their readers may see them: which, in which words, and with which history."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import Http404

from standto.model.time import Period
from standto.reporting.document import Document
from standto_desk.acts.situation_reports.finding_reports import find_report, report_drafted_by
from standto_desk.acts.situation_reports.report_chain import ReportChain, body_of, section_of
from standto_desk.acts.situation_reports.report_parts import SECTIONS, ReportState
from standto_desk.acts.situation_reports.wording_reports import words_in
from standto_desk.components.moments import here
from standto_desk.components.spoken import id_words
from standto_desk.ledger.models import Entry
from standto_desk.presenting.posts import names_for
from standto_desk.presenting.readers import may_read_report
from standto_desk.presenting.report_facts.drawn_facts import facts_of
from standto_desk.presenting.report_facts.whole_reports import Others, whole_report

TONES = {
    ReportState.DRAFT: "open",
    ReportState.APPROVED: "watch",
    ReportState.PUBLISHED: "good",
    ReportState.SUPERSEDED: "quiet",
    ReportState.WITHDRAWN: "quiet",
}
"""The tone of each state."""


def report_or_404(account: Any, number: int) -> ReportChain:
    """Return a report that an account may read."""
    found = find_report(number)
    if found is None or not may_read_report(account, found):
        raise Http404
    return found


def months_in_words(months: Period) -> str:
    """Return the whole months of a cover statement: ``September 2023``, or the first and the last."""
    first, last = (f"{here().local(one):%B %Y}" for one in (months.start, months.until - 1))
    return first if first == last else f"{first} to {last}"


def content_of(report: ReportChain) -> dict[str, Any]:
    """Return the facts of a report: as published, or drawn again."""
    return facts_of(report, report_drafted_by(report.since))


def document_for_reader(report: ReportChain) -> Document:
    """Return a report as a document, with its words and what has become of it."""
    return whole_report(report, content_of(report), words_in(report), others_of(report))


def others_of(report: ReportChain) -> Others:
    """Return the reports that a report refers to."""
    corrected = report_drafted_by(report.corrects)
    by = body_of(report.superseded)["number"] if report.superseded is not None else None
    return Others(corrected.number if corrected else None, by)


def history_of(report: ReportChain, reader: Any) -> list[dict[str, Any]]:
    """Return the steps of a report in order, for a timeline, with who took each."""
    steps = list(_steps(report))
    names = names_for(reader, {str(entry.account) for _, entry in steps})
    return [
        {"title": title, "instant": entry.recorded, "by": _by(entry, names)}
        for title, entry in sorted(steps, key=lambda step: step[1].sequence)
    ]


def _steps(report: ReportChain) -> Iterator[tuple[str, Entry]]:
    yield "Drafted", report.entry
    for one in report.written:
        title = SECTIONS.get(section_of(one), section_of(one))
        yield f"{title}: {'written' if one.text_hash else 'left out'}", one
    found = (
        ("Approved", report.approval),
        ("Published", report.published),
        ("Superseded", report.superseded),
        ("Withdrawn", report.withdrawn),
    )
    yield from ((title, entry) for title, entry in found if entry is not None)


def _by(entry: Entry, names: dict[str, str]) -> str:
    post, name = id_words(entry.post) or "an account without a post", names.get(str(entry.account), "")
    return f"by {post} ({name})" if name else f"by {post}"
