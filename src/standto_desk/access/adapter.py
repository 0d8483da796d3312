"""What the desk does otherwise than django-allauth by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.adapter import DefaultAccountAdapter

from standto_desk.access.addresses import address_of
from standto_desk.access.permission import Action, may

if TYPE_CHECKING:
    from django.http import HttpRequest

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

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return the first page of who has signed in."""
        return next((page for action, page in FIRST_PAGES if may(request.user, action)), "/account/second-factor/")
