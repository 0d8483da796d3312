"""Proposing one step for several pools at once, and approving several proposals at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from standto.ladder.pool_use import declarations_for
from standto.model.steps import DEPLOY
from standto.wording import counted, decision
from standto_desk.access.guard import needs
from standto_desk.access.permission import Action, may
from standto_desk.access.posts import author_of, authors_of
from standto_desk.acts.approval_rules import against_approving
from standto_desk.acts.approving import approve_proposals
from standto_desk.acts.possible_steps import possible_decisions
from standto_desk.acts.proposal_log import open_proposals
from standto_desk.acts.proposals import EVENT_OF
from standto_desk.acts.proposing import propose_steps
from standto_desk.ledger.reading import head
from standto_desk.pages.ladder.advice import advice_about, advised, drafted, recommended_as_json
from standto_desk.pages.ladder.attempts import attempted
from standto_desk.pages.ladder.batch_forms import ApproveSeveralForm, PoolChoice, ProposeSeveralForm
from standto_desk.pages.ladder.lacking import lacking_on_the_ladder
from standto_desk.pages.ladder.open_steps import places_in_words
from standto_desk.picture.showing import picture_now
from standto_desk.presenting.posts import post_words
from standto_desk.presenting.proposal_words import proposed_words

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from standto.model.scenario import Scenario
    from standto_desk.access.models import Account
    from standto_desk.acts.proposals import Proposal
    from standto_desk.picture.drawing import Picture


@needs(Action.PLAN)
def propose(request: HttpRequest, step: str) -> HttpResponse:
    """Propose a step for several pools: how many of each, and why."""
    seen, picture = head().count, picture_now()
    if step not in EVENT_OF:
        raise Http404
    choices = _with_sent(request, picture, choices_for(picture, step))
    if not choices:
        raise Http404
    form = _form(request, picture, step, choices, seen)
    if request.method == "POST" and form.is_valid():
        act = partial(propose_steps, account=request.user, author=author_of(request), **_sent(form, picture, step))
        if made := attempted(form, act):
            return redirect(_after(request, [one.sequence for one in made]))
    named = f"{decision(step, counted(len(choices), 'pool'))}"
    advice = [one for one in advised(picture.review) if one.step == step]
    context = {"form": form, "title": named, "advice": advice, "now": picture.at}
    return render(request, "ladder/together.html", context, status=form.status)


@needs(Action.APPROVE)
def approve(request: HttpRequest) -> HttpResponse:
    """Approve several proposals as one of the posts that the account holds."""
    picture = picture_now()
    waiting = approvable(request.user, picture.scenario)
    choices = [(str(one.sequence), _words(one, str(request.user.pk))) for one in waiting]
    authors = authors_of(request.user)
    posts = [
        (author.post, post_words(author.post))
        for author in authors
        if any(one.agreement(author.post) for one in waiting)
    ]
    sent = request.POST if request.method == "POST" else None
    wanted = [number for number in request.GET.getlist("proposal") if number in dict(choices)]
    initial = {"proposals": wanted, "post": posts[0][0] if len(posts) == 1 else None}
    offered = [(author.post, post_words(author.post)) for author in authors] if sent else posts
    form = ApproveSeveralForm(sent, choices=choices, posts=offered, initial=initial)
    if request.method == "POST" and form.is_valid():
        (author,) = (one for one in authors if one.post == form.cleaned_data["post"])
        said = {"sequences": form.chosen, "key": form.cleaned_data["key"]}
        if attempted(form, partial(approve_proposals, account=request.user, author=author, **said)):
            return redirect("ladder")
    context = {
        "form": form,
        "waiting": waiting,
        "titles": dict(choices),
        "lacking": lacking_on_the_ladder(request.user),
    }
    return render(request, "ladder/approve.html", context, status=form.status)


def choices_for(picture: Picture, step: str) -> list[PoolChoice]:
    """Return the pools that a step can be proposed for now, with how many places are recommended of each."""
    situation, scenario = picture.situation, picture.scenario
    found = []
    for pool in (one for one in scenario.pools if one.force != scenario.home):
        possible = possible_decisions(scenario, pool.id, situation.lots(pool.id, picture.at))
        if any(one.step == step for one in possible):
            advice = advice_about(picture.review, step, pool.id)
            said = f"; recommended: {counted(advice.count, 'place')}" if advice and advice.count else ""
            words = f"{pool.id}: {places_in_words(situation, pool.id, picture.at)}{said}"
            found.append(PoolChoice(pool.id, words, advice.count if advice else None))
    return found


def _with_sent(request: HttpRequest, picture: Picture, choices: list[PoolChoice]) -> list[PoolChoice]:
    """Return the choices with the pools that were sent: of one that has moved meanwhile the act says what is so.

    A form that is sent twice names pools for which the step is not possible any more.
    """
    known, scenario = {one.pool for one in choices}, picture.scenario
    sent = dict.fromkeys(request.POST.getlist("pools"))
    return [*choices, *(PoolChoice(pool, pool, None) for pool in sent if pool in scenario.pool and pool not in known)]


def steps_for_several(picture: Picture) -> tuple[tuple[str, int], ...]:
    """Return the steps that can be proposed for more than one pool, each with for how many."""
    numbers = ((step, len(choices_for(picture, step))) for step in EVENT_OF)
    return tuple((step, number) for step, number in numbers if number > 1)


def approvable(account: Account, scenario: Scenario) -> list[Proposal]:
    """Return the open proposals that an account can approve as one of its posts, in order."""
    if not may(account, Action.APPROVE):
        return []
    own = scenario.policy.approve_own
    held = authors_of(account)
    return [
        one
        for one in open_proposals(scenario.pool)
        if any(not against_approving(one, account=author.account, post=author.post, own=own) for author in held)
    ]


def _words(proposal: Proposal, reader: str) -> str:
    """Return what is proposed in words, and that the reader's own account proposed it."""
    said = proposed_words(proposal.entry, proposal.entry.subject, proposal.entry.count)
    return f"{said}, which you proposed" if proposal.entry.account == reader else said


