"""An offer that nobody asked for: what it is, and that it does not stand any more."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render

from standto_desk.access.guard import needs
from standto_desk.access.permission import Action
from standto_desk.access.posts import author_of
from standto_desk.acts.answering import end_offer
from standto_desk.acts.offers import OfferState, find_offer
from standto_desk.ledger.refusals import Refused
from standto_desk.pages.ladder.attempts import attempted
from standto_desk.pages.ladder.forms import EndOfferForm
from standto_desk.presenting.offers import offer_line

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from standto_desk.acts.offers import Offer


@needs(Action.RECORD_HELP)
def end(request: HttpRequest, number: int) -> HttpResponse:
    """End an offer that was taken back, that answers what was asked since, or that was never made."""
    offer = offer_or_404(number)
    form = EndOfferForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = {"sequence": number, "how": form.cleaned_data["how"], "key": form.cleaned_data["key"]}
        if attempted(form, partial(end_offer, account=request.user, author=author_of(request), **said)):
            return redirect("ladder-pool", offer.entry.subject)
    context = {"form": form, "offer": offer_line(offer), "open": offer.state is OfferState.OPEN}
    return render(request, "ladder/offer.html", context, status=form.status)


def offer_or_404(number: int) -> Offer:
    """Return an offer, or answer that there is none."""
    try:
        return find_offer(number)
    except Refused as none:
        raise Http404 from none
