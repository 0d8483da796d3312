"""The pages for unexpected errors and for a database that does not answer."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.template.loader import render_to_string

from standto_desk.caching.databases import is_unreachable

if TYPE_CHECKING:
    from django.http import HttpRequest

log = logging.getLogger("standto_desk.failures")
NO_ANSWER = "the database does not answer"
TRY_AGAIN = "30"
"""Seconds after which a browser or a proxy may try again."""


def failed(_request: HttpRequest) -> HttpResponse:
    """Answer a request that failed, with a page that does not itself need the database, the account or the time."""
    if is_unreachable(sys.exc_info()[1]):
        log.error(NO_ANSWER)
        answer = HttpResponse(render_to_string("503.html", {"now": None}), status=503)
        answer.headers["Retry-After"] = TRY_AGAIN
        return answer
    return HttpResponse(render_to_string("500.html", {"now": None}), status=500)
