"""A proposal, and what is said of it: approved, recorded of a post outside, confirmed, withdrawn."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from standto.model.steps import CALL_IN
from standto_desk.access.guard import needs
from standto_desk.access.permission import Action, may
from standto_desk.access.posts import author_of, authors_of
from standto_desk.acts.approval_rules import (
    against_approving,
    against_confirming,
    against_recording,
    against_withdrawing,
)
from standto_desk.acts.approving import approve_proposal, confirm_agreement, record_agreement
from standto_desk.acts.proposal_log import find_nth_proposal, find_proposal, open_proposals
from standto_desk.acts.proposing import withdraw_proposal
from standto_desk.components.moments import here
from standto_desk.ledger.refusals import Refused
from standto_desk.live.hours import last_told
from standto_desk.pages.ladder.advice import if_recommended
from standto_desk.pages.ladder.attempts import attempted
from standto_desk.pages.ladder.forms import AlikeForm, ApproveForm, ButtonForm, OutsideForm
from standto_desk.pages.ladder.lacking import lacking_to_approve
from standto_desk.pages.ladder.outline_views import outline_proposal
from standto_desk.picture.showing import picture_now
from standto_desk.presenting.kept_advice import in_words
from standto_desk.presenting.posts import may_read_words, names_for, post_words, recorder_words
from standto_desk.presenting.proposal_words import event_words, proposed_words
from standto_desk.presenting.shown_proposals import outside_record, shown_proposal

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from standto_desk.acts.proposals import Proposal
    from standto_desk.ledger.models import Entry
    from standto_desk.picture.drawing import Picture


@needs(Action.SEE_NUMBERS)
@require_safe
def proposal(request: HttpRequest, number: int) -> HttpResponse:
    """Show a proposal, what was recommended then and is now, and whom it waits for."""
    return _page(request, proposal_or_404(number))


@needs(Action.SEE_COUNTS)
@require_safe
def nth_proposal(request: HttpRequest, place: int) -> HttpResponse:
    """Show a proposal by its place among all: those who only look are told no number of an entry."""
    hour = last_told(here())
    proposed = find_nth_proposal(place, hour)
    if proposed is None:
        raise Http404
    return outline_proposal(request, proposed, hour)


@needs(Action.APPROVE)
@require_POST
def approve(request: HttpRequest, number: int) -> HttpResponse:
    """Approve a proposal as one of the posts that the account holds."""
    proposed = proposal_or_404(number)
    form = ApproveForm(request.POST, posts=[(author.post, author.post) for author in authors_of(request.user)])
    if form.is_valid():
        (author,) = (one for one in authors_of(request.user) if one.post == form.cleaned_data["post"])
        act = partial(
            approve_proposal, account=request.user, author=author, sequence=number, key=form.cleaned_data["key"]
        )
        if attempted(form, act):
            return redirect("ladder-proposal", number)
    return _page(request, proposed, form)


@needs(Action.RECORD_HELP)
def record(request: HttpRequest, number: int, post: str) -> HttpResponse:
    """Record what a post outside has said: that it agreed, or refused."""
    proposed = proposal_or_404(number)
    _waits_for(proposed, post)
    others = _others(proposed, lambda other: not against_recording(other, post=post))
    form = OutsideForm(request.POST if request.method == "POST" else None, others=others)
    if request.method == "POST" and form.is_valid():
        said = {"post": post, "words": form.words(), "key": form.cleaned_data["key"], "also": form.chosen}
        act = partial(record_agreement, account=request.user, author=author_of(request), sequence=number, **said)
        if attempted(form, act):
            return redirect("ladder-proposal", number)
    context = {"form": form, **_shown(proposed), "post": post_words(post)}
    return render(request, "ladder/outside.html", context, status=form.status)


@needs(Action.CONFIRM_OUTSIDE)
def confirm(request: HttpRequest, number: int, post: str) -> HttpResponse:
    """Confirm, as a second person, what a post outside has said."""
    proposed = proposal_or_404(number)
    entry = _waits_for(proposed, post)
    if entry is None:
        raise Http404
    who, record = str(request.user.pk), outside_record(entry)
    others = _others(proposed, lambda other: _same_record(other, post, record, who))
    form = AlikeForm(request.POST if request.method == "POST" else None, others=others)
    if request.method == "POST" and form.is_valid():
        said = {"sequence": number, "post": post, "key": form.cleaned_data["key"], "also": form.chosen}
        if attempted(form, partial(confirm_agreement, account=request.user, author=author_of(request), **said)):
            return redirect("ladder-proposal", number)
    context = {
        "form": form,
        **_shown(proposed),
        "post": post_words(post),
        "said": record,
        "by": recorder_words(entry),
        "at": entry.recorded,
        "against": against_confirming(proposed, account=who, post=post),
    }
    return render(request, "ladder/confirm.html", context, status=form.status)


@needs(Action.PLAN)
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take a proposal of one's own back."""
    proposed = proposal_or_404(number)
    form = ButtonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = {"sequence": number, "key": form.cleaned_data["key"]}
        if attempted(form, partial(withdraw_proposal, account=request.user, author=author_of(request), **said)):
            return redirect("ladder-proposal", number)
    against = against_withdrawing(proposed, account=str(request.user.pk))
    context = {"form": form, **_shown(proposed), "against": against}
    return render(request, "ladder/withdraw.html", context, status=form.status)


