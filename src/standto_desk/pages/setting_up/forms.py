"""The forms of setting up, one for each step."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms

from standto.model.policies import Policy
from standto_desk.kit.act_forms import ActForm
from standto_desk.kit.uploads import SeveralFiles, SeveralFilesField
from standto_desk.pages.setting_up.sample_laws import KINDS, laws_in_samples
from standto_desk.presenting.kinds_of_forces import KIND_WORDS

LONGEST = 200
SPARE = 3
"""The number of blank rows for more duties."""
MOST_DUTIES = 40


class OwnForceForm(ActForm):
    """The force, and its clocks."""

    name = forms.CharField(
        label="Name of your force", max_length=LONGEST, error_messages={"required": "Enter the name of your force"}
    )
    title = forms.CharField(
        label="Name of this plan",
        help_text="It heads the board and the reports.",
        max_length=LONGEST,
        error_messages={"required": "Enter a name for this plan"},
    )
    timezone = forms.CharField(
        label="Time zone of your clocks", help_text="For example Europe/London.", max_length=64, initial="Europe/London"
    )
    days = forms.IntegerField(
        label="Days to plan ahead",
        help_text="From today. If you send a sheet, we plan the days in it instead.",
        min_value=1,
        max_value=366,
        initial=28,
    )

    def clean_timezone(self) -> str:
        """Refuse what is no time zone."""
        name = str(self.cleaned_data["timezone"])
        if name not in available_timezones():
            raise forms.ValidationError("Enter a time zone such as Europe/London or Europe/Berlin")
        return name


class TeamsForm(ActForm):
    """The teams."""

    teams = forms.CharField(
        label="Teams",
        help_text="One on each line. Leave blank if your sheet names them, or if you have none.",
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        max_length=5_000,
    )

    def clean_teams(self) -> list[str]:
        """Return the name on each line."""
        return list(dict.fromkeys(line.strip() for line in self.cleaned_data["teams"].splitlines() if line.strip()))


class SheetForm(ActForm):
    """The workbooks of the rota, and how they are read."""

    workbooks = SeveralFilesField(
        label="Rota and register",
        help_text="Up to 10 CSV, Excel (XLSX), OpenDocument (ODS) or iCalendar files, 8 MB together.",
        widget=SeveralFiles(attrs={"accept": ".csv,.txt,.xlsx,.ods,.ics"}),
        error_messages={"required": "Choose one or more workbooks", "empty": "The selected file is empty"},
    )
    mapping = forms.CharField(
        label="Mapping",
        help_text="Leave blank the first time: we suggest one. Do not write names or personnel numbers here.",
        widget=forms.Textarea(attrs={"rows": 12}),
        required=False,
        max_length=200_000,
        strip=False,
    )

    def show_mapping(self, text: str) -> None:
        """Show a text as the mapping when the page is drawn again."""
        self.data = self.data.copy()
        self.data["mapping"] = text


class SavedForm(ActForm):
    """Whether the key file is saved."""

    secret = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)
    saved = forms.BooleanField(
        label="I have saved the key file in a safe place",
        error_messages={"required": "Save the key file first: without it nobody can tell who is who"},
    )


class DutiesForm(ActForm):
    """The duties: a row of fields for each.

    Parameters
    ----------
    rows
        What the rows hold at first.
    """

    def __init__(self, data: Any, *, rows: list[dict[str, Any]]) -> None:
        super().__init__(data)
        self.numbers = range(1, min(MOST_DUTIES, len(rows) + SPARE) + 1)
        if data is not None:
            sent = [number for number in range(1, MOST_DUTIES + 1) if f"name-{number}" in data]
            self.numbers = range(1, max([*sent, len(self.numbers)]) + 1)
        for number in self.numbers:
            row = rows[number - 1] if number <= len(rows) else {}
            self.fields[f"name-{number}"] = forms.CharField(
                label="Duty", required=False, max_length=LONGEST, initial=row.get("name")
            )
            self.fields[f"capability-{number}"] = forms.CharField(
                label="Skill that it needs", required=False, max_length=LONGEST, initial=row.get("capability")
            )
            self.fields[f"strength-{number}"] = forms.IntegerField(
                label="People at a time", required=False, min_value=0, max_value=100_000, initial=row.get("strength")
            )

    def clean(self) -> dict[str, Any]:
        """Gather the rows, and ask for what is missing in one that is begun."""
        entered: dict[str, Any] = self.cleaned_data
        duties = []
        for number in self.numbers:
            row = {part: entered.get(f"{part}-{number}") for part in ("name", "capability", "strength")}
            if not any(value not in (None, "") for value in row.values()):
                continue
            for part, value in row.items():
                if value in (None, "") and f"{part}-{number}" not in self.errors:
                    self.add_error(f"{part}-{number}", f"{self.fields[f'{part}-{number}'].label} is missing")
            duties.append(row)
        if not duties and not self.errors:
            self.add_error(None, "Enter at least one duty: without one, nothing is required and nothing can be short")
        entered["duties"] = duties
        return entered


class PowersForm(ActForm):
    """Who may help, and under which law."""

    rules = forms.ChoiceField(
        label="Who may do the work of others?",
        choices=[
            ("none", "No rules yet: everybody except the force of last resort may help with everything"),
            ("listed", "Only the kinds of forces that I select below"),
        ],
        widget=forms.RadioSelect,
        initial="none",
        error_messages={"required": "Select whether there are rules"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in KINDS:
            name, example = KIND_WORDS.get(kind, kind.capitalize()), laws_in_samples().get(kind, "")
            self.fields[f"may-{kind}"] = forms.BooleanField(label=f"{name} may help with every task", required=False)
            self.fields[f"law-{kind}"] = forms.CharField(
                label=f"{name}: law or agreement",
                help_text=f"For example: {example}" if example else "",
                required=False,
                max_length=LONGEST,
            )

    def clean(self) -> dict[str, Any]:
        """Gather the kinds, and ask for the law of each."""
        entered: dict[str, Any] = self.cleaned_data
        entered["kinds"] = []
        for kind in KINDS if entered.get("rules") == "listed" else ():
            if entered.get(f"may-{kind}"):
                entered["kinds"].append({"kind": kind, "law": entered.get(f"law-{kind}") or ""})
                if not entered.get(f"law-{kind}"):
                    self.add_error(f"law-{kind}", "Enter the law or agreement that permits it")
        return entered


class PolicyForm(ActForm):
    """The few numbers and posts of a policy that a force has to know from the start."""

    look_ahead_hours = forms.IntegerField(
        label="Hours that we look ahead for gaps", min_value=1, max_value=720, initial=int(Policy().look_ahead_hours)
    )
    reserve = forms.IntegerField(
        label="Spare places to keep before help is let go", min_value=0, max_value=10_000, initial=Policy().reserve
    )
    aid = forms.CharField(
        label="Posts that approve help from other forces",
        help_text="Several posts are separated by ;",
        initial=";".join(Policy().approvers["aid"]),
        max_length=LONGEST,
    )
    contingency = forms.CharField(
        label="Posts that approve help of last resort",
        initial=";".join(Policy().approvers["contingency"]),
        max_length=LONGEST,
    )
    approve_own = forms.BooleanField(
        label="Whoever proposes a step may also approve it", required=False, initial=Policy().approve_own
    )

    def answers(self) -> dict[str, Any]:
        """Return the policy as the settings hold it."""
        entered = self.cleaned_data
        posts = {
            step: [one.strip() for one in entered[step].split(";") if one.strip()] for step in ("aid", "contingency")
        }
        numbers = {key: entered[key] for key in ("look_ahead_hours", "reserve", "approve_own")}
        return {**numbers, "approvers": posts}
