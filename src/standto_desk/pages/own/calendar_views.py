"""The volunteer's calendar: making its secret address, ending it, and the calendar itself."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from standto.model.time import DAY, Period
from standto_desk.access.calendar_addresses import (
    account_of_calendar,
    calendar_made,
    end_calendar_address,
    make_calendar_address,
    may_read_calendar,
)
from standto_desk.access.guard import needs, open_to_all
from standto_desk.access.people_in_reach import own_person
from standto_desk.access.permission import Action
from standto_desk.clock import now
from standto_desk.kit.form_views import form_page
from standto_desk.pages.own.calendars import calendar_text
from standto_desk.picture.times_ahead import own_times_ahead

BACK, AHEAD = 7 * DAY, 56 * DAY
"""How far a calendar goes back and ahead."""


@needs(Action.STEP_BACK_SELF)
@form_page
def own_calendar(request: HttpRequest) -> HttpResponse:
    """Show whether the volunteer's calendar has an address; make one, in place of any before, and show it once."""
    if not own_person(request.user):
        return render(request, "own/nobody.html")
    if request.method != "POST":
        return render(request, "own/calendar.html", {"made": calendar_made(request.user), "address": ""})
    secret = make_calendar_address(request.user, request=request)
    address = request.build_absolute_uri(reverse("calendar", args=[secret]))
    return render(request, "own/calendar.html", {"made": calendar_made(request.user), "address": address})


@needs(Action.STEP_BACK_SELF)
@require_POST
def end_calendar(request: HttpRequest) -> HttpResponse:
    """End the address of the volunteer's calendar."""
    ended = end_calendar_address(request.user, request=request)
    messages.success(
        request, "The address of your calendar no longer works" if ended else "Your calendar has no address"
    )
    return redirect("my-calendar")


@open_to_all
@require_safe
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """Answer with the calendar that has a secret address; nothing tells a wrong address from one that has ended."""
    if not may_read_calendar(request):
        return HttpResponse("Too many requests\n", status=429, content_type="text/plain", headers={"Retry-After": "60"})
    account = account_of_calendar(secret)
    cipher = own_person(account) if account is not None else ""
    if account is None or not cipher:
        raise Http404
    at = now()
    times = own_times_ahead(cipher, at, Period(at - BACK, at + AHEAD))
    text = calendar_text(times, of=str(account.pk), now=at)
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")
