"""The page where an administrator confirms a clock that has jumped ahead, and the one where it keeps entries out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.deprecation import MiddlewareMixin
from django.views.decorators.http import require_http_methods

from standto.model.time import SECOND
from standto_desk.access.guard import needs
from standto_desk.access.permission import Action
from standto_desk.acts.confirming_the_clock import confirm_clock
from standto_desk.clock import look
from standto_desk.clock.troubles import troubles_in
from standto_desk.clock.witness import bound
from standto_desk.ledger.refusals import ClockAhead

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

CONFLICT, LATER = 409, 503
NOT_SENT_AGAIN = "csrfmiddlewaretoken"


class ConfirmForm(forms.Form):
    """By how many seconds the clock had jumped ahead when the page was drawn: no more than that is confirmed."""

    ahead = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**10)


@needs(Action.MANAGE_SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Show how the machine's clock stands to its witness, and take it as right once that is confirmed."""
    reading, form = look(asking=True), ConfirmForm(request.POST or None)
    same = form.is_valid() and abs(form.cleaned_data["ahead"] * SECOND - reading.ahead) <= bound()
    if request.method == "POST" and same:
        if confirm_clock(by=request.user, request=request):
            messages.success(request, "The machine's clock is taken as right from now on")
        return redirect("clock-confirm")
    told = {"reading": reading, "troubles": troubles_in(reading), "ahead": reading.ahead // SECOND}
    changed = request.method == "POST"
    return render(request, "confirm_clock.html", told | {"changed": changed}, status=CONFLICT if changed else 200)


class SayThatTheClockJumped(MiddlewareMixin):
    """Answers what was not entered because of the clock, and keeps what was typed to be sent again."""

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a view that could enter nothing."""
        if not isinstance(error, ClockAhead):
            return None
        typed = [(name, value) for name, values in request.POST.lists() for value in values if name != NOT_SENT_AGAIN]
        return render(request, "clock_ahead.html", {"typed": typed, "path": request.get_full_path()}, status=LATER)
