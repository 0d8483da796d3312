"""Signing in at a provider of OpenID Connect: out to it, and what it answers.

django-allauth speaks the protocol. The desk decides which account it is by its own table, and keeps nothing of what the
provider says about a person.
"""

from __future__ import annotations

from secrets import compare_digest, token_urlsafe
from typing import Any

import requests
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.adapter import get_adapter as get_social_adapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from standto.errors import InputError
from standto_desk.access.identities import account_of_identity, link_identity
from standto_desk.access.security_log import SecurityKind, note
from standto_desk.access.sessions import FACTOR

PROVIDER = "provider"
"""The id of the one provider, in addresses."""
NONCE, LINKING = "oidc_nonce", "oidc_linking"
"""The keys of a session: the nonce of a sign-in that is under way, and the account that is being linked."""
DOWN = "We cannot reach the sign-in service of your organisation. Sign in with your password, or try again later"
FAILED = "Signing in at your organisation did not work, and nothing was changed. Try again, or use your password"
UNKNOWN = "No account here belongs to that identity. Ask an administrator of your force to link your account"
FAULTS = (OAuth2Error, requests.RequestException, KeyError, ValueError, TypeError)
"""What goes wrong at a provider that is down, or that answers something else than it should."""


def is_set_up() -> bool:
    """Tell whether a provider is set up."""
    return bool(settings.STANDTO_OIDC_SERVER)


def provider_name() -> str:
    """Return the name of the provider for buttons; blank if none is set up."""
    return str(settings.STANDTO_OIDC_NAME) if is_set_up() else ""


def go_out(request: HttpRequest, *, linking: bool = False) -> HttpResponse:
    """Redirect to the provider; back to signing in if it cannot be reached."""
    nonce = token_urlsafe(32)
    try:
        provider = get_social_adapter().get_provider(request, PROVIDER)
        answer: HttpResponse = provider.redirect(request, "login", auth_params={"nonce": nonce})
    except FAULTS:
        return turn_back(request, DOWN)
    request.session[NONCE] = nonce
    request.session[LINKING] = str(request.user.pk) if linking else ""
    return answer


def come_back(request: HttpRequest) -> HttpResponse:
    """Take the provider's answer, and sign in or link."""
    try:
        view = OAuth2CallbackView.adapter_view(OpenIDConnectOAuth2Adapter(request, PROVIDER))
        answer: HttpResponse = view(request)
    except requests.RequestException:
        return turn_back(request, DOWN)
    except FAULTS:
        return turn_back(request, FAILED)
    return answer


def turn_back(request: HttpRequest, why: str) -> HttpResponse:
    """Go back to one's own account, or to signing in, and say why."""
    messages.error(request, why)
    return redirect("own-account" if request.user.is_authenticated else "account_login")


class OutsideAdapter(DefaultSocialAccountAdapter):
    """Hands every answer of the provider to the desk, before anything of it is kept."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002
        """Return False: only administrators make accounts."""
        return False

    def on_authentication_error(self, request: HttpRequest, provider: Any, **_more: Any) -> None:  # noqa: ARG002
        """Turn back, whatever went wrong."""
        note(SecurityKind.SIGN_IN_FAILED, account=None, request=request, detail="at the provider")
        raise ImmediateHttpResponse(turn_back(request, FAILED))

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Answer by the desk's own table."""
        raise ImmediateHttpResponse(_answered(request, sociallogin))


def _answered(request: HttpRequest, answer: SocialLogin) -> HttpResponse:
    token = answer.account.extra_data.get("id_token") or {}
    nonce, linking = request.session.pop(NONCE, ""), request.session.pop(LINKING, "")
    if not nonce or not compare_digest(str(token.get("nonce", "")), nonce):
        note(SecurityKind.SIGN_IN_FAILED, account=None, request=request, detail="at the provider")
        return turn_back(request, FAILED)
    name = str(answer.account.uid)
    if linking:
        return _linked(request, linking, name)
    account = account_of_identity(name)
    if account is None:
        note(SecurityKind.SIGN_IN_FAILED, account=None, request=request, detail="at the provider")
        return turn_back(request, UNKNOWN)
    record_authentication(request, account, "socialaccount", provider=PROVIDER)
    request.outside_factor = _is_second_factor(token)
    response = perform_login(request, Login(user=account))
    if request.outside_factor and request.user.is_authenticated:
        request.session[FACTOR] = True
    return response


def _linked(request: HttpRequest, linking: str, name: str) -> HttpResponse:
    """Link the account that asked for it, if it is still the one that is signed in."""
    if not request.user.is_authenticated or str(request.user.pk) != linking:
        return turn_back(request, FAILED)
    try:
        link_identity(by=request.user, account=request.user, name=name, request=request)
    except InputError as error:
        return turn_back(request, "; ".join(f"That identity {fault.what}" for fault in error.faults))
    messages.success(request, "Your account is linked. You can sign in at your organisation from now on")
    return redirect("own-account")


def _is_second_factor(token: dict[str, Any]) -> bool:
    """Tell whether the provider says that it asked for a second factor, in a word that the setting accepts."""
    methods = token.get("amr")
    said = {str(token.get("acr", "")), *(str(one) for one in (methods if isinstance(methods, list) else []))}
    return bool(said & set(settings.STANDTO_OIDC_SECOND_FACTOR))
