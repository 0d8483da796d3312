"""Pages for errors that people can do something about: refusals, stale pages, a wrong clock, no scenario."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.deprecation import MiddlewareMixin

from standto.errors import InputError
from standto_desk.book.moment_tables import NoScenario
from standto_desk.kit.act_forms import CONFLICT, REFUSED, USED, sentences
from standto_desk.ledger.refusals import ClockAhead, Stale

UNAVAILABLE = 503
CHANGED = "Somebody else recorded something about the same subject after you opened the page"
NOT_SENT_AGAIN = "csrfmiddlewaretoken"


class AnswerRefusals(MiddlewareMixin):
    """Answers a view that ended in an error that a person can do something about."""

    def process_request(self, request: HttpRequest) -> None:
        """Answer 404 at an address with the character NUL, which no text holds."""
        if "\x00" in request.path_info:
            raise Http404

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Show the reason for a refusal, and what to do next."""
        if isinstance(error, NoScenario):
            return render(request, "no_scenario.html")
        if isinstance(error, ClockAhead):
            typed = [(name, one) for name, values in request.POST.lists() for one in values if name != NOT_SENT_AGAIN]
            shown = {"typed": typed, "path": request.get_full_path()}
            return render(request, "clock_ahead.html", shown, status=UNAVAILABLE)
        if isinstance(error, Stale):
            return render(request, "refused.html", {"refused": [CHANGED]}, status=CONFLICT)
        if isinstance(error, InputError):
            faults = sentences(error.faults)
            status = CONFLICT if USED in faults else REFUSED
            return render(request, "refused.html", {"refused": faults}, status=status)
        return None
