"""The forms about a proposal: recording and confirming what a post outside said, and withdrawing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from standto_desk.access.guard import needs
from standto_desk.access.permission import Action
from standto_desk.acts.approval_rules import against_confirming, against_recording, against_withdrawing
from standto_desk.acts.approving import confirm_agreement, record_agreement
from standto_desk.acts.proposal_log import find_proposal, open_proposals
from standto_desk.acts.proposals import Proposal
from standto_desk.acts.proposing import withdraw_proposal
from standto_desk.components.spoken import id_words
from standto_desk.kit.act_forms import OnceForm
from standto_desk.kit.form_views import attempted, form_page, posted
from standto_desk.ledger.models import Entry
from standto_desk.pages.ladder.forms import AlikeForm, ButtonForm, OutsideForm
from standto_desk.pages.ladder.view_parts import found_or_404, sent_by
from standto_desk.picture.showing import picture_now
from standto_desk.presenting.posts import recorder_words
from standto_desk.presenting.proposal_words import proposed_words
from standto_desk.presenting.shown_proposals import outside_record, shown_proposal


@needs(Action.RECORD_HELP)
@form_page
def record(request: HttpRequest, number: int, post: str) -> HttpResponse:
    """Record that a post outside agreed or refused."""
    proposed = found_or_404(find_proposal, number)
    _outside_entry(proposed, post)
    others = _others(proposed, lambda other: not against_recording(other, post=post))
    form = OutsideForm(posted(request), others=others)
    act = partial(record_agreement, sequence=number, post=post)
    if attempted(form, lambda: act(words=form.words(), also=form.chosen, **sent_by(request, form))):
        return redirect("ladder-proposal", number)
    return _form_page(request, "outside", form, proposed, post=id_words(post))


@needs(Action.CONFIRM_OUTSIDE)
@form_page
def confirm(request: HttpRequest, number: int, post: str) -> HttpResponse:
    """Confirm, as a second person, what a post outside said."""
    proposed = found_or_404(find_proposal, number)
    entry, account = _outside_entry(proposed, post), str(request.user.pk)
    if entry is None:
        raise Http404
    record = outside_record(entry)
    form = AlikeForm(
        posted(request), others=_others(proposed, lambda other: _same_record(other, post, record, account))
    )
    act = partial(confirm_agreement, sequence=number, post=post)
    if attempted(form, lambda: act(also=form.chosen, **sent_by(request, form))):
        return redirect("ladder-proposal", number)
    context = {"post": id_words(post), "outside": record, "by": recorder_words(entry), "at": entry.recorded}
    against = against_confirming(proposed, account=account, post=post)
    return _form_page(request, "confirm", form, proposed, against=against, **context)


@needs(Action.PLAN)
@form_page
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Withdraw a proposal that the account made."""
    proposed = found_or_404(find_proposal, number)
    form = ButtonForm(posted(request))
    if attempted(form, lambda: withdraw_proposal(sequence=number, **sent_by(request, form))):
        return redirect("ladder-proposal", number)
    against = against_withdrawing(proposed, account=str(request.user.pk))
    return _form_page(request, "withdraw", form, proposed, against=against)


def _others(proposed: Proposal, alike: Callable[[Proposal], bool]) -> list[tuple[str, str]]:
    """Return the other open proposals of the same step that pass a test, as choices."""
    return [
        (str(one.sequence), proposed_words(one.entry, one.entry.subject, one.entry.count))
        for one in open_proposals(picture_now().scenario.pool)
        if one.sequence != proposed.sequence and one.entry.step == proposed.entry.step and alike(one)
    ]


def _same_record(other: Proposal, post: str, record: dict[str, Any], account: str) -> bool:
    """Return whether a proposal has the same record of a post outside and an account may confirm it."""
    asked = other.agreement(post)
    entry = None if asked is None else asked.approval
    same = entry is not None and outside_record(entry) == record
    return same and not against_confirming(other, account=account, post=post)


def _outside_entry(proposed: Proposal, post: str) -> Entry | None:
    """Return the entry of what a post outside said; None if nothing is recorded yet."""
    asked = proposed.agreement(post)
    if asked is None or not asked.outside:
        raise Http404
    return asked.approval


def _form_page(request: HttpRequest, page: str, form: OnceForm, proposed: Proposal, **context: Any) -> HttpResponse:
    context |= {"form": form, "proposal": shown_proposal(proposed, picture_now().scenario)}
    return render(request, f"ladder/{page}.html", context, status=form.status)
