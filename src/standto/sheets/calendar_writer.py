"""Writing iCalendar files, as RFC 5545 has them: the same entries always give the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

_PRODUCT = "-//Standto//Export//EN"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One entry of a calendar to write.

    Attributes
    ----------
    uid
        Its id, the same each time that it is written.
    start, until
        When it is; times with an offset.
    summary, description, categories
        What it is, in a line and at length, and its kinds.
    busy
        Whether it takes up the time of whoever looks at the calendar.
    """

    uid: str
    start: datetime
    until: datetime
    summary: str
    description: str = ""
    categories: tuple[str, ...] = ()
    busy: bool = True


def calendar_text(name: str, entries: Iterable[CalendarEntry], stamp: datetime) -> str:
    """Return a calendar as text.

    Parameters
    ----------
    name
        The name that programs show for it.
    entries
        Its entries, in order.
    stamp
        The moment of which the entries are; no clock is read.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", _PRODUCT)
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _printable(name))
    for entry in entries:
        calendar.add_component(_event(entry, stamp))
    return str(calendar.to_ical().decode())


def _event(entry: CalendarEntry, stamp: datetime) -> Any:
    from icalendar import Event

    event = Event()
    event.add("uid", entry.uid)
    for name, moment in (("dtstamp", stamp), ("dtstart", entry.start), ("dtend", entry.until)):
        event.add(name, moment.astimezone(UTC).replace(microsecond=0))
    event.add("summary", _printable(entry.summary))
    if entry.description:
        event.add("description", _printable(entry.description))
    if entry.categories:
        event.add("categories", [_printable(kind) for kind in entry.categories])
    if not entry.busy:
        event.add("transp", "TRANSPARENT")
    return event


def _printable(text: str) -> str:
    """Return a text without the control characters that a calendar may not hold."""
    return _CONTROL.sub("", text)
