"""A new password by mail, for whoever has an account at the address that they type, and for nobody else.

Whether an account has the address is looked up beside the request, so that neither the answer nor the time that it
takes tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.forms import ResetPasswordForm, default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from standto_desk.access.emails import in_thread, send
from standto_desk.access.models import Account

if TYPE_CHECKING:
    from django.http import HttpRequest

SUBJECT = "A new password for Standto"
TEXT = """Somebody, most likely you, asked for a new password for your Standto account {username}.

Choose one within an hour: {link}

If it was not you, do nothing: your password stays as it is.
"""


class ResetPassword(ResetPasswordForm):
    """The address typed by somebody who has lost their password."""

    def clean_email(self) -> str:
        """Take any address: what an account has is not looked up here."""
        return str(self.cleaned_data["email"])

    def save(self, request: HttpRequest, **_more: object) -> str:  # noqa: ARG002
        """Have the letters sent, if there are any; return the address."""
        email = str(self.cleaned_data["email"])
        in_thread(send_links, email)
        return email


def send_links(typed: str) -> None:
    """Send each account in use that has an address a link to choose a new password by, to the address as it is kept."""
    for account in Account.objects.filter(is_active=True, email__iexact=typed).exclude(email="").order_by("username"):
        text = TEXT.format(username=account.get_username(), link=link_of(account))
        send(EmailMessage(SUBJECT, text, to=[account.email]))


def link_of(account: Account) -> str:
    """Return the address at which an account chooses a new password."""
    parts = {"uidb36": user_pk_to_url_str(account), "key": default_token_generator.make_token(account)}
    return f"{settings.STANDTO_ADDRESS}{reverse('account_reset_password_from_key', kwargs=parts)}"
