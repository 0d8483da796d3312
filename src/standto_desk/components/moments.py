"""Instants in words, in Django's active time zone."""

from __future__ import annotations

from functools import cache

from asgiref.local import Local
from django.utils import timezone

from standto.model.time import BEGINNING, FOREVER, MINUTE, Instant
from standto.model.zone import Zone
from standto.wording import moments
from standto.wording.moments import between

LONG_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LONG_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


_PRESENT = Local()
"""The present year of the current request."""


def speak_as_of(now: Instant | None) -> None:
    """Set the present of this request, whose year is left out of short moments; None clears it."""
    _PRESENT.year = None if now is None else here().local(now).year


def here() -> Zone:
    """Return the zone that times are shown in."""
    # By its key: Django names a zone that never changes by its time, such as "-01".
    return _zone(str(timezone.get_current_timezone()), getattr(_PRESENT, "year", None))


def moment(instant: Instant, zone: Zone | None = None) -> str:
    """Return an instant as ``Saturday 23 September 2023, 12:00 BST``."""
    zone = zone or here()
    if words := _edge(instant):
        return words
    local = zone.local(instant)
    day = f"{LONG_DAYS[local.weekday()]} {local.day} {LONG_MONTHS[local.month - 1]} {local.year}"
    return f"{day}, {clock_time(instant, zone)}"


def short_moment(instant: Instant, zone: Zone | None = None) -> str:
    """Return an instant as ``Sat 23 Sep 12:00 BST``, with its year unless that is the present one."""
    zone = zone or here()
    if words := _edge(instant):
        return words
    return f"{moments.short_day(zone, instant)} {clock_time(instant, zone)}"


def clock_time(instant: Instant, zone: Zone | None = None) -> str:
    """Return the time of day with its zone, as ``12:00 BST``; with seconds if there are any."""
    zone = zone or here()
    local = zone.local(instant)
    return f"{local.strftime('%H:%M:%S' if local.second else '%H:%M')} {zone_name(instant, zone)}"


def zone_name(instant: Instant, zone: Zone) -> str:
    """Return the name of the zone then: ``BST``, or ``UTC+05:30`` if it has no name."""
    return moments.zone_name(zone, instant)


def span(period: tuple[Instant, Instant], zone: Zone | None = None) -> str:
    """Return a period as ``Sat 23 Sep 12:00 BST to 15:00 BST``, with the day once if it is the same."""
    zone = zone or here()
    start, until = period
    if not (_edge(start) or _edge(until)):
        zone = moments.giving_years(zone, start, until)
    same = not _edge(until) and zone.local(start).date() == zone.local(until).date()
    return f"{short_moment(start, zone)} to {clock_time(until, zone) if same else short_moment(until, zone)}"


def iso(instant: Instant, zone: Zone | None = None) -> str:
    """Return an instant as machines read it."""
    return (zone or here()).iso(instant)


def ago(instant: Instant, now: Instant) -> str:
    """Return how far an instant is from now: ``2 h 5 min ago``, ``in 3 h``, ``now``."""
    if instant // MINUTE == now // MINUTE:
        return "now"
    return f"{between(instant, now)} ago" if instant < now else f"in {between(now, instant)}"


def _edge(instant: Instant) -> str:
    """Return the words for no beginning or no end; blank for any other instant."""
    if instant <= BEGINNING:
        return "the beginning"
    return "no set end" if instant >= FOREVER else ""


@cache
def _zone(name: str, year: int | None) -> Zone:
    """Return a zone that leaves out a year."""
    return Zone(name, year)
