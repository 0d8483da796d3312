"""The form that filters entries, and the words that it offers: those that the ledger has used so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any

from django import forms
from django.db import connection
from django.db.models import Q
from django.utils.http import urlencode

from standto.model.event import LINES
from standto.model.time import BEGINNING, FOREVER
from standto_desk.ledger.reading import head, known_entries
from standto_desk.pages.look_back.entry_parts import plain
from standto_desk.pages.look_back.instants import InstantField, written
from standto_desk.presenting.subjects import names_in_force

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import QuerySet

    from standto.model.time import Instant
    from standto_desk.ledger.models import Entry

SUBJECTS = ("pools", "duties", "forces")
"""The tables whose rows can be chosen as subjects, beside declarations; never people."""
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
    until = InstantField(label="Until before", required=False)
    first = forms.IntegerField(label="Entry number from", required=False, min_value=1)
    last = forms.IntegerField(label="Entry number until", required=False, min_value=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        used, names = words_used(), names_in_force()
        for name in ("sort", "kind", "post"):
            self.fields[name].choices = _choices({word: plain(word) for word in getattr(used, name)})
        for name in ("about", "force"):
            self.fields[name].choices = _choices({word: names.get(word, word) for word in getattr(used, name)})

    def clean(self) -> dict[str, Any]:
        """Return what was filled in, with an error where a range ends before it begins."""
        asked = super().clean()
        for first, last in (("start", "until"), ("first", "last")):
            low, high = asked.get(first), asked.get(last)
            if low is not None and high is not None and high < low:
                self.add_error(last, f"{self.fields[last].label} must not be before {self.fields[first].label.lower()}")
        return asked

    def found(self) -> QuerySet[Entry]:
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
        return known_entries().filter(**wanted).order_by("-sequence")

    @property
    def asked(self) -> dict[str, Any]:
        """The fields that were filled in."""
        if not self.is_valid():
            return {}
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}

    @property
    def query(self) -> str:
        """The same as the beginning of an address's query."""
        asked = {name: written(one) if name in ("start", "until") else one for name, one in self.asked.items()}
        return f"{urlencode(asked)}&" if asked else ""


@dataclass
class WordsUsed:
    """The words in the entries up to a place of the ledger, as known at a moment."""

    sequence: int = 0
    hash: str = ""
    known: Instant = BEGINNING - 1
    sort: set[str] = field(default_factory=set)
    kind: set[str] = field(default_factory=set)
    post: set[str] = field(default_factory=set)
    force: set[str] = field(default_factory=set)
    about: set[str] = field(default_factory=set)

    def read_on(self, until: Instant) -> None:
        """Add the words of the entries that were made or became known since."""
        new = known_entries(until).filter(Q(sequence__gt=self.sequence) | Q(known__gt=self.known)).order_by()
        for column in ("sort", "kind", "post", "force"):
            getattr(self, column).update(_distinct(new, column))
        rows, declarations = Q(sort="row", kind__in=SUBJECTS), Q(sort="event", kind__in=LINES["declared"])
        self.about.update(_distinct(new.filter(rows | declarations), "subject"))


_known: dict[tuple[str, ...], WordsUsed] = {}
_lock = Lock()


def words_used() -> WordsUsed:
    """Return the words in the ledger's known entries."""
    settings: dict[str, Any] = connection.settings_dict
    place = tuple(str(settings[key]) for key in ("ENGINE", "HOST", "PORT", "NAME"))
    with _lock:
        end, kept = head(), _known.get(place)
        last = known_entries().order_by("-known").values_list("known", flat=True).first()
        known = BEGINNING - 1 if last is None else int(last)
        if kept is None or kept.known > known or not _is_of(kept, end.count):
            kept = _known[place] = WordsUsed()
        if (kept.sequence, kept.known) != (end.count, known):
            kept.read_on(known)
            kept.sequence, kept.hash, kept.known = end.count, end.hash, known
        return kept


def _is_of(kept: WordsUsed, count: int) -> bool:
    """Whether words are those of this ledger, and not of another that stood in its place."""
    if not kept.sequence:
        return True
    return kept.sequence <= count and known_entries(FOREVER).filter(sequence=kept.sequence, hash=kept.hash).exists()


def _distinct(entries: Any, column: str) -> Iterable[str]:
    """Return the words of a column, each once, without blanks."""
    return filter(None, entries.values_list(column, flat=True).distinct())


def _choices(words: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what to choose from, sorted by what is read."""
    return [("", "Any"), *sorted(words.items(), key=lambda choice: (choice[1], choice[0]))]
