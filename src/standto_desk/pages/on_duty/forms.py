"""The form that asks for a moment."""

from __future__ import annotations

from typing import Any

from django import forms

from standto.model.time import Instant, Period
from standto_desk.components.date_and_time import DateAndTimeField
from standto_desk.components.moments import moment


class OtherMomentForm(forms.Form):
    """A moment that a desk can look at.

    Parameters
    ----------
    within
        The time in which the moment must lie.
    """

    at = DateAndTimeField(label="Another moment", help_text="For example, 23 9 2023 at 22:00")

    def __init__(self, *args: Any, within: Period, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._within = within

    @property
    def status(self) -> int:
        """The HTTP status of a page that shows the form."""
        return 422 if self.is_bound else 200

    def clean_at(self) -> Instant:
        """Return the moment, if it is one that the desk can look at."""
        at: Instant = self.cleaned_data["at"]
        if not self._within.start <= at < self._within.until:
            first, last = (moment(edge) for edge in self._within)
            raise forms.ValidationError(f"Enter a moment from {first} to before {last}")
        return at
