"""Forms that tell what happened: the fields of each are those that the kind of event uses, and no words are asked for.

No form about a person has a place for a reason.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django import forms

from standto.model.time import FOREVER
from standto.scenario.event_rules import POOL_RULES, RULES
from standto.wording import counted
from standto_desk.acts.occurrences import Occurrence
from standto_desk.acts.recording import PEOPLE_KINDS
from standto_desk.clock import now
from standto_desk.components.typed_ciphers import shown_cipher
from standto_desk.pages.recording.cells import FIELDS
from standto_desk.pages.recording.ciphers import ciphers_in
from standto_desk.presenting.event_kinds import KINDS, PLACES

if TYPE_CHECKING:
    from standto.model.scenario import Scenario

LARGEST = 1_000_000
"""Bytes of an uploaded list; ten thousand ciphers are a tenth of it."""
MOST_NAMED = 50
"""Ciphers that one message names; the rest is counted."""
LONGEST = 40
"""Signs of a cipher that a message shows."""


class OccurrenceForm(forms.Form):
    """What happened, of one kind.

    Parameters
    ----------
    kind
        The kind of event, or one of `PLACES`; its rule says which fields there are.
    scenario
        What there is to choose from.
    force
        The force whose people may be named.
    """

    def __init__(self, *args: Any, kind: str, scenario: Scenario, force: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = PLACES.get(kind, kind)
        self._own = {person.id for person in scenario.people if person.force == force}
        rule = POOL_RULES[self.kind] if kind in PLACES else RULES[kind]
        columns = ("subject", "capability", "occurred", "until", "count", "low", "high", "source", "note")
        for column in (column for column in columns if column not in rule.refuses):
            for name, field in FIELDS[column](scenario, rule.subject, column in rule.needs):
                self.fields[name] = field

    def clean_people(self) -> list[str]:
        """Leave it to `clean`, which knows the file too."""
        return ciphers_in(self.cleaned_data["people"])

    def clean_file(self) -> list[str]:
        """Return the ciphers in an uploaded file."""
        file = self.cleaned_data.get("file")
        if file is None:
            return []
        if file.size > LARGEST:
            raise forms.ValidationError("The file must be smaller than 1 MB")
        try:
            return ciphers_in(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise forms.ValidationError("The file must be text or CSV in UTF-8") from None

    def clean(self) -> dict[str, Any]:
        """Check what several fields say together."""
        told = self.cleaned_data
        if "people" in self.fields and not self.errors.keys() & {"people", "file"}:
            self._check_people(told["people"] + told["file"])
        begins = told.get("occurred") or now()
        if told.get("until") is not None and told["until"] <= begins:
            self.add_error("until", "The end must be after the beginning")
        if "low" in self.fields and not self.errors:
            self._check_figure(told.get("count"), told.get("low"), told.get("high"))
        return told

    def _check_people(self, ciphers: list[str]) -> None:
        """Say which ciphers are unknown, and which are there more than once."""
        if not ciphers:
            self.add_error("people", "Enter at least one cipher, or choose a file")
        often = Counter(ciphers)
        unknown = sorted(often.keys() - self._own)
        twice = sorted(cipher for cipher, times in often.items() if times > 1)
        said = [f"Nobody of your force has {_named(unknown)}"] if unknown else []
        said += [f"There more than once: {_named(twice)}"] if twice else []
        if said:
            self.add_error("people", "; ".join([said[0], *(f"{more[0].lower()}{more[1:]}" for more in said[1:])]))

    def _check_figure(self, count: int | None, low: int | None, high: int | None) -> None:
        """Say what is wrong with a reported figure."""
        if (count is None) == (low is None and high is None):
            self.add_error("count", "Enter either one number, or a lowest and a highest")
        elif count is None and (low is None or high is None):
            self.add_error("low" if low is None else "high", "Enter both a lowest and a highest number")
        elif low is not None and high is not None and high < low:
            self.add_error("high", "The highest number must not be less than the lowest")

    def occurrence(self) -> Occurrence:
        """Return what a sound form tells."""
        told = self.cleaned_data
        people = told.get("people", []) + told.get("file", [])
        return Occurrence(
            kind=self.kind,
            subjects=tuple(people) or (told["subject"],),
            occurred=told.get("occurred"),
            until=FOREVER if told.get("until") is None else told["until"],
            capability=told.get("capability", ""),
            count=told.get("count"),
            low=told.get("low"),
            high=told.get("high"),
            source=told.get("source", ""),
            text=told.get("note", ""),
        )


class PeopleForm(OccurrenceForm):
    """What happened to people, of one of the kinds of every day."""

    kind_of_event = forms.ChoiceField(
        label="What happened?",
        choices=[(kind, KINDS[kind].name) for kind in PEOPLE_KINDS],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what happened"},
    )

    def __init__(self, *args: Any, scenario: Scenario, force: str, **kwargs: Any) -> None:
        super().__init__(*args, kind=PEOPLE_KINDS[0], scenario=scenario, force=force, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Check also that what is filled is what the chosen kind uses."""
        told = super().clean()
        self.kind = told.get("kind_of_event", self.kind)
        for column, what in (("capability", "All"), ("until", "blank")):
            if told.get(column) and column in RULES[self.kind].refuses:
                self.add_error(column, f"Leave this {what.lower()}: “{KINDS[self.kind].name}” takes none")
        return told


def _named(ciphers: list[str]) -> str:
    """Return ciphers as a list, the first by name."""
    more = len(ciphers) - MOST_NAMED
    said = ", ".join(_short(cipher) for cipher in ciphers[:MOST_NAMED])
    return f"{said} and {counted(more, 'other')}" if more > 0 else said


def _short(cipher: str) -> str:
    """Return a cipher as a message shows it."""
    return f"{shown_cipher(cipher[:LONGEST])}…" if len(cipher) > LONGEST else shown_cipher(cipher)
