"""Long statements, worked out as a job whose file is kept for the account that asked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from standto.errors import OptionError
from standto.model.time import DAY
from standto_desk.access.guard import needs
from standto_desk.access.job_accounts import require_still
from standto_desk.access.permission import Action
from standto_desk.book.situations import situation_at
from standto_desk.clock import now
from standto_desk.components.spoken import speaking
from standto_desk.jobs.contexts import JobContext
from standto_desk.jobs.functions import job
from standto_desk.pages.statement.answers import report_asked, statement_asked
from standto_desk.pages.statement.file_views import FORMS, content_of, name_of
from standto_desk.pages.statement.forms import StatementForm
from standto_desk.presenting.readers import sees_numbers, visible_until

LONG = 100 * DAY
"""A longer statement is worked out as a job, unless its reader would rather wait."""


@job("statement", "Work out a cover statement", needs=Action.SEE_NUMBERS)
def prepare_statement(context: JobContext, query: str, form: str) -> str:
    """Work a statement out for an account that sees numbers, and keep it as a file; return the file's name."""
    require_still(context, Action.SEE_NUMBERS)
    return _prepared(context, query, form)


@job("statement-for-viewers", "Work out a cover statement", needs=Action.LOOK_BACK)
def prepare_for_viewers(context: JobContext, query: str, form: str) -> str:
    """Work a public statement out for an account that only looks, and keep it as a file; return the file's name."""
    return _prepared(context, query, form)


def _prepared(context: JobContext, query: str, form: str) -> str:
    account = require_still(context, Action.LOOK_BACK)
    scenario = situation_at(now()).scenario
    with timezone.override(scenario.zone.name), speaking(scenario.words):
        asked = StatementForm(QueryDict(query), hour=visible_until(account))
        if not asked.is_valid():
            raise OptionError("this period cannot be stated any more: ask again on the page of cover statements")
        context.progress(0.05)
        found = statement_asked(asked)
        context.progress(0.7)
        report = report_asked(asked, found)
        context.progress(0.8)
        content, name = content_of(report, form), name_of(report, form)
    context.keep_file(name, FORMS[form], content)
    return name


@require_POST
@needs(Action.LOOK_BACK)
def prepare(request: HttpRequest) -> HttpResponse:
    """Ask for the statement that a form names."""
    asked, form = StatementForm(request.POST, hour=visible_until(request.user)), request.POST.get("form", "")
    if form not in FORMS or not asked.is_valid():
        return redirect("statement")
    # The file of each needs another permission, when it is fetched too: a role may end meanwhile.
    prepared = prepare_statement if sees_numbers(request.user) else prepare_for_viewers
    return redirect("job", prepared.enqueue(account=str(request.user.pk), query=asked.query, form=form).pk)
