"""Pages for the public, answered before any session or account is looked at, so that a cache may keep them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

PUBLIC = "/public/"
"""Where they begin."""


def answer_the_public(get_response: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], Any]:
    """Answer a page for the public at once: no cookie is read or set, and nothing about its reader is known."""

    def answer(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PUBLIC):
            return get_response(request)
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return get_response(request)
        request.resolver_match = match
        return match.func(request, *match.args, **match.kwargs)

    return answer
