"""The page of one's own account: its roles, and the post that one acts as."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from standto_desk.access.guard import needs
from standto_desk.access.permission import Action
from standto_desk.access.posts import CHOSEN, appointments_of, author_of
from standto_desk.clock import now
from standto_desk.pages.accounts.forms import of_words


@require_GET
@needs(Action.OWN_ACCOUNT)
def own_account(request: HttpRequest) -> HttpResponse:
    """Show one's own account."""
    shown = {"roles": of_words(request.user.roles), "held": appointments_of(request.user, now())}
    return render(request, "accounts/own.html", {**shown, "author": author_of(request)})


@require_POST
@needs(Action.OWN_ACCOUNT)
def choose_post(request: HttpRequest) -> HttpResponse:
    """Act as the holder of another of one's posts, in this session."""
    mine = {str(one.pk): one.pk for one in appointments_of(request.user, now())}
    if request.POST.get("appointment") in mine:
        request.session[CHOSEN] = mine[request.POST["appointment"]]
    return redirect("own-account")
