"""Days as people write them: ``Sat``, ``23 Sept``, ``Sat 23 September 2023``, ``23/09``, ``tomorrow``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches

from standto.wording.moments import DAYS, MONTHS

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_SHIFTS = {"yesterday": -1, "today": 0, "tomorrow": 1}
_WEEKDAY = {short: day for day, name in enumerate(_WEEKDAYS) for short in (name, name[:3])} | {
    "tues": 1, "thur": 3, "thurs": 3,
}  # fmt: skip
_MONTH = {short: month for month, name in enumerate(_MONTHS, 1) for short in (name, name[:3])} | {"sept": 9}
_NUMBERS = re.compile(r"([0-9]{1,2})([/.])([0-9]{1,2})(?:\2([0-9]{4})|\.)?")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_ORDINAL = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?")
_YEAR = re.compile(r"[0-9]{4}")


class UnknownDay(ValueError):
    """Words that are no day; the message is the question whether a similar word was meant, or empty."""


@dataclass(frozen=True, slots=True)
class SpokenDay:
    """A day as somebody wrote it: as much of it as they wrote.

    Attributes
    ----------
    weekday
        0 for Monday to 6; None if it was not written.
    day, month, year
        The date; None for what was not written.
    shift
        Days after today; None if it was not written by its distance from today.
    """

    weekday: int | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None
    shift: int | None = None

    @property
    def definite(self) -> bool:
        """Whether there is but one such day."""
        return self.year is not None or self.shift is not None

    @property
    def recurring(self) -> bool:
        """Whether there is such a day in every week."""
        return self.day is None and self.shift is None

    def dates(self, first: date, last: date, today: date) -> Iterator[date]:
        """Yield the days that are meant: those from the first to the last, or the only one, wherever it is."""
        if self.shift is not None:
            yield today + timedelta(days=self.shift)
        elif self.day is None or self.month is None:
            step = 1 if self.weekday is None else 7
            start = first if self.weekday is None else first + timedelta(days=(self.weekday - first.weekday()) % 7)
            yield from (start + timedelta(days=n) for n in range(0, (last - start).days + 1, step))
        elif self.year is not None:
            yield date(self.year, self.month, self.day)
        else:
            leap = (self.month, self.day) == (2, 29)
            years = (year for year in range(first.year, last.year + 1) if not leap or _has_leap_day(year))
            found = (date(year, self.month, self.day) for year in years)
            yield from (one for one in found if first <= one <= last and self.weekday in (None, one.weekday()))


def day_of(words: str) -> SpokenDay:
    """Return the day that some words are.

    Parameters
    ----------
    words
        Small letters, with single spaces and without commas.

    Raises
    ------
    UnknownDay
        They are no day.
    ValueError
        They may be either of two days, or there is no such day.
    """
    if words in _SHIFTS:
        return SpokenDay(shift=_SHIFTS[words])
    parts = [part for part in words.split() if part not in ("the", "of")]
    if parts and parts[0] in ("next", "last", "this"):
        raise ValueError(f"{words!r} is understood in more ways than one: write the date, as 23 Sept")
    weekday = _WEEKDAY.get(parts[0].rstrip(".")) if parts else None
    if weekday is not None:
        parts = parts[1:]
        if not parts:
            return SpokenDay(weekday=weekday)
    day, month, year = _date_of(words, parts)
    if day > _longest(month, year):
        raise ValueError(f"{words!r}: there is no {day} {MONTHS[month - 1]}{f' {year}' if year else ''}")
    if year is not None and weekday is not None and (real := date(year, month, day).weekday()) != weekday:
        raise ValueError(f"{words!r}: {day} {MONTHS[month - 1]} {year} is a {_WEEKDAYS[real].title()}")
    return SpokenDay(weekday, day, month, year)


def _date_of(words: str, parts: list[str]) -> tuple[int, int, int | None]:
    """Return day, month and year of a date."""
    if len(parts) == 1 and (found := _ISO.fullmatch(parts[0])):
        return _of_numbers(words, int(found[3]), int(found[2]), int(found[1]))
    if len(parts) == 1 and (found := _NUMBERS.fullmatch(parts[0])):
        one, other, year = int(found[1]), int(found[3]), int(found[4]) if found[4] else None
        if found[2] == "/" and one != other and max(one, other) <= 12:
            ways = " or ".join(f"{day} {MONTHS[month - 1]}" for day, month in ((one, other), (other, one)))
            raise ValueError(f"{words!r} may be {ways}: write the month as a word")
        if found[2] == "/" and other > 12:
            one, other = other, one
        if found[2] == "." and year is None and not 1 <= other <= 12:
            raise ValueError(f"{words!r} is neither a date nor, without a day, a time: write 18:00, or the day too")
        return _of_numbers(words, one, other, year)
    if len(parts) in (2, 3) and (len(parts) == 2 or _YEAR.fullmatch(parts[2])):
        year = int(parts[2]) if len(parts) == 3 else None
        for number, name in (parts[:2], parts[1::-1]):
            if (found := _ORDINAL.fullmatch(number)) and (month := _MONTH.get(name.rstrip("."))):
                return _of_numbers(words, int(found[1]), month, year)
    raise UnknownDay(_nearest(words.split()))


def _of_numbers(words: str, day: int, month: int, year: int | None) -> tuple[int, int, int | None]:
    if not (1 <= month <= 12 and day >= 1 and year != 0):
        raise ValueError(f"{words!r}: there is no such date")
    return day, month, year


def _longest(month: int, year: int | None) -> int:
    """Return the number of days of a month; without its year, of the longest."""
    if month == 2:
        return 29 if year is None or _has_leap_day(year) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def _has_leap_day(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _nearest(parts: list[str]) -> str:
    """Return the question whether a known word was meant for the first that is not known."""
    days = [*_WEEKDAYS, *_SHIFTS, *(name.lower() for name in DAYS)]
    known = [*_MONTHS, *(name.lower() for name in MONTHS)] + ([] if _WEEKDAY.keys() & set(parts) else days)
    for part in parts:
        if part.isalpha() and part not in _WEEKDAY and part not in _MONTH:
            near = get_close_matches(part, known, n=1)
            return f"did you mean {near[0].title()!r}?" if near else ""
    return ""
