"""The page of one's own account, and the choice of the post to act as."""

from __future__ import annotations

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from standto.wording import counted
from standto_desk.access.guard import needs
from standto_desk.access.identities import is_linked
from standto_desk.access.outside_sign_in import is_set_up
from standto_desk.access.permission import Action
from standto_desk.access.posts import CHOSEN, appointments_of, author_of
from standto_desk.access.sessions import FACTORS
from standto_desk.access.signed_in import end_other_sessions, end_own_session, is_this, sessions_of
from standto_desk.clock import now
from standto_desk.pages.accounts.forms import roles_in_words


@require_GET
@needs(Action.OWN_ACCOUNT)
def own_account(request: HttpRequest) -> HttpResponse:
    """Show an account to its owner."""
    shown = {
        "roles": roles_in_words(request.user.roles),
        "held": appointments_of(request.user, now()),
        "author": author_of(request),
        "provider": settings.STANDTO_OIDC_NAME if is_set_up() else "",
        "linked": is_linked(request.user),
        "sessions": [{"row": one, "this": is_this(request, one)} for one in sessions_of(request.user)],
        "factor": is_mfa_enabled(request.user, FACTORS),
    }
    return render(request, "accounts/own.html", shown)


@require_POST
@needs(Action.OWN_ACCOUNT)
def choose_post(request: HttpRequest) -> HttpResponse:
    """Choose the post that the account acts as in this session."""
    mine = {str(one.pk): one.pk for one in appointments_of(request.user, now())}
    if request.POST.get("appointment") in mine:
        request.session[CHOSEN] = mine[request.POST["appointment"]]
    return redirect("own-account")


@require_POST
@needs(Action.OWN_ACCOUNT)
def end_session(request: HttpRequest, number: int) -> HttpResponse:
    """End one of the account's other sessions."""
    end_own_session(request, number)
    messages.success(request, "That session has ended")
    return redirect("own-account")


@require_POST
@needs(Action.OWN_ACCOUNT)
def end_others(request: HttpRequest) -> HttpResponse:
    """End every session of the account but this one."""
    ended = end_other_sessions(request)
    messages.success(request, f"You have ended {counted(ended, 'other session')}")
    return redirect("own-account")
