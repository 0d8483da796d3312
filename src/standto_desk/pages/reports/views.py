"""The archive of situation reports, and the pages that draft and show one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from standto_desk.access.guard import needs
from standto_desk.access.permission import Action, may
from standto_desk.access.posts import author_of
from standto_desk.acts.situation_reports.finding_reports import (
    all_drafts,
    last_published,
    latest_published,
    published_drafts,
    recent_reports,
    reports_of,
)
from standto_desk.acts.situation_reports.report_chain import ReportChain
from standto_desk.acts.situation_reports.report_parts import AUDIENCES, COMMAND, READERS, ReportState
from standto_desk.kit.form_views import attempted, form_page, posted
from standto_desk.kit.paging import page_of
from standto_desk.pages.reports.forms import ArchiveForm, DraftForm, NoChangeForm
from standto_desk.pages.reports.moments_of_reports import draft_with_facts, draft_without_change
from standto_desk.pages.reports.shown_reports import TONES, months_in_words
from standto_desk.presenting.readers import may_read_report, sees_numbers

SIZE = 20
"""The number of reports on a page."""


@require_safe
@needs(Action.READ_REPORTS)
def archive(request: HttpRequest) -> HttpResponse:
    """List the reports that a reader may see, the latest first."""
    return _archive(request)


@needs(Action.WRITE_REPORT)
@form_page
def draft(request: HttpRequest) -> HttpResponse:
    """Draft a report."""
    published = [one for one in recent_reports(*AUDIENCES) if one.state is ReportState.PUBLISHED]
    form = DraftForm(posted(request), published=published)
    given: dict[str, Any] = {"account": request.user, "author": author_of(request)}
    if attempted(form, lambda: draft_with_facts(**given, **form.cleaned_data)):
        return redirect("report", form.result.count)
    return render(request, "reports/draft.html", {"form": form}, status=form.status)


@needs(Action.WRITE_REPORT)
@require_POST
def no_change(request: HttpRequest, audience: str) -> HttpResponse:
    """Draft a report with the words of the last one, in one press."""
    if audience not in AUDIENCES:
        raise Http404
    form = NoChangeForm(request.POST)
    given: dict[str, Any] = {"account": request.user, "author": author_of(request), "audience": audience}
    if attempted(form, lambda: draft_without_change(**given, **form.cleaned_data)):
        return redirect("report", form.result.count)
    return _archive(request, form)


def _archive(request: HttpRequest, form: NoChangeForm | None = None) -> HttpResponse:
    asked = ArchiveForm(request.GET or None, sees_numbers=sees_numbers(request.user))
    page = page_of(request, _asked_for(request, asked), SIZE, _query(request))
    reports = [one for one in reports_of(page) if may_read_report(request.user, one)]
    writes = may(request.user, Action.WRITE_REPORT)
    recent = recent_reports() if sees_numbers(request.user) else []
    last = [one for each in AUDIENCES if writes and (one := _last_to(each, recent)) is not None]
    shown = {
        "page": page,
        "reports": reports,
        "asked": asked,
        "readers": READERS,
        "tones": TONES,
        "writes": writes,
        "months_in_words": months_in_words,
        "last": [(one, NoChangeForm(auto_id=f"{one.audience}_%s")) for one in last],
        "waiting": [one for one in recent if one.open][:SIZE],
        "form": form or asked,
    }
    return render(request, "reports/archive.html", shown, status=(form or asked).status)


def _asked_for(request: HttpRequest, asked: ArchiveForm) -> Any:
    """Return the drafts that the filter asks for; for viewers those published, and none of command."""
    chosen: dict[str, Any] = asked.cleaned_data if asked.is_bound and asked.is_valid() else {}
    asked_for = [chosen["audience"]] if chosen.get("audience") else []
    if sees_numbers(request.user):
        found = all_drafts(*asked_for)
    else:
        found = published_drafts(*asked_for).of_other_kinds(COMMAND)
    if chosen.get("since") is not None:
        found = found.occurred_from(chosen["since"])
    return found if chosen.get("until") is None else found.occurred_by(chosen["until"])


def _query(request: HttpRequest) -> dict[str, Any]:
    return {name: value for name, value in request.GET.items() if name != "page"}


def _last_to(audience: str, recent: Sequence[ReportChain]) -> ReportChain | None:
    """Return the report that was last published to an audience, among recent ones if it is there."""
    return latest_published(one for one in recent if one.audience == audience) or last_published(audience)
