"""The forms for handing over a post."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms

from standto_desk.access.models import Account
from standto_desk.kit.act_forms import KeyField, OnceForm


class HandoverForm(OnceForm):
    """A form about a handover; without a key, the desk refuses it the second time."""

    key = KeyField(required=False)


class OfferForm(HandoverForm):
    """The next holder of a post, and a note for them."""

    to = forms.ChoiceField(label="Who will take over the post?")
    note = forms.CharField(
        label="What should they know that the brief does not say?",
        help_text="Do not name anybody who stepped back, and give no reasons. We keep the note. It can be redacted.",
        required=False,
        max_length=5000,
        widget=forms.Textarea(),
    )

    def __init__(self, *args: object, accounts: Iterable[Account], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(str(one.pk), one.get_username()) for one in accounts]


class AcceptForm(HandoverForm):
    """The name under which somebody accepts a post."""

    name = forms.CharField(label="Your name", help_text="You hold the post from the moment you accept", max_length=200)


class WithdrawForm(HandoverForm):
    """The button that withdraws or declines an offer."""
