"""The routes and the validator of the provider of the tests."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.models import User
from django.shortcuts import redirect
from django.urls import include, path
from oauth2_provider.oauth2_validators import OAuth2Validator


def sign_in(request):
    """Sign in whoever the cookie says, as a provider does by its own means."""
    user = User.objects.get(username=request.COOKIES["who"])
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return redirect(request.GET["next"])


class Validator(OAuth2Validator):
    """Adds how somebody signed in, and tampers where a test asks for it."""

    oidc_claim_scope = None

    def get_additional_claims(self, request):
        methods = ["pwd", "otp"] if request.user.username == "strong" else ["pwd"]
        return {"amr": methods, "name": "Ada Lovelace", "login": request.user.username}

    def get_id_token_dictionary(self, token, token_handler, request):
        claims, expires = super().get_id_token_dictionary(token, token_handler, request)
        wrong = settings.PROVIDER_FOLDER / "tampered"
        if wrong.exists():
            claims[{"issuer": "iss", "nonce": "nonce"}[wrong.read_text()]] = "http://elsewhere.example"
        return claims, expires


urlpatterns = [
    path("login/", sign_in),
    path("o/", include("oauth2_provider.urls", namespace="oauth2_provider")),
]
