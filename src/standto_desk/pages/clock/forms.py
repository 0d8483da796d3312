"""The forms of the clock."""

from __future__ import annotations

from django import forms

from standto_desk.clock.setting import RATES
from standto_desk.components.date_and_time import DateAndTimeField
from standto_desk.kit.act_forms import ActForm

PACES = "Choose how fast the clock runs: {} or {} times as fast as a real clock, or 0 to stop it".format(
    ", ".join(map(str, RATES[:-1])), RATES[-1]
)


class SettingForm(ActForm):
    """A time to set the clock to."""

    at = DateAndTimeField(label="Set the clock to", help_text="For example, 23 9 2023 at 14:05")


class PaceForm(ActForm):
    """How fast the clock runs."""

    rate = forms.TypedChoiceField(
        choices=[(rate, rate) for rate in (0, *RATES)],
        coerce=int,
        error_messages={"required": PACES, "invalid_choice": PACES},
    )


class ConfirmForm(forms.Form):
    """The seconds by which the clock was ahead when the page was drawn; only that much is confirmed."""

    ahead = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**10)
