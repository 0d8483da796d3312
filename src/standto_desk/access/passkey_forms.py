"""The desk's versions of django-allauth's forms for passkeys, which survive whatever is sent to them.

Guesses are not counted: nobody guesses a signature over a challenge that the desk has just made.
"""

from __future__ import annotations

import struct
from typing import Any

from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms

from standto_desk.access.security_log import SecurityKind, note

LONGEST = 100
NOT_MADE = "The passkey was not added. Try again, on the device that is to keep it"
NOT_USED = "This passkey does not work here. Try again, or sign in with your password"
UNREADABLE = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RuntimeError, struct.error)
"""What libraries raise at an answer that no device sends; too much depth is a `RuntimeError`."""


class DeviceAnswerField(forms.JSONField):
    """The answer of a device: an object. Anything else gets the same sentence, nothing at all included."""

    def __init__(self, refusal: str) -> None:
        super().__init__(widget=forms.HiddenInput, error_messages={"required": refusal, "invalid": refusal})

    def to_python(self, value: Any) -> Any:
        """Return the object, or raise the refusal."""
        try:
            read = super().to_python(value)
        except (ValueError, RecursionError):  # numbers as long and lists as deep as the request allows
            read = None
        if not read or not isinstance(read, dict):
            raise forms.ValidationError(self.error_messages["invalid"])
        return read


class AddPasskey(AddWebAuthnForm):
    """A new passkey. The device must check that its owner is there, because the desk asks for nothing else later."""

    name = forms.CharField(
        label="Name",
        help_text="So that you can tell your passkeys apart, such as My phone.",
        required=False,
        max_length=LONGEST,
    )
    credential = DeviceAnswerField(NOT_MADE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"name": ""}
        super().__init__(*args, **kwargs)
        # The options of its page ask for a passkey that signs in by itself.
        del self.fields["passwordless"]

    def clean_name(self) -> str:
        """Return the name, or a number."""
        held = Authenticator.objects.filter(user=self.user, type=Authenticator.Type.WEBAUTHN).count()
        return self.cleaned_data["name"].strip() or f"Passkey {held + 1}"

    def clean(self) -> dict[str, Any]:
        """Check the answer of the device."""
        try:
            cleaned: dict[str, Any] = super().clean()
        except (*UNREADABLE, forms.ValidationError):
            raise forms.ValidationError(NOT_MADE) from None
        return cleaned


class CheckedPasskey(AuthenticateWebAuthnForm):
    """An answer of a device, for signing in or confirming."""

    credential = DeviceAnswerField(NOT_USED)

    def clean_credential(self) -> Authenticator:
        """Return the passkey that signed the challenge."""
        try:
            return super().clean_credential()
        except (*UNREADABLE, forms.ValidationError):
            note(SecurityKind.PASSKEY_FAILED, account=self.user, request=context.request)
            raise forms.ValidationError(NOT_USED) from None


class PasskeyAsSecondStep(CheckedPasskey):
    """A passkey after a password."""


class LoginPasskey(CheckedPasskey, LoginWebAuthnForm):
    """A passkey alone."""


class PasskeyAgain(CheckedPasskey, ReauthenticateWebAuthnForm):
    """A passkey asked for again."""
