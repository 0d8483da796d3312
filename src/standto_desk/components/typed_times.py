"""A day, month, year and time of day as somebody types them, as an instant in the zone of the place."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from standto.model.time import DAY, MINUTE, Instant, Period
from standto.model.zone import NonexistentTime, Zone
from standto_desk.components.moments import short_moment, zone_name

YEARS = range(1970, 2200)
"""The years that may be typed; a year with a missing digit is outside them."""
BOXES = ("day", "month", "year", "time")
"""The contents of the four boxes."""
NOON, HOURS, SIXTY = 12, 24, 60
LONGEST = 4
"""The most digits of a day, a month or a year."""

_TIME = re.compile(
    r"(?P<hour>\d{1,2})[:.]?(?P<minute>\d{2})?(?::(?P<second>\d{2})(?:\.(?P<fraction>\d{1,6}))?)?"
    r"\s{0,9}(?P<half>[ap]m)?\s{0,9}(?P<zone>[a-z]{3,6}|z|(?:UTC|GMT)?[+\-\u2212]\d[\d:]{0,7})?",
    re.IGNORECASE,
)
_OFFSET = re.compile(
    r"(?:UTC|GMT)?(?P<sign>[+\-\u2212])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?(?::?(?P<seconds>\d{2}))?"
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class NotATime(ValueError):
    """Text that is not a time: why, as a predicate of the field's label, and which box is wrong."""

    def __init__(self, box: str, words: str) -> None:
        self.box, self.words = box, words
        super().__init__(words)


class _Clock(NamedTuple):
    """A time of day, with its zone as typed."""

    hour: int
    minute: int
    second: int
    microsecond: int
    zone: str


def typed(instant: Instant, zone: Zone) -> tuple[str, str, str, str]:
    """Return what to type for an instant; `instant_typed` turns it back."""
    local = zone.local(instant)
    clock = local.strftime("%H:%M:%S" if local.second or local.microsecond else "%H:%M")
    if local.microsecond:
        clock += f".{local.microsecond:06}".rstrip("0")
    twice = local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset()
    named = f"{clock} {zone_name(instant, zone)}" if twice else clock
    return str(local.day), str(local.month), str(local.year), named


def instant_typed(boxes: list[str], zone: Zone) -> Instant:
    """Return the instant that four boxes name.

    In an hour that occurs twice, the time is the first one unless the name or the offset of a zone follows it.

    Raises
    ------
    NotATime
        Something is missing, or there is no such date or time.
    """
    if missing := [box for box, part in zip(BOXES, boxes, strict=True) if not part]:
        raise NotATime(missing[0], f"must have {' and '.join(f'a {box}' for box in missing)}")
    for box, part in zip(BOXES[:3], boxes[:3], strict=True):
        if not part.isdecimal():
            raise NotATime(box, "must have a day, a month and a year in numbers, such as 23 9 2023")
    clock = _clock(boxes[3])
    day, month, year = (int(part) if len(part) <= LONGEST else 10**LONGEST for part in boxes[:3])
    if year - 1 not in YEARS and year + 1 not in YEARS:
        raise _wrong_year()
    try:
        local = datetime(year, month, day, *clock[:4])
    except ValueError:
        raise NotATime("day", "must be a real date, such as 23 9 2023") from None
    instant = _there(local, clock, zone)
    if not is_within_years(instant, zone):
        raise _wrong_year()
    return instant


def instant_on_clock(words: str, period: Period, zone: Zone) -> Instant | None:
    """Return the first instant of a period at which the clock shows a time of day; None if it does not.

    Raises
    ------
    NotATime
        It is no time of day.
    """
    clock = _clock(words)
    day, last = zone.local(period.start).date(), zone.local(period.until).date()
    while day <= last:
        try:
            found = _there(datetime(day.year, day.month, day.day, *clock[:4]), clock, zone)
        except NotATime:
            # The clocks skip it on that day, or are not in the zone that was typed.
            found = period.until
        if found in period:
            return found
        day += timedelta(days=1)
    return None


def is_within_years(instant: Instant, zone: Zone) -> bool:
    """Tell whether the year of an instant may be typed, here or in UTC."""
    try:
        at_utc = _EPOCH + timedelta(microseconds=instant)
    except OverflowError:
        return False
    return at_utc.year in YEARS or zone.local(instant).year in YEARS


