"""The desk's adapters for django-allauth: signing in, and the secrets of second factors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter

from standto_desk.access.client_addresses import address_of
from standto_desk.access.encryption import fernets
from standto_desk.access.guess_limits import count_guess, is_name, plain_name
from standto_desk.access.permission import Action, may
from standto_desk.access.sessions import signed_in_lately
from standto_desk.clock import real_now

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from standto_desk.access.models import Account


FIRST_PAGES = (
    (Action.SEE_COUNTS, "/"),
    (Action.STEP_BACK_SELF, "/my/"),
    (Action.MANAGE_ACCOUNTS, "/accounts/"),
)
"""Where somebody comes to after signing in: the first page of these that they may see."""


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up, and each comes first to the page that is theirs."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Tell that nobody signs up."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address that the desk counts guesses by."""
        return address_of(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count nothing here: `authenticate` has, and atomically."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Account | None:
        """Count the guess, then compare; a name is looked up in the form in which it was counted."""
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

    def pre_login(self, request: HttpRequest, user: Account, **told: Any) -> HttpResponse | None:
        """Turn away who comes with a one-time password that has lapsed, as if the account were disabled."""
        if user.temporary_until is not None and user.temporary_until <= real_now():
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **told)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return where somebody goes on who has a new password: to the next first step, or to their first page."""
        return self.get_login_redirect_url(request)

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Tell whether a password is asked for again: not of who has only just signed in."""
        return not signed_in_lately(self.request) and super().is_reauthentication_required(app=app)

    def set_password(self, user: Account, password: str) -> None:
        """Set a password that somebody chose themself."""
        user.temporary_until = None
        super().set_password(user, password)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return the first page of who has signed in."""
        return next((page for action, page in FIRST_PAGES if may(request.user, action)), "/account/")


PURPOSE = "second factors"


class FactorAdapter(DefaultMFAAdapter):
    """Keeps the secrets of second factors encrypted."""

    def get_totp_label(self, user: Account) -> str:
        """Return what an authenticator app calls the account."""
        return str(user.username)

    def encrypt(self, text: str) -> str:
        """Return a secret as it is kept."""
        return fernets(PURPOSE).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret that was kept, also under a key that has since been replaced."""
        return fernets(PURPOSE).decrypt(encrypted_text.encode()).decode()
