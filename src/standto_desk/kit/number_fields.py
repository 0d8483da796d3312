"""Fields for whole numbers that are typed as digits."""

from __future__ import annotations

from typing import Any

from django import forms


def whole_number(label: str, *, most: int, least: int = 1, required: bool = True, **kwargs: Any) -> forms.IntegerField:
    """Return a field for a whole number from `least` to `most`."""
    digits = forms.TextInput(attrs={"inputmode": "numeric"})
    limits = {"min_value": least, "max_value": most}
    return forms.IntegerField(label=label, required=required, widget=digits, **limits, **kwargs)


def seed_number(drawn: str, most: int) -> forms.IntegerField:
    """Return an optional field for the seed of a random draw.

    Parameters
    ----------
    drawn
        The things that the seed draws, such as `futures`.
    """
    again = f"The same number draws the same {drawn} again."
    return whole_number("Number that decides the draw", most=most, least=0, required=False, help_text=again)
