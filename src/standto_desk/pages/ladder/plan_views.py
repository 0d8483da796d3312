"""Proposing a step, and deciding what needs no approval by others."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect, render

from standto.ladder.pool_use import use_of
from standto.model.steps import ASK_AID, DEPLOY, NO_CHANGE, NOT, REQUEST
from standto.wording import decision, subject_names
from standto_desk.access.guard import needs
from standto_desk.access.permission import Action, may
from standto_desk.access.posts import author_of
from standto_desk.acts.deciding import ALONE, decide_alone
from standto_desk.acts.possible_steps import decisions_of
from standto_desk.acts.proposals import EVENT_OF
from standto_desk.acts.proposing import propose_step
from standto_desk.ledger.reading import head
from standto_desk.pages.ladder.advice import advice_about, drafted, recommended_as_json
from standto_desk.pages.ladder.attempts import attempted
from standto_desk.pages.ladder.forms import LONGEST, PlanForm
from standto_desk.pages.ladder.lacking import lacking_to_decide
from standto_desk.pages.ladder.offer_views import offer_or_404
from standto_desk.picture.showing import picture_now
from standto_desk.presenting.offers import offer_line

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from standto.ladder.pool_use import PoolUse
    from standto_desk.acts.offers import Offer
    from standto_desk.acts.proposing import Plan
    from standto_desk.picture.drawing import Picture

UP = (ASK_AID, REQUEST, DEPLOY)
"""Steps for which it matters whether the pool could fill anything."""


@needs(Action.PLAN)
def propose(request: HttpRequest, pool: str, step: str) -> HttpResponse:
    """Propose a step for a pool: how many, why, until when."""
    seen, picture = head().count, picture_now()
    if step not in decisions_of(picture.situation.scenario, pool):
        raise Http404
    offer = _offer(request, pool, step)
    use = use_of(picture.situation, picture.scenario.pool[pool], picture.at)
    form = _form(request, picture, step, pool, seen=seen, counted=True, offer=offer, use=use)
    if request.method == "POST" and form.is_valid():
        sent = _sent(form, picture, step, pool, offer=offer) | {"declare": form.cleaned_data.get("declare", "")}
        act = partial(propose_step, account=request.user, author=author_of(request), **sent)
        if made := attempted(form, act):
            return redirect("ladder-proposal", made.sequence)
    context = _context(form, picture, step, pool, offer=offer, use=use)
    return render(request, "ladder/plan.html", context, status=form.status)


def _offer(request: HttpRequest, pool: str, step: str) -> Offer | None:
    """Return the offer that a proposal is to accept; None where it is to accept none."""
    number = request.GET.get("offer", "")
    if not number:
        return None
    offer = offer_or_404(int(number)) if number.isdecimal() and len(number) < LONGEST else None
    if offer is None or (offer.entry.subject, offer.step) != (pool, step):
        raise Http404
    return offer


@needs(Action.DECIDE)
def decide(request: HttpRequest, step: str) -> HttpResponse:
    """Decide against a step, to change nothing, to call in, or that something was looked at."""
    seen, picture = head().count, picture_now()
    scenario = picture.situation.scenario
    subject = scenario.home if step == NO_CHANGE else request.GET.get("subject", "")
    if step not in ALONE or subject not in {*scenario.pool, *scenario.duty, scenario.home}:
        raise Http404
    form = _form(request, picture, step, subject, seen=seen, counted=step == "call-in")
    if request.method == "POST" and form.is_valid():
        act = partial(
            decide_alone, account=request.user, author=author_of(request), **_sent(form, picture, step, subject)
        )
        if made := attempted(form, act):
            return redirect("ladder-proposal", made[0].sequence)
    lacking = lacking_to_decide(request.user, step, scenario, author_of(request))
    context = _context(form, picture, step, subject) | {"lacking": lacking}
    return render(request, "ladder/plan.html", context, status=form.status)


def _form(
    request: HttpRequest,
    picture: Picture,
    step: str,
    subject: str,
    *,
    seen: int,
    counted: bool,
    offer: Offer | None = None,
    use: PoolUse | None = None,
) -> PlanForm:
    """Return the form where nothing was sent: a step is drafted from what is recommended, and nothing else is.

    To decide against a recommendation, or that nothing changes, wants somebody's own words.
    """
    advice = advice_about(picture.review, step, subject)
    draft = drafted(advice, picture.review)
    number = (advice.count if advice else None) if offer is None else offer.entry.count
    initial: dict[str, Any] = {"count": number, "next_review": picture.review.next_review}
    if step != NO_CHANGE and not step.startswith(NOT):
        initial |= {"information": draft.information, "powers": draft.powers}
    data = request.POST if request.method == "POST" else None
    declarations = use.declarations if use and step == DEPLOY and may(request.user, Action.DECLARE) else ()
    return PlanForm(data, step=step, counted=counted, declarations=declarations, initial=initial, based_on=seen)


def _sent(form: PlanForm, picture: Picture, step: str, subject: str, *, offer: Offer | None = None) -> dict[str, Any]:
    """Return what an act is given: the plan with what is recommended at this moment, and the form's own marks."""
    review = picture.review
    ids = tuple(one.id for one in review.recommendations)
    accepts = None if offer is None else offer.sequence
    plan: Plan = form.plan(step, subject, recommended_as_json(review, step, subject), ids, offer=accepts)
    return {"plan": plan, "key": form.cleaned_data["key"], "based_on": form.cleaned_data["based_on"]}


def _context(
    form: PlanForm,
    picture: Picture,
    step: str,
    subject: str,
    *,
    offer: Offer | None = None,
    use: PoolUse | None = None,
) -> dict[str, Any]:
    """Return what the page shows beside the form."""
    scenario = picture.situation.scenario
    title = decision(step, subject_names(scenario).get(subject, subject))
    return {
        "form": form,
        "now": picture.at,
        "offer": None if offer is None else offer_line(offer),
        "idle": "" if use is None or step not in UP else use.words(scenario.zone),
        "never": use is not None and step == DEPLOY and not use.ever,
        "declarable": use is not None and bool(use.declarations),
        "lacking": (),
        "title": title,
        "proposed": step in EVENT_OF,
        "back_to_pool": subject if subject in scenario.pool else "",
        "advice": advice_about(picture.review, step, subject),
        "changing": [one for one in picture.review.recommendations if one.changes] if step == NO_CHANGE else [],
    }
