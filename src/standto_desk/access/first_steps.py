"""First steps of an account: choosing its own password, and adding a passkey or a second factor."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import Resolver404, resolve
from django_htmx.http import HttpResponseClientRedirect

from standto_desk.access.guard import OPEN, mark_of
from standto_desk.access.roles import OF_ONE_FACTOR, OF_PASSKEYS
from standto_desk.access.sessions import FACTOR, FACTORS, PASSKEY

PASSWORD, FACTOR_PAGE, PASSKEY_PAGE = "account_change_password", "mfa_activate_totp", "mfa_add_webauthn"
OWN_PAGES = "own-account"
"""The route of the pages of one's own account, which a first step needs."""


def ask_first_steps(get_response: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], Any]:
    """Redirect an account to its next first step, from every page except those of its own account."""

    def answer(request: HttpRequest) -> HttpResponse:
        step = first_step_of(request) if request.user.is_authenticated else None
        if step is None or _is_let_through(request):
            return get_response(request)
        if request.headers.get("HX-Request") == "true":
            return HttpResponseClientRedirect(resolve_url(step))
        return HttpResponseRedirect(resolve_url(step))

    return answer


def first_step_of(request: HttpRequest) -> str | None:
    """Return the route of an account's next first step, or None."""
    if request.user.temporary_until is not None:
        return PASSWORD
    if _needs_passkey(request) and not _has(request, PASSKEY, (Authenticator.Type.WEBAUTHN,)):
        return PASSKEY_PAGE
    if needs_factor(request) and not _has(request, FACTOR, FACTORS):
        return FACTOR_PAGE
    return None


def needs_factor(request: HttpRequest) -> bool:
    """Tell whether the roles of an account need a second factor."""
    required = settings.STANDTO_SECOND_FACTOR == "required"
    return required and bool(request.user.roles_for() - OF_ONE_FACTOR)


def _needs_passkey(request: HttpRequest) -> bool:
    return bool(settings.STANDTO_PASSKEYS_REQUIRED and request.user.roles_for() & OF_PASSKEYS)


def _has(request: HttpRequest, key: str, types: Collection[str]) -> bool:
    """Tell whether an account has a factor of some types, remembering a yes in its session."""
    if not request.session.get(key):
        if not Authenticator.objects.filter(user=request.user, type__in=types).exists():
            return False
        request.session[key] = True
    return True


def _is_let_through(request: HttpRequest) -> bool:
    if request.path_info.startswith(resolve_url(OWN_PAGES)):
        return True
    try:
        return mark_of(resolve(request.path_info).func) == OPEN
    except Resolver404:
        return True
