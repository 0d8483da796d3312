"""Recording what others answer about help."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render

from standto.model.ladder import STEPS
from standto.register.pool_states import places_in
from standto_desk.access.guard import needs
from standto_desk.access.permission import Action
from standto_desk.access.posts import author_of
from standto_desk.acts.answering import correct_answer, record_answer
from standto_desk.acts.asked_for import ANSWERS, off_the_ladder, sources_asked
from standto_desk.acts.possible_steps import answers_of, possible_answers
from standto_desk.ledger.reading import head, known_entries
from standto_desk.pages.ladder.attempts import attempted
from standto_desk.pages.ladder.forms import AnswerForm, ButtonForm
from standto_desk.pages.ladder.open_steps import places_in_words
from standto_desk.picture.showing import picture_now
from standto_desk.presenting.offers import offer_lines
from standto_desk.presenting.posts import recorder_words
from standto_desk.presenting.proposal_words import event_words

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from standto_desk.picture.drawing import Picture

TITLES = {
    "aid-offered": "Record that {} has offered help",
    "aid-confirmed": "Record that {} has confirmed help",
    "aid-arrived": "Record that help of {} has arrived",
    "aid-declined": "Record that {} has declined",
    "aid-withdrawn": "Record that {} has withdrawn help",
    "contingency-agreed": "Record that {} has agreed and stands by",
    "contingency-declined": "Record that {} has declined",
}


@needs(Action.RECORD_HELP)
def answer(request: HttpRequest, pool: str, kind: str) -> HttpResponse:
    """Record an answer: how many places, when, and where it is known from."""
    seen, picture = head().count, picture_now()
    if kind not in answers_of(picture.situation.scenario, pool):
        raise Http404
    form = _form(request, picture, pool, kind, seen)
    if request.method == "POST" and form.is_valid():
        sent = {"key": form.cleaned_data["key"], "based_on": form.cleaned_data["based_on"]}
        act = partial(record_answer, account=request.user, author=author_of(request), **sent)
        if attempted(form, partial(act, answer=form.answer(kind, pool))):
            return redirect("ladder-pool", pool)
    context = {
        "form": form,
        "pool": pool,
        "title": TITLES[kind].format(pool),
        "places": places_in_words(picture.situation, pool, picture.at),
        "asked": _asked(picture, pool, kind),
        "may_be_offer": STEPS[kind].grows,
        "offers": offer_lines([pool]),
        "now": picture.at,
    }
    return render(request, "ladder/answer.html", context, status=form.status)


@needs(Action.RECORD_HELP)
def correct(request: HttpRequest, number: int) -> HttpResponse:
    """Correct an answer that was never given."""
    entry = known_entries().filter(sequence=number, sort="event", kind__in=ANSWERS).first()
    if entry is None:
        raise Http404
    form = ButtonForm(request.POST if request.method == "POST" else None, based_on=head().count)
    if request.method == "POST" and form.is_valid():
        sent = {"key": form.cleaned_data["key"], "based_on": form.cleaned_data["based_on"]}
        act = partial(correct_answer, account=request.user, author=author_of(request), sequence=number, **sent)
        if attempted(form, act):
            return redirect("ladder-pool", entry.subject)
    context = {"form": form, "entry": entry, "what": event_words(entry), "by": recorder_words(entry)}
    return render(request, "ladder/correct.html", context, status=form.status)


def _asked(picture: Picture, pool: str, kind: str) -> int:
    """Return how many places were asked for that an answer could move."""
    return places_in(picture.situation.lots(pool, picture.at), sources_asked(kind))


def _form(request: HttpRequest, picture: Picture, pool: str, kind: str, seen: int) -> AnswerForm:
    """Return the form of an answer."""
    scenario, lots = picture.situation.scenario, picture.situation.lots(pool, picture.at)
    answers = (one.places for one in possible_answers(scenario, pool, lots) if one.kind == kind)
    whole = next(answers, off_the_ladder(lots) if STEPS[kind].grows else 0)
    sources = [(source.id, source.title or source.id) for source in scenario.sources]
    data = request.POST if request.method == "POST" else None
    return AnswerForm(data, sources=sources, whole=whole, based_on=seen)
