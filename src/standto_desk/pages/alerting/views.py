"""The pages of alerts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from standto.errors import InputError
from standto_desk.access.guard import needs
from standto_desk.access.permission import Action, may
from standto_desk.access.posts import author_of
from standto_desk.acts.alert_answers import acknowledge_alert, pass_alert_on
from standto_desk.acts.alert_settings import drop_address, drop_owner, set_address, set_owner
from standto_desk.alerts.alert_lists import past_alerts
from standto_desk.alerts.matters import KINDS
from standto_desk.alerts.models import Owner
from standto_desk.clock import now
from standto_desk.pages.alerting.forms import AddressForm, OwnerForm
from standto_desk.pages.alerting.listing import MOST, listed_alerts, posts
from standto_desk.pages.alerting.listing import addresses as listed_addresses

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

ANSWERS = {"acknowledge": acknowledge_alert, "pass-on": pass_alert_on}
"""What may be answered to an alert, as the buttons of its form say it."""


@needs(Action.SEE_NUMBERS)
@require_safe
def alerts(request: HttpRequest) -> HttpResponse:
    """Show what needs a look, then what did."""
    may_answer = may(request.user, Action.ACKNOWLEDGE)
    lists = {"open": listed_alerts(), "closed": past_alerts(MOST)}
    return render(request, "alerting/alerts.html", {**lists, "kinds": KINDS, "may_answer": may_answer, "now": now()})


@needs(Action.ACKNOWLEDGE)
@require_POST
def answer(request: HttpRequest, alert: int) -> HttpResponse:
    """Take an alert in hand, or give it to the next."""
    asked = request.POST.get("act", "")
    if asked not in ANSWERS:
        raise BadRequest(f"act must be one of {', '.join(ANSWERS)}")
    answered = ANSWERS[asked](account=request.user, author=author_of(request), alert=alert)
    passed = asked == "pass-on"
    messages.success(request, f"Passed on to {answered.post}" if passed else "You have acknowledged the alert")
    return redirect("alerts")


@needs(Action.MANAGE_SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def owners(request: HttpRequest) -> HttpResponse:
    """Say who is told of what, in which order."""
    form = OwnerForm(request.POST or None, posts=posts(), initial={"place": 0, "minutes": 30})
    if form.is_valid() and _done(form, set_owner, request):
        return redirect("alert-owners")
    return render(request, "alerting/owners.html", {"form": form, "owners": Owner.objects.all(), "kinds": KINDS})


@needs(Action.MANAGE_SETTINGS)
@require_POST
def remove_owner(request: HttpRequest, owner: int) -> HttpResponse:
    """Tell a post no longer."""
    drop_owner(account=request.user, owner=owner, request=request)
    return redirect("alert-owners")


@needs(Action.MANAGE_SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def addresses(request: HttpRequest) -> HttpResponse:
    """Say where posts are reached."""
    form = AddressForm(request.POST or None, posts=posts())
    if form.is_valid() and _done(form, set_address, request):
        return redirect("alert-addresses")
    return render(request, "alerting/addresses.html", {"form": form, "addresses": listed_addresses()})


@needs(Action.MANAGE_SETTINGS)
@require_POST
def remove_address(request: HttpRequest, address: int) -> HttpResponse:
    """Reach a post there no longer."""
    drop_address(account=request.user, address=address, request=request)
    return redirect("alert-addresses")


def _done(form: Form, act: Callable[..., object], request: HttpRequest) -> bool:
    """Do what a form says; False where it was refused, and then the form says why."""
    try:
        act(account=request.user, request=request, **form.cleaned_data)
    except InputError as error:
        for fault in error.faults:
            form.add_error(fault.place, fault.what)
        return False
    return True
