"""The forms of outlooks: the sliders, keeping an answer, and sending a file of assumptions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from django import forms
from django.utils.http import urlencode

from standto.model.scenario import Scenario
from standto.model.time import HOUR, Instant
from standto_desk.acts.looking_ahead.groups_of_people import groups_in
from standto_desk.acts.looking_ahead.outlook_questions import BASES_OFFERED, MOST_HOURS, OutlookQuestion
from standto_desk.acts.models import AssumptionSet
from standto_desk.kit.act_forms import ActForm, OnceForm
from standto_desk.kit.kept_forms import name_to_keep
from standto_desk.kit.number_fields import seed_number
from standto_desk.picture.foreseeing import FIRST

AT_ONCE, SHARPER = FIRST, 10_000
"""The numbers of futures of the first answer, and of the sharper one that follows it."""
AS_JOBS = (100_000, 1_000_000)
"""The numbers of futures that are worked out as a job."""
MOST_SEED = 2**32 - 1
LARGEST_FILE = 200_000
"""The bytes of the largest file of assumptions that the desk keeps."""


def slider(label: str, most: int, *, least: int = 0, step: int = 1, **kwargs: Any) -> forms.IntegerField:
    """Return a field for a whole number, beside which a page draws a slider."""
    box = forms.NumberInput(attrs={"step": step})
    return forms.IntegerField(label=label, required=False, min_value=least, max_value=most, widget=box, **kwargs)


def unknown(told: str) -> dict[str, str]:
    """Return the message for a choice that is not, or no longer, on the list."""
    return {"invalid_choice": f"{told}: choose one from the list"}


class OutlookForm(ActForm):
    """What is assumed, and the time that the outlook looks at. A field that is left blank has its first value.

    Parameters
    ----------
    scenario, at
        What it is about, and the moment by whose register groups are offered.
    sets
        The sets of assumptions that the account may choose.
    """

    least = slider("At least this many step back", 10_000)
    most = slider("At most this many step back", 10_000)
    over_hours = slider("Within how many hours?", MOST_HOURS, least=1)
    after_hours = slider("Beginning how many hours from now?", MOST_HOURS)
    among = forms.ChoiceField(
        label="Who may step back?",
        required=False,
        error_messages=unknown("The group that may step back is not there, or too small"),
    )
    returns_least = slider("At least this share returns", 100)
    returns_most = slider("At most this share returns", 100)
    refused_least = slider("At least this chance", 100)
    refused_most = slider("At most this chance", 100)
    assumptions = forms.TypedChoiceField(
        label="Also assume",
        coerce=int,
        empty_value=0,
        required=False,
        error_messages=unknown("The set of assumptions is not there, or no longer"),
    )
    hours = slider("How many hours ahead?", MOST_HOURS, least=1)
    basis = forms.ChoiceField(
        label="Which help counts?",
        choices=list(BASES_OFFERED.items()),
        required=False,
        error_messages=unknown("There is no such help that counts"),
    )
    seed = seed_number("futures", MOST_SEED)
    at = forms.IntegerField(required=False, min_value=0, max_value=2**62, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, scenario: Scenario, at: Instant, sets: Iterable[AssumptionSet], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound:
            # A link that leaves a field out has its first value, and the page shows that.
            self.data = self.data.copy()
        groups = groups_in(scenario, at)
        self.fields["among"].choices = [(group.key, group.name) for group in groups]
        self.fields["assumptions"].choices = [("", "Nothing else"), *((str(one.pk), one.name) for one in sets)]
        self.first = OutlookQuestion(hours=max(1, scenario.policy.look_ahead // HOUR))
        for name, number in self.fields.items():
            number.initial = getattr(self.first, name, None)
            shown = number.initial is not None and isinstance(number, forms.IntegerField)
            if self.is_bound and name not in self.data and (shown or number.initial):
                self.data[name] = str(number.initial)
        everybody = max(group.number for group in groups)
        self.tops = {"least": everybody, "most": everybody}

    def clean(self) -> dict[str, Any]:
        """Put its first value into each field that was left blank."""
        filled: dict[str, Any] = super().clean() or self.cleaned_data
        blank = [name for name, value in filled.items() if value in (None, "")]
        return filled | {name: getattr(self.first, name, None) for name in blank}

    def question(self) -> OutlookQuestion:
        """Return the question as it was filled in."""
        names = [one.name for one in fields(OutlookQuestion)]
        return OutlookQuestion(**{name: self.cleaned_data[name] for name in names})


def query_of(question: OutlookQuestion, **more: Any) -> str:
    """Return a question as the form would send it, for an address: it names no person."""
    given = {one.name: getattr(question, one.name) for one in fields(OutlookQuestion)}
    given["assumptions"] = question.assumptions or None
    return urlencode({name: value for name, value in {**given, **more}.items() if value not in (None, "")})


class KeepOutlookForm(OnceForm):
    """The name of an outlook, and the number of futures with which it is kept."""

    decisive = ()

    name = name_to_keep("outlook", "60 to 300 by Sunday")
    futures = forms.TypedChoiceField(
        label="With how many futures?",
        coerce=int,
        choices=[
            (str(SHARPER), f"{SHARPER:,}, at once"),
            *((str(one), f"{one:,}, in the background") for one in AS_JOBS),
        ],
        initial=str(SHARPER),
        widget=forms.RadioSelect,
    )


class AssumptionsForm(OnceForm):
    """A file of assumptions."""

    file = forms.FileField(
        label="File of assumptions",
        help_text="A TOML file. It says who assumed what and when, and names no person.",
        widget=forms.FileInput(attrs={"accept": ".toml,.txt"}),
        error_messages={"required": "Choose a file of assumptions", "empty": "The selected file is empty"},
    )

    def clean_file(self) -> str:
        """Return the text of the file."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(f"The file must be smaller than {LARGEST_FILE:,} bytes")
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise forms.ValidationError("The file must be a text file in UTF-8") from None
