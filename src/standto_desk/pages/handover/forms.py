"""What is asked when a post is handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django import forms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from standto_desk.access.models import Account


def new_key() -> str:
    """Return a key for one form."""
    return uuid4().hex


class OnceForm(forms.Form):
    """A form that can be sent twice and is entered once."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False, initial=new_key)


class OfferForm(OnceForm):
    """To whom, and what they should know."""

    to = forms.ChoiceField(label="Who takes the post over")
    note = forms.CharField(
        label="What should they know that the brief does not say?",
        help_text="Do not name anybody who stepped back, and give nobody's reason. It is kept, and can be redacted.",
        required=False,
        max_length=5000,
        widget=forms.Textarea(),
    )

    def __init__(self, *args: object, accounts: Iterable[Account], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(str(one.pk), one.get_username()) for one in accounts]


class AcceptForm(OnceForm):
    """The name by which somebody takes a post over."""

    name = forms.CharField(label="Your name", help_text="You hold the post from the moment you accept", max_length=200)


class WithdrawForm(OnceForm):
    """A form with nothing but a button."""
