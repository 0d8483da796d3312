"""The desk's adapters for django-allauth: signing in, and the secrets of second factors."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

from standto_desk.access.client_addresses import address_of
from standto_desk.access.encryption import fernets
from standto_desk.access.first_steps import OWN_PAGES, first_step_of
from standto_desk.access.guess_limits import count_guess, is_name, plain_name
from standto_desk.access.models import Account
from standto_desk.access.permission import Action, may
from standto_desk.access.sessions import signed_in_lately
from standto_desk.clock import real_now

FIRST_PAGES = (
    (Action.SEE_COUNTS, "/"),
    (Action.STEP_BACK_SELF, "/my/"),
    (Action.MANAGE_ACCOUNTS, "/accounts/"),
)
"""The page after signing in: the first of these that the account may see."""


class AccountAdapter(DefaultAccountAdapter):
    """Signing in, without signing up, to the first page that an account may see."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Return False: only administrators make accounts."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address by which the desk counts guesses."""
        return address_of(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count nothing here, because `authenticate` counts atomically."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Account | None:
        """Count the guess, then compare; look the name up in the form in which it was counted."""
        name = plain_name(credentials.get("username"))
        guess = count_guess(request, name, password=True)
        found: Account | None = super().authenticate(
            request, **{**credentials, "username": name if is_name(name) else ""}
        )
        if found is None:
            guess.was_wrong()
        else:
            guess.was_right()
        return found

    def pre_login(self, request: HttpRequest, user: Account, **more: Any) -> HttpResponse | None:
        """Refuse a one-time password that has lapsed, as if the account were disabled."""
        if user.temporary_until is not None and user.temporary_until <= real_now():
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **more)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return the page after choosing a new password: the next first step, or the account's first page."""
        return self.get_login_redirect_url(request)

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Tell whether to ask for the password again: not just after signing in."""
        return not signed_in_lately(self.request) and super().is_reauthentication_required(app=app)

    def set_password(self, user: Account, password: str) -> None:
        """Set a password that the owner of the account chose."""
        user.temporary_until = None
        super().set_password(user, password)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return the first page that the account may see.

        One that waits for another administrator sees only its own pages, which ask for no first step: it goes there.
        """
        page = next((page for action, page in FIRST_PAGES if may(request.user, action)), None)
        return page or resolve_url(first_step_of(request) or OWN_PAGES)


PURPOSE = "second factors"


class FactorAdapter(DefaultMFAAdapter):
    """Second factors whose secrets are stored encrypted, with a key that is in no backup."""

    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:
        """Tell whether to ask for a second factor: not in the request in which the provider said that it did."""
        return not getattr(context.request, "outside_factor", False) and bool(super().is_mfa_enabled(user, types))

    def get_totp_label(self, user: Account) -> str:
        """Return the account's name in an authenticator app."""
        return str(user.username)

    def encrypt(self, text: str) -> str:
        """Return a secret in the form that is stored."""
        return fernets(PURPOSE).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a stored secret, even if its key has since been replaced."""
        return fernets(PURPOSE).decrypt(encrypted_text.encode()).decode()
