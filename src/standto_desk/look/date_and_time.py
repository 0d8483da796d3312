"""A date and a time, typed in four boxes, as an instant."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms

from standto.model.zone import NonexistentTime
from standto_desk.look.moments import here, zone_name

if TYPE_CHECKING:
    from standto.model.time import Instant
    from standto.model.zone import Zone

_TIME = re.compile(r"(\d{1,2})[:.]?(\d{2})?(?::(\d{2}))?\s*([ap]m)?\s*([A-Za-z]{3,5})?", re.IGNORECASE)
NOON = 12
YEARS = range(1970, 2200)
"""The years that may be typed: a digit that is missing makes another."""


class DateAndTimeWidget(forms.MultiWidget):
    """Day, month, year and time of day, each in a box of its own."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__([forms.TextInput() for _ in range(4)], attrs)

    def decompress(self, value: Instant | None) -> list[str | None]:
        """Return what the boxes show of an instant."""
        if value is None:
            return [None] * 4
        zone = here()
        local = zone.local(value)
        twice = local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset()
        clock = local.strftime("%H:%M:%S" if local.second else "%H:%M")
        return [
            str(local.day),
            str(local.month),
            str(local.year),
            f"{clock} {zone_name(value, zone)}" if twice else clock,
        ]


class DateAndTimeField(forms.Field):
    """An instant, typed as a date and a time on the clock on the wall.

    The time may be ``14:05``, ``2:05pm`` or, in the hour that occurs twice, ``01:30 GMT``. Without the zone's name the
    first of the two is meant. Cleans to an `Instant`, or None where nothing is required and nothing is typed.
    """

    widget = DateAndTimeWidget
    default_error_messages = {"required": "Enter a date and a time"}

    def clean(self, value: Any) -> Instant | None:
        """Return the instant.

        Raises
        ------
        ValidationError
            Something is missing, or there is no such date or time; says what, and what is allowed.
        """
        typed = [str(part or "").strip() for part in (value or [""] * 4)]
        if not any(typed):
            if self.required:
                raise forms.ValidationError(self.error_messages["required"], code="required")
            return None
        return _instant(typed, str(self.label or "The time").rstrip("?:"))


def _instant(typed: list[str], label: str) -> Instant:
    """Return the instant that four boxes name."""
    names = ("a day", "a month", "a year", "a time")
    if missing := [name for name, part in zip(names, typed, strict=True) if not part]:
        raise forms.ValidationError(f"{label} must have {' and '.join(missing)}")
    if not all(part.isdecimal() for part in typed[:3]):
        raise forms.ValidationError(f"{label} must have a day, a month and a year in numbers, such as 23 9 2023")
    clock, zone = _clock(typed[3], label), here()
    day, month, year = map(int, typed[:3])
    if year not in YEARS:
        raise forms.ValidationError(f"{label} must have a year from {YEARS[0]} to {YEARS[-1]}, in four numbers")
    try:
        local = datetime(year, month, day, *clock[:3])
        return _named(zone, local, clock[3], label)
    except NonexistentTime:
        raise forms.ValidationError(f"{label}: {typed[3]} does not exist on that day: the clocks go forward") from None
    except ValueError:
        raise forms.ValidationError(f"{label} must be a real date, such as 23 9 2023") from None


def _clock(words: str, label: str) -> tuple[int, int, int, str]:
    """Return the hour, minute and second of a time of day, and its zone's name if it has one."""
    found = _TIME.fullmatch(words)
    hour, minute, second = (int(found[number] or 0) for number in (1, 2, 3)) if found else (99, 0, 0)
    half = (found[4] or "").lower() if found else ""
    if half and hour <= NOON:
        hour = hour % NOON + (NOON if half == "pm" else 0)
    if found is None or hour > 23 or minute > 59 or second > 59 or (half and not 0 < int(found[1]) <= NOON):
        raise forms.ValidationError(f"{label} must have a time such as 14:05")
    return hour, minute, second, (found[5] or "").upper()


def _named(zone: Zone, local: datetime, name: str, label: str) -> Instant:
    """Return the instant of a local time; of the two that a clock change makes, the one with that name."""
    first = zone.instant(local)
    if not name:
        return first
    moments = [first, zone.instant(zone.local(first).replace(fold=1))]  # the same, but where the clocks go back
    for moment in moments:
        if zone_name(moment, zone).upper() == name:
            return moment
    allowed = " or ".join(dict.fromkeys(zone_name(moment, zone) for moment in moments))
    raise forms.ValidationError(f"{label} must be in {allowed}, not {name}")
