"""Recording what other forces answer, correcting an answer, and ending an offer."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from standto.model.ladder import (
    AID_ARRIVED,
    AID_CONFIRMED,
    AID_DECLINED,
    AID_OFFERED,
    AID_WITHDRAWN,
    CONTINGENCY_AGREED,
    CONTINGENCY_DECLINED,
    STEPS,
)
from standto.register.pool_states import places_in
from standto_desk.access.guard import needs
from standto_desk.access.permission import Action
from standto_desk.acts.answering import correct_answer, end_offer, record_answer
from standto_desk.acts.asked_places import ANSWERS, off_the_ladder, sources_asked
from standto_desk.acts.offers import OfferState, find_offer
from standto_desk.acts.possible_steps import answers_of, possible_answers
from standto_desk.kit.form_views import attempted, form_page, posted
from standto_desk.ledger.reading import head, known_entries
from standto_desk.pages.ladder.forms import AnswerForm, ButtonForm, EndOfferForm
from standto_desk.pages.ladder.steps_in_words import places_in_words
from standto_desk.pages.ladder.view_parts import entry_or_404, found_or_404, sent_by, sent_on_base
from standto_desk.pages.ladder.what_ifs import number_asked
from standto_desk.picture.drawing import Picture
from standto_desk.picture.showing import picture_now
from standto_desk.presenting.offers import offer_line, offer_lines
from standto_desk.presenting.posts import recorder_words
from standto_desk.presenting.proposal_words import event_words

TITLES = {
    AID_OFFERED: "Record that {} has offered help",
    AID_CONFIRMED: "Record that {} has confirmed help",
    AID_ARRIVED: "Record that help from {} has arrived",
    AID_DECLINED: "Record that {} has declined",
    AID_WITHDRAWN: "Record that {} has withdrawn help",
    CONTINGENCY_AGREED: "Record that {} has agreed and stands by",
    CONTINGENCY_DECLINED: "Record that {} has declined",
}


@needs(Action.RECORD_HELP)
@form_page
def answer(request: HttpRequest, pool: str, kind: str) -> HttpResponse:
    """Record an answer: how many places, when, and from which source."""
    seen, picture = head().count, picture_now()
    if kind not in answers_of(picture.scenario, pool):
        raise Http404
    form = _answer_form(request, picture, pool, kind, seen)
    if attempted(form, lambda: record_answer(answer=form.answer(kind, pool), **sent_on_base(request, form))):
        return redirect("ladder-pool", pool)
    context = {
        "form": form,
        "pool": pool,
        "title": TITLES[kind].format(pool),
        "places": places_in_words(picture.situation, pool, picture.at),
        "asked": places_in(picture.situation.lots(pool, picture.at), sources_asked(kind)),
        "may_be_offer": STEPS[kind].grows,
        "offers": offer_lines([pool]),
        "now": picture.at,
    }
    return render(request, "ladder/answer.html", context, status=form.status)


@needs(Action.RECORD_HELP)
@form_page
def correct(request: HttpRequest, number: int) -> HttpResponse:
    """Correct an answer that was never given."""
    entry = entry_or_404(known_entries().events(*ANSWERS), number)
    form = ButtonForm(posted(request), based_on=head().count)
    if attempted(form, lambda: correct_answer(sequence=number, **sent_on_base(request, form))):
        return redirect("ladder-pool", entry.subject)
    context = {"form": form, "entry": entry, "what": event_words(entry), "by": recorder_words(entry)}
    return render(request, "ladder/correct.html", context, status=form.status)


@needs(Action.RECORD_HELP)
@form_page
def end(request: HttpRequest, number: int) -> HttpResponse:
    """End an offer: it was taken back, was recorded as an answer since, or was never made."""
    offer = found_or_404(find_offer, number)
    form = EndOfferForm(posted(request))
    if attempted(form, lambda: end_offer(sequence=number, how=form.cleaned_data["how"], **sent_by(request, form))):
        return redirect("ladder-pool", offer.entry.subject)
    context = {"form": form, "offer": offer_line(offer), "open": offer.state is OfferState.OPEN}
    return render(request, "ladder/offer.html", context, status=form.status)


def _answer_form(request: HttpRequest, picture: Picture, pool: str, kind: str, seen: int) -> AnswerForm:
    """Return the form of an answer, which says how many places move if no number is given."""
    scenario, lots = picture.scenario, picture.situation.lots(pool, picture.at)
    answers = (one.places for one in possible_answers(scenario, pool, lots) if one.kind == kind)
    whole = next(answers, off_the_ladder(lots) if STEPS[kind].grows else 0)
    sources = [(source.id, source.label) for source in scenario.sources]
    return AnswerForm(posted(request), sources=sources, whole=whole, based_on=seen, initial=number_asked(request))
