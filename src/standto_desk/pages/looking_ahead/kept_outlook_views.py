"""Kept outlooks: the list, one with its inputs, several side by side, and showing them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from standto_desk.access.guard import needs
from standto_desk.access.models import Account
from standto_desk.access.permission import Action
from standto_desk.acts.kept_things import (
    OUTLOOKS,
    accounts_that_decide,
    end_kept_thing,
    find_kept_thing,
    kept_by_forces,
    may_end_thing,
    note_thing_looked_at,
    rename_kept_thing,
    show_kept_thing,
    waiting_for,
)
from standto_desk.acts.looking_ahead.outlook_questions import OutlookQuestion
from standto_desk.acts.models import KeptOutlook
from standto_desk.kit.form_views import attempted, form_page, posted
from standto_desk.kit.kept_forms import EndKeptForm, RenameForm, ShowForm
from standto_desk.ledger.reading import head
from standto_desk.pages.looking_ahead.forms import CompareOutlooksForm, query_of
from standto_desk.pages.looking_ahead.listing import kept_outlook_line, shown_outlook_lines
from standto_desk.pages.looking_ahead.side_by_side import beside
from standto_desk.presenting.outlooks.shown_outlook import quote_of, shown


@needs(Action.LOOK_AHEAD)
@require_safe
def kept_list(request: HttpRequest) -> HttpResponse:
    """Show the kept outlooks, and those that somebody shows to the account."""
    return _listed(request, CompareOutlooksForm(kept=kept_by_forces(OUTLOOKS, request.user)))


@needs(Action.LOOK_AHEAD)
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Show some kept outlooks side by side."""
    kept = kept_by_forces(OUTLOOKS, request.user)
    form = CompareOutlooksForm(request.GET or None, kept=kept)
    if not (form.is_bound and form.is_valid()):
        return _listed(request, form)
    chosen = [one for one in kept if one.pk in form.cleaned_data["kept"]]
    return render(request, "looking_ahead/compare.html", {"table": beside(chosen)})


@needs(Action.LOOK_AHEAD)
@require_safe
def one(request: HttpRequest, number: int) -> HttpResponse:
    """Show a kept outlook as it was worked out, with its inputs."""
    kept = _found(request, number)
    context = {
        "line": kept_outlook_line(kept),
        "kept": kept,
        "found": shown(kept.content),
        "quote": quote_of(kept.name, kept.content),
        "again": f"{reverse('outlook')}?{query_of(OutlookQuestion(**kept.question))}",
        "entries": max(0, head().count - kept.sequence),
        "may_end": may_end_thing(OUTLOOKS, request.user, kept),
        "waiting": [one for one in shown_outlook_lines(waiting_for(OUTLOOKS, request.user)) if one.number == kept.pk],
    }
    return render(request, "looking_ahead/one.html", context)


@needs(Action.LOOK_AHEAD)
@form_page
def rename_kept(request: HttpRequest, number: int) -> HttpResponse:
    """Give a kept outlook another name."""
    kept = _found(request, number)
    form = RenameForm(posted(request), initial={"name": kept.name, "was": kept.name})
    if attempted(form, lambda: rename_kept_thing(OUTLOOKS, account=request.user, kept=kept, **form.cleaned_data)):
        return redirect("outlook-kept", number)
    context = {"form": form, "line": kept_outlook_line(kept)}
    return render(request, "looking_ahead/rename.html", context, status=form.status)


@needs(Action.LOOK_AHEAD)
@form_page
def show_kept(request: HttpRequest, number: int) -> HttpResponse:
    """Show a kept outlook to an account that decides."""
    kept = _found(request, number)
    accounts = [one for one in accounts_that_decide(kept.force) if one.pk != request.user.pk]
    form = ShowForm(posted(request), accounts=accounts)

    def act() -> Any:
        to = Account.objects.get(pk=form.cleaned_data["to"])
        return show_kept_thing(OUTLOOKS, account=request.user, kept=kept, to=to, note=form.cleaned_data["note"])

    if attempted(form, act):
        messages.success(request, "It waits for them until they have looked at it")
        return redirect("outlook-kept", number)
    context = {"form": form, "line": kept_outlook_line(kept), "accounts": accounts}
    return render(request, "looking_ahead/show.html", context, status=form.status)


@needs(Action.LOOK_AHEAD)
@form_page
def end_kept(request: HttpRequest, number: int) -> HttpResponse:
    """End a kept outlook."""
    kept = _found(request, number)
    form = EndKeptForm(posted(request))
    if attempted(form, lambda: end_kept_thing(OUTLOOKS, account=request.user, kept=kept)):
        messages.success(request, "The outlook has ended")
        return redirect("outlooks-kept")
    may_end = may_end_thing(OUTLOOKS, request.user, kept)
    context = {"form": form, "line": kept_outlook_line(kept), "may_end": may_end}
    return render(request, "looking_ahead/end.html", context, status=form.status)


@needs(Action.LOOK_AHEAD)
@require_POST
def looked(request: HttpRequest, number: int) -> HttpResponse:
    """Note that the account has looked at an outlook that was shown to it."""
    note_thing_looked_at(OUTLOOKS, account=request.user, kept=_found(request, number))
    return redirect("outlook-kept", number)


def _listed(request: HttpRequest, form: CompareOutlooksForm) -> HttpResponse:
    context = {
        "lines": [kept_outlook_line(one) for one in kept_by_forces(OUTLOOKS, request.user)],
        "waiting": shown_outlook_lines(waiting_for(OUTLOOKS, request.user)),
        "form": form,
    }
    return render(request, "looking_ahead/list.html", context, status=form.status)


def _found(request: HttpRequest, number: int) -> KeptOutlook:
    kept: KeptOutlook | None = find_kept_thing(OUTLOOKS, request.user, number)
    if kept is None:
        raise Http404
    return kept
