"""The desk's versions of django-allauth's forms for passwords and codes, except the one for signing in."""

from __future__ import annotations

from hashlib import sha256
from unicodedata import normalize

from allauth.account.forms import ChangePasswordForm, ResetPasswordForm
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm, ReauthenticateForm
from django import forms
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest

from standto_desk.access.confirming import locked_account
from standto_desk.access.emails import in_thread, send_links
from standto_desk.access.guess_limits import count_guess

CODE_LASTS = 120
"""The most seconds for which a code from an app is right: its own half minute and one on each side."""


class ChangePassword(ChangePasswordForm):
    """A new password. Guesses at the old one are counted, because somebody else may have the session."""

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
    """A code whose guesses are counted and tried one at a time, so that each code works once."""

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
                # Raised after the transaction, so that the lines of the log are kept.
                wrong = error
        if wrong is not None:
            guess.was_wrong()
            raise wrong
        guess.was_right()
        return code

    def _use(self, code: str) -> None:
        """Accept a code once while it is right; allauth itself forgets used codes after half a minute."""
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
        """Accept any address, without looking for an account that has it."""
        return str(self.cleaned_data["email"])

    def save(self, request: HttpRequest, **_more: object) -> str:  # noqa: ARG002
        """Send the e-mails in a thread of their own; return the address."""
        email = str(self.cleaned_data["email"])
        in_thread(send_links, email)
        return email
