"""Kept outlooks: what their pages say, and one with its inputs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from standto_desk.access.guard import needs
from standto_desk.access.permission import Action
from standto_desk.acts.kept_sorts import OUTLOOKS
from standto_desk.acts.looking_ahead.outlook_questions import OutlookQuestion
from standto_desk.acts.models import KeptOutlook
from standto_desk.kit.kept_views import KeptPages, found_thing, shown_thing
from standto_desk.ledger.reading import head
from standto_desk.pages.looking_ahead.forms import query_of
from standto_desk.pages.looking_ahead.side_by_side import beside
from standto_desk.presenting.outlooks.shown_outlook import quote_of, shown
from standto_desk.presenting.planned_changes import changes_ahead

PAGES = KeptPages(
    sort=OUTLOOKS,
    title="Outlook",
    routes="outlook",
    list_route="outlooks-kept",
    folder="looking_ahead",
    table=lambda _, chosen: beside(chosen),
)


@needs(Action.LOOK_AHEAD)
@require_safe
def one(request: HttpRequest, number: int) -> HttpResponse:
    """Show a kept outlook as it was worked out, with its inputs."""
    kept: KeptOutlook = found_thing(OUTLOOKS, request, number)
    found = shown(kept.content)
    context = {
        **shown_thing(OUTLOOKS, request, kept),
        "kept": kept,
        "found": found,
        "ahead": changes_ahead(kept.at, found.until, kept.at),
        "quote": quote_of(kept.name, kept.content),
        "again": f"{reverse('outlook')}?{query_of(OutlookQuestion(**kept.question))}",
        "entries": max(0, head().count - kept.sequence),
    }
    return render(request, "looking_ahead/one.html", context)
