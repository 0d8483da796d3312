"""Each request in the log: by its route's name, never by its path, and with the account's opaque id alone."""

from __future__ import annotations

import logging
from time import perf_counter
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from asgiref.sync import iscoroutinefunction
from django.utils.decorators import sync_and_async_middleware

from standto_desk.service.logs import request_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

log = logging.getLogger("standto_desk.requests")


@sync_and_async_middleware
def log_requests(get_response: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], Any]:
    """Give each request an id that its log lines and an error page carry, and log how it was answered."""

    async def answer_later(request: HttpRequest) -> HttpResponse:
        began = _begin(request)
        return _end(request, await get_response(request), began)

    def answer(request: HttpRequest) -> HttpResponse:
        began = _begin(request)
        return _end(request, get_response(request), began)

    return answer_later if iscoroutinefunction(get_response) else answer


def _begin(request: HttpRequest) -> float:
    """Give the request its id; return when it began."""
    request.log_id = uuid4().hex
    request_id.set(request.log_id)
    return perf_counter()


def _end(request: HttpRequest, response: HttpResponse, began: float) -> HttpResponse:
    """Log the answer and name the request in it."""
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
    # What is logged later on the same thread is of no request.
    request_id.set("")
    return response
