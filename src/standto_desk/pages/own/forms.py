"""The forms of the volunteer's own page: they ask for an authorisation or for times, and for nothing else."""

from __future__ import annotations

from typing import Any

from django import forms

from standto.model.scenario import Scenario
from standto.model.time import HOUR, Instant
from standto_desk.clock import now
from standto_desk.components.date_and_time import DateAndTimeField
from standto_desk.kit.act_forms import KeyField, OnceForm
from standto_desk.picture.own_records import OwnRecord


class CapabilityForm(OnceForm):
    """One authorisation or all of them.

    Without a choice the act would be about all of them, so it is not rehearsed if the choice has a fault.
    """

    decisive = ("capability",)

    capability = forms.ChoiceField(widget=forms.RadioSelect, required=False, initial="")
    key = KeyField(required=False)

    def __init__(self, *args: Any, record: OwnRecord, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["capability"].label = label
        names = [(ticket.capability, ticket.name) for ticket in record.tickets]
        self.fields["capability"].choices = [("", "Everything"), *names]


USUAL = 12 * HOUR
"""How long somebody is available unless they say otherwise."""
MOST_MINUTES = 10_080
"""The longest readiness that somebody can name: a week."""


class AvailabilityForm(OnceForm):
    """A time at which the volunteer is available, and how soon they can be at work."""

    decisive = ("until",)

    occurred = DateAndTimeField(label="From when?", help_text="Leave blank to start now.", required=False)
    until = DateAndTimeField(label="Until when?", error_messages={"required": "Enter when you stop being available"})
    ready = forms.IntegerField(
        label="How many minutes do you need to be at work once called?",
        help_text="Enter 0 if you are there.",
        min_value=0,
        max_value=MOST_MINUTES,
        error_messages={
            "required": "Enter a number of minutes, or 0",
            "invalid": "Enter a whole number of minutes, such as 10",
        },
    )
    key = KeyField(required=False)

    def clean(self) -> dict[str, Any]:
        """Check that the time does not end before it begins, and is not over."""
        entered = super().clean()
        begins, ends = entered.get("occurred"), entered.get("until")
        if ends is not None and ends <= now():
            self.add_error("until", "The end must be in the future")
        elif begins is not None and ends is not None and ends <= begins:
            self.add_error("until", "The end must be after the beginning")
        return entered


class TakeBackForm(OnceForm):
    """The button that takes back what the volunteer said."""

    key = KeyField(required=False)


def usual_answers(scenario: Scenario, person: str, last: int | None, at: Instant) -> dict[str, Any]:
    """Return the answers that most people give, so that saying when one is available takes two taps.

    Parameters
    ----------
    person
        The volunteer.
    last
        The readiness that the volunteer named last; None if they never did.
    at
        The present.

    Notes
    -----
    Somebody who never named a readiness needs as long as in their own rows of the rota: nobody promises by two taps to
    be sooner at work than they ever said. Without such rows, the shortest time on call that the scenario knows.
    """
    hour = -(-(at + USUAL) // HOUR) * HOUR
    if last is None:
        own = {row.ready_minutes for row in scenario.rota if row.person == person}
        known = {shift.ready_minutes for shift in scenario.shifts} | {row.ready_minutes for row in scenario.rota}
        last = max(own) if own else min(known - {0}, default=0)
    return {"until": hour, "ready": last}
