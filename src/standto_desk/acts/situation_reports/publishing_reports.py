"""Approving and publishing a situation report, by a second person."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from standto.errors import Fault
from standto_desk.access.account_checks import raise_faults
from standto_desk.access.models import Account
from standto_desk.access.permission import Action, require
from standto_desk.acts.idempotency import following_key, sent_before
from standto_desk.acts.situation_reports.drafting_reports import against_changing
from standto_desk.acts.situation_reports.finding_reports import report_drafted_by, required_report, statement_about
from standto_desk.acts.situation_reports.report_chain import ReportChain, digest_of, subjects_of
from standto_desk.acts.situation_reports.report_parts import APPROVED, PUBLISHED, SECTIONS, SUPERSEDED, ReportState
from standto_desk.clock import now
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import entries
from standto_desk.ledger.refusals import Stale

OTHER_FACTS = (
    "its facts are no longer those that were drafted, because something that was already known then has been recorded "
    "since, or the program has changed: withdraw it, and draft a new one"
)
OWN = "you drafted it or wrote words of it: another account must approve it"


@transaction.atomic
def approve_report(
    *,
    account: Account,
    author: Author,
    number: int,
    content: dict[str, Any],
    based_on: int | None = None,
    key: str = "",
) -> Entry:
    """Approve the facts and the words of a report as a second person.

    Parameters
    ----------
    content
        The facts that the approver read.
    based_on
        The count of the ledger when the approver read them.

    Raises
    ------
    Refused
        There is no such report, it has ended or is approved, the account wrote some of it, or its facts have changed.
    Stale
        Somebody wrote words of it meanwhile.
    """
    require(account, Action.APPROVE_REPORT, author.force)
    before = sent_before(account, sort=APPROVED, key=key)
    report = required_report(number)
    if before is None:
        _check_words(report, based_on)
        faults = against_changing(report)
        if not faults and report.approval is not None:
            faults.append(Fault("report", f"report {number} is already approved"))
        if not report.may_be_approved_by(account.pk):
            faults.append(Fault("report", OWN))
        raise_faults([*faults, *_facts(report, content)])
    body = {"digest": report.digest, "words": [one.sequence for one in report.words.values()]}
    draft = Draft(sort=APPROVED, subject=report.ref, body=body, key=key)
    return append([draft], author=author, now=now(), based_on=based_on)[0]


@transaction.atomic
def publish_report(
    *,
    account: Account,
    author: Author,
    number: int,
    content: dict[str, Any],
    based_on: int | None = None,
    key: str = "",
) -> Entry:
    """Publish an approved report to its audience, with its facts; a report that it corrects is superseded.

    Raises
    ------
    Refused
        There is no such report, it has ended, it is not approved, or its facts have changed; or another
        cover statement about the same months was published first.
    Stale
        Somebody wrote words of it meanwhile.
    """
    require(account, Action.APPROVE_REPORT, author.force)
    before = sent_before(account, sort=PUBLISHED, key=key)
    if before is not None:
        return before
    report = required_report(number)
    _check_words(report, based_on)
    faults = against_changing(report)
    corrected = report_drafted_by(report.corrects)
    if not faults and report.approval is None:
        faults.append(Fault("report", f"report {number} is not approved: a second person must approve it first"))
    if corrected is not None and corrected.state is ReportState.SUPERSEDED:
        faults.append(Fault("report", f"report {corrected.number}, which it corrects, is already superseded"))
    again = statement_about(report.months) if report.months is not None and corrected is None else None
    if not faults and again is not None:
        what = "is about the same months: withdraw this draft, and draft a correction"
        faults.append(Fault("report", f"{again.title} {what}"))
    raise_faults([*faults, *_facts(report, content)])
    return append(_drafts(report, corrected, content, key), author=author, now=now(), based_on=based_on)[0]


def _drafts(report: ReportChain, corrected: ReportChain | None, content: dict[str, Any], key: str) -> list[Draft]:
    words = [[each, SECTIONS[each], one.sequence] for each, one in report.words.items()]
    body = {"digest": report.digest, "content": content, "words": words}
    published = Draft(sort=PUBLISHED, kind=report.audience, subject=report.ref, count=report.number, body=body, key=key)
    if corrected is None:
        return [published]
    by = {"by": report.entry.sequence, "number": report.number}
    return [published, Draft(sort=SUPERSEDED, subject=corrected.ref, body=by, key=following_key(key, "superseded"))]


def _facts(report: ReportChain, content: dict[str, Any]) -> list[Fault]:
    return [] if digest_of(content) == report.digest else [Fault("report", OTHER_FACTS)]


def _check_words(report: ReportChain, based_on: int | None) -> None:
    """Refuse a form that is older than some words of a report: each part is a subject of its own."""
    if based_on is not None and (newer := list(entries(after=based_on).about_any(list(subjects_of(report.ref))))):
        raise Stale(tuple(newer))
