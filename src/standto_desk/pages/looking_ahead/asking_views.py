"""Asking for an outlook with sliders, its answer, which sharpens while one looks, and keeping it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from standto.model.time import HOUR, Instant
from standto_desk.access.guard import needs
from standto_desk.access.permission import Action
from standto_desk.access.posts import author_of
from standto_desk.acts.keeping_things import was_kept
from standto_desk.acts.kept_sorts import OUTLOOKS, SETS
from standto_desk.acts.kept_things import kept_by_forces
from standto_desk.acts.looking_ahead.keeping_outlooks import check_keeping
from standto_desk.acts.looking_ahead.outlook_answers import assumptions_for, outlook_to, picture_of
from standto_desk.acts.looking_ahead.outlook_questions import OutlookQuestion
from standto_desk.kit.act_forms import DONE
from standto_desk.kit.form_views import attempted, form_page, posted
from standto_desk.kit.kept_lines import waiting_things
from standto_desk.ledger.rehearsal import only_checked
from standto_desk.pages.looking_ahead.assumed_words import assumed_lines
from standto_desk.pages.looking_ahead.forms import AS_JOBS, AT_ONCE, SHARPER, KeepOutlookForm, OutlookForm, query_of
from standto_desk.pages.looking_ahead.keeping_answers import keep_answer
from standto_desk.pages.looking_ahead.outlook_jobs import work_out_outlook
from standto_desk.pages.looking_ahead.waiting_in_line import Between, in_turn, is_part, turn_of
from standto_desk.picture.engine_loading import engine
from standto_desk.picture.showing import moment_now
from standto_desk.presenting.outlooks.outlook_content import content_of
from standto_desk.presenting.outlooks.shown_outlook import shown
from standto_desk.presenting.planned_changes import changes_ahead

KEPT_FOR = HOUR
"""The time for which an answer that somebody looks at stays that of its moment."""


@needs(Action.LOOK_AHEAD)
@require_safe
@in_turn
def ask(request: HttpRequest, between: Between) -> HttpResponse:
    """Show the sliders, and the outlook that they ask for."""
    form = _form(request)
    engine.load(picture_of(None))
    answer: dict[str, Any] = {}
    if form.is_bound and form.is_valid():
        answer = _answer(request, form, form.question(), _moment(form), between)
    return _drawn(request, form, answer)


@needs(Action.LOOK_AHEAD)
@form_page
def keep(request: HttpRequest) -> HttpResponse:
    """Keep an outlook under a name: at once, or, with many futures, as a job."""
    asked = _form(request)
    if not (asked.is_bound and asked.is_valid()):
        return redirect(f"{reverse('outlook')}?{request.GET.urlencode()}")
    question, at = asked.question(), _moment(asked) or moment_now()
    form = KeepOutlookForm(posted(request))
    if attempted(form, lambda: _keep(request, form.cleaned_data, question, at)):
        return redirect(*form.result)
    lines = assumed_lines(question, picture_of(at).scenario, at, kept_by_forces(SETS, request.user))
    context = {"form": form, "lines": lines, "query": query_of(question)}
    return render(request, "looking_ahead/keep.html", context, status=form.status)


def _keep(request: HttpRequest, given: dict[str, Any], question: OutlookQuestion, at: Instant) -> tuple[str, Any]:
    """Keep an outlook, or queue the job that will; return the route that shows it, with its argument."""
    author, account = author_of(request), request.user
    if not was_kept(OUTLOOKS, given["key"]):
        assumptions_for(account, question, picture_of(at))
        check_keeping(account=account, author=author, name=given["name"])
    only_checked()
    if given["futures"] not in AS_JOBS:
        with turn_of(request) as between:
            kept = keep_answer(account=account, author=author, question=question, at=at, between=between, **given)
        return "outlook-kept", kept.pk
    queued = work_out_outlook.enqueue(
        account=str(account.pk),
        query=query_of(question),
        at=at,
        futures=given["futures"],
        name=given["name"],
        post=author.post,
        force=author.force,
    )
    return "job", queued.pk


def _answer(
    request: HttpRequest, form: OutlookForm, question: OutlookQuestion, at: Instant | None, between: Between
) -> dict[str, Any]:
    """Return what the page shows of an answer; nothing if the act refuses, and the form then says why."""
    futures = SHARPER if request.GET.get("futures") == str(SHARPER) else AT_ONCE
    picture = picture_of(at)
    sharper = f"{reverse('outlook')}?{query_of(question, at=picture.at, futures=SHARPER)}"
    if not engine.ready:
        if not attempted(form, lambda: assumptions_for(request.user, question, picture)):
            return {}
        # A page that waits asks again; after a failure, only a reader does, so that no open page tries for ever.
        again = f"{reverse('outlook')}?{query_of(question)}"
        return {"preparing": not engine.fault, "fault": engine.fault, "again": again}
    if not attempted(form, lambda: outlook_to(request.user, question, futures=futures, at=picture.at, between=between)):
        return {}
    found = shown(content_of(form.result))
    return {
        "found": found,
        "ahead": changes_ahead(picture.at, found.until, picture.known_at),
        "lines": assumed_lines(question, picture.scenario, picture.at, kept_by_forces(SETS, request.user)),
        "sharper": sharper if found.futures < SHARPER else "",
        "keep": f"{reverse('outlook-keep')}?{query_of(question, at=picture.at)}",
    }


def _form(request: HttpRequest) -> OutlookForm:
    picture = picture_of(None)
    asked = any(name in OutlookForm.base_fields for name in request.GET)
    return OutlookForm(
        request.GET if asked else None,
        scenario=picture.scenario,
        at=picture.at,
        sets=kept_by_forces(SETS, request.user),
    )


def _moment(form: OutlookForm) -> Instant | None:
    """Return the moment of an answer that is being sharpened or kept; None for now, and for one that is long past."""
    at: Instant | None = form.cleaned_data["at"]
    return at if at is not None and at >= moment_now() - KEPT_FOR else None


def _drawn(request: HttpRequest, form: OutlookForm, answer: dict[str, Any]) -> HttpResponse:
    part = is_part(request)
    context = {"form": form, "preparing": False, "fault": "", "found": None, "part": part, **answer}
    if part:
        # The script takes the answer alone, and shows no page with another status.
        return render(request, "looking_ahead/part.html", context, status=DONE)
    context["waiting"] = waiting_things(OUTLOOKS, request.user)
    context["kept"] = len(kept_by_forces(OUTLOOKS, request.user))
    return render(request, "looking_ahead/ask.html", context, status=form.status)
