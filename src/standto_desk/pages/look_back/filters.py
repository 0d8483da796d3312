"""The form that filters entries, with choices from the words in the ledger so far."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Lock
from typing import Any

from django import forms

from standto.model.event import LINES
from standto.model.time import Instant
from standto_desk.clock import now
from standto_desk.kit.instants import InstantField, written
from standto_desk.ledger.cached_answers import LedgerCache, current_ledger
from standto_desk.ledger.entry_queries import Entries
from standto_desk.ledger.reading import entries, known_entries
from standto_desk.pages.look_back.words_of_kinds import kind_words, plain, sort_words
from standto_desk.presenting.subjects import names_in_force

COLUMNS = {"sort": "sort", "kind": "kind", "post": "post", "force": "force", "about": "subject"}
"""The fields that offer words from the ledger, and the column of each."""
TABLES = ("pools", "duties", "crews", "forces")
"""The tables whose rows can be chosen as subjects, beside declarations; none is a person."""
UNKNOWN = {"invalid_choice": "Choose one from the list"}


class EntryFilterForm(forms.Form):
    """A filter of entries; a field that is left empty filters nothing.

    The subject is chosen from a list without people, so that no address ever holds a person.
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
        label="Filter by when an entry",
        required=False,
        error_messages=UNKNOWN,
        choices=[("", "became known"), ("recorded", "was recorded"), ("occurred", "takes effect")],
    )
    start = InstantField(label="From", required=False)
    until = InstantField(label="Until", required=False)
    first = forms.IntegerField(label="First entry number", required=False, min_value=1)
    last = forms.IntegerField(label="Last entry number", required=False, min_value=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        used, names, present = words_used(), names_in_force(), now()
        labels = {"sort": sort_words, "kind": kind_words, "post": plain}
        for name in COLUMNS:
            label = labels.get(name, lambda word: names.get(word, word))
            self.fields[name].choices = _choices({word: label(word) for word in used.known(name, present)})

    def clean(self) -> dict[str, Any]:
        """Return what was filled in, with an error if a range ends before it begins."""
        asked = super().clean()
        for first, last in (("start", "until"), ("first", "last")):
            low, high = asked.get(first), asked.get(last)
            if low is not None and high is not None and high < low:
                self.add_error(last, f"“{self.fields[last].label}” must not be before “{self.fields[first].label}”")
        return asked

    def found(self) -> Entries:
        """Return the entries that match, the latest first; all of them if the form has errors or is empty."""
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
        return known_entries().matching(wanted).latest_first()

    @property
    def asked(self) -> dict[str, Any]:
        """The fields that were filled in."""
        if not self.is_valid():
            return {}
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}

    @property
    def query(self) -> dict[str, Any]:
        """The same as the parameters of an address."""
        return {name: written(one) if name in ("start", "until") else one for name, one in self.asked.items()}


class WordsUsed:
    """The words in a ledger's entries that can be chosen, each with the time at which it first became known."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._read = 0
        self._known: dict[str, dict[str, Instant]] = {name: {} for name in COLUMNS}

    def known(self, name: str, at: Instant) -> list[str]:
        """Return the words for a field that are known at a moment."""
        return [word for word, known in self._known[name].items() if word and known <= at]

    def read_on(self, until: int) -> WordsUsed:
        """Add the words of new entries, up to one."""
        with self._lock:
            if until > self._read:
                new = entries(after=self._read, until=until)
                for name, column in COLUMNS.items():
                    found = new.rows(*TABLES) | new.events(*LINES["declared"]) if name == "about" else new
                    for word, known in found.words_in(column):
                        self._known[name][word] = min(known, self._known[name].get(word, known))
                self._read = until
        return self


_words: LedgerCache[str, WordsUsed] = LedgerCache(4)


def words_used() -> WordsUsed:
    """Return the words in the entries of the current ledger."""
    ledger = current_ledger()
    return _words.get("words", WordsUsed, ledger).read_on(ledger.head.count)


def _choices(words: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the choices, sorted by their labels."""
    return [("", "Any"), *sorted(words.items(), key=lambda choice: (choice[1], choice[0]))]
