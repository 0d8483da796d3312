"""The desk's own middleware: each request in the log, private pages, and the zone that times are shown in."""

from __future__ import annotations

import json
import logging
import tomllib
from functools import lru_cache
from time import perf_counter
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone
from django.utils.deprecation import MiddlewareMixin

from standto.model.words import USUAL, Vocabulary
from standto_desk.clock import now
from standto_desk.components.moments import speak_as_of
from standto_desk.components.spoken import speak_with
from standto_desk.ledger.reading import latest_settings
from standto_desk.service.logs import request_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


log = logging.getLogger("standto_desk.requests")


def log_requests(get_response: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], Any]:
    """Give each request an id for its log lines and error page, and log the answer."""

    def answer(request: HttpRequest) -> HttpResponse:
        began = _begin(request)
        return _end(request, get_response(request), began)

    return answer


def _begin(request: HttpRequest) -> float:
    request.log_id = uuid4().hex
    request_id.set(request.log_id)
    return perf_counter()


def _end(request: HttpRequest, response: HttpResponse, began: float) -> HttpResponse:
    response.headers["X-Request-ID"] = request.log_id
    match = request.resolver_match
    account = getattr(request, "_cached_user", None)
    log.info(
        "request",
        extra={
            "method": request.method,
            "route": (match.view_name or match.route) if match else "none",
            "status": response.status_code,
            "ms": round((perf_counter() - began) * 1000, 1),
            "account": str(getattr(account, "pk", None) or ""),
        },
    )
    # Later log lines of the same thread belong to no request.
    request_id.set("")
    return response


UNUSED = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED),
}
PRIVATE = "private, no-store"


def add_headers(get_response: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], Any]:
    """Add headers that Django and its policies lack: no browser or proxy may store a page."""

    def answer(request: HttpRequest) -> HttpResponse:
        return _add(get_response(request))

    return answer


def _add(response: HttpResponse) -> HttpResponse:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", PRIVATE)
    return response


LEFT_ALONE = ("health", "ready")
"""Routes that must answer even if the database does not."""


class ActivateZone(MiddlewareMixin):
    """The zone and the words of pages, active for every request, even one that reaches no view."""

    def process_request(self, request: HttpRequest) -> None:
        """Activate the zone before a request can be refused or not found."""
        if request.path not in [reverse(name) for name in LEFT_ALONE]:
            zone, words, has_rest_rules = _spoken_with()
            timezone.activate(zone)
            speak_with(words, has_rest_rules=has_rest_rules)
            speak_as_of(now())

    def process_response(self, _request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Deactivate the zone for the next request."""
        timezone.deactivate()
        speak_as_of(None)
        speak_with(None)
        return response


def _spoken_with() -> tuple[str, Vocabulary, bool]:
    """Return the zone and the words of the scenario that was entered last, and whether it has rules on rest.

    Without a scenario these are UTC, the usual words, and no.
    """
    body = latest_settings()
    return _said_by(body) if body else ("UTC", USUAL, False)


@lru_cache(maxsize=16)
def _said_by(body: str) -> tuple[str, Vocabulary, bool]:
    settings = tomllib.loads(json.loads(body)["toml"])
    working_time = settings.get("working_time", {})
    has_rest_rules = bool(working_time.get("rules") or working_time.get("rule"))
    return str(settings["timezone"]), Vocabulary(**settings.get("words", {})), has_rest_rules
