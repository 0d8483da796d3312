"""The forms of django-allauth in which a password or a code can be guessed, beside the one for signing in."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING
from unicodedata import normalize

from allauth.account.forms import ChangePasswordForm, ResetPasswordForm
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm, ReauthenticateForm
from django import forms
from django.core.cache import cache
from django.db import transaction

from standto_desk.access.confirming import locked_account
from standto_desk.access.emails import in_thread, send_links
from standto_desk.access.guess_limits import count_guess

if TYPE_CHECKING:
    from django.http import HttpRequest

CODE_LASTS = 120
"""Seconds for which a code from an app is right, at most: its own half minute, the one before and the one after."""


class ChangePassword(ChangePasswordForm):
    """A new password; whoever sits at somebody else's session could guess the old one here."""

    def clean_oldpassword(self) -> str:
        """Count the guess, then compare."""
        guess = count_guess(context.request, self.user.get_username(), password=True)
        try:
            old = str(super().clean_oldpassword())
        except forms.ValidationError:
            guess.was_wrong()
            raise
        guess.was_right()
        return old


class CountedCode(BaseAuthenticateForm):
    """Counts a guess at a code, and lets one at a time be tried, so that each code does once."""

    def clean_code(self) -> str:
        """Count the guess, then compare."""
        guess = count_guess(context.request, self.user.get_username(), password=False)
        wrong = None
        with transaction.atomic():
            locked_account(self.user.pk)
            try:
                code = str(super().clean_code())
                self._use(code)
            except forms.ValidationError as error:
                # Not raised here: what is noted of it is to be kept.
                wrong = error
        if wrong is not None:
            guess.was_wrong()
            raise wrong
        guess.was_right()
        return code

    def _use(self, code: str) -> None:
        """Let a code do once for as long as it would be right; allauth forgets after half a minute that it was used."""
        digits = "".join(sign for sign in normalize("NFKC", code).casefold() if sign.isalnum())
        used = f"standto.code.{self.user.pk}.{sha256(digits.encode()).hexdigest()}"
        if not cache.add(used, "used", timeout=CODE_LASTS):
            self._emit_authentication_failed(self.authenticator)
            raise get_adapter().validation_error("incorrect_code")


class Authenticate(CountedCode, AuthenticateForm):
    """The second step of signing in."""


class Reauthenticate(CountedCode, ReauthenticateForm):
    """A code asked for again."""


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
