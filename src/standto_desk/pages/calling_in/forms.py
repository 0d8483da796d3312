"""The form for one person's answer; it asks for no reason."""

from __future__ import annotations

from typing import Any

from django import forms

from standto.model.time import HOUR, Period
from standto_desk.acts.asks import Reply
from standto_desk.components.moments import here, span
from standto_desk.components.typed_times import NotATime, instant_on_clock
from standto_desk.kit.act_forms import OnceForm

EARLIEST = HOUR
"""How long before the call-in somebody may already be there."""
BUTTONS = ((Reply.NO_ANSWER, "No answer"), (Reply.CANNOT, "Cannot"), (Reply.NOT_ASKED, "Not asked after all"))
"""The answers without a time of somebody who was asked, and the words of their buttons."""


class AskForm(OnceForm):
    """Whether somebody was asked to come in, and what they answered.

    Parameters
    ----------
    person
        The person whom the form is about.
    period
        The time of the call-in.
    """

    person = forms.CharField(widget=forms.HiddenInput, max_length=100, required=False)
    answer = forms.ChoiceField(
        choices=[(answer.value, answer.value) for answer in Reply],
        widget=forms.HiddenInput,
        error_messages={"required": "Choose what they answered", "invalid_choice": "Choose what they answered"},
    )
    coming = forms.CharField(label="Coming at", required=False, max_length=40)

    def __init__(self, *args: Any, person: str, period: Period, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("person", person)
        self._period = Period(period.start - EARLIEST, period.until)

    def at_place(self, place: int) -> AskForm:
        """Return the form with ids of its own on a page with many; no address, not even of a field, has a cipher."""
        self.auto_id = f"person-{place}-%s"
        return self

    def clean(self) -> dict[str, Any]:
        """Check the time at which somebody who is coming will be there."""
        entered = super().clean()
        if entered.get("answer") != Reply.COMING:
            entered["coming"] = None
            return entered
        entered["answer"] = Reply.COMING
        try:
            entered["coming"] = instant_on_clock(entered.get("coming") or "", self._period, here())
        except NotATime as error:
            entered["coming"] = None
            self.add_error("coming", f"Coming at {error.words}")
            return entered
        if entered["coming"] is None:
            self.add_error("coming", f"Coming at must be a time from {span(self._period)}")
        return entered
