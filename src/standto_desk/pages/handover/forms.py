"""What is asked when a post is handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms

from standto_desk.kit.act_forms import KeyField, OnceForm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from standto_desk.access.models import Account


class HandoverForm(OnceForm):
    """A form about a handover; without a key it is entered as often as it is sent, which the next refuses."""

    key = KeyField(required=False)


class OfferForm(HandoverForm):
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


class AcceptForm(HandoverForm):
    """The name by which somebody takes a post over."""

    name = forms.CharField(label="Your name", help_text="You hold the post from the moment you accept", max_length=200)


class WithdrawForm(HandoverForm):
    """A form with nothing but a button."""
