"""The page of a cover statement, and the entries behind one of its causes."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from standto.attribution.causes import CAUSES
from standto.attribution.statement_facts import ShortLine
from standto.attribution.statement_records import exact_hours
from standto.errors import OptionError
from standto.reporting.heading import COMMAND, PUBLIC
from standto_desk.access.guard import needs
from standto_desk.access.permission import Action, may
from standto_desk.book.moment_tables import NoScenario
from standto_desk.kit.paging import page_of
from standto_desk.pages.statement.answers import report_asked, statement_asked
from standto_desk.pages.statement.bars import trend_bars
from standto_desk.pages.statement.forms import StatementForm
from standto_desk.pages.statement.months_back import periods_offered
from standto_desk.pages.statement.preparing import LONG
from standto_desk.presenting.ledger_statements import LedgerStatement
from standto_desk.presenting.readers import visible_until
from standto_desk.presenting.thing_pages import pages_of_things

SIZE = 50
"""The number of entries on a page."""


class Behind(NamedTuple):
    """A cause of a duty or crew, with the number of entries behind it."""

    name: str
    cause: str
    hours: str
    entries: int
    query: str


@require_safe
@needs(Action.LOOK_BACK)
def cover_statement(request: HttpRequest) -> HttpResponse:
    """Show the cover statement of a past period, or ask for one."""
    hour = visible_until(request.user)
    form = StatementForm(request.GET or None, hour=hour)
    around = {
        "form": form,
        "periods": periods_offered(form.minute, public=hour is not None),
        "viewer": hour is not None,
    }
    if not form.is_valid():
        return render(request, "statement/statement.html", {**around, "shown": False}, status=form.status)
    if form.period.until - form.period.start > LONG and "here" not in request.GET:
        return render(request, "statement/long.html", {**around, "query": form.query, "asked": _fields(form.query)})
    try:
        found = statement_asked(form)
        report = report_asked(form, found)
    except NoScenario:
        return render(request, "statement/statement.html", {**around, "shown": True, "document": None})
    except OptionError as error:
        form.add_error(None, str(error))
        return render(request, "statement/statement.html", {**around, "shown": False}, status=form.status)
    shown = {
        "shown": True,
        "document": report.document,
        "query": form.query,
        "publishes": form.cleaned_data["audience"] == PUBLIC and may(request.user, Action.WRITE_REPORT),
        "behind": _behind(found, form.query) if _may_trace(request, form) else (),
        "trend_bars": trend_bars,
        "thing_pages": pages_of_things(),
    }
    return render(request, "statement/statement.html", {**around, **shown})


def _fields(query: str) -> list[tuple[str, str]]:
    """Return the hidden fields that ask a query's question."""
    return [(name, value) for name, value in QueryDict(query).items() if value]


def _may_trace(request: HttpRequest, form: StatementForm) -> bool:
    return form.cleaned_data["audience"] == COMMAND and may(request.user, Action.READ_ENTRIES)


def _behind(found: LedgerStatement, query: str) -> list[Behind]:
    """Return each cause of each duty and crew that has entries behind it."""
    facts = found.found
    return [
        Behind(line.name or line.id, cause.name, exact_hours(number), len(entries), _query(query, line, cause.id))
        for line in facts.lines
        for cause, number in zip(CAUSES, facts.of_line(line), strict=True)
        if number and (entries := facts.traces.get((line.place, cause.id), ()))
    ]


def _query(query: str, line: ShortLine, cause: str) -> str:
    return f"{query}&duty={line.id}&cause={cause}"


@require_safe
@needs(Action.READ_ENTRIES)
def entries_behind(request: HttpRequest) -> HttpResponse:
    """List the entries behind a cause of a duty or crew."""
    form = StatementForm(request.GET or None, hour=visible_until(request.user))
    if not form.is_valid() or form.cleaned_data["audience"] == PUBLIC:
        raise Http404
    try:
        found = statement_asked(form)
    except NoScenario:
        raise Http404 from None
    line, cause = _chosen(request, found)
    entries = found.found.traces.get((line.place, cause.id), ())
    page = page_of(request, entries, SIZE)
    lines = [(found.sequence(one), one.event.kind, one.event.occurred) for one in page]
    shown: dict[str, Any] = {"line": line, "cause": cause, "page": page, "lines": lines, "query": form.query}
    return render(request, "statement/entries.html", {**shown, "here_query": _query(form.query, line, cause.id)})


def _chosen(request: HttpRequest, found: LedgerStatement) -> tuple[Any, Any]:
    """Return the duty or crew, and the cause, that a request names."""
    duty, cause = request.GET.get("duty", ""), request.GET.get("cause", "")
    for line in found.found.lines:
        for one in CAUSES:
            if (line.id, one.id) == (duty, cause):
                return line, one
    raise Http404
