"""A cover statement as a file: a table for a spreadsheet, a page that needs nothing else, or an accessible PDF."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from standto.errors import OptionError
from standto.reporting import StatementReport
from standto_desk.access.guard import needs
from standto_desk.access.permission import Action
from standto_desk.book.moment_tables import NoScenario
from standto_desk.pages.statement.answers import report_asked, statement_asked
from standto_desk.pages.statement.forms import StatementForm
from standto_desk.presenting.readers import visible_until
from standto_desk.presenting.typesetting.making_pdfs import pdf_of_document

FORMS = {"csv": "text/csv; charset=utf-8", "html": "text/html; charset=utf-8", "pdf": "application/pdf"}
"""The forms of the file, and the type of each."""


@require_safe
@needs(Action.LOOK_BACK)
def statement_file(request: HttpRequest, form: str) -> HttpResponse:
    """Send the statement that a query asks for as a file."""
    asked = StatementForm(request.GET or None, hour=visible_until(request.user))
    if form not in FORMS or not asked.is_valid():
        raise Http404
    try:
        found = statement_asked(asked)
        report = report_asked(asked, found)
    except (NoScenario, OptionError):
        raise Http404 from None
    answer = HttpResponse(content_of(report, form), content_type=FORMS[form])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name_of(report, form)}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def content_of(report: StatementReport, form: str) -> bytes:
    """Return the content of a statement's file."""
    if form == "pdf":
        return pdf_of_document(report.document)
    return (report.as_csv() if form == "csv" else report.as_html()).encode()


def name_of(report: StatementReport, form: str) -> str:
    """Return the name of a statement's file."""
    return f"statement-{report.heading.audience}-{report.heading.number.replace('+', 'p')}.{form}"