def _form(
    request: HttpRequest, picture: Picture, step: str, choices: list[PoolChoice], seen: int
) -> ProposeSeveralForm:
    """Return the form, drafted from the first of what is recommended."""
    advice = next((one for one in advised(picture.review) if one.step == step), None)
    draft = drafted(advice, picture.review)
    initial: dict[str, Any] = {"next_review": picture.review.next_review, "powers": draft.powers}
    if advice is not None:
        same = [one for one in advised(picture.review) if one.step == step]
        initial["information"] = "\n".join(dict.fromkeys(said for one in same for said in (one.sentence, *one.because)))
    data = request.POST if request.method == "POST" else None
    declarations: tuple[str, ...] = ()
    if step == DEPLOY and may(request.user, Action.DECLARE):
        pools = [picture.scenario.pool[one.pool] for one in choices]
        each = [declarations_for(picture.situation, pool, picture.at) for pool in pools]
        declarations = tuple(name for name in each[0] if all(name in names for names in each))
    return ProposeSeveralForm(
        data, step=step, choices=choices, declarations=declarations, initial=initial, based_on=seen
    )


def _sent(form: ProposeSeveralForm, picture: Picture, step: str) -> dict[str, Any]:
    """Return what the act is given."""
    ids = tuple(one.id for one in picture.review.recommendations)
    return {
        "plans": form.plans(step, picture.review, recommended_as_json, ids),
        "key": form.cleaned_data["key"],
        "based_on": form.cleaned_data["based_on"],
        "declare": form.cleaned_data.get("declare", ""),
    }


def _after(request: HttpRequest, made: list[int]) -> str:
    """Return where somebody goes who has proposed: to approve what they may, or to the ladder."""
    if not may(request.user, Action.APPROVE):
        return reverse("ladder")
    return f"{reverse('ladder-approve-several')}?{urlencode([('proposal', one) for one in made])}"
