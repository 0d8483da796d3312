"""Which entries are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.http import urlencode

from standto_desk.ledger.reading import known_entries
from standto_desk.pages.look_back.filter_choices import filter_choices_now
from standto_desk.pages.look_back.instants import InstantField, written
from standto_desk.presenting.subjects import names_in_force

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from standto_desk.ledger.models import Entry

UNKNOWN = {"invalid_choice": "Choose one of the list"}


class EntryFilterForm(forms.Form):
    """What entries are asked for by; whatever is left open is not asked for.

    What they are about is chosen of a list that holds no person, so that no address ever does.
    """

    sort = forms.ChoiceField(label="Sort", required=False, error_messages=UNKNOWN)
    kind = forms.ChoiceField(label="Kind", required=False, error_messages=UNKNOWN)
    about = forms.ChoiceField(label="About", required=False, error_messages=UNKNOWN)
    post = forms.ChoiceField(label="Post", required=False, error_messages=UNKNOWN)
    force = forms.ChoiceField(label="Entered for the force", required=False, error_messages=UNKNOWN)
    imported = forms.ChoiceField(
        label="Imported history",
        required=False,
        error_messages=UNKNOWN,
        choices=[("", "Any"), ("yes", "Imported"), ("no", "Entered here")],
    )
    by = forms.ChoiceField(
        label="The times below are when an entry",
        required=False,
        error_messages=UNKNOWN,
        choices=[("", "became known"), ("recorded", "was recorded"), ("occurred", "takes effect")],
    )
    start = InstantField(label="From", required=False)
    until = InstantField(label="Until before", required=False)
    first = forms.IntegerField(label="Entry number from", required=False, min_value=1)
    last = forms.IntegerField(label="Entry number until", required=False, min_value=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words, names = filter_choices_now(), names_in_force()
        for name, choices in (
            ("sort", words.sorts),
            ("kind", words.kinds),
            ("about", words.subjects),
            ("post", words.posts),
            ("force", words.forces),
        ):
            plain = name in ("sort", "kind", "post")
            labels = {word: _plain(word) if plain else names.get(word, word) for word in choices}
            self.fields[name].choices = _choices(labels)

    def clean(self) -> dict[str, Any]:
        """Return what was asked, having told of times and numbers that are the wrong way round."""
        asked = super().clean()
        for first, last in (("start", "until"), ("first", "last")):
            low, high = asked.get(first), asked.get(last)
            if low is not None and high is not None and high < low:
                self.add_error(last, f"{self.fields[last].label} must not be before {self.fields[first].label.lower()}")
        return asked

    def found(self) -> QuerySet[Entry]:
        """Return the entries asked for, the latest first; every one where the form has faults or is not filled."""
        asked = self.asked
        wanted: dict[str, Any] = {name: asked[name] for name in ("sort", "kind", "post", "force") if name in asked}
        time = asked.get("by", "known")
        wanted |= {
            test: asked[name]
            for name, test in (
                ("about", "subject"),
                ("start", f"{time}__gte"),
                ("until", f"{time}__lt"),
                ("first", "sequence__gte"),
                ("last", "sequence__lte"),
            )
            if name in asked
        }
        if "imported" in asked:
            wanted["imported"] = asked["imported"] == "yes"
        return known_entries().filter(**wanted).order_by("-sequence")

    @property
    def asked(self) -> dict[str, Any]:
        """What was asked for."""
        if not self.is_valid():
            return {}
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}

    @property
    def query(self) -> str:
        """What was asked for as the beginning of a query."""
        said = {name: written(one) if name in ("start", "until") else one for name, one in self.asked.items()}
        return f"{urlencode(said)}&" if said else ""


def _plain(word: str) -> str:
    """Return what an entry says of itself as a word to read."""
    return word.replace("-", " ").capitalize()


def _choices(words: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what to choose from, in the order of what is read."""
    return [("", "Any"), *sorted(words.items(), key=lambda choice: (choice[1], choice[0]))]
