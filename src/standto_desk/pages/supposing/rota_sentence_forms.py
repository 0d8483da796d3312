"""Forms that write a sentence about a team or a person: rows of the rota, absences and stepping back."""

from __future__ import annotations

from typing import ClassVar

from django import forms

from standto.model.scenario import Scenario
from standto.supposing.subjects import CAPABILITY, PERSON, TEAM
from standto_desk.pages.supposing.sentence_form import SentenceForm, number

MOST_MINUTES = 10_000
ON_DUTY = (
    ("called in", "On duty, whatever the rota says"),
    ("stood off", "Off duty, whatever the rota says"),
    ("on call", "On call"),
    ("away", "Away"),
    ("available", "Back from an absence"),
)
"""The changes of a row of a rota, and absences: what a sentence says, and the words of the form."""


class TeamSentenceForm(SentenceForm):
    """A team's row of the rota."""

    TITLE = "A team’s rota changes"
    ABOUT = "Everybody in the team is on duty, off duty, on call or away."
    FIELDS: ClassVar[tuple[str, ...]] = ("team", "change", "minutes")

    team = forms.ChoiceField(label="Which team?", error_messages={"required": "Choose the team"})
    change = forms.ChoiceField(
        label="What changes?",
        choices=ON_DUTY,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what changes"},
    )
    minutes = number("On call within how many minutes?", required=False, most=MOST_MINUTES)

    def prepare(self, scenario: Scenario) -> None:
        """Offer the teams."""
        self.choose("team", [("Teams", TEAM, scenario.teams)])

    def sentences(self) -> tuple[str, ...]:
        """Return ``TEAM called in`` and the like."""
        return (f"{self.chosen('team')} {self.on_duty()}",)

    def on_duty(self) -> str:
        """Return what changes, and when."""
        change, minutes = self.cleaned_data["change"], self.cleaned_data["minutes"]
        if change == "available":
            return f"available{self.moment.replace(' at ', ' from ')}"
        within = f" within {minutes} minutes" if change == "on call" and minutes else ""
        return f"{change}{within}{self.when}"


class PersonSentenceForm(TeamSentenceForm):
    """One person's state or row of the rota."""

    TITLE = "One person’s state or rota changes"
    ABOUT = (
        "The effect shows the person’s state, so we note that you opened their record. Nobody can keep this what-if."
    )
    FIELDS: ClassVar[tuple[str, ...]] = ("person", "change", "minutes", "skill")
    OTHERS = (("steps back", "Steps back"), ("returns", "Returns"))

    person = forms.CharField(label="Cipher", max_length=100, error_messages={"required": "Enter a cipher"})
    skill = forms.ChoiceField(label="For which skill?", required=False, help_text="Only to step back or to return.")

    def prepare(self, scenario: Scenario) -> None:
        """Offer the skills."""
        del self.fields["team"]
        self.fields["change"].choices = [*self.OTHERS, *ON_DUTY]
        self.choose("skill", [("Skills", CAPABILITY, scenario.capabilities)], first="All of them")

    def sentences(self) -> tuple[str, ...]:
        """Return ``PERSON steps back`` and the like."""
        change, skill = self.cleaned_data["change"], self.chosen("skill")
        person = f"{PERSON} {' '.join(self.cleaned_data['person'].split())}"
        if change in dict(self.OTHERS):
            joint = "from" if change == "steps back" else "to"
            return (f"{person} {change}{f' {joint} {skill}' if skill else ''}{self.when}",)
        return (f"{person} {self.on_duty()}",)
