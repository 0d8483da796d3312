"""Headers that make browsers keep to themselves what they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asgiref.sync import iscoroutinefunction
from django.utils.decorators import sync_and_async_middleware

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

UNUSED = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED),
}
PRIVATE = "private, no-store"


@sync_and_async_middleware
def add_headers(get_response: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], Any]:
    """Add the headers that neither Django nor its policies add: no page is kept by a browser or a proxy."""

    async def answer_later(request: HttpRequest) -> HttpResponse:
        return _add(await get_response(request))

    def answer(request: HttpRequest) -> HttpResponse:
        return _add(get_response(request))

    return answer_later if iscoroutinefunction(get_response) else answer


def _add(response: HttpResponse) -> HttpResponse:
    """Add the headers to an answer, where it has no others by those names."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", PRIVATE)
    return response
