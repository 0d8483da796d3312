"""The pages of a demonstration's clock, and of confirming a machine's clock that has jumped ahead."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from standto.model.time import SECOND, minute_from
from standto_desk.access.guard import needs
from standto_desk.access.permission import Action
from standto_desk.acts.clock_changes import TooEarly, confirm_clock, earliest_setting, next_known, set_clock
from standto_desk.clock import demo_clock, now, read_clock
from standto_desk.clock.jumps import allowed_jump
from standto_desk.clock.models import DemoClock
from standto_desk.clock.troubles import troubles_in
from standto_desk.components.moments import moment
from standto_desk.kit.act_forms import CONFLICT
from standto_desk.kit.form_views import form_page, posted
from standto_desk.pages.clock.bar import pace_of
from standto_desk.pages.clock.forms import ConfirmForm, PaceForm, SettingForm


@require_GET
@needs(Action.SET_CLOCK)
def clock(request: HttpRequest) -> HttpResponse:
    """Show the clock, with the forms that set it."""
    return _page(request, _first_form())


@require_POST
@needs(Action.SET_CLOCK)
def set_time(request: HttpRequest) -> HttpResponse:
    """Set the clock to a time, which must not be before the last entry."""
    _demonstration()
    form = SettingForm(request.POST)
    try:
        if form.is_valid():
            set_clock(by=request.user, **form.cleaned_data)
            return redirect("clock")
    except TooEarly as error:
        form.add_error("at", f"The clock must be set to {moment(error.earliest)} or later")
    return _page(request, form)


@require_POST
@needs(Action.SET_CLOCK)
def play(request: HttpRequest) -> HttpResponse:
    """Stop the clock, or choose how fast it runs."""
    _demonstration()
    form = PaceForm(request.POST)
    if form.is_valid():
        set_clock(by=request.user, **form.cleaned_data)
        return redirect("clock")
    return _page(request, _first_form(), form)


@require_POST
@needs(Action.SET_CLOCK)
def move_on(request: HttpRequest) -> HttpResponse:
    """Set the clock to the next time at which something becomes known."""
    _demonstration()
    after = next_known(now(), request.user)
    if after is not None:
        set_clock(by=request.user, at=after)
    return redirect("clock")


@needs(Action.MANAGE_SETTINGS)
@form_page
def confirm(request: HttpRequest) -> HttpResponse:
    """Compare the machine's clock with its witness, and accept it once an administrator confirms it."""
    reading, form = read_clock(asking=True), ConfirmForm(posted(request))
    same = form.is_valid() and abs(form.cleaned_data["ahead"] * SECOND - reading.ahead) <= allowed_jump()
    if request.method == "POST" and same:
        if confirm_clock(by=request.user, request=request):
            messages.success(request, "You have confirmed that the machine’s clock is right")
        return redirect("clock-confirm")
    shown = {"reading": reading, "troubles": troubles_in(reading), "ahead": reading.ahead // SECOND}
    changed = request.method == "POST"
    return render(request, "confirm_clock.html", shown | {"changed": changed}, status=CONFLICT if changed else 200)


def _first_form() -> SettingForm:
    """Return the form with the next whole minute, which is not before the last entry."""
    return SettingForm(initial={"at": minute_from(now())})


def _page(request: HttpRequest, form: SettingForm, pace_form: PaceForm | None = None) -> HttpResponse:
    """Show the page of a demonstration's clock, with a form that came back."""
    demonstration, forms = _demonstration(), [form, pace_form or PaceForm()]
    shown = {
        "form": form,
        "forms": forms,
        "rate": demonstration.rate,
        "pace": pace_of(demonstration),
        "shown": now(),
        "earliest": earliest_setting(request.user),
        "next_known": next_known(now(), request.user),
    }
    return render(request, "clock.html", shown, status=max(each.status for each in forms))


def _demonstration() -> DemoClock:
    """Return the demonstration's clock; answer 404 if there is none."""
    found = demo_clock()
    if found is None:
        raise Http404
    return found
