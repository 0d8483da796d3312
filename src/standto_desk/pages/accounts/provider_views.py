"""Signing in at the organisation's own provider, and linking an account to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from standto_desk.access.guard import needs, open_to_all
from standto_desk.access.identities import is_linked, unlink_identity
from standto_desk.access.outside_sign_in import come_back, go_out, is_set_up
from standto_desk.access.permission import Action
from standto_desk.kit.form_views import form_page

MAY_LINK = "oidc_may_link"
"""The key of a session whose owner has just confirmed that they want to link their account."""


def if_set_up(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer 404 if no provider is set up."""

    @wraps(view)
    def shown(request: HttpRequest, **parts: str) -> HttpResponse:
        if not is_set_up():
            raise Http404
        return view(request, **parts)

    return shown


@if_set_up
@require_safe
@open_to_all
def sign_in(request: HttpRequest) -> HttpResponse:
    """Go out to the provider, to sign in."""
    return redirect("/") if request.user.is_authenticated else go_out(request)


@if_set_up
@require_safe
@open_to_all
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:  # noqa: ARG001
    """Take the provider's answer."""
    return come_back(request)


@if_set_up
@form_page
@needs(Action.OWN_ACCOUNT)
@reauthentication_required(allow_get=True)
def link(request: HttpRequest) -> HttpResponse:
    """Ask before an account is linked; the button marks the session, so that no other site can begin this."""
    if request.method == "POST":
        request.session[MAY_LINK] = True
    shown = {"linked": is_linked(request.user), "sent": request.method == "POST"}
    return render(request, "accounts/provider_link.html", shown)


@if_set_up
@require_safe
@needs(Action.OWN_ACCOUNT)
def link_out(request: HttpRequest) -> HttpResponse:
    """Go out to the provider, to link the account."""
    return go_out(request, linking=True) if request.session.pop(MAY_LINK, False) else redirect("provider-link")


@if_set_up
@require_POST
@needs(Action.OWN_ACCOUNT)
def unlink(request: HttpRequest) -> HttpResponse:
    """Take the identity off one's own account."""
    unlink_identity(by=request.user, account=request.user, request=request)
    messages.success(request, "Your account is no longer linked")
    return redirect("own-account")
