"""Proposing one step for several pools at once, and approving several proposals at once."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from standto.ladder.lines import advice_lines
from standto.ladder.pool_use import declarations_for
from standto.model.scenario import Scenario
from standto.model.steps import DEPLOY
from standto.wording import counted
from standto_desk.access.guard import needs
from standto_desk.access.models import Account
from standto_desk.access.permission import Action, may
from standto_desk.access.posts import authors_of
from standto_desk.acts.approving import approve_proposals
from standto_desk.acts.possible_steps import possible_decisions
from standto_desk.acts.proposal_log import open_proposals
from standto_desk.acts.proposals import EVENT_OF, Proposal
from standto_desk.acts.proposing import propose_steps
from standto_desk.components.spoken import decision, id_words
from standto_desk.kit.form_views import attempted, form_page, posted
from standto_desk.ledger.reading import head
from standto_desk.pages.ladder.advice import advice_about, drafted
from standto_desk.pages.ladder.batch_forms import ApproveSeveralForm, PoolChoice, ProposeSeveralForm
from standto_desk.pages.ladder.eligibility import able_to_approve, no_post_words
from standto_desk.pages.ladder.steps_in_words import places_in_words
from standto_desk.pages.ladder.view_parts import sent_by, sent_on_base
from standto_desk.picture.drawing import Picture
from standto_desk.picture.showing import picture_now
from standto_desk.presenting.proposal_words import proposed_words


@needs(Action.PLAN)
@form_page
def propose(request: HttpRequest, step: str) -> HttpResponse:
    """Propose a step for several pools: how many places of each, and why."""
    seen, picture = head().count, picture_now()
    choices = _with_sent(request, picture, choices_for(picture, step)) if step in EVENT_OF else []
    if not choices:
        raise Http404
    form = _propose_form(request, picture, step, choices, seen)
    if attempted(form, lambda: propose_steps(**_plans(form, picture, step), **sent_on_base(request, form))):
        return redirect(_next_page(request, form.result))
    advice = [one for one in advice_lines(picture.review, named=True) if one.step == step]
    context = {"form": form, "title": _title(step, len(choices)), "advice": advice, "now": picture.at}
    return render(request, "ladder/together.html", context, status=form.status)


@needs(Action.APPROVE)
@form_page
def approve(request: HttpRequest) -> HttpResponse:
    """Approve several proposals as one of the posts that the account holds."""
    waiting = approvable(request.user, picture_now().scenario)
    authors = {author.post: author for author in authors_of(request.user)}
    form = _approve_form(request, waiting, tuple(authors))
    if attempted(
        form,
        lambda: approve_proposals(sequences=form.chosen, **sent_by(request, form, authors[form.cleaned_data["post"]])),
    ):
        return redirect("ladder")
    context = {"form": form, "waiting": waiting, "no_post": no_post_words(request.user)}
    context["titles"] = {one.sequence: _words(one, request.user) for one in waiting}
    return render(request, "ladder/approve.html", context, status=form.status)


def choices_for(picture: Picture, step: str) -> list[PoolChoice]:
    """Return the pools that a step can be proposed for now, with the number of places recommended for each."""
    situation, scenario = picture.situation, picture.scenario
    choices = []
    for pool in (one for one in scenario.pools if one.force != scenario.home):
        possible = possible_decisions(scenario, pool.id, situation.lots(pool.id, picture.at))
        if any(one.step == step for one in possible):
            advice = advice_about(picture.review, step, pool.id)
            recommended = f"; recommended: {counted(advice.count, 'place')}" if advice and advice.count else ""
            words = f"{pool.id}: {places_in_words(situation, pool.id, picture.at)}{recommended}"
            choices.append(PoolChoice(pool.id, words, advice.count if advice else None))
    return choices


def steps_for_several(picture: Picture) -> tuple[tuple[str, str], ...]:
    """Return the steps that can be proposed for more than one pool, each with the title of its page."""
    numbers = ((step, len(choices_for(picture, step))) for step in EVENT_OF)
    return tuple((step, _title(step, number)) for step, number in numbers if number > 1)


def _title(step: str, pools: int) -> str:
    return decision(step, counted(pools, "pool"))


def approvable(account: Account, scenario: Scenario) -> list[Proposal]:
    """Return the open proposals that an account can approve as one of its posts, in order."""
    if not may(account, Action.APPROVE):
        return []
    authors = authors_of(account)
    return [one for one in open_proposals(scenario.pool) if able_to_approve(authors, one, scenario)]


def _with_sent(request: HttpRequest, picture: Picture, choices: list[PoolChoice]) -> list[PoolChoice]:
    """Return the choices with all pools that were sent, so that the act can say why a step is no longer possible.

    If a form is sent twice, its pools have moved the first time.
    """
    known = {one.pool for one in choices}
    others = [pool for pool in dict.fromkeys(request.POST.getlist("pools")) if pool not in known]
    return [*choices, *(PoolChoice(pool, pool, None) for pool in others if pool in picture.scenario.pool)]


def _words(proposal: Proposal, reader: Account) -> str:
    """Return a proposal in words, and whether the reader made it."""
    words = proposed_words(proposal.entry, proposal.entry.subject, proposal.entry.count)
    return f"{words} (you proposed this)" if proposal.entry.account == str(reader.pk) else words


def _propose_form(
    request: HttpRequest, picture: Picture, step: str, choices: list[PoolChoice], seen: int
) -> ProposeSeveralForm:
    """Return the form; at first, it holds a draft from the advice."""
    advice = [one for one in advice_lines(picture.review, named=True) if one.step == step]
    draft = drafted(advice[0] if advice else None, picture.review)
    initial: dict[str, Any] = {"next_review": picture.review.next_review, "powers": draft.powers}
    if advice:
        sentences = (sentence for one in advice for sentence in (one.sentence, *one.because))
        initial["information"] = "\n".join(dict.fromkeys(sentences))
    declarations: tuple[str, ...] = ()
    if step == DEPLOY and may(request.user, Action.DECLARE):
        pools = [picture.scenario.pool[one.pool] for one in choices]
        each = [declarations_for(picture.situation, pool, picture.at) for pool in pools]
        declarations = tuple(name for name in each[0] if all(name in names for names in each))
    return ProposeSeveralForm(
        posted(request), step=step, choices=choices, declarations=declarations, initial=initial, based_on=seen
    )


def _approve_form(request: HttpRequest, waiting: list[Proposal], mine: tuple[str, ...]) -> ApproveSeveralForm:
    """Return the form; at first, it offers only posts that a proposal waits for, and ticks proposals in the address."""
    choices = [(str(one.sequence), _words(one, request.user)) for one in waiting]
    asked = [post for post in mine if any(one.agreement(post) for one in waiting)]
    wanted = [number for number in request.GET.getlist("proposal") if number in dict(choices)]
    initial = {"proposals": wanted, "post": asked[0] if len(asked) == 1 else None}
    sent = posted(request)
    posts = [(post, id_words(post)) for post in (asked if sent is None else mine)]
    return ApproveSeveralForm(sent, choices=choices, posts=posts, initial=initial)


def _plans(form: ProposeSeveralForm, picture: Picture, step: str) -> dict[str, Any]:
    """Return the plans of a form, and the declaration made with them."""
    ids = tuple(one.id for one in picture.review.recommendations)
    plans = form.plans(step, picture.review, ids)
    return {"plans": plans, "declare": form.cleaned_data.get("declare", "")}


def _next_page(request: HttpRequest, made: tuple[Any, ...]) -> str:
    """Return the address of the page that approves the proposals, or of the ladder if the account may not approve."""
    if not may(request.user, Action.APPROVE):
        return reverse("ladder")
    return f"{reverse('ladder-approve-several')}?{urlencode([('proposal', one.sequence) for one in made])}"
