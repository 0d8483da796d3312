"""The forms of the rota's pages: finding people, choosing a team, publishing."""

from __future__ import annotations

from typing import Any

from django import forms

from standto.wording import counted
from standto_desk.components.spoken import words_here
from standto_desk.components.typed_ciphers import CipherField
from standto_desk.kit.act_forms import ActForm, BasedForm
from standto_desk.picture.rota.untold import TeamChanges

NO_TEAM = "-"
"""What addresses and forms call people without a team."""


class FindOnRotaForm(ActForm):
    """A part of a cipher to look for; it travels in the request's body."""

    cipher = CipherField(
        label="Find by cipher", max_length=100, error_messages={"required": "Enter a cipher, or a part of one"}
    )


class RotaTeamForm(forms.Form):
    """The team to show."""

    team = forms.ChoiceField(label="Team", required=False)

    def __init__(self, data: Any, *, teams: list[str]) -> None:
        super().__init__(data)
        self.fields["team"].choices = [("", "All teams"), *((team or NO_TEAM, team_words(team)) for team in teams)]

    @property
    def chosen(self) -> str | None:
        """The team, blank for people without one; None for all, also if there is no such team."""
        team = self.cleaned_data["team"] if self.is_valid() else ""
        return "" if team == NO_TEAM else team or None


class PublishForm(BasedForm):
    """The teams to tell."""

    teams = forms.MultipleChoiceField(
        label="Which teams do you tell?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose at least one team",
            "invalid_choice": "Choose teams from the list: the rota of others has not changed",
        },
    )

    def __init__(self, *args: Any, teams: tuple[TeamChanges, ...], **kwargs: Any) -> None:
        names = [one.team or NO_TEAM for one in teams]
        super().__init__(*args, initial={"teams": names}, **kwargs)
        self.fields["teams"].choices = [
            (one.team or NO_TEAM, f"{team_words(one.team)}: {_counts(one)}") for one in teams
        ]

    @property
    def chosen(self) -> list[str] | None:
        """The teams, blank for people without one; None: everybody, because all were chosen."""
        chosen: list[str] = self.cleaned_data["teams"]
        if len(chosen) == len(self.fields["teams"].choices):
            return None
        return ["" if team == NO_TEAM else team for team in chosen]


def team_words(team: str) -> str:
    """Return what a team is called."""
    return team or "Without a team"


def _counts(one: TeamChanges) -> str:
    words = words_here()
    return f"{counted(one.people, words.person, words.people)}, {one.gone:,} old and {one.new:,} new times"
