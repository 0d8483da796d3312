"""A person's times on duty as a calendar (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from standto.model.event import CALLED_IN, ON_CALL
from standto.model.time import Instant
from standto.wording import counted
from standto_desk.picture.times_on_duty import OwnTime

PRODUCT = "-//Standto//Times on duty//EN"
REFRESH = timedelta(hours=1)
"""How often a program should ask again."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def calendar_text(times: Iterable[OwnTime], *, of: str, now: Instant) -> bytes:
    """Return the calendar of some times on duty: no name, no cipher, no duty, no reason.

    Parameters
    ----------
    of
        Tells this person's events from others'; the account's opaque id. A time that is still the same has the same
        id in each calendar, which programs go by.
    now
        The present, to which the calendar is up to date.
    """
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("method", "PUBLISH")
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    for one in times:
        event = Event()
        event.add("uid", _id_of(one, of))
        event.add("dtstamp", _moment(now))
        event.add("dtstart", _moment(one.period.start))
        event.add("dtend", _moment(one.period.until))
        event.add("summary", words_for(one))
        calendar.add_component(event)
    return calendar.to_ical()


def words_for(time: OwnTime) -> str:
    """Return what a time on duty is, in words."""
    if time.sort == CALLED_IN:
        return "Called in"
    if time.ready_minutes:
        return f"On call, at work within {counted(time.ready_minutes, 'minute')}"
    return "On call" if time.sort == ON_CALL else "On duty"


def _id_of(time: OwnTime, of: str) -> str:
    # A time may end later, or ask for another readiness, and is still the same one.
    return sha256(f"{of} {time.sort} {time.period.start}".encode()).hexdigest()[:32] + "@standto"


def _moment(instant: Instant) -> datetime:
    """Return an instant in UTC, in whole seconds, as calendars have it."""
    return _EPOCH + timedelta(seconds=instant // 1_000_000)
