"""Recording what others answer about help."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render

from standto_desk.access.guard import needs
from standto_desk.access.permission import Action
from standto_desk.access.posts import hand_of
from standto_desk.acts.answering import correct_answer, record_answer
from standto_desk.acts.possible_steps import ANSWERS, possible_answers
from standto_desk.ledger import Entry
from standto_desk.pages.ladder.attempts import attempted
from standto_desk.pages.ladder.forms import AnswerForm, SureForm
from standto_desk.pages.ladder.open_steps import places_in_words
from standto_desk.pages.ladder.posts import by_whom
from standto_desk.pages.ladder.threads import happened
from standto_desk.picture import picture_now

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from standto_desk.picture import Picture

SAID = {
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
    picture = picture_now()
    scenario = picture.situation.scenario
    if pool not in scenario.pool or scenario.pool[pool].force == scenario.home or kind not in ANSWERS:
        raise Http404
    form = _form(request, picture, pool, kind)
    if request.method == "POST" and form.is_valid():
        sent = {"key": form.cleaned_data["key"], "based_on": form.cleaned_data["based_on"]}
        act = partial(record_answer, account=request.user, hand=hand_of(request), **sent)
        if attempted(form, partial(act, answer=form.answer(kind, pool))):
            return redirect("ladder-pool", pool)
    places = places_in_words(picture.situation, pool, picture.at)
    context = {"form": form, "pool": pool, "title": SAID[kind].format(pool), "places": places, "now": picture.at}
    return render(request, "ladder/answer.html", context)


@needs(Action.RECORD_HELP)
def correct(request: HttpRequest, number: int) -> HttpResponse:
    """Correct an answer that was never given."""
    entry = Entry.objects.filter(sequence=number, sort="event", kind__in=ANSWERS).first()
    if entry is None:
        raise Http404
    form = SureForm(request.POST if request.method == "POST" else None, based_on=picture_now().sequence)
    if request.method == "POST" and form.is_valid():
        sent = {"key": form.cleaned_data["key"], "based_on": form.cleaned_data["based_on"]}
        act = partial(correct_answer, account=request.user, hand=hand_of(request), sequence=number, **sent)
        if attempted(form, act):
            return redirect("ladder-pool", entry.subject)
    context = {"form": form, "entry": entry, "what": happened(entry), "by": by_whom(entry)}
    return render(request, "ladder/correct.html", context)


def _form(request: HttpRequest, picture: Picture, pool: str, kind: str) -> AnswerForm:
    """Return the form of an answer."""
    scenario = picture.situation.scenario
    possible = possible_answers(scenario, pool, picture.situation.lots(pool, picture.at))
    whole = next((one.places for one in possible if one.kind == kind), 0)
    sources = [(source.id, source.title or source.id) for source in scenario.sources]
    data = request.POST if request.method == "POST" else None
    return AnswerForm(data, sources=sources, whole=whole, based_on=picture.sequence)
