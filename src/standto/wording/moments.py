"""Moments in words: the day of the week first, in the scenario's own time."""

from __future__ import annotations

from datetime import date

from standto.model.time import DAY, HOUR, MINUTE, Instant
from standto.model.zone import Zone

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def moment(zone: Zone, instant: Instant, *, named: bool = False) -> str:
    """Return a moment as ``Sun 24 Sep 23:00``, or ``Sun 24 Sep 2023 23:00`` if its year must be given.

    An hour that occurs twice gets its offset, which tells the two apart.

    Parameters
    ----------
    named
        Whether to add the zone, as in ``Sun 24 Sep 23:00 BST``: for a sentence that is read by itself.
    """
    return f"{short_day(zone, instant)} {_clock(zone, instant, named)}"


def short_day(zone: Zone, instant: Instant) -> str:
    """Return the day of a moment as ``Sun 24 Sep``, with its year if that must be given."""
    local = zone.local(instant)
    year = "" if zone.year in (None, local.year) else f" {local.year}"
    return f"{DAYS[local.weekday()]} {local.day} {MONTHS[local.month - 1]}{year}"


def day_and_time(zone: Zone, instant: Instant) -> str:
    """Return a moment with its year and offset, as ``Sun 24 Sep 2023 23:00 (UTC+01:00)``."""
    return f"{day(zone.local(instant).date())} {_plain_clock(zone, instant)} ({offset(zone, instant)})"


def span(zone: Zone, start: Instant, until: Instant, *, named: bool = False) -> str:
    """Return a period as ``Sun 24 Sep 23:00 to Mon 25 Sep 07:00``, with the day once if both are on it."""
    zone = giving_years(zone, start, until)
    same = zone.local(start).date() == zone.local(until).date()
    end = _clock(zone, until, named) if same else moment(zone, until, named=named)
    return f"{moment(zone, start, named=named)} to {end}"


def giving_years(zone: Zone, start: Instant, until: Instant) -> Zone:
    """Return a zone that gives the years of two moments if they differ."""
    return zone if zone.year is None or _year(zone, start) == _year(zone, until) else Zone(zone.name, 0)


def _year(zone: Zone, instant: Instant) -> int:
    return zone.local(instant).year


def zone_name(zone: Zone, instant: Instant) -> str:
    """Return the name of the time then: ``BST``, or ``UTC+05:30`` if it has no name.

    If the clocks show an hour twice under one name, as Moscow's did on 26 October 2014, only the offset tells the two
    apart.
    """
    local = zone.local(instant)
    other = local.replace(fold=1 - local.fold)
    name = local.tzname() or ""
    same = name == other.tzname() and local.utcoffset() != other.utcoffset()
    return name if name.isalpha() and not same else offset(zone, instant)


def offset(zone: Zone, instant: Instant) -> str:
    """Return the offset of a zone's clocks from UTC then, as ``UTC+01:00``, with seconds if it has any."""
    digits = zone.local(instant).strftime("%z")
    return f"UTC{':'.join((digits[:3], *(digits[place : place + 2] for place in range(3, len(digits), 2))))}"


def day(on: date) -> str:
    """Return a day as ``Sun 24 Sep 2023``."""
    return f"{DAYS[on.weekday()]} {on.day} {MONTHS[on.month - 1]} {on.year}"


def between(start: Instant, until: Instant) -> str:
    """Return the length of time between two moments, each rounded down to its minute.

    Moments are shown to the minute, so 12:00:50 until 20:00:10 is eight hours on pages, in reports and in letters.
    """
    return length(until // MINUTE * MINUTE - start // MINUTE * MINUTE)


def length(time: Instant) -> str:
    """Return a length of time in its two largest units, rounded down: ``2 days 3 h``, ``4 h 30 min``, ``5 min``."""
    days, rest = divmod(max(time, 0), DAY)
    hours, minutes = rest // HOUR, rest % HOUR // MINUTE
    parts = [(days, "day" if days == 1 else "days"), (hours, "h"), (minutes, "min")]
    words = [f"{number:,} {unit}" for number, unit in parts if number][: 2 if hours or not days else 1]
    return " ".join(words) or "less than a minute"


def _clock(zone: Zone, instant: Instant, named: bool) -> str:
    """Return the time of day with its zone; or, unnamed, with its offset if the clocks show it twice."""
    if named:
        return f"{_plain_clock(zone, instant)} {zone_name(zone, instant)}"
    local = zone.local(instant)
    other = local.replace(fold=1 - local.fold)
    twice = local.utcoffset() != other.utcoffset()
    return f"{_plain_clock(zone, instant)} {offset(zone, instant)}" if twice else _plain_clock(zone, instant)


def _plain_clock(zone: Zone, instant: Instant) -> str:
    """Return the time of day to the minute, or to the second if it has seconds."""
    local = zone.local(instant)
    return local.strftime("%H:%M:%S" if local.second else "%H:%M")
