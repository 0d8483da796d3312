"""The forms of things kept under a name: renaming one, ending it, showing it to a commander, and comparing several."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from standto_desk.access.models import Account
from standto_desk.acts.kept_sorts import LONGEST_NAME, LONGEST_NOTE
from standto_desk.kit.act_forms import ActForm

MOST_COMPARED = 4
"""The number of kept things that stand side by side."""


NOT_ABOUT_PEOPLE = "Do not write anything about a person."


def name_to_keep(noun: str, example: str) -> forms.CharField:
    """Return a field for the name under which something is kept.

    Parameters
    ----------
    noun, example
        The name of its sort, and a name that one of it could have.
    """
    hint = f"For example: {example}. {NOT_ABOUT_PEOPLE}"
    return forms.CharField(label=f"Name of this {noun}", help_text=hint, max_length=LONGEST_NAME)


class RenameForm(ActForm):
    """Another name of something kept; `was` is the one that the page showed."""

    decisive = ("was",)

    name = forms.CharField(label="Another name", max_length=LONGEST_NAME)
    was = forms.CharField(widget=forms.HiddenInput, required=False, max_length=LONGEST_NAME)


class ShowForm(ActForm):
    """The account that is to look at something kept, and a note for it."""

    decisive = ()

    to = forms.ChoiceField(label="Who should look at it?")
    note = forms.CharField(
        label="What should they look at?",
        help_text=NOT_ABOUT_PEOPLE,
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(),
    )

    def __init__(self, *args: Any, accounts: Iterable[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(str(one.pk), one.get_username()) for one in accounts]


class EndKeptForm(ActForm):
    """A form with only a button."""


class CompareKeptForm(ActForm):
    """The kept things that are to stand side by side.

    Parameters
    ----------
    noun, beside
        The name of their sort, and the words for what else stands beside them; blank if nothing does.
    """

    kept = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)

    def __init__(self, noun: str, beside: str, *args: Any, kept: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._noun = noun
        chosen = self.fields["kept"]
        chosen.label = f"Which of them do you want to compare{beside}?"
        chosen.error_messages["required"] = f"Choose at least one {noun} to compare{beside}"
        chosen.choices = [(str(one.pk), one.name) for one in kept]

    def clean_kept(self) -> list[int]:
        """Return the numbers of the chosen things."""
        chosen: list[str] = self.cleaned_data["kept"]
        if len(chosen) > MOST_COMPARED:
            raise forms.ValidationError(f"Choose at most {MOST_COMPARED} {self._noun}s: you chose {len(chosen)}")
        return [int(one) for one in chosen]
