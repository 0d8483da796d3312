"""Dates in texts: `23/09/2023`, `23.09.`, `23 Sept`, `Mon 18`, `Montag`; what is left out is left open."""

from __future__ import annotations

import re
from typing import NamedTuple

from standto.importing.date_words import DAYS, EITHER, MONTHS, plain
from standto.importing.misfits import Misfit

DAY_MONTH, MONTH_DAY = "day-month", "month-day"
_MONTHS_OF_YEAR = 12
_CENTURY = 2000

_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_BASIC = re.compile(r"((?:19|20|21)\d{2})(\d{2})(\d{2})")
_NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{4}|\d{2})?)?")
_PARTS = re.compile(r"\d+|[^\W\d_]+")
_DAY = re.compile(r"\d{1,2}")
_WORDY = re.compile(r"(?:(?:\d{1,4}|[^\W\d_]+)[\s.,'-]*)+")
_ORDINALS = frozenset({"st", "nd", "rd", "th", "er"})


class DateWords(NamedTuple):
    """What a text says about a date; None where it says nothing.

    Attributes
    ----------
    day, month, year
        The numbers.
    weekday
        From Monday as 0.
    """

    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None


def date_words(text: str, order: str) -> DateWords | None:
    """Return what a text says about a date; None if it is none.

    Parameters
    ----------
    text
        The text.
    order
        ``day-month``, ``month-day``, or empty: then only dates that cannot be read both ways.

    Raises
    ------
    Misfit
        The text is a date that could be read both ways, or that no calendar has in the order that is asked for.
    """
    words = plain(text).strip(" ,.")
    weekday, rest = _weekday(words)
    if not rest:
        return None if weekday is None else DateWords(weekday=weekday)
    found = _numeric(rest, order) or _worded(rest)
    return None if found is None else found._replace(weekday=weekday)


def _weekday(words: str) -> tuple[int | None, str]:
    """Return the day of the week that a text begins with, and the rest."""
    first = re.match(r"[^\W\d_]+", words)
    if first is None:
        return None, words
    rest = words[first.end() :].strip(" ,.-")
    if first[0] == EITHER and any(part in MONTHS for part in _PARTS.findall(rest)):
        return DAYS["mardi"], rest
    return (DAYS[first[0]], rest) if first[0] in DAYS else (None, words)


def _numeric(text: str, order: str) -> DateWords | None:
    if found := _YEAR_FIRST.fullmatch(text):
        return DateWords(int(found[4]), int(found[3]), int(found[1]))
    if found := _BASIC.fullmatch(text):
        return DateWords(int(found[3]), int(found[2]), int(found[1]))
    if _DAY.fullmatch(text):
        return DateWords(int(text))
    found = _NUMBERS.fullmatch(text)
    if found is None:
        return None
    first, second = int(found[1]), int(found[3])
    year = None if not found[4] else int(found[4]) + (_CENTURY if len(found[4]) == 2 else 0)
    day, month = _ordered(first, second, order)
    return DateWords(day, month, year)


def _ordered(first: int, second: int, order: str) -> tuple[int, int]:
    """Return day and month of two numbers."""
    if order:
        day, month = (first, second) if order == DAY_MONTH else (second, first)
        if month > _MONTHS_OF_YEAR:
            raise Misfit(f"has no month {month}, read as {order}", "see order in [dates]")
        return day, month
    if first <= _MONTHS_OF_YEAR and second <= _MONTHS_OF_YEAR and first != second:
        raise Misfit("can be read as two dates", f'write order = "{DAY_MONTH}" or "{MONTH_DAY}" into [dates]')
    return (first, second) if second <= _MONTHS_OF_YEAR else (second, first)


def _worded(text: str) -> DateWords | None:
    """Return a date with the name of its month: a day and a month in either order, and perhaps a year."""
    if not _WORDY.fullmatch(text):
        return None
    parts = [part for part in _PARTS.findall(text) if part not in _ORDINALS]
    months = [MONTHS[part] for part in parts if part in MONTHS]
    numbers = [part for part in parts if part.isdecimal()]
    if len(months) != 1 or len(parts) != len(months) + len(numbers) or not 1 <= len(numbers) <= 2:
        return None
    return _month_date(months[0], parts, numbers, hyphens="-" in text or "'" in text)


def _month_date(month: int, parts: list[str], numbers: list[str], *, hyphens: bool) -> DateWords | None:
    day, *years = numbers if len(numbers[0]) <= 2 else numbers[::-1]
    if len(day) > 2 or (parts[-1] in MONTHS and len(numbers) == 2 and len(numbers[0]) <= 2):
        return None
    if not years:
        if parts[0] == EITHER:
            raise Misfit("may be in March or on a Tuesday", "write the month in full")
        return DateWords(int(day), month)
    year = years[0]
    if len(year) == 2 and hyphens:
        return DateWords(int(day), month, _CENTURY + int(year))
    return DateWords(int(day), month, int(year)) if len(year) == 4 else None
