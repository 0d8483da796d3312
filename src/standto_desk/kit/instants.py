"""Instants in addresses, in ISO 8601 at UTC, and forms that read them as past moments."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from django import forms

from standto.model.time import BEGINNING, FOREVER, HOUR, Instant, minute_of
from standto_desk.clock import now
from standto_desk.components.date_and_time import DateAndTimeField, DateAndTimeWidget
from standto_desk.components.moments import here
from standto_desk.components.typed_times import is_within_years

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


def written(instant: Instant) -> str:
    """Return an instant as addresses and files hold it: ``2023-09-23T11:00:00Z``; blank for one without end."""
    if not BEGINNING < instant < FOREVER:
        return ""
    return (_EPOCH + instant * _TICK).isoformat().replace("+00:00", "Z")


def read(text: str) -> Instant:
    """Return the instant that `written` wrote.

    Raises
    ------
    ValueError
        It is no instant, or has no zone.
    """
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return (moment - _EPOCH) // _TICK


class InstantWidget(DateAndTimeWidget):
    """Four boxes, or the whole instant in one parameter of a link."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Mapping[str, Any], name: str) -> Any:
        """Return the instant in a link, or what was typed in the boxes."""
        if not data.get(name):
            return super().value_from_datadict(data, files, name)
        try:
            instant = read(str(data[name]))
            return instant if is_within_years(instant, here()) else ["", "", "", "?"]
        except (ValueError, OverflowError):
            return ["", "", "", "?"]


class InstantField(DateAndTimeField):
    """A date and a time, typed in boxes or given by a link."""

    widget = InstantWidget

    def clean(self, value: Any) -> Instant | None:
        """Return the instant, from a link or from the boxes."""
        return value if isinstance(value, int) else super().clean(value)


class PastForm(forms.Form):
    """A form that asks for past moments.

    Parameters
    ----------
    hour
        The last whole hour, for readers who see nothing later; None: now. A moment in the hour after it is allowed too,
        because the page shows the whole hour.

    Attributes
    ----------
    present
        The last moment that the reader can see.
    minute
        The last whole minute of it, from which first values and links count: people read it in boxes.
    """

    BEFORE: ClassVar[Mapping[str, int]]
    """The time by which each field's first value is before the present."""

    def __init__(self, *args: Any, hour: Instant | None, **kwargs: Any) -> None:
        self.present = now() if hour is None else hour
        self.latest = self.present if hour is None else hour + HOUR - 1
        self.minute = minute_of(self.present)
        super().__init__(*args, initial={name: self.minute - by for name, by in self.BEFORE.items()}, **kwargs)

    @property
    def status(self) -> int:
        """The HTTP status of a page that shows the form."""
        return 422 if self.is_bound else 200

    def past(self, name: str) -> Instant | None:
        """Return the instant in a field; if it is in the future, None, with an error at the field."""
        instant: Instant | None = self.cleaned_data.get(name)
        if instant is not None and instant > self.latest:
            self.add_error(name, f"{self.fields[name].label} must not be in the future")
            return None
        return instant
