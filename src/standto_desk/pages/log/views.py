"""The pages of the log."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from standto.sheets.formulas import neutral
from standto_desk.access.guard import needs
from standto_desk.access.permission import Action, may
from standto_desk.access.posts import author_of
from standto_desk.acts.log.finding import find_lines
from standto_desk.acts.log.writing import Task, change_line, mark_line, write_line
from standto_desk.acts.redacting import may_redact
from standto_desk.book.log_lines import LogLine, line_at, log_at
from standto_desk.clock import now
from standto_desk.kit.form_views import attempted, form_page, posted
from standto_desk.kit.instants import written
from standto_desk.kit.paging import page_of
from standto_desk.ledger.reading import head
from standto_desk.pages.log.forms import LineForm, LogSearchForm, MarkForm, TaskForm
from standto_desk.pages.log.listing import history_of, shown_log_lines

SIZE = 50
COLUMNS = ("entry", "happened", "written", "by", "words", "owner", "due", "done", "state")


@needs(Action.READ_LOG)
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """Show the log, or the lines that a search finds, a page at a time."""
    form, present = _search(request), now()
    page = page_of(request, find_lines(request.user, form.search(), present), SIZE, form.query)
    shown = {
        "form": form,
        "page": page,
        "lines": shown_log_lines(page, present),
        "searched": bool(form.query),
        "keeps": may(request.user, Action.KEEP_LOG),
    }
    return render(request, "log/list.html", shown, status=form.status)


@needs(Action.READ_LOG)
@require_safe
def log_csv(request: HttpRequest) -> HttpResponse:
    """Send the lines that a search finds as a CSV file."""
    present, file = now(), io.StringIO()
    lines = shown_log_lines(find_lines(request.user, _search(request).search(), present), present)
    rows = (
        (
            one.line.sequence,
            written(one.line.occurred),
            written(one.line.recorded),
            one.by,
            one.words,
            one.owner,
            *("" if time is None else written(time) for time in (one.line.due, one.line.done)),
            one.state,
        )
        for one in lines
    )
    csv.writer(file).writerows([[neutral(cell) for cell in row] for row in (COLUMNS, *rows)])
    answer = HttpResponse(file.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="log.csv"'
    return answer


@needs(Action.KEEP_LOG)
@form_page
def write(request: HttpRequest) -> HttpResponse:
    """Write a line in the log."""
    author = author_of(request)
    form = LineForm(posted(request), force=author.force)

    def act() -> Any:
        given = {name: form.cleaned_data[name] for name in ("words", "occurred", "key")}
        return write_line(account=request.user, author=author, task=form.task(), **given)

    if attempted(form, act):
        return redirect("log-line", form.result.sequence)
    return render(request, "log/write.html", {"form": form}, status=form.status)


@needs(Action.READ_LOG)
@require_safe
def one(request: HttpRequest, sequence: int) -> HttpResponse:
    """Show a line of the log with everything that was done about it."""
    return _page(request, _found(sequence))


@needs(Action.KEEP_LOG)
@form_page
def change(request: HttpRequest, sequence: int) -> HttpResponse:
    """Give a line of the log another owner or time."""
    line, author = _found(sequence), author_of(request)
    task = Task(line.owner, line.to, line.due)
    form = TaskForm(posted(request), force=author.force, task=task, based_on=head().count)

    def act() -> Any:
        given = {name: form.cleaned_data[name] for name in ("key", "based_on")}
        return change_line(account=request.user, author=author, sequence=sequence, task=form.task(), **given)

    if attempted(form, act):
        return redirect("log-line", sequence)
    shown = shown_log_lines([line], now())[0]
    return render(request, "log/change.html", {"form": form, "shown": shown}, status=form.status)


@needs(Action.KEEP_LOG)
@require_POST
def done(request: HttpRequest, sequence: int) -> HttpResponse:
    """Mark a line of the log as done."""
    return _mark(request, sequence, done=True)


@needs(Action.KEEP_LOG)
@require_POST
def reopen(request: HttpRequest, sequence: int) -> HttpResponse:
    """Mark a line of the log as not done after all."""
    return _mark(request, sequence, done=False)


def _mark(request: HttpRequest, sequence: int, *, done: bool) -> HttpResponse:
    line, author = _found(sequence), author_of(request)
    form = MarkForm(request.POST, based_on=head().count)
    given = {"account": request.user, "author": author, "sequence": sequence, "done": done}
    if attempted(form, lambda: mark_line(**given, **form.cleaned_data)):
        return redirect("log-line", sequence)
    return _page(request, line, form)


def _page(request: HttpRequest, line: LogLine, form: MarkForm | None = None) -> HttpResponse:
    form = form or MarkForm(based_on=head().count)
    shown = {
        "form": form,
        "shown": shown_log_lines([line], now())[0],
        "history": history_of(line),
        "keeps": may(request.user, Action.KEEP_LOG),
        "may_redact": line.words is not None and may_redact(request.user, author_of(request)),
    }
    return render(request, "log/one.html", shown, status=form.status)


def _search(request: HttpRequest) -> LogSearchForm:
    lines = log_at(now())
    posts = sorted({post for line in lines for post in (line.post, line.owner) if post})
    return LogSearchForm(request.GET or None, posts=posts)


def _found(sequence: int) -> LogLine:
    line = line_at(now(), sequence)
    if line is None:
        raise Http404
    return line
