"""The forms of something kept under a name: renaming it, ending it, and showing it to a commander."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from standto_desk.access.models import Account
from standto_desk.acts.kept_things import LONGEST_NAME, LONGEST_NOTE
from standto_desk.kit.act_forms import ActForm


class RenameForm(ActForm):
    """Another name of something kept; `was` is the one that the page showed."""

    name = forms.CharField(label="Another name", max_length=LONGEST_NAME)
    was = forms.CharField(widget=forms.HiddenInput, required=False, max_length=LONGEST_NAME)


class ShowForm(ActForm):
    """The account that is to look at something kept, and a note for it."""

    to = forms.ChoiceField(label="Who should look at it?")
    note = forms.CharField(
        label="What should they look at?",
        help_text="Do not write anything about a person.",
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(),
    )

    def __init__(self, *args: Any, accounts: Iterable[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(str(one.pk), one.get_username()) for one in accounts]


class EndKeptForm(ActForm):
    """A form with only a button."""
