"""What can be asked of the clock."""

from __future__ import annotations

from django import forms

from standto_desk.clock.setting import RATES
from standto_desk.components.date_and_time import DateAndTimeField

PACES = "Choose how fast the clock goes on: {} or {} times as fast as a real one, or 0 to let it stand still".format(
    ", ".join(map(str, RATES[:-1])), RATES[-1]
)


class SettingForm(forms.Form):
    """A time to set the clock to."""

    at = DateAndTimeField(label="Set the clock to", help_text="For example, 23 9 2023 at 14:05")


class PaceForm(forms.Form):
    """How fast the clock goes on."""

    rate = forms.TypedChoiceField(
        choices=[(rate, rate) for rate in (0, *RATES)],
        coerce=int,
        error_messages={"required": PACES, "invalid_choice": PACES},
    )


class ConfirmForm(forms.Form):
    """By how many seconds the clock had jumped ahead when the page was drawn: no more than that is confirmed."""

    ahead = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**10)
