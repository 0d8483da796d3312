"""Pages that need no account: the reports published to the public, and nothing else. A cache may keep them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from standto.errors import InputError
from standto.model.time import SECOND
from standto.reporting.markdown import as_markdown
from standto_desk.access.guard import open_to_all
from standto_desk.acts.situation_reports.finding_reports import find_report, published_drafts, reports_of
from standto_desk.acts.situation_reports.report_chain import ReportChain
from standto_desk.acts.situation_reports.report_parts import FOR_EVERYBODY
from standto_desk.ledger.models import Entry
from standto_desk.pages.reports.report_views import FILES
from standto_desk.pages.reports.shown_reports import document_for_reader, months_in_words
from standto_desk.presenting.typesetting.making_pdfs import pdf_of_document

SIZE = 50
"""The number of reports on a page."""
CACHED = "public, max-age=60"
BUSY = "We are making other files now. Try again in a minute, or read the page."
HTML = FILES["html"]

View = Callable[..., HttpResponse]


def where_switched_on(view: View) -> View:
    """Answer 404 unless the force has switched public pages on; then with a page that does not lead into the desk."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.STANDTO_PUBLIC_REPORTS:
            raise Http404
        try:
            return view(request, *args, **kwargs)
        except Http404:
            return HttpResponse(render_to_string("reports/public_missing.html", {"now": None}), status=404)

    return answer


@open_to_all
@require_safe
@where_switched_on
def public_list(request: HttpRequest) -> HttpResponse:
    """List the reports and statements published to the public, the latest first."""
    page = Paginator(published_drafts(*FOR_EVERYBODY), SIZE).get_page(request.GET.get("page"))
    reports = reports_of(page)
    latest = next((one for one in reports if one.months is None), None) if page.number == 1 else None
    lines = [(one, months_in_words(one.months) if one.months else "", one is latest) for one in reports]
    shown = render_to_string("reports/public_list.html", {"lines": lines, "page": page, "now": None})
    return _cacheable(request, shown.encode(), HTML, [_last_step(one) for one in reports])


@open_to_all
@require_safe
@where_switched_on
def public_report(request: HttpRequest, number: int) -> HttpResponse:
    """Show a report that was published to the public."""
    report = _published_or_404(number)
    shown = {"report": report, "document": document_for_reader(report), "now": None}
    made = render_to_string("reports/public_one.html", shown).encode()
    return _cacheable(request, made, HTML, [_last_step(report)])


@open_to_all
@require_safe
@where_switched_on
def public_file(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """Send a report that was published to the public as a file."""
    report = _published_or_404(number)
    if form not in ("md", "pdf"):
        raise Http404
    document = document_for_reader(report)
    try:
        made = pdf_of_document(document) if form == "pdf" else as_markdown(document).encode()
    except InputError:
        return HttpResponse(BUSY, content_type="text/plain; charset=utf-8", status=503, headers={"Retry-After": "60"})
    return _cacheable(request, made, FILES[form], [_last_step(report)])


def _published_or_404(number: int) -> ReportChain:
    found = find_report(number)
    if found is None or not found.for_everybody or found.published is None:
        raise Http404
    return found


def _last_step(report: ReportChain) -> Entry:
    """Return the last entry that changed what the public sees of a report."""
    last = report.superseded or report.published
    return last or report.entry


def _cacheable(request: HttpRequest, made: bytes, kind: str, steps: list[Entry]) -> HttpResponse:
    """Return an answer that caches may keep, or that it has not changed. Its tag is of its very bytes."""
    answer = HttpResponse(made, content_type=kind)
    answer.headers["Cache-Control"] = CACHED
    answer.headers["ETag"] = tag = f'"{sha256(made).hexdigest()[:32]}"'
    modified = max((one.recorded // SECOND for one in steps), default=None)
    if modified is not None:
        answer.headers["Last-Modified"] = http_date(modified)
    kept: HttpResponse = get_conditional_response(request, tag, None, answer)
    return kept
