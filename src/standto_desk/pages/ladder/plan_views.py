"""Proposing a step, and deciding what one post decides alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from standto.ladder.pool_use import PoolUse, use_of
from standto.model.steps import CALL_IN, DEPLOY, HELP_CALLS, NO_CHANGE, NOT
from standto.wording import Names
from standto_desk.access.guard import needs
from standto_desk.access.permission import Action, may
from standto_desk.access.posts import author_of
from standto_desk.acts.deciding import ALONE, decide_alone
from standto_desk.acts.offers import Offer, find_offer
from standto_desk.acts.possible_steps import decisions_of
from standto_desk.acts.proposals import EVENT_OF
from standto_desk.acts.proposing import propose_step
from standto_desk.components.spoken import decision
from standto_desk.kit.form_views import attempted, form_page, posted
from standto_desk.ledger.reading import head
from standto_desk.pages.ladder.advice import advice_about, drafted, recommended_as_json
from standto_desk.pages.ladder.eligibility import obstacles_to_deciding
from standto_desk.pages.ladder.forms import LONGEST, PlanForm
from standto_desk.pages.ladder.view_parts import found_or_404, sent_on_base
from standto_desk.pages.ladder.what_ifs import filled_by_what_if
from standto_desk.picture.drawing import Picture
from standto_desk.picture.showing import picture_now
from standto_desk.presenting.offers import offer_line


@needs(Action.PLAN)
@form_page
def propose(request: HttpRequest, pool: str, step: str) -> HttpResponse:
    """Propose a step for a pool: for how many places, why, and when to review it."""
    seen, picture = head().count, picture_now()
    if step not in decisions_of(picture.scenario, pool):
        raise Http404
    use = use_of(picture.situation, picture.scenario.pool[pool], picture.at)
    page = _PlanPage(request, picture, step, pool, _offer(request, pool, step), use)
    form = page.form(seen, counted=True)
    if attempted(form, lambda: propose_step(**page.sent(form), declare=form.cleaned_data.get("declare", ""))):
        return redirect("ladder-proposal", form.result.sequence)
    return page.drawn(form)


@needs(Action.DECIDE)
@form_page
def decide(request: HttpRequest, step: str) -> HttpResponse:
    """Record what one post decides alone: against a step, no change, a call-in, or the answer to a notice."""
    seen, picture = head().count, picture_now()
    scenario = picture.scenario
    subject = scenario.home if step == NO_CHANGE else request.GET.get("subject", "")
    if step not in ALONE or subject not in {*scenario.pool, *scenario.duty, scenario.home}:
        raise Http404
    page = _PlanPage(request, picture, step, subject)
    form = page.form(seen, counted=step == CALL_IN)
    if attempted(form, lambda: decide_alone(**page.sent(form))):
        return redirect("ladder-proposal", form.result[0].sequence)
    return page.drawn(form, obstacles_to_deciding(request.user, step, scenario, author_of(request)))


def _offer(request: HttpRequest, pool: str, step: str) -> Offer | None:
    """Return the offer in the address that the proposal accepts; None if there is none."""
    number = request.GET.get("offer", "")
    if not number:
        return None
    offer = found_or_404(find_offer, int(number)) if number.isdecimal() and len(number) < LONGEST else None
    if offer is None or (offer.entry.subject, offer.step) != (pool, step):
        raise Http404
    return offer


@dataclass(frozen=True)
class _PlanPage:
    """The page on which a step is planned for a subject.

    Attributes
    ----------
    offer
        The offer that the proposal accepts, if any.
    use
        What the pool could fill; None for a decision.
    """

    request: HttpRequest
    picture: Picture
    step: str
    subject: str
    offer: Offer | None = None
    use: PoolUse | None = None

    def form(self, seen: int, *, counted: bool) -> PlanForm:
        """Return the form; at first, it holds a draft from the advice.

        A decision against a step, or to change nothing, has no draft: its reasons are the writer's own.
        """
        review, step = self.picture.review, self.step
        advice = advice_about(review, step, self.subject)
        count = (advice.count if advice else None) if self.offer is None else self.offer.entry.count
        initial: dict[str, Any] = {"count": count, "next_review": review.next_review}
        if step != NO_CHANGE and not step.startswith(NOT):
            draft = drafted(advice, review)
            initial |= {"information": draft.information, "powers": draft.powers}
        if self.offer is None:
            initial |= filled_by_what_if(self.request, initial.get("information", ""))
        may_declare = step == DEPLOY and may(self.request.user, Action.DECLARE)
        declarations = self.use.declarations if self.use and may_declare else ()
        sent = posted(self.request)
        return PlanForm(sent, step=step, counted=counted, declarations=declarations, initial=initial, based_on=seen)

    def sent(self, form: PlanForm) -> dict[str, Any]:
        """Return the arguments of an act: the plan with the advice of now, and its author."""
        review = self.picture.review
        ids = tuple(one.id for one in review.recommendations)
        kept = recommended_as_json(review, self.step, self.subject)
        offer = None if self.offer is None else self.offer.sequence
        plan = form.plan(self.step, self.subject, kept, ids, offer=offer)
        return {"plan": plan, **sent_on_base(self.request, form)}

    def drawn(self, form: PlanForm, obstacles: tuple[str, ...] = ()) -> HttpResponse:
        """Draw the page."""
        picture, scenario, step, subject, use = self.picture, self.picture.scenario, self.step, self.subject, self.use
        context = {
            "form": form,
            "now": picture.at,
            "offer": None if self.offer is None else offer_line(self.offer),
            "idle": "" if use is None or step not in HELP_CALLS else use.words(scenario.zone),
            "never": use is not None and step == DEPLOY and not use.ever,
            "declarable": use is not None and bool(use.declarations),
            "obstacles": obstacles,
            "title": decision(step, Names.of(scenario).subject(subject)),
            "proposed": step in EVENT_OF,
            "back_to_pool": subject if subject in scenario.pool else "",
            "advice": advice_about(picture.review, step, subject),
            "changes_nothing": step == NO_CHANGE,
            "change_recommended": any(one.changes for one in picture.review.recommendations),
        }
        return render(self.request, "ladder/plan.html", context, status=form.status)
