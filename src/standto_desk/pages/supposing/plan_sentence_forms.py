"""Forms that write a sentence about numbers of people, help, places, duties and declarations."""

from __future__ import annotations

from typing import Any

from django import forms

from standto.model.scenario import Scenario
from standto.supposing.subjects import CAPABILITY, CREW, DECLARATION, DUTY, FORCE, POOL, TEAM
from standto_desk.pages.supposing.sentence_form import SentenceForm, number


class StepBackSentenceForm(SentenceForm):
    """So many step back."""

    TITLE = "A number of people step back"
    ABOUT = "Nobody is named. The answer chooses the people: those whose loss does most harm, unless you say otherwise."
    FIELDS = ("count", "of")

    count = number("How many people?")
    of = forms.ChoiceField(label="Of which skill or team?", required=False)

    def prepare(self, scenario: Scenario) -> None:
        """Offer skills, teams and the home force's own pools."""
        own = [pool for pool in scenario.pools if pool.force == scenario.home]
        groups = [("Skills", CAPABILITY, scenario.capabilities), ("Teams", TEAM, scenario.teams), ("Pools", POOL, own)]
        self.choose("of", groups, first="Everybody of the force")

    def sentences(self) -> tuple[str, ...]:
        """Return ``N of SKILL step back``."""
        of = self.chosen("of")
        return (f"{self.cleaned_data['count']}{f' of {of}' if of else ''} step back{self.when}",)


AID_VERBS = {
    "withdraws": "Withdraws what it promised",
    "confirms": "Confirms",
    "arrives": "Arrives",
    "is released": "Is released",
    "is asked": "Is asked for",
    "offers": "Offers",
    "declines": "Declines",
}
MILITARY_VERBS = {
    "is requested": "Is requested",
    "agrees": "Agrees and stands by",
    "deploys": "Is deployed",
    "stands down": "Is stood down",
    "declines": "Declines",
}
ABSENT = "away"


class HelpSentenceForm(SentenceForm):
    """A pool's places take a step."""

    TITLE = "A force’s help changes"
    ABOUT = "For example, a donor withdraws, or 12 places arrive on Saturday."
    FIELDS = ("pool", "verb", "count")

    pool = forms.ChoiceField(label="Which pool?", error_messages={"required": "Choose the pool"})
    verb = forms.ChoiceField(label="What happens?", error_messages={"required": "Choose what happens"})
    count = number("How many places?", required=False, help_text="Leave blank for all of them.")

    def prepare(self, scenario: Scenario) -> None:
        """Offer the pools of other forces, and what can happen to places."""
        lent = [pool for pool in scenario.pools if pool.force != scenario.home]
        self.choose("pool", [("Pools", POOL, lent)])
        self.fields["verb"].choices = [
            (ABSENT, "Is not there at all"),
            (_first_capital(scenario.words.aid), list(AID_VERBS.items())),
            (_first_capital(scenario.words.contingency), list(MILITARY_VERBS.items())),
        ]
        self.fields["until"].help_text = "Only for a pool that is not there at all."

    def sentences(self) -> tuple[str, ...]:
        """Return ``POOL withdraws N``, or ``nobody from POOL``."""
        pool, verb, count = self.chosen("pool"), self.cleaned_data["verb"], self.cleaned_data["count"]
        if verb == ABSENT:
            return (f"nobody from {pool}{self.when}",)
        return (f"{pool} {verb}{f' {count}' if count else ''}{self.moment}",)


class PlacesSentenceForm(SentenceForm):
    """More places."""

    TITLE = "There are more places"
    ABOUT = (
        "They are here from the beginning of the time that you give. For example, 12 more places like those of a pool."
    )
    FIELDS = ("count", "what", "by")

    count = number("How many more places?")
    what = forms.ChoiceField(label="With which skill, or of which pool?", error_messages={"required": "Choose a skill"})
    by = forms.ChoiceField(label="Which force lends them?", required=False, help_text="Only for a skill.")

    def prepare(self, scenario: Scenario) -> None:
        """Offer skills, pools and the forces that lend."""
        self.choose("what", [("Pools", POOL, scenario.pools), ("Skills", CAPABILITY, scenario.capabilities)])
        lending = [force for force in scenario.forces_in_order if force.id != scenario.home]
        self.choose("by", [("Forces", FORCE, lending)], first="None: they are our own")

    def sentences(self) -> tuple[str, ...]:
        """Return ``+N POOL``, ``+N SKILL`` or ``+N lent SKILL by FORCE``."""
        count, what, by = self.cleaned_data["count"], self.chosen("what"), self.chosen("by")
        if by and self.cleaned_data["what"].startswith(f"{CAPABILITY}:"):
            return (f"+{count} lent {what} by {by}{self.when}",)
        return (f"+{count} {what}{self.when}",)


class DutySentenceForm(SentenceForm):
    """A duty with another number, or at another time."""

    TITLE = "A duty changes"
    ABOUT = "To move a duty to another time, write two sentences: it is suspended then, and it needs a number later."
    FIELDS = ("duty", "change", "count")

    duty = forms.ChoiceField(label="Which duty or crew?", error_messages={"required": "Choose the duty or the crew"})
    change = forms.ChoiceField(
        label="What changes?",
        choices=[
            ("needs", "It needs another number of people"),
            ("suspended", "It does not stand"),
            ("resumed", "It stands again"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what changes"},
    )
    count = number("How many people does it need?", required=False, help_text="Only if the number changes.")

    def prepare(self, scenario: Scenario) -> None:
        """Offer the duties and the crews."""
        own = [duty for duty in scenario.duties_in_order if not duty.crew]
        self.choose("duty", [("Duties", DUTY, own), ("Crews", CREW, scenario.crews)])

    def clean(self) -> dict[str, Any]:
        """Ask for the number of a duty that needs another one."""
        filled = super().clean()
        if filled.get("change") == "needs" and filled.get("count") is None and "count" not in self.errors:
            self.add_error("count", "Enter how many people the duty needs")
        return filled

    def sentences(self) -> tuple[str, ...]:
        """Return ``DUTY needs N``, or that it is suspended or resumed."""
        change, duty = self.cleaned_data["change"], self.chosen("duty")
        return (
            f"{duty} needs {self.cleaned_data['count']}{self.when}"
            if change == "needs"
            else f"{duty} {change}{self.when}",
        )


class DeclarationSentenceForm(SentenceForm):
    """A declaration assumed, or over."""

    TITLE = "A declaration is in force, or is over"
    ABOUT = "Some powers hold only while something is declared."
    FIELDS = ("declaration", "change")

    declaration = forms.ChoiceField(label="Which declaration?", error_messages={"required": "Choose the declaration"})
    change = forms.ChoiceField(
        label="What is supposed?",
        choices=[("declared", "It is in force"), ("ends", "It is not in force")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is supposed"},
    )

    def prepare(self, scenario: Scenario) -> None:
        """Offer the declarations."""
        self.fields["declaration"].choices = [(f"{DECLARATION}:{name}", name) for name in scenario.declarations]

    def sentences(self) -> tuple[str, ...]:
        """Return ``DECLARATION declared``, or that it ends."""
        return (f"{self.chosen('declaration')} {self.cleaned_data['change']}{self.when}",)


def _first_capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
