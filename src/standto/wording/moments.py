"""Moments as people say them: the day of the week first, in the scenario's own time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.model.time import DAY, HOUR, MINUTE

if TYPE_CHECKING:
    from datetime import date

    from standto.model.time import Instant
    from standto.model.zone import Zone

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def moment(zone: Zone, instant: Instant) -> str:
    """Return a moment as ``Sun 24 Sep 23:00``; an hour that occurs twice says which, by its offset."""
    local = zone.local(instant)
    return f"{DAYS[local.weekday()]} {local.day} {MONTHS[local.month - 1]} {_clock(zone, instant)}"


def day_and_time(zone: Zone, instant: Instant) -> str:
    """Return a moment with its year and offset, as ``Sun 24 Sep 2023 23:00 (UTC+01:00)``."""
    local = zone.local(instant)
    offset = local.strftime("%z")
    return f"{day(local.date())} {_plain_clock(zone, instant)} (UTC{offset[:3]}:{offset[3:5]})"


def span(zone: Zone, start: Instant, until: Instant) -> str:
    """Return a period as ``Sun 24 Sep 23:00 to Mon 25 Sep 07:00``, the day once where it is the same."""
    if zone.local(start).date() == zone.local(until).date():
        return f"{moment(zone, start)} to {_clock(zone, until)}"
    return f"{moment(zone, start)} to {moment(zone, until)}"


def day(on: date) -> str:
    """Return a day as ``Sun 24 Sep 2023``."""
    return f"{DAYS[on.weekday()]} {on.day} {MONTHS[on.month - 1]} {on.year}"


def length(time: Instant) -> str:
    """Return a length of time in its two largest units, rounded down: ``2 days 3 h``, ``4 h 30 min``, ``5 min``."""
    days, rest = divmod(max(time, 0), DAY)
    hours, minutes = rest // HOUR, rest % HOUR // MINUTE
    parts = [(days, "day" if days == 1 else "days"), (hours, "h"), (minutes, "min")]
    said = [f"{number:,} {unit}" for number, unit in parts if number][: 2 if hours or not days else 1]
    return " ".join(said) or "less than a minute"


def _clock(zone: Zone, instant: Instant) -> str:
    """Return the time of day, with its offset where the clocks show it twice."""
    local = zone.local(instant)
    other = local.replace(fold=1 - local.fold)
    twice = local.utcoffset() != other.utcoffset()
    offset = local.strftime("%z")
    return f"{_plain_clock(zone, instant)} UTC{offset[:3]}:{offset[3:5]}" if twice else _plain_clock(zone, instant)


def _plain_clock(zone: Zone, instant: Instant) -> str:
    """Return the time of day to the minute; to the second where it has seconds."""
    local = zone.local(instant)
    return local.strftime("%H:%M:%S" if local.second else "%H:%M")
