"""Drafting a situation report, and withdrawing a draft."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import transaction

from standto.errors import Fault
from standto.model.time import Instant, Period
from standto_desk.access.account_checks import raise_faults
from standto_desk.access.models import Account
from standto_desk.access.permission import Action, require
from standto_desk.acts.idempotency import sent_before
from standto_desk.acts.situation_reports.finding_reports import required_report, statement_about
from standto_desk.acts.situation_reports.report_chain import ReportChain, digest_of
from standto_desk.acts.situation_reports.report_parts import (
    ALL_REPORTS,
    READERS,
    REPORT,
    STATEMENT,
    WITHDRAWN,
    ReportState,
)
from standto_desk.clock import now
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import entries, head
from standto_desk.ledger.refusals import Refused, Stale

TRIES = 100
"""How often a draft asks for a number, if others take the next one first."""


@transaction.atomic
def draft_report(
    *,
    account: Account,
    author: Author,
    audience: str,
    at: Instant,
    known_at: Instant,
    content: dict[str, Any],
    months: Period | None = None,
    since: ReportChain | None = None,
    corrects: ReportChain | None = None,
    words_of: ReportChain | None = None,
    key: str = "",
) -> Entry:
    """Draft a report with the next number.

    Parameters
    ----------
    audience
        One of `READERS`.
    at, known_at
        The moment that it is about, and the instant by which its facts were known.
    content
        Its facts, of which only the digest is kept until it is published.
    months
        The whole months that a cover statement is about, which end at `at`.
    since
        The report since which it lists the changes.
    corrects
        The published report that it will supersede.
    words_of
        The report whose words it takes over.

    Raises
    ------
    Refused
        The audience is unknown, the moment is not over, or the report that it corrects is not one that it can correct.
    """
    require(account, Action.WRITE_REPORT, author.force)
    before = sent_before(account, sort=REPORT, key=key)
    if before is not None:
        return before
    _check(audience, at, known_at, corrects)
    if audience == STATEMENT:
        raise_faults(_against_stating(months, at, corrects))
    begins = {"from": months.start} if months else {}
    body = {"known_at": known_at, "digest": digest_of(content), **begins} | _references(since, corrects, words_of)
    draft = Draft(sort=REPORT, kind=audience, subject=ALL_REPORTS, occurred=at, body=body, key=key)
    return _with_next_number(draft, author)


def _references(
    since: ReportChain | None, corrects: ReportChain | None, words_of: ReportChain | None
) -> dict[str, Any]:
    """Return the entries of other reports to which a draft refers; those that are missing are left out."""
    words = [one.sequence for one in words_of.words.values()] if words_of else []
    named = {
        "since": since.entry.sequence if since else None,
        "corrects": corrects.entry.sequence if corrects else None,
        "words": words or None,
    }
    return {name: held for name, held in named.items() if held is not None}


def _with_next_number(draft: Draft, author: Author) -> Entry:
    """Enter a draft under the next number that no other report has."""
    for _ in range(TRIES):
        count = head().count
        number = entries(until=count).about(ALL_REPORTS).of_sort(REPORT).count() + 1
        try:
            return append([replace(draft, count=number)], author=author, now=now(), based_on=count)[0]
        except Stale:
            continue  # somebody else took that number
    raise Refused((Fault("report", "many reports are being drafted at once: try again"),))


def _check(audience: str, at: Instant, known_at: Instant, corrects: ReportChain | None) -> None:
    faults = []
    if audience not in READERS:
        faults.append(Fault("report", f"must be one of {', '.join(READERS)}", column="audience"))
    if not at <= known_at <= now():
        faults.append(Fault("report", "must not be in the future", column="at"))
    if corrects is not None and (corrects.audience != audience or corrects.state is not ReportState.PUBLISHED):
        what = f"is report {corrects.number}: choose one that is published to the same audience and not superseded"
        faults.append(Fault("report", what, column="corrects"))
    raise_faults(faults)


def _against_stating(months: Period | None, at: Instant, corrects: ReportChain | None) -> list[Fault]:
    """Return the fault in the months of a statement: each period has one statement that is not superseded."""
    if months is None or months.until != at:
        return [Fault("report", "must say which months it is about, and they must end at its moment", column="months")]
    if corrects is not None:
        what = f"is {corrects.title}, which is about other months: choose its months, or another statement"
        return [] if corrects.months == months else [Fault("report", what, column="corrects")]
    again = statement_about(months)
    if again is None:
        return []
    what = f"is about these months already: the new statement must correct {again.title.lower()}"
    return [Fault("report", f"{again.title} {what}", column="corrects")]


@transaction.atomic
def withdraw_report(*, account: Account, author: Author, number: int, key: str = "") -> Entry:
    """Withdraw a draft, which keeps its number.

    Raises
    ------
    Refused
        There is no such report, or it is published or withdrawn.
    """
    require(account, Action.WRITE_REPORT, author.force)
    before = sent_before(account, sort=WITHDRAWN, key=key)
    report = required_report(number)
    if before is None:
        raise_faults(against_changing(report))
    return append([Draft(sort=WITHDRAWN, subject=report.ref, key=key)], author=author, now=now())[0]


def against_changing(report: ReportChain) -> list[Fault]:
    """Return the fault that a report can no longer change, if so."""
    if report.open:
        return []
    done = {ReportState.WITHDRAWN: "was withdrawn"}.get(report.state, "is published, and is never changed")
    return [Fault("report", f"report {report.number} {done}: draft a new one")]
