"""What a page answers where an act refused and its view says nothing of it; and addresses that there cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.utils.deprecation import MiddlewareMixin

from standto.errors import InputError
from standto_desk.kit.once import CONFLICT, REFUSED, USED, in_words
from standto_desk.ledger.refusals import Stale

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

CHANGED = "Something about the same was entered meanwhile"


class SayWhatWasRefused(MiddlewareMixin):
    """Shows what was refused, and what to do, in place of a page that nobody foresaw."""

    def process_request(self, request: HttpRequest) -> None:
        """Answer that there is nothing at an address with a sign that no text has."""
        if "\x00" in request.path_info:
            raise Http404

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a view whose act was refused."""
        if isinstance(error, Stale):
            return render(request, "refused.html", {"refused": [CHANGED]}, status=CONFLICT)
        if isinstance(error, InputError):
            faults = in_words(error.faults)
            status = CONFLICT if USED in faults else REFUSED
            return render(request, "refused.html", {"refused": faults}, status=status)
        return None
