"""The page of a proposal, and its approval."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from standto.model.steps import CALL_IN
from standto.model.time import Instant
from standto_desk.access.guard import needs
from standto_desk.access.permission import Action, may
from standto_desk.access.posts import authors_of
from standto_desk.acts.approval_rules import against_confirming, against_withdrawing
from standto_desk.acts.approving import approve_proposal
from standto_desk.acts.proposal_log import find_nth_proposal, find_proposal
from standto_desk.acts.proposals import Proposal
from standto_desk.components.moments import here
from standto_desk.components.spoken import id_words
from standto_desk.kit.form_views import attempted
from standto_desk.live.hours import last_hour_shown
from standto_desk.pages.ladder.advice import change_in_advice
from standto_desk.pages.ladder.eligibility import able_to_approve, obstacles_to_approving
from standto_desk.pages.ladder.forms import ApproveForm
from standto_desk.pages.ladder.view_parts import found_or_404, sent_by
from standto_desk.pages.ladder.visible import visible_picture, visible_pools, visible_proposal
from standto_desk.picture.drawing import Picture
from standto_desk.picture.showing import picture_now
from standto_desk.presenting.kept_advice import in_words
from standto_desk.presenting.posts import may_read_words, names_for, recorder_words
from standto_desk.presenting.proposal_words import event_words


@needs(Action.SEE_NUMBERS)
@require_safe
def proposal(request: HttpRequest, number: int) -> HttpResponse:
    """Show a proposal, what was recommended then and is now, and which posts it waits for."""
    return _page(request, found_or_404(find_proposal, number))


@needs(Action.SEE_COUNTS)
@require_safe
def nth_proposal(request: HttpRequest, place: int) -> HttpResponse:
    """Show a proposal to viewers, who know it by its place among all proposals."""
    hour = last_hour_shown(here())
    proposed = find_nth_proposal(place, hour)
    if proposed is None:
        raise Http404
    picture = visible_picture(hour)
    pool = proposed.entry.subject if proposed.entry.subject in visible_pools(picture, hour) else ""
    context = {
        **_proposal(proposed, picture, hour),
        # What ended a proposal about anything else may be about a person.
        "ended": event_words(proposed.ended) if proposed.ended is not None and pool else "",
        "pool": pool,
        "names": {},
        "reads_words": False,
    }
    return render(request, "ladder/proposal.html", context)


@needs(Action.APPROVE)
@require_POST
def approve(request: HttpRequest, number: int) -> HttpResponse:
    """Approve a proposal as one of the posts that the account holds."""
    proposed = found_or_404(find_proposal, number)
    authors = {author.post: author for author in authors_of(request.user)}
    form = ApproveForm(request.POST, posts=[(post, id_words(post)) for post in authors])
    if attempted(
        form, lambda: approve_proposal(sequence=number, **sent_by(request, form, authors[form.cleaned_data["post"]]))
    ):
        return redirect("ladder-proposal", number)
    return _page(request, proposed, form)


def _page(request: HttpRequest, proposed: Proposal, form: ApproveForm | None = None) -> HttpResponse:
    """Show the page of a proposal, with a new form or the one that was refused."""
    picture, entry = picture_now(), proposed.entry
    common = _proposal(proposed, picture, None)
    shown, kept = common["proposal"], proposed.details.get("recommendation")
    context = {
        **common,
        "form": form or _approve_form(request, proposed, picture),
        "names": names_for(request.user, shown.accounts),
        "reads_words": may_read_words(request.user),
        "recommended_now": change_in_advice(kept, picture.review, entry.step, entry.subject),
        "since": _since(shown.recommended, picture),
        "ended": "" if proposed.ended is None else event_words(proposed.ended),
        "pool": entry.subject if entry.subject in picture.scenario.pool else "",
        "call_in": entry.step == CALL_IN,
        "obstacles": obstacles_to_approving(request.user, proposed, picture.scenario),
        "own": str(request.user.pk) == entry.account,
        **_permits(request, proposed),
    }
    return render(request, "ladder/proposal.html", context, status=form.status if form else 200)


def _proposal(proposed: Proposal, picture: Picture, hour: Instant | None) -> dict[str, Any]:
    """Return a proposal as every reader sees it."""
    return {
        "proposal": visible_proposal(proposed, picture, hour),
        "now": picture.at,
        "by": recorder_words(proposed.entry),
        "outline": hour is not None,
    }


def _approve_form(request: HttpRequest, proposed: Proposal, picture: Picture) -> ApproveForm | None:
    """Return the form with which the reader can approve; None if they cannot."""
    authors = authors_of(request.user) if may(request.user, Action.APPROVE) else ()
    able = able_to_approve(authors, proposed, picture.scenario)
    posts = [(author.post, id_words(author.post)) for author in able]
    return ApproveForm(posts=posts, initial={"post": posts[0][0]} if len(posts) == 1 else None) if posts else None


def _since(then: tuple[str, ...], picture: Picture) -> dict[str, list[str]]:
    """Return the recommendations of now that were not made then, and those of then that are not made now."""
    now = [in_words(one.id, picture.scenario) for one in picture.review.recommendations]
    return {"new": [one for one in now if one not in then], "gone": [one for one in then if one not in now]}


def _permits(request: HttpRequest, proposed: Proposal) -> dict[str, Any]:
    """Return what the reader may do about a proposal."""
    user, account = request.user, str(request.user.pk)
    confirms = may(user, Action.CONFIRM_OUTSIDE)
    posts = [one.post for one in proposed.agreements] if confirms else []
    return {
        "may_record": may(user, Action.RECORD_HELP),
        "records_people": may(user, Action.RECORD),
        "to_confirm": [post for post in posts if not against_confirming(proposed, account=account, post=post)],
        "may_withdraw": may(user, Action.PLAN) and not against_withdrawing(proposed, account=account),
        "may_decide": may(user, Action.DECIDE),
        "may_redact": may(user, Action.REDACT),
    }
