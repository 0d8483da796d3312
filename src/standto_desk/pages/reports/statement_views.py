"""The page that drafts a cover statement for the public; everything after is as for a situation report."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from standto.errors import OptionError
from standto.model.time import Instant, Period
from standto_desk.access.account_checks import refused
from standto_desk.access.guard import needs
from standto_desk.access.models import Account
from standto_desk.access.permission import Action
from standto_desk.access.posts import author_of
from standto_desk.acts.situation_reports.drafting_reports import draft_report
from standto_desk.acts.situation_reports.finding_reports import find_report, statements_in_force
from standto_desk.acts.situation_reports.report_parts import STATEMENT
from standto_desk.book.moment_tables import NoScenario
from standto_desk.components.moments import here
from standto_desk.kit.form_views import attempted, form_page, posted
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.models import Entry
from standto_desk.live.hours import last_hour_shown
from standto_desk.pages.reports.statement_forms import DraftStatementForm, months_before
from standto_desk.presenting.report_facts.drawn_facts import draw_statement


@needs(Action.WRITE_REPORT)
@form_page
def draft_statement(request: HttpRequest) -> HttpResponse:
    """Draft a cover statement for the public."""
    hour = last_hour_shown(here())
    published = statements_in_force(months_before(hour)[-1].until, hour)
    form = DraftStatementForm(posted(request), until=hour, published=published)
    given: dict[str, Any] = {"account": request.user, "author": author_of(request), "known_at": hour}
    if attempted(form, lambda: _drafted(**given, **form.cleaned_data)):
        return redirect("report", form.result.count)
    return render(request, "reports/draft_statement.html", {"form": form}, status=form.status)


def _drafted(
    *, account: Account, author: Author, known_at: Instant, months: Period, corrects: int | None, key: str
) -> Entry:
    """Draft a statement as known at the last whole hour, with the changes since the one that it corrects."""
    corrected = None if corrects is None else find_report(corrects)
    try:
        content = draw_statement(months, known_at, corrected)
    except NoScenario:
        raise refused("report", "is about months in which nothing was planned: choose others") from None
    except OptionError as error:
        raise refused("report", f"cannot be made: {error}") from None
    return draft_report(
        account=account,
        author=author,
        audience=STATEMENT,
        at=months.until,
        known_at=known_at,
        months=months,
        content=content,
        since=corrected,
        corrects=corrected,
        key=key,
    )
