"""Times of a day in words and numbers: `07:00`, `7 pm`, `0700`, and periods such as `22:00-07:00` or `09-17`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from standto.importing.mapping.records import DAY_MINUTES, DayTime
from standto.scenario.cells import Unusable, shown

_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})(?::(?P<second>\d{2}))?|h)?\s*(?P<half>[ap]\.?m\.?)?(?:\s*(?:uhr|hrs?))?"
)
_MILITARY = re.compile(r"(?P<hour>\d{2})(?P<minute>\d{2})(?:\s*(?:uhr|hrs?|h))?")
_NOON, _LAST_MINUTE = 12 * 60, 59
_WORDS = {"noon": _NOON, "midday": _NOON, "midnight": 0}
_BETWEEN = re.compile(r"\s*(?:-|\u2010|\u2011|\u2012|\u2013|\u2014|\u2212|\bto\b|\bbis\b|\buntil\b|\u00e0)\s*")
_OPEN = re.compile(r"(after|from|ab|nach)\s+(.+)")
_ENDING = re.compile(r"(before|until|till|bis|vor)\s+(.+)")
_HOW = "write it as 07:00-15:00, by the 24-hour clock"


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of a day.

    Attributes
    ----------
    minutes
        Minutes after midnight, 0 to 1,440.
    half
        Whether it says which half of the day it is in.
    full
        Whether it is plainly by the 24-hour clock: `07`, `10:00` and `17`, but not `7`, `10` or `7:00`.
    """

    minutes: int
    half: bool = False
    full: bool = False


def clock(text: str) -> Clock | None:
    """Return the time of day that a text is; None if it is none, or has seconds other than 0."""
    plain = text.strip().lower()
    if plain in _WORDS:
        return Clock(_WORDS[plain], half=True)
    found = _MILITARY.fullmatch(plain) or _CLOCK.fullmatch(plain)
    if found is None:
        return None
    parts = found.groupdict("")
    hour, minute = int(parts["hour"]), int(parts["minute"] or 0)
    if int(parts.get("second") or 0) or minute > _LAST_MINUTE:
        return None
    if half := parts.get("half"):
        afternoon = _NOON if half[0] == "p" else 0
        return Clock(hour % 12 * 60 + minute + afternoon, half=True) if 1 <= hour <= 12 else None
    if hour * 60 + minute > DAY_MINUTES:
        return None
    full = hour > 12 or parts["hour"][0] == "0" or (len(parts["hour"]) == 2 and parts["minute"] != "")
    return Clock(hour * 60 + minute, full=full)


def is_period(text: str) -> bool:
    """Return whether a text looks like a period of a day, so that it may be read without a code."""
    ends = _BETWEEN.split(text.strip())
    return len(ends) == 2 and all(clock(end) is not None for end in ends)


def day_time(text: str) -> DayTime:
    """Return the period of a day that a text is; an end that is not after the start is on the next day.

    Raises
    ------
    Unusable
        It is none, or the half of the day is not certain, as in `9-5`.
    """
    plain = " ".join(text.split()).lower()
    if opened := _OPEN.fullmatch(plain):
        return DayTime(_definite(opened[2], text).minutes, DAY_MINUTES)
    if ending := _ENDING.fullmatch(plain):
        if not (until := _definite(ending[2], text).minutes):
            raise Unusable(f"{shown(text)} is not a period of a day: {_HOW}")
        return DayTime(0, until)
    ends = _BETWEEN.split(plain)
    clocks = [found for end in ends if (found := clock(end))]
    if len(ends) != 2 or len(clocks) != 2:
        raise Unusable(f"{shown(text)} is not a period of a day: {_HOW}")
    first, last = clocks
    if not _certain(first, last):
        raise Unusable(f"{shown(text)} may be by day or by night: {_HOW}")
    start, until = first.minutes % DAY_MINUTES, last.minutes
    return DayTime(start, until if until > start else until + DAY_MINUTES)


def shift_in(text: str) -> DayTime | None:
    """Return the period of a shift in a heading, with or without its name, such as `Late 14-22`; None if it has none.

    A period that may be by day or by night is none.
    """
    words = text.replace("(", " ").replace(")", " ").split()
    for place in range(len(words)):
        rest = " ".join(words[place:])
        if is_period(rest):
            try:
                return day_time(rest)
            except Unusable:
                return None
    return None


def _certain(first: Clock, last: Clock) -> bool:
    """Return whether both ends are certain: one by the 24-hour clock settles another that says nothing."""
    each = all(end.half or end.full for end in (first, last))
    return each or ((first.full or last.full) and not (first.half or last.half))


def _definite(text: str, whole: str) -> Clock:
    found = clock(text)
    if found is None:
        raise Unusable(f"{shown(whole)} is not a period of a day: {_HOW}")
    if not (found.half or found.full):
        raise Unusable(f"{shown(whole)} may be in the morning or in the evening: write it as 18:00-24:00")
    return found


def day_time_text(time: DayTime) -> str:
    """Return a period of a day as a mapping writes it."""
    until = time.until if time.until <= DAY_MINUTES else time.until - DAY_MINUTES
    return f"{_clock_text(time.start)}-{_clock_text(until)}"


def _clock_text(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def clock_in_moment(text: str) -> int | None:
    """Return the time of day, in minutes, of a text that follows a date; None if it is none, or could be a year."""
    found = clock(text)
    plain = text.strip()
    return None if found is None or (plain.isdecimal() and len(plain) != len("0700")) else found.minutes
