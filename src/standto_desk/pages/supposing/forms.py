"""The forms of what-ifs: the question, and keeping an answer."""

from __future__ import annotations

from typing import Any

from django import forms

from standto.model.time import Instant, Period
from standto.supposing.choice import CHOICES
from standto_desk.acts.supposing.questions import MOST_HOURS, Question
from standto_desk.components.date_and_time import DateAndTimeField
from standto_desk.components.moments import moment
from standto_desk.kit.act_forms import ActForm, OnceForm
from standto_desk.kit.kept_forms import name_to_keep
from standto_desk.kit.number_fields import seed_number, whole_number

WHICH = {
    "worst": "Those whose loss does most harm",
    "best": "Those whose loss does least harm",
    "random": "People drawn at random",
}
"""The people that a number stands for."""
MOST_SEED = 2**31 - 1
LONGEST = 10
"""Digits of a number that could be that of a what-if."""


class SupposeForm(ActForm):
    """What is supposed, from when, how far the answer looks ahead, and whom a number of people stands for.

    Parameters
    ----------
    within
        The time in which the moment must lie.
    """

    decisive = ("sentences", "at")
    sentences = forms.CharField(
        label="What do you suppose?",
        help_text="Write each change on a line of its own. For example: 40 step back.",
        max_length=8000,
        widget=forms.Textarea(),
        error_messages={"required": "Write at least one sentence, such as 40 step back"},
    )
    at = DateAndTimeField(
        label="From when?", required=False, help_text="Leave blank to start now. For example, 23 9 2023 at 22:00."
    )
    hours = whole_number("How many hours ahead?", most=MOST_HOURS, required=False)
    choice = forms.ChoiceField(
        label="If a number of people step back, which people are they?",
        choices=[(one, WHICH[one]) for one in CHOICES],
        widget=forms.RadioSelect,
        initial="worst",
    )
    seed = seed_number("people", MOST_SEED)

    def __init__(self, *args: Any, within: Period, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._within = within

    def clean_at(self) -> Instant | None:
        """Return the moment, if it is one that the desk can look at."""
        at: Instant | None = self.cleaned_data["at"]
        if at is not None and not self._within.start <= at < self._within.until:
            first, last = (moment(edge) for edge in self._within)
            raise forms.ValidationError(f"Enter a moment from {first} to before {last}")
        return at

    def question(self) -> Question:
        """Return the question as it was filled in; what is wrong is as if it were blank."""
        filled = self.cleaned_data
        return Question(
            sentences=lines_of(filled.get("sentences", "")),
            at=filled.get("at"),
            hours=filled.get("hours"),
            choice=filled.get("choice") or CHOICES[0],
            seed=filled.get("seed") or 0,
        )


def lines_of(text: str) -> tuple[str, ...]:
    """Return the sentences of a text, one from each line that has one."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return tuple(line for line in lines if line)


class KeepForm(OnceForm):
    """The name of a what-if."""

    name = name_to_keep("what-if", "Kent withdraws on Saturday")
