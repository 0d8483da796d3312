"""Parts of every page of the family: the links to its other pages, and times with their year."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from markupsafe import Markup

from standto.model.time import BEGINNING, FOREVER, Instant
from standto.wording import day
from standto_desk.access.permission import Action, may
from standto_desk.components.cells import time
from standto_desk.components.moments import clock_time, here
from standto_desk.presenting.readers import sees_numbers

PLACES = (
    ("look-back", "A past moment", Action.LOOK_BACK),
    ("look-back-changes", "What changed", Action.LOOK_BACK),
    ("look-back-decisions", "Decisions", Action.LOOK_BACK),
    ("look-back-entries", "Entries", Action.READ_ENTRIES),
    ("statement", "Cover statement", Action.LOOK_BACK),
    ("look-back-verify", "Verify the chain", Action.VERIFY),
)
"""The pages of the family and the permission that each needs; each view checks again."""


def draw(request: HttpRequest, page: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Draw a page, with links to the others of the family that its reader may open."""
    places = [(name, words) for name, words, action in PLACES if may(request.user, action)]
    reads = may(request.user, Action.READ_ENTRIES)
    around = {"places": places, "reads_entries": reads, "dated": dated, "outline": not sees_numbers(request.user)}
    return render(request, f"look_back/{page}.html", {**around, **context}, status=status)


def dated(instant: Instant) -> Markup:
    """Return an instant with its year, which may be long past: ``Sat 23 Sep 2023, 12:00 BST``, as a ``time``."""
    if not BEGINNING < instant < FOREVER:
        return time(instant)
    zone = here()
    words = f"{day(zone.local(instant).date())}, {clock_time(instant, zone)}"
    return Markup('<time datetime="{}">{}</time>').format(zone.iso(instant), words)
