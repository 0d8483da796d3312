"""Kept what-ifs: what their pages say, and one as it is now and as it was."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from standto_desk.access.guard import needs
from standto_desk.access.permission import Action
from standto_desk.acts.kept_sorts import WHAT_IFS
from standto_desk.acts.models import WhatIf
from standto_desk.kit.kept_views import KeptPages, found_thing, shown_thing
from standto_desk.pages.supposing.effects import effect_of
from standto_desk.pages.supposing.kept_answers import answer_now, answer_then, changes_since, columns_of
from standto_desk.pages.supposing.trying_views import answer_parts

PAGES = KeptPages(
    sort=WHAT_IFS,
    title="What if",
    routes="what-if",
    list_route="what-if",
    folder="supposing",
    table=columns_of,
    beside=" with today",
)


@needs(Action.SUPPOSE)
@require_safe
def one(request: HttpRequest, number: int) -> HttpResponse:
    """Show a kept what-if as it is now, as it was, and the changes since."""
    kept: WhatIf = found_thing(WHAT_IFS, request, number)
    now, then = answer_now(request.user, kept), answer_then(request.user, kept)
    shown: dict[str, Any] = answer_parts(request, now.answer, kept.pk) if now.answer is not None else {}
    if then.answer is not None:
        shown["then_effect"] = effect_of(then.answer)
    context = {
        **shown,
        **shown_thing(WHAT_IFS, request, kept),
        "faults": now.faults,
        "then": then,
        "since": changes_since(now, then, kept),
    }
    return render(request, "supposing/one.html", context)