def proposal_or_404(number: int) -> Proposal:
    """Return a proposal, or answer that there is none."""
    try:
        return find_proposal(number)
    except Refused as none:
        raise Http404 from none


def _others(proposed: Proposal, alike: Callable[[Proposal], bool]) -> list[tuple[str, str]]:
    """Return the other open proposals of the same step of which the same can be said, as choices."""
    scenario = picture_now().situation.scenario
    return [
        (str(one.sequence), proposed_words(one.entry, one.entry.subject, one.entry.count))
        for one in open_proposals(scenario.pool)
        if one.sequence != proposed.sequence and one.entry.step == proposed.entry.step and alike(one)
    ]


def _same_record(other: Proposal, post: str, record: dict[str, Any], who: str) -> bool:
    """Whether the same is recorded of a post outside for another proposal, and somebody may confirm it."""
    asked = other.agreement(post)
    said = None if asked is None else asked.said
    return said is not None and outside_record(said) == record and not against_confirming(other, account=who, post=post)


def _waits_for(proposed: Proposal, post: str) -> Entry | None:
    """Return what is recorded of a post outside so far; answer that there is no such page for any other post."""
    asked = proposed.agreement(post)
    if asked is None or not asked.outside:
        raise Http404
    return asked.said


def _shown(proposed: Proposal) -> dict[str, Any]:
    """Return a proposal for a template."""
    return {"proposal": shown_proposal(proposed, picture_now().situation.scenario)}


def _page(request: HttpRequest, proposed: Proposal, form: ApproveForm | None = None) -> HttpResponse:
    """Show the page of a proposal, with a form that came back or a new one."""
    picture = picture_now()
    view = shown_proposal(proposed, picture.situation.scenario)
    entry, review = proposed.entry, picture.review
    context = {
        "proposal": view,
        "now": picture.at,
        "form": form or _form(request, proposed),
        "by": recorder_words(entry),
        "names": names_for(request.user, view.accounts),
        "reads_words": may_read_words(request.user),
        "recommended_now": if_recommended(proposed.details.get("recommendation"), review, entry.step, entry.subject),
        "since": _since(view.recommended, picture),
        "ended": None if proposed.ended is None else event_words(proposed.ended),
        "pool": entry.subject if entry.subject in picture.situation.scenario.pool else "",
        "call_in": entry.step == CALL_IN,
        "lacking": lacking_to_approve(request.user, proposed, picture.scenario),
        "own": str(request.user.pk) == entry.account,
        **_permits(request, proposed),
    }
    return render(request, "ladder/proposal.html", context, status=form.status if form else 200)


def _form(request: HttpRequest, proposed: Proposal) -> ApproveForm | None:
    """Return the form by which the reader can approve; None where they cannot."""
    if not may(request.user, Action.APPROVE):
        return None
    own = picture_now().scenario.policy.approve_own
    posts = [
        (author.post, post_words(author.post))
        for author in authors_of(request.user)
        if not against_approving(proposed, account=author.account, post=author.post, own=own)
    ]
    return ApproveForm(posts=posts, initial={"post": posts[0][0]} if len(posts) == 1 else None) if posts else None


def _since(then: tuple[str, ...], picture: Picture) -> dict[str, list[str]]:
    """Return what is recommended now and was not then, and the other way round, in words."""
    now = [in_words(one.id, picture.situation.scenario) for one in picture.review.recommendations]
    return {"new": [one for one in now if one not in then], "gone": [one for one in then if one not in now]}


def _permits(request: HttpRequest, proposed: Proposal) -> dict[str, Any]:
    """Return what the reader may do about a proposal."""
    who = str(request.user.pk)
    return {
        "may_record": may(request.user, Action.RECORD_HELP),
        "records_people": may(request.user, Action.RECORD),
        "to_confirm": [
            one.post
            for one in proposed.agreements
            if may(request.user, Action.CONFIRM_OUTSIDE)
            and not against_confirming(proposed, account=who, post=one.post)
        ],
        "may_withdraw": may(request.user, Action.PLAN) and not against_withdrawing(proposed, account=who),
        "may_decide": may(request.user, Action.DECIDE),
        "may_redact": may(request.user, Action.REDACT),
    }
