"""The forms of django-allauth in which a password or a code can be guessed, beside the one for signing in."""

from __future__ import annotations

from allauth.account.forms import ChangePasswordForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm, ReauthenticateForm
from django import forms
from django.db import transaction

from standto_desk.access.confirming import locked
from standto_desk.access.guessing import count_guess


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
            locked(self.user.pk)
            try:
                code = str(super().clean_code())
            except forms.ValidationError as error:
                # Not raised here: what is noted of it is to be kept.
                wrong = error
        if wrong is not None:
            guess.was_wrong()
            raise wrong
        guess.was_right()
        return code


class Authenticate(CountedCode, AuthenticateForm):
    """The second step of signing in."""


class Reauthenticate(CountedCode, ReauthenticateForm):
    """A code asked for again."""
