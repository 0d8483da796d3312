"""Periods as people write them: ``Sun``, ``Sat 18:00 to Sun 06:00``, ``Sat 07:00-15:00``, ``Sat 18:00 for 6h``."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, time, timedelta

from standto.model.time import Instant, Period
from standto.model.zone import Zone
from standto.wording.given_values import quoted
from standto.wording.spoken_times import ISO, SpokenTimes, plain_words, sought, split, without_offset

FORMS = "Sun, 23 Sept, Sat 18:00 to Sun 06:00, Sat 07:00-15:00, Sat 18:00 for 6h, from Sat 18:00 or until Sun 06:00"
"""Examples of every form, for messages."""

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CLOCKS = re.compile(r"(.*?)([0-9]{1,2}:[0-9]{2})\s?[-\u2013]\s?([0-9]{1,2}:[0-9]{2})")
_RANGE = re.compile(r"(?:from |between )?(.+?) (to|until|till|and|for|-|\u2013) (.+)", re.IGNORECASE)
_HALF = re.compile(r"(from|since|until|till) (.+)", re.IGNORECASE)


def spoken_period(
    text: str, zone: Zone, horizon: Period, *, now: Instant | None = None, since: Instant | None = None
) -> Period:
    """Return the period that a text names.

    It may be a day (``Sun``, ``23 Sept``, ``tomorrow``), from its first moment to the next day's; two moments
    (``Sat 18:00 to Sun 06:00``), of which the second is the first such moment after the first; two times of a day
    (``Sat 07:00-15:00``); a moment and a length (``Sat 18:00 for 6h``); or one moment (``from Sat 18:00``), up to the
    end of the horizon, or from the moment to count from (``until Sun 06:00``). ``Sat to Sun`` includes the Sunday, and
    ``until Sun`` does not.

    Parameters
    ----------
    now, since
        As for `spoken_instant`.

    Raises
    ------
    ValueError
        Not a period, or one that may be understood in two ways, that the horizon does not have, or that ends before it
        starts.
    """
    times = SpokenTimes(zone, horizon, now, since)
    words = " ".join(text.split())
    # The offset of a moment in ISO 8601, such as -04:00, is no second time of day.
    if not ISO.fullmatch(words.split()[-1] if words else "") and (found := _CLOCKS.fullmatch(words)):
        start = times.instant(f"{found[1]}{found[2]}")
        return _sound(text, zone, start, replace(times, since=start).instant(found[3], "after"))
    if found := _RANGE.fullmatch(words):
        return _sound(text, zone, *_between(times, found[1], found[2].lower(), found[3]))
    if found := _HALF.fullmatch(words):
        if found[1].lower() in ("from", "since"):
            return _sound(text, zone, times.instant(found[2]), horizon.until)
        return _sound(text, zone, times.origin, times.instant(found[2], "after"))
    day = _day(times, words)
    if day is None:
        raise ValueError(f"{quoted(text)} is not a period: write one as {FORMS}")
    return day


def spoken_day(
    text: str, zone: Zone, horizon: Period, *, now: Instant | None = None, since: Instant | None = None
) -> Period | None:
    """Return the whole of the day that a text names; None if it names no day alone.

    The parameters and the errors are those of `spoken_period`.
    """
    return _day(SpokenTimes(zone, horizon, now, since), " ".join(text.split()))


def _between(times: SpokenTimes, first: str, joint: str, second: str) -> tuple[Instant, Instant]:
    """Return both ends of a period."""
    start = times.instant(first) if (day := _day(times, first)) is None else day.start
    after = times if first.startswith(("+", "-")) else replace(times, since=start)
    if joint == "for":
        return start, replace(times, since=start).instant(f"+{second}")
    if joint not in ("until", "till") and (last := _day(after, second)) is not None:
        return start, last.until
    return start, after.instant(second, "after")


def _day(times: SpokenTimes, text: str) -> Period | None:
    """Return the whole of the day that a text names; None if it names no day alone."""
    words = plain_words(text)
    if (ISO.fullmatch(text) and not _ISO_DAY.fullmatch(text)) or words in ("now", "start", "end") or not words:
        return None
    plain, offset = without_offset(words)
    if (
        offset is not None
        or split(plain)[1] is not None
        or plain[0] in "+-"
        or plain.startswith(("in ", "now", "start", "end"))
    ):
        return None
    spoken = times.day(plain, text)
    days = [(_whole(times.zone, one), one) for one in times.dates(spoken)]
    if not spoken.definite:
        days = [(period, one) for period, one in days if period.overlap(times.horizon)]
    if not days:
        raise ValueError(times.nowhere(text))
    _, on = sought([(period.until, one) for period, one in days], times.origin, "after")
    return _whole(times.zone, on)


def _whole(zone: Zone, day: date) -> Period:
    """Return a whole local day."""
    return Period(zone.wall_clock(day, time()), zone.wall_clock(day + timedelta(days=1), time()))


def _sound(text: str, zone: Zone, start: Instant, until: Instant) -> Period:
    if until <= start:
        raise ValueError(f"{quoted(text)} ends at {zone.iso(until)}, not after its start, {zone.iso(start)}")
    return Period(start, until)
