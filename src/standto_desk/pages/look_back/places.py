"""Drawing a page of the family, with where one can go on to from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render

from standto_desk.access.permission import Action, may
from standto_desk.pages.look_back.dates import dated
from standto_desk.presenting.readers import sees_numbers

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PLACES = (
    ("look-back", "A past moment", Action.LOOK_BACK),
    ("look-back-changes", "What changed", Action.LOOK_BACK),
    ("look-back-decisions", "Decisions", Action.LOOK_BACK),
    ("look-back-entries", "Entries", Action.READ_ENTRIES),
    ("look-back-verify", "Verify the chain", Action.VERIFY),
)
"""The pages of the family, with what each needs; each view asks again."""


def draw(request: HttpRequest, page: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Draw a page, with the others of the family that its reader may open."""
    places = [(name, words) for name, words, action in PLACES if may(request.user, action)]
    reads = may(request.user, Action.READ_ENTRIES)
    around = {"places": places, "reads_entries": reads, "dated": dated, "outline": not sees_numbers(request.user)}
    return render(request, f"look_back/{page}.html", {**around, **context}, status=status)
