"""Pages compressed on their way to the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.middleware.gzip import GZipMiddleware

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class CompressPages(GZipMiddleware):
    """Compresses every answer but a stream, whose events must not wait for each other.

    Django adds bytes at random, so that the size of a page tells nothing about what is in it (the attack BREACH).
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Return the answer, compressed if its reader understands that."""
        return response if response.streaming else super().process_response(request, response)
