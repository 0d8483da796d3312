"""One situation report: its page, its words, its files, and the steps that end its draft."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from standto.reporting.html import as_html
from standto.reporting.markdown import as_markdown
from standto_desk.access.guard import needs
from standto_desk.access.permission import Action, may
from standto_desk.access.posts import author_of
from standto_desk.acts.redacting import may_redact
from standto_desk.acts.situation_reports.drafting_reports import withdraw_report
from standto_desk.acts.situation_reports.publishing_reports import approve_report, publish_report
from standto_desk.acts.situation_reports.report_chain import ReportChain
from standto_desk.acts.situation_reports.report_parts import SECTIONS, ReportState
from standto_desk.acts.situation_reports.wording_reports import words_in, write_words
from standto_desk.kit.act_forms import CONFLICT
from standto_desk.kit.form_views import attempted, form_page, posted
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import head
from standto_desk.pages.reports.forms import StepForm, WordsForm
from standto_desk.pages.reports.quoting import outlooks_to_quote, with_quote
from standto_desk.pages.reports.shown_reports import (
    TONES,
    content_of,
    document_for_reader,
    history_of,
    report_or_404,
)
from standto_desk.presenting.thing_pages import pages_of_things
from standto_desk.presenting.typesetting.making_pdfs import pdf_of_document

FILES = {"html": "text/html; charset=utf-8", "md": "text/markdown; charset=utf-8", "pdf": "application/pdf"}
"""The forms of a report's file, and the type of each."""
OPEN_PARTS = frozenset({"changes", *(f"words-{section}" for section in SECTIONS)})
"""The parts that a phone shows at once; it folds the others."""
OF_STATEMENT = "short"
"""The part of a cover statement that a phone shows too."""
STEPS = ("approve", "publish", "withdraw")


@require_safe
@needs(Action.READ_REPORTS)
def one(request: HttpRequest, number: int) -> HttpResponse:
    """Show a report, what it waits for, and its history."""
    return _page(request, report_or_404(request.user, number), {})


@needs(Action.WRITE_REPORT)
@form_page
def words(request: HttpRequest, number: int, section: str) -> HttpResponse:
    """Write the words of a part of a report."""
    report = report_or_404(request.user, number)
    if section not in SECTIONS:
        raise Http404
    before = words_in(report).get(section) or ""
    outlooks = outlooks_to_quote(request.user, report)
    initial = {"words": with_quote(before, request.GET.get("outlook", ""), outlooks)}
    form = WordsForm(posted(request), based_on=head().count, initial=initial)
    given = {"account": request.user, "author": author_of(request), "number": number, "section": section}
    if attempted(form, lambda: write_words(**given, **form.cleaned_data)):
        return redirect("report", number)
    shown = {"form": form, "report": report, "section": section, "title": SECTIONS[section], "others": ""}
    shown["outlooks"] = outlooks
    if form.status == CONFLICT:
        shown["others"] = words_in(report_or_404(request.user, number)).get(section) or ""
    return render(request, "reports/words.html", shown, status=form.status)


@needs(Action.APPROVE_REPORT)
@require_POST
def approve(request: HttpRequest, number: int) -> HttpResponse:
    """Approve a report as a second person."""
    return _step(request, number, "approve", approve_report, facts=True)


@needs(Action.APPROVE_REPORT)
@require_POST
def publish(request: HttpRequest, number: int) -> HttpResponse:
    """Publish an approved report."""
    return _step(request, number, "publish", publish_report, facts=True)


@needs(Action.WRITE_REPORT)
@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Withdraw a draft."""
    return _step(request, number, "withdraw", withdraw_report)


@require_safe
@needs(Action.READ_REPORTS)
def report_file(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """Send a report as a file: a page that needs nothing else, Markdown, or an accessible PDF."""
    report = report_or_404(request.user, number)
    if form not in FILES:
        raise Http404
    document = document_for_reader(report)
    made = {"html": as_html, "md": as_markdown, "pdf": pdf_of_document}[form](document)
    answer = HttpResponse(made, content_type=FILES[form])
    state = "" if report.published else "-draft"
    name = f"{report.title.lower().replace(' ', '-')}-{report.audience}{state}.{form}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _step(
    request: HttpRequest, number: int, name: str, act: Callable[..., Entry], *, facts: bool = False
) -> HttpResponse:
    """Take a step of a report by its form, or show its page with the form that came back."""
    report = report_or_404(request.user, number)
    form = StepForm(request.POST, auto_id=f"{name}_%s")
    given: dict[str, Any] = {"account": request.user, "author": author_of(request), "number": number}
    if facts:
        given["content"] = content_of(report)

    def taken() -> Entry:
        cleaned = form.cleaned_data
        return act(**given, **(cleaned if facts else {"key": cleaned["key"]}))

    if attempted(form, taken):
        return redirect("report", number)
    return _page(request, report_or_404(request.user, number), {name: form})


class _Part(NamedTuple):
    """A part of a report that its reader may write, or whose words they may redact."""

    section: str
    title: str
    written: bool
    redact: int | None


def _page(request: HttpRequest, report: ReportChain, came_back: dict[str, StepForm]) -> HttpResponse:
    count = head().count
    forms = {each: came_back.get(each) or StepForm(based_on=count, auto_id=f"{each}_%s") for each in STEPS}
    account = request.user
    document = document_for_reader(report)
    shown_at_once = OPEN_PARTS | ({OF_STATEMENT} if report.months else set())
    redacts = may_redact(account, author_of(request))
    held, found = report.words, words_in(report)
    shown = {
        "report": report,
        "document": document,
        "public_pages": settings.STANDTO_PUBLIC_REPORTS,
        "folded": {one.id for one in document.sections if one.level > 1 and one.id not in shown_at_once and one.blocks},
        "state": (report.state.value, TONES[report.state]),
        "history": history_of(report, account),
        "parts": [
            _Part(each, title, each in held, held[each].sequence if redacts and found.get(each) else None)
            for each, title in SECTIONS.items()
        ],
        "writes": report.open and may(account, Action.WRITE_REPORT),
        "approves": report.state is ReportState.DRAFT and may(account, Action.APPROVE_REPORT),
        "second": report.may_be_approved_by(account.pk),
        "publishes": report.state is ReportState.APPROVED and may(account, Action.APPROVE_REPORT),
        "step_forms": forms,
        "forms": list(came_back.values()),
    }
    shown["thing_pages"] = pages_of_things()
    return render(request, "reports/one.html", shown, status=max([200, *(one.status for one in came_back.values())]))
