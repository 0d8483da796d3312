"""The pages of alerts."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from standto_desk.access.guard import needs
from standto_desk.access.permission import Action, may
from standto_desk.access.posts import author_of
from standto_desk.acts.alert_answers import acknowledge_alert, pass_alert_on
from standto_desk.acts.alert_settings import drop_address, drop_owner, set_address, set_owner
from standto_desk.alerts.alert_lists import past_alerts
from standto_desk.alerts.matters import KINDS
from standto_desk.alerts.models import Owner
from standto_desk.clock import now
from standto_desk.kit.form_views import attempted, form_page, posted
from standto_desk.pages.alerting.forms import AddressForm, OwnerForm
from standto_desk.pages.alerting.listing import MOST, listed_alerts, posts
from standto_desk.pages.alerting.listing import addresses as listed_addresses

ANSWERS = {"acknowledge": acknowledge_alert, "pass-on": pass_alert_on}
"""The acts that answer an alert, by the values of its buttons."""


@needs(Action.SEE_NUMBERS)
@require_safe
def alerts(request: HttpRequest) -> HttpResponse:
    """Show the open alerts, then the closed ones."""
    may_answer = may(request.user, Action.ACKNOWLEDGE)
    lists = {"open": listed_alerts(), "closed": past_alerts(MOST)}
    return render(request, "alerting/alerts.html", {**lists, "kinds": KINDS, "may_answer": may_answer, "now": now()})


@needs(Action.ACKNOWLEDGE)
@require_POST
def answer(request: HttpRequest, alert: int) -> HttpResponse:
    """Acknowledge an alert, or pass it on to the next post."""
    asked = request.POST.get("act", "")
    if asked not in ANSWERS:
        raise BadRequest(f"act must be one of {', '.join(ANSWERS)}")
    answered = ANSWERS[asked](account=request.user, author=author_of(request), alert=alert)
    passed = asked == "pass-on"
    messages.success(
        request, f"You have passed the alert on to {answered.post}" if passed else "You have acknowledged the alert"
    )
    return redirect("alerts")


@needs(Action.MANAGE_SETTINGS)
@form_page
def owners(request: HttpRequest) -> HttpResponse:
    """Choose the posts that receive alerts, in order."""
    form = OwnerForm(posted(request), posts=posts(), initial={"place": 0, "minutes": 30})
    if attempted(form, lambda: set_owner(account=request.user, request=request, **form.cleaned_data)):
        return redirect("alert-owners")
    shown = {"form": form, "owners": Owner.objects.all(), "kinds": KINDS}
    return render(request, "alerting/owners.html", shown, status=form.status)


@needs(Action.MANAGE_SETTINGS)
@require_POST
def remove_owner(request: HttpRequest, owner: int) -> HttpResponse:
    """Stop sending alerts to a post."""
    drop_owner(account=request.user, owner=owner, request=request)
    return redirect("alert-owners")


@needs(Action.MANAGE_SETTINGS)
@form_page
def addresses(request: HttpRequest) -> HttpResponse:
    """Choose the addresses at which posts receive alerts."""
    form = AddressForm(posted(request), posts=posts())
    if attempted(form, lambda: set_address(account=request.user, request=request, **form.cleaned_data)):
        return redirect("alert-addresses")
    shown = {"form": form, "addresses": listed_addresses()}
    return render(request, "alerting/addresses.html", shown, status=form.status)


@needs(Action.MANAGE_SETTINGS)
@require_POST
def remove_address(request: HttpRequest, address: int) -> HttpResponse:
    """Stop sending alerts to an address."""
    drop_address(account=request.user, address=address, request=request)
    return redirect("alert-addresses")
