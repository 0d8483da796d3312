"""Trying a what-if: the sentences, the forms that write them, and the answer beside today."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from standto_desk.access.guard import needs
from standto_desk.access.permission import Action, may, require
from standto_desk.access.posts import author_of
from standto_desk.acts.supposing.keeping import keep_what_if
from standto_desk.acts.supposing.kept import as_it_was, find_kept
from standto_desk.acts.supposing.questions import (
    MOST_SENTENCES,
    Question,
    answer_to,
    checked_answer,
    hours_of_look_ahead,
)
from standto_desk.kit.act_forms import number_in
from standto_desk.kit.form_views import attempted, form_page, posted
from standto_desk.pages.supposing.drafts import as_sent, put_aside, put_aside_by
from standto_desk.pages.supposing.effects import effect_of
from standto_desk.pages.supposing.examples import examples_in
from standto_desk.pages.supposing.forms import KeepForm, SupposeForm, lines_of
from standto_desk.pages.supposing.sentence_kinds import ABOUT_PEOPLE, KINDS
from standto_desk.pages.supposing.ways import way_of_advice, ways_of
from standto_desk.picture.showing import picture_now
from standto_desk.picture.supposed import SupposedPicture
from standto_desk.presenting.planned_changes import changes_ahead

GONE = "We no longer have what you typed, because you tried others since. Write it again."


@needs(Action.SUPPOSE)
@form_page
def new(request: HttpRequest) -> HttpResponse:
    """Write a what-if, or change a kept one."""
    kept = find_kept(request.user, number_in(request.GET.get("from", "")))
    sent = posted(request)
    if sent is not None:
        return _sent(request)
    initial = as_sent(as_it_was(kept)) if kept is not None else None
    return _drawn(request, _form(initial) if initial is None else _form(initial, bound=False))


@needs(Action.SUPPOSE)
@form_page
def tried(request: HttpRequest, key: str) -> HttpResponse:
    """Show the answer beside today, with its sentences to be changed."""
    if posted(request) is not None:
        return _sent(request)
    question = put_aside_by(request, key)
    if question is None:
        return _gone(request)
    form = _form(as_sent(question))
    if not question.sentences or not attempted(form, lambda: answer_to(request.user, question)):
        return _drawn(request, form if question.sentences else _form(as_sent(question), bound=False))
    return _drawn(request, form, key=key, **answer_parts(request, form.result, None))


@needs(Action.SUPPOSE)
@form_page
def add(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """Write a sentence with a form, and add it to a what-if."""
    if kind not in KINDS:
        raise Http404
    if kind == ABOUT_PEOPLE:
        require(request.user, Action.SEE_PERSON)
    question = put_aside_by(request, key)
    if question is None:
        return _gone(request)
    form = KINDS[kind](posted(request), scenario=picture_now().scenario)
    if attempted(form, lambda: _checked(request, question, form.sentences())):
        return redirect("what-if-tried", put_aside(request, form.result))
    return render(request, "supposing/add.html", {"form": form, "key": key}, status=form.status)


@needs(Action.SUPPOSE)
@form_page
def keep_tried(request: HttpRequest, key: str) -> HttpResponse:
    """Keep a what-if under a name."""
    question = put_aside_by(request, key)
    if question is None:
        return _gone(request)
    form = KeepForm(posted(request))
    act = partial(keep_what_if, account=request.user, author=author_of(request), question=question)
    if attempted(form, lambda: act(**form.cleaned_data)):
        return redirect("what-if-kept", form.result.pk)
    context = {"form": form, "key": key, "question": question}
    return render(request, "supposing/keep.html", context, status=form.status)


def answer_parts(request: HttpRequest, found: SupposedPicture, number: int | None) -> dict[str, Any]:
    """Return what a page shows of an answer: its effect, and the forms of the ladder to go on to."""
    effect, account, before = effect_of(found), request.user, found.before
    scenario = before.scenario
    ahead = changes_ahead(before.at, before.until, before.known_at)
    advised = {one.id: way_of_advice(account, one, scenario, number) for one in effect.new}
    return {"effect": effect, "ways": ways_of(account, found, number), "advised": advised, "ahead": ahead}


def _sent(request: HttpRequest) -> HttpResponse:
    """Take a what-if: keep it aside and show its answer, or go to the form that writes another sentence."""
    form, kind = _form(request.POST), request.POST.get("add", "")
    if kind in KINDS:
        form.fields["sentences"].required = False
        if form.is_valid():
            return redirect("what-if-add", put_aside(request, form.question()), kind)
    elif attempted(form, lambda: checked_answer(request.user, form.question())):
        return redirect("what-if-tried", put_aside(request, form.question()))
    return _drawn(request, form)


def _checked(request: HttpRequest, question: Question, written: tuple[str, ...]) -> Question:
    """Return a question with further sentences, once the account may suppose them."""
    checked_answer(request.user, replace(question, sentences=written))
    return replace(question, sentences=(*question.sentences, *written))


def _form(data: Any = None, *, bound: bool = True) -> SupposeForm:
    within = picture_now().scenario.horizon
    if data is None or bound:
        return SupposeForm(data, within=within)
    initial = {name: data.get(name) for name in ("sentences", "hours", "choice", "seed")}
    boxes = [data.get(f"at_{place}", "") for place in range(4)]
    return SupposeForm(within=within, initial={**initial, "at": boxes if any(boxes) else None})


def _gone(request: HttpRequest) -> HttpResponse:
    messages.warning(request, GONE)
    return redirect("what-if-new")


def _drawn(request: HttpRequest, form: SupposeForm, **context: Any) -> HttpResponse:
    people = may(request.user, Action.SEE_PERSON)
    kinds = [(name, kind.TITLE) for name, kind in KINDS.items() if people or name != ABOUT_PEOPLE]
    context |= {
        "form": form,
        "kinds": kinds,
        "examples": examples_in(picture_now().scenario),
        "look_ahead": hours_of_look_ahead(picture_now()),
        "rows": min(MOST_SENTENCES, max(4, 1 + len(lines_of(str(form["sentences"].value() or ""))))),
    }
    return render(request, "supposing/try.html", context, status=form.status)
