"""Forms for occurrences, each with the fields that its kind of event uses; none asks for a reason."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django import forms

from standto.model.scenario import Scenario
from standto.model.time import FOREVER
from standto.scenario.event_rules import POOL_RULES, RULES
from standto.wording import counted
from standto_desk.acts.occurrences import Occurrence
from standto_desk.acts.recording import PEOPLE_KINDS
from standto_desk.clock import now
from standto_desk.components.typed_ciphers import shown_cipher
from standto_desk.kit.act_forms import ActForm, BasedForm
from standto_desk.pages.recording.cipher_lists import ciphers_in
from standto_desk.pages.recording.column_fields import FIELDS, MOST
from standto_desk.presenting.event_kinds import KINDS, PLACES

LARGEST = 1_000_000
"""The most bytes of an uploaded list; ten thousand ciphers need a tenth of that."""
MOST_NAMED = 50
"""The number of ciphers that one message names; it counts the others."""
LONGEST = 40
"""The number of characters of a cipher that a message shows."""


class OccurrenceForm(ActForm):
    """An occurrence of one kind of event.

    Parameters
    ----------
    kind
        The kind of event, or one of `PLACES`; its rule decides which fields there are.
    scenario
        The duties, pools and other things to choose from.
    force
        The force whose people may be named.
    """

    def __init__(self, *args: Any, kind: str, scenario: Scenario, force: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = PLACES.get(kind, kind)
        self._own = {person.id for person in scenario.people if person.force == force}
        rule = POOL_RULES[self.kind] if kind in PLACES else RULES[kind]
        for column, fields in FIELDS.items():
            if column not in rule.refuses:
                self.fields.update(fields(scenario, rule.subject, column in rule.needs))

    def clean_people(self) -> list[str]:
        """Return the typed ciphers; `clean` checks them together with those of the file."""
        return ciphers_in(self.cleaned_data["people"])

    def clean_file(self) -> list[str]:
        """Return the ciphers in an uploaded file."""
        file = self.cleaned_data.get("file")
        if file is None:
            return []
        if file.size > LARGEST:
            raise forms.ValidationError("The selected file must be smaller than 1 MB")
        try:
            return ciphers_in(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise forms.ValidationError("The selected file must be text or CSV in UTF-8") from None

    def clean(self) -> dict[str, Any]:
        """Check the fields that depend on each other."""
        entered = self.cleaned_data
        if "people" in self.fields and not self.errors.keys() & {"people", "file"}:
            self._check_people(entered["people"] + entered["file"])
        begins = entered.get("occurred") or now()
        if entered.get("until") is not None and entered["until"] <= begins:
            self.add_error("until", "The end must be after the beginning")
        if "low" in self.fields and not self.errors.keys() & {"count", "low", "high"}:
            self._check_figure(entered.get("count"), entered.get("low"), entered.get("high"))
        return entered

    def _check_people(self, ciphers: list[str]) -> None:
        """Name the ciphers that are unknown, and those listed more than once."""
        if not ciphers:
            self.add_error("people", "Enter at least one cipher, or choose a file")
        often = Counter(ciphers)
        unknown = sorted(often.keys() - self._own)
        twice = sorted(cipher for cipher, times in often.items() if times > 1)
        if unknown:
            what = "the cipher" if len(unknown) == 1 else "these ciphers:"
            self.add_error("people", f"Nobody in your force has {what} {_named(unknown)}")
        if twice:
            self.add_error("people", f"Listed more than once: {_named(twice)}")

    def _check_figure(self, count: int | None, low: int | None, high: int | None) -> None:
        """Check that a reported figure is one number or a range."""
        if (count is None) == (low is None and high is None):
            self.add_error("count", "Enter either one number, or a lowest and a highest number")
        elif count is None and (low is None or high is None):
            self.add_error("low" if low is None else "high", "Enter both a lowest and a highest number")
        elif low is not None and high is not None and high < low:
            self.add_error("high", "The highest number must be the lowest number or more")

    def occurrence(self) -> Occurrence:
        """Return the occurrence of a valid form."""
        entered = self.cleaned_data
        people = entered.get("people", []) + entered.get("file", [])
        return Occurrence(
            kind=self.kind,
            subjects=tuple(people) or (entered["subject"],),
            occurred=entered.get("occurred"),
            until=FOREVER if entered.get("until") is None else entered["until"],
            capability=entered.get("capability", ""),
            count=entered.get("count"),
            low=entered.get("low"),
            high=entered.get("high"),
            source=entered.get("source", ""),
            text=entered.get("note", ""),
        )


class PeopleForm(OccurrenceForm):
    """An occurrence of one of the everyday kinds, about people."""

    kind_of_event = forms.ChoiceField(
        label="What happened?",
        choices=[(kind, KINDS[kind].name) for kind in PEOPLE_KINDS],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what happened"},
    )
    count = forms.IntegerField(
        label="If on call, how many minutes do they need to be at work once called?",
        help_text="Leave blank if they are there.",
        min_value=0,
        max_value=MOST,
        required=False,
    )

    def __init__(self, *args: Any, scenario: Scenario, force: str, **kwargs: Any) -> None:
        super().__init__(*args, kind=PEOPLE_KINDS[0], scenario=scenario, force=force, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Check also that the fields that the chosen kind does not use are blank."""
        entered = super().clean()
        self.kind = entered.get("kind_of_event", self.kind)
        name = KINDS[self.kind].name
        for column, fault in (
            ("capability", f"Choose “All skills”. “{name}” always applies to all of them"),
            ("until", f"Leave the end blank. “{name}” has no end"),
            ("count", f"Leave the minutes blank. “{name}” has none"),
        ):
            if entered.get(column) not in (None, "") and column in RULES[self.kind].refuses:
                self.add_error(column, fault)
        return entered


class EffectForm(BasedForm):
    """The button that confirms an occurrence; its key is in the address."""

    key = None


def _named(ciphers: list[str]) -> str:
    """Return the first ciphers by name, and the number of the others."""
    more = len(ciphers) - MOST_NAMED
    names = ", ".join(f"{shown_cipher(one[:LONGEST])}{'…' * (len(one) > LONGEST)}" for one in ciphers[:MOST_NAMED])
    return f"{names} and {counted(more, 'other')}" if more > 0 else names
