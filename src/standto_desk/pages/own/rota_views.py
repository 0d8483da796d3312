"""Saying that one has seen one's changed times."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from standto_desk.access.guard import needs
from standto_desk.access.permission import Action
from standto_desk.access.posts import author_of
from standto_desk.acts.known_facts import AlreadyKnown
from standto_desk.acts.rota.seeing import see_rota
from standto_desk.kit.act_forms import key_in


@needs(Action.STEP_BACK_SELF)
@require_POST
def rota_seen(request: HttpRequest, publication: int) -> HttpResponse:
    """Record that the volunteer has seen what a publication of the rota tells them."""
    author, key = author_of(request), key_in(request.POST)
    try:
        see_rota(account=request.user, author=author, publication=publication, key=key)
    except AlreadyKnown:
        messages.info(request, "You have already said so, or your times have changed again since")
    else:
        messages.success(request, "We have recorded that you have seen your times")
    return redirect("my")
