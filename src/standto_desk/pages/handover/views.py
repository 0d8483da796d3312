"""The pages of handovers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from standto.errors import InputError
from standto_desk.access.guard import needs
from standto_desk.access.models import Account
from standto_desk.access.permission import Action, may
from standto_desk.access.posts import author_of, authors_of
from standto_desk.acts.handing_over import accept_handover, hand_over, withdraw_handover
from standto_desk.acts.handovers import HANDOVER, OPEN, find_handovers
from standto_desk.kit.act_forms import key_in
from standto_desk.ledger.reading import known_entries
from standto_desk.pages.handover.briefs import brief_for, brief_of, changes_since
from standto_desk.pages.handover.forms import AcceptForm, OfferForm, WithdrawForm
from standto_desk.pages.handover.listing import held_posts, successors, told
from standto_desk.picture.showing import moment_now

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@needs(Action.READ_HANDOVERS)
@require_safe
def handover_list(request: HttpRequest) -> HttpResponse:
    """Show the posts that somebody holds, the offers that concern them, and the handovers there were."""
    found = [
        told(one, request.user) for one in find_handovers() if may(request.user, Action.READ_HANDOVERS, one.entry.force)
    ]
    may_hold = may(request.user, Action.HAND_OVER)
    held = held_posts(request.user) if may_hold else []
    return render(request, "handover/list.html", {"may_hold": may_hold, "held": held, "handovers": found})


@needs(Action.HAND_OVER)
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, post: str) -> HttpResponse:
    """Show the brief of a post that somebody holds, and let them offer it."""
    author = next((one for one in authors_of(request.user) if one.post == post), None)
    if author is None:
        return _back_to_offer(request)
    form = OfferForm(
        request.POST if request.method == "POST" else None, accounts=successors(post, author.force, request.user)
    )
    if form.is_valid():
        said = {**form.cleaned_data, "to": Account.objects.get(pk=form.cleaned_data["to"])}
        try:
            entry = hand_over(account=request.user, author=author, **said)
        except InputError as error:
            form.take(error.faults)
        else:
            return redirect("handover-one", entry.sequence)
    since = next(one.start for one in held_posts(request.user) if one.post == post)
    brief = brief_of(post, since=since, at=moment_now())
    context = {"form": form, "brief": brief, "post": post}
    return render(request, "handover/offer.html", context, status=form.status)


@needs(Action.READ_HANDOVERS)
@require_safe
def one(request: HttpRequest, sequence: int) -> HttpResponse:
    """Show a handover: its brief as it was, and what changed since."""
    return _page(request, sequence, AcceptForm())


@needs(Action.HAND_OVER)
@require_POST
def accept(request: HttpRequest, sequence: int) -> HttpResponse:
    """Take a post over, by name."""
    form = AcceptForm(request.POST)
    if not form.is_valid():
        return _page(request, sequence, form)
    try:
        accept_handover(account=request.user, handover=sequence, request=request, **form.cleaned_data)
    except InputError as error:
        form.take(error.faults)
        return _page(request, sequence, form)
    messages.success(request, "You hold the post from now on")
    return redirect("handover-one", sequence)


@needs(Action.HAND_OVER)
@require_POST
def withdraw(request: HttpRequest, sequence: int) -> HttpResponse:
    """Take an offer back, or decline it."""
    form = WithdrawForm(request.POST, auto_id="withdraw_%s")
    if not form.is_valid():
        return _page(request, sequence, AcceptForm(), form)
    key = form.cleaned_data["key"]
    try:
        withdraw_handover(account=request.user, author=author_of(request), handover=sequence, key=key)
    except InputError as error:
        form.take(error.faults)
        return _page(request, sequence, AcceptForm(), form)
    return redirect("handover-one", sequence)


def _back_to_offer(request: HttpRequest) -> HttpResponse:
    """Lead who sends an offer again, when the post is theirs no longer, to what came of it; nobody else anywhere."""
    sent = known_entries().by(request.user.pk).of_sort(HANDOVER).with_keys([key_in(request.POST)])
    return redirect("handover-one", get_object_or_404(sent).sequence)


def _page(
    request: HttpRequest, sequence: int, form: AcceptForm, withdraw_form: WithdrawForm | None = None
) -> HttpResponse:
    """Return the page of one handover, with a form that came back or new ones."""
    found = next(iter(find_handovers(sequence)), None)
    if found is None or not may(request.user, Action.READ_HANDOVERS, found.entry.force):
        raise Http404
    brief = brief_for(found)
    since = changes_since(found, moment_now(), brief.board) if found.state == OPEN else None
    one = told(found, request.user)
    back = withdraw_form or WithdrawForm(auto_id="withdraw_%s")
    context = {"one": one, "brief": brief, "since": since, "form": form, "withdraw_form": back, "forms": [form, back]}
    return render(request, "handover/one.html", context, status=max(form.status, back.status))
