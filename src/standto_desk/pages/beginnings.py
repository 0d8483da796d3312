"""What a page says while there is no scenario in the ledger yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.deprecation import MiddlewareMixin

from standto_desk.book.tables_then import NoScenario

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class SayThatThereIsNothing(MiddlewareMixin):
    """Shows how to begin in place of a page that nothing can be said on yet."""

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a view that found no scenario."""
        return render(request, "board/empty.html") if isinstance(error, NoScenario) else None
