"""The form that asks for a statement: its period, its audience and the state of knowledge."""

from __future__ import annotations

from typing import Any

from django import forms

from standto.attribution.rows_of_time import starts_month
from standto.model.time import DAY, Instant, Period
from standto.reporting.heading import COMMAND, PUBLIC
from standto_desk.components.moments import here, moment
from standto_desk.kit.instants import InstantField, PastForm, written

LONGEST = 1_100 * DAY
"""The longest period: three years and a little."""
AUDIENCES = (
    (COMMAND, "Command: every cause, duty and site"),
    (PUBLIC, "The public: whole months, with small numbers suppressed"),
)


class StatementForm(PastForm):
    """The period of a statement, its audience, and when things were known.

    Parameters
    ----------
    hour
        The last whole hour, for viewers, who see the public statement alone; None for everybody else.
    """

    BEFORE = {"until": 0}

    since = InstantField(label="From", help_text="For example, 1 9 2023 at 00:00")
    until = InstantField(label="Until", help_text="For example, 1 10 2023 at 00:00")
    audience = forms.ChoiceField(label="Audience", choices=AUDIENCES, widget=forms.RadioSelect, initial=COMMAND)
    known = InstantField(label="As known at", required=False, help_text="Leave blank for everything known now")

    def __init__(self, *args: Any, hour: Instant | None, **kwargs: Any) -> None:
        super().__init__(*args, hour=hour, **kwargs)
        self.hour = hour
        if hour is not None:
            del self.fields["audience"], self.fields["known"]

    def clean(self) -> dict[str, Any]:
        """Return the period, the audience and the state of knowledge."""
        super().clean()
        since, until, known = self.past("since"), self.past("until"), self.past("known")
        audience = PUBLIC if self.hour is not None else self.cleaned_data.get("audience", COMMAND)
        if since is not None and until is not None:
            self._check_period(since, until, audience)
        return {**self.cleaned_data, "since": since, "until": until, "audience": audience, "known": known}

    def _check_period(self, since: Instant, until: Instant, audience: str) -> None:
        if until <= since:
            self.add_error("until", "Until must be after From")
        elif until - since > LONGEST:
            self.add_error(
                "until", f"Until must be by {moment(since + LONGEST)}, because a statement is of three years at most"
            )
        elif audience == PUBLIC:
            for name, instant in (("since", since), ("until", until)):
                if not starts_month(here(), instant):
                    words = "must be the start of a month, because a public statement is of whole months"
                    self.add_error(name, f"{self.fields[name].label} {words}")

    @property
    def period(self) -> Period:
        """The period that was asked for."""
        return Period(self.cleaned_data["since"], self.cleaned_data["until"])

    @property
    def query(self) -> str:
        """The question as a query, which holds nothing but instants and the audience."""
        return query_of(self.period, self.cleaned_data["audience"], self.cleaned_data["known"])


def query_of(period: Period, audience: str, known: Instant | None = None) -> str:
    """Return a question as a query."""
    as_known = "" if known is None else f"&known={written(known)}"
    return f"since={written(period.start)}&until={written(period.until)}&audience={audience}{as_known}"
