"""The pages of handovers."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from standto_desk.access.guard import needs
from standto_desk.access.models import Account
from standto_desk.access.permission import Action, may, permitted_forces
from standto_desk.access.posts import author_of, authors_of
from standto_desk.acts.handing_over import accept_handover, hand_over, withdraw_handover
from standto_desk.acts.handovers import HANDOVER, OPEN, find_handover, handovers_of, offers_of_posts
from standto_desk.kit.act_forms import key_in
from standto_desk.kit.form_views import attempted, form_page, posted
from standto_desk.kit.paging import page_of
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import known_entries
from standto_desk.pages.handover.briefs import brief_for, brief_of, changes_since
from standto_desk.pages.handover.forms import AcceptForm, OfferForm, WithdrawForm
from standto_desk.pages.handover.listing import handover_lines, held_posts, successors
from standto_desk.picture.showing import moment_now

SIZE = 50
"""The number of handovers on a page."""


@needs(Action.READ_HANDOVERS)
@require_safe
def handover_list(request: HttpRequest) -> HttpResponse:
    """Show the posts that the account holds, and the handovers, newest first."""
    forces = permitted_forces(request.user, Action.READ_HANDOVERS)
    page = page_of(request, offers_of_posts().of_forces(forces), SIZE)
    found = handover_lines(handovers_of(page), request.user)
    may_hold = may(request.user, Action.HAND_OVER)
    held = held_posts(request.user) if may_hold else []
    return render(request, "handover/list.html", {"may_hold": may_hold, "held": held, "handovers": found, "page": page})


@needs(Action.HAND_OVER)
@form_page
def offer(request: HttpRequest, post: str) -> HttpResponse:
    """Show the brief of a post that the account holds, and let it offer the post."""
    author = next((one for one in authors_of(request.user) if one.post == post), None)
    if author is None:
        return _lead_to_offer(request)
    form = OfferForm(posted(request), accounts=successors(post, author.force, request.user))

    def act() -> Entry:
        given = {**form.cleaned_data, "to": Account.objects.get(pk=form.cleaned_data["to"])}
        return hand_over(account=request.user, author=author, **given)

    if attempted(form, act):
        return redirect("handover-one", form.result.sequence)
    since = next(one.start for one in held_posts(request.user) if one.post == post)
    shown = {"form": form, "brief": brief_of(post, since=since, at=moment_now()), "post": post}
    return render(request, "handover/offer.html", shown, status=form.status)


@needs(Action.READ_HANDOVERS)
@require_safe
def one(request: HttpRequest, sequence: int) -> HttpResponse:
    """Show a handover: its brief as it was, and the changes since."""
    return _page(request, sequence)


@needs(Action.HAND_OVER)
@require_POST
def accept(request: HttpRequest, sequence: int) -> HttpResponse:
    """Accept a post, by name."""
    form, given = AcceptForm(request.POST), {"account": request.user, "handover": sequence, "request": request}
    if attempted(form, lambda: accept_handover(**given, **form.cleaned_data)):
        messages.success(request, "You hold the post from now on")
        return redirect("handover-one", sequence)
    return _page(request, sequence, accept_form=form)


@needs(Action.HAND_OVER)
@require_POST
def withdraw(request: HttpRequest, sequence: int) -> HttpResponse:
    """Withdraw an offer, or decline it."""
    form = WithdrawForm(request.POST, auto_id="withdraw_%s")
    given = {"account": request.user, "author": author_of(request), "handover": sequence}
    if attempted(form, lambda: withdraw_handover(**given, **form.cleaned_data)):
        return redirect("handover-one", sequence)
    return _page(request, sequence, withdraw_form=form)


def _lead_to_offer(request: HttpRequest) -> HttpResponse:
    """Redirect an account that sends its offer again, after the handover, to that offer; answer others 404."""
    sent = known_entries().by(request.user.pk).of_sort(HANDOVER).with_keys([key_in(request.POST)])
    return redirect("handover-one", get_object_or_404(sent).sequence)


def _page(
    request: HttpRequest,
    sequence: int,
    *,
    accept_form: AcceptForm | None = None,
    withdraw_form: WithdrawForm | None = None,
) -> HttpResponse:
    """Show one handover, with a form that came back."""
    found = find_handover(sequence)
    if found is None or not may(request.user, Action.READ_HANDOVERS, found.entry.force):
        raise Http404
    brief = brief_for(found)
    accept_form, withdraw_form = accept_form or AcceptForm(), withdraw_form or WithdrawForm(auto_id="withdraw_%s")
    shown = {
        "one": handover_lines([found], request.user)[0],
        "brief": brief,
        "since": changes_since(found, moment_now(), brief.board) if found.state == OPEN else None,
        "form": accept_form,
        "withdraw_form": withdraw_form,
        "forms": [accept_form, withdraw_form],
    }
    return render(request, "handover/one.html", shown, status=max(accept_form.status, withdraw_form.status))