def _wrong_year() -> NotATime:
    return NotATime("year", f"must have a year from {YEARS[0]} to {YEARS[-1]}, in four numbers")


def _clock(words: str) -> _Clock:
    """Return a time of day, without asking whether it exists on its day."""
    found = _TIME.fullmatch(words)
    if found is None:
        raise NotATime("time", "must have a time such as 14:05")
    hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
    half = (found["half"] or "").lower()
    wrong = bool(half) and not 0 < hour <= NOON
    if half:
        hour = hour % NOON + (NOON if half == "pm" else 0)
    if wrong or hour >= HOURS or minute >= SIXTY or second >= SIXTY:
        raise NotATime("time", "must have a time such as 14:05")
    return _Clock(hour, minute, second, int((found["fraction"] or "0").ljust(6, "0")), (found["zone"] or "").upper())


def _there(local: datetime, clock: _Clock, zone: Zone) -> Instant:
    """Return the instant of a local time; if it occurs twice, the one in the zone that was typed."""
    try:
        first = zone.instant(local)
    except NonexistentTime:
        raise NotATime("time", _skipped(local, zone)) from None
    if not clock.zone:
        return first
    moments = list(dict.fromkeys((first, zone.instant(zone.local(first).replace(fold=1)))))
    meant = [moment for moment in moments if _is_called(moment, clock.zone, zone)]
    if len(meant) == 1:
        return meant[0]
    allowed = " or ".join(zone_name(moment, zone) for moment in moments)
    if meant:
        raise NotATime("time", f"must say which of the two it is: write {allowed} after the time")
    raise NotATime("time", f"must be in {allowed}, not {clock.zone}")


def _is_called(instant: Instant, name: str, zone: Zone) -> bool:
    """Tell whether a name is that of the zone at an instant, or its offset."""
    local = zone.local(instant)
    if name in ((local.tzname() or "").upper(), zone_name(instant, zone).upper()):
        return True
    offset = _offset(name)
    return offset is not None and offset == local.utcoffset()


def _offset(name: str) -> timedelta | None:
    """Return the offset that a zone's name states; None if it states none."""
    if name in ("Z", "UTC"):
        return timedelta()
    found = _OFFSET.fullmatch(name)
    if found is None:
        return None
    hours, minutes, seconds = (int(found[part] or 0) for part in ("hours", "minutes", "seconds"))
    size = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return size if found["sign"] == "+" else -size


def _skipped(local: datetime, zone: Zone) -> str:
    """Say that the clocks skip a local time, with the last minute before the change and the first after it."""
    after = zone.wall_clock(local.date(), local.time())  # as much past the change as the time is past the last one
    skipped = zone.local(after).replace(tzinfo=None) - local
    change = _change(after - skipped // timedelta(microseconds=1), after, zone)
    return (
        f"must be a time that exists on that day: the clocks go forward from {short_moment(change - MINUTE, zone)} "
        f"to {short_moment(change, zone)}"
    )


def twice_hint(about: Instant, zone: Zone) -> str:
    """Return how to type the times that the clocks show twice within a week; empty if there are none."""
    return _twice_hint(about - about % DAY, zone)


@lru_cache(maxsize=64)
def _twice_hint(about: Instant, zone: Zone) -> str:
    before, after = about - 7 * DAY, about + 8 * DAY
    if (zone.local(before).utcoffset() or timedelta()) <= (zone.local(after).utcoffset() or timedelta()):
        return ""
    change = _change(before, after, zone)
    second, first = zone.local(change), zone.local(change - 1) + timedelta(microseconds=1)
    began, ended = second.strftime("%H:%M"), first.strftime("%H:%M")
    return (
        f"When the clocks go back, at {short_moment(change, zone)}, they show {began} to {ended} twice: "
        f"type {began} {zone_name(change - MINUTE, zone)} for the first time, {began} {zone_name(change, zone)} "
        "for the second."
    )


def _change(before: Instant, after: Instant, zone: Zone) -> Instant:
    """Return the instant between two at which the offset of a zone changed, by bisection."""
    offset = zone.local(after).utcoffset()
    while after - before > 1:
        middle = (before + after) // 2
        before, after = (before, middle) if zone.local(middle).utcoffset() == offset else (middle, after)
    return after
