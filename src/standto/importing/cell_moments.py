"""Days and moments in cells: real dates, serial numbers of spreadsheets, and texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from standto.importing.cell_texts import text_of
from standto.importing.date_texts import DateWords, date_words
from standto.importing.day_times import clock_in_moment
from standto.importing.mapping.records import Mapping
from standto.importing.misfits import Misfit
from standto.importing.serial_numbers import moment_of_serial
from standto.model.time import MINUTE, Instant, Period
from standto.model.zone import NonexistentTime, Zone
from standto.scenario.table_writer import TimeTexts
from standto.sheets import Cell

_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_ALLOWED = "write a date such as 23/09/2023, with its time as 07:00"
_HORIZON = "write the date in full, or starts and ends into [scenario]"
_NUMBER = re.compile(r"\d{1,9}(?:[.,]\d{1,20})?", re.ASCII)
_DAY = timedelta(days=1)
_FILLERS = frozenset({"at", "um", "a", "\u00e0", "@", "-", ",", "t"})


class Stamp(NamedTuple):
    """What a cell says about a moment.

    Attributes
    ----------
    day
        The date; None for a time of day alone.
    minute
        The time of day, in minutes; None for a day alone.
    exact
        The instant, if the cell has its offset; day and minute are then None.
    """

    day: date | None = None
    minute: float | None = None
    exact: Instant | None = None


class Moments:
    """A reader of days and moments, by the dates of a mapping and in the scenario's zone.

    Parameters
    ----------
    mapping
        Says the order of numbers in dates, and the year of dates without one.
    zone
        The zone of local times.
    horizon
        The horizon that the mapping gives; None if it gives none.
    """

    def __init__(self, mapping: Mapping, zone: Zone, horizon: Period | None) -> None:
        self._order, self._year, self._epoch = mapping.order, mapping.year, mapping.epoch
        self._zone = zone
        self._texts = TimeTexts(zone)
        self.horizon = horizon
        self.days = tuple(_days(zone, horizon)) if horizon else ()

    def stamp(self, cell: Cell) -> Stamp:
        """Return what a filled cell says; raise `Misfit` if it is no moment."""
        if isinstance(cell, str):
            return self._of_text(text_of(cell))
        if isinstance(cell, datetime):
            return _of_datetime(cell, self._zone)
        if isinstance(cell, date):
            return Stamp(_within(cell))
        if isinstance(cell, time):
            return Stamp(minute=cell.hour * 60 + cell.minute + cell.second / 60)
        if isinstance(cell, timedelta) and timedelta() <= cell < _DAY:
            return Stamp(minute=cell / timedelta(minutes=1))
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            day, minute = moment_of_serial(repr(cell), self._epoch)
            return Stamp(_within(day) if day else None, minute)
        raise Misfit("is not a date", _ALLOWED)

    def _of_text(self, text: str) -> Stamp:
        """Return what a text says: a date, a time of day, or both."""
        if iso := _iso(text):
            return _of_datetime(iso, self._zone)
        if found := self._day_of_text(text):
            return Stamp(found)
        words = [word for word in text.replace(",", " ").split() if word.lower() not in _FILLERS]
        for count in range(1, min(3, len(words)) + 1):
            minute: float | None = clock_in_moment(" ".join(words[-count:]))
            if minute is not None:
                front = " ".join(words[:-count])
                day = self._day_of_text(front) if front else None
                if (day and not (words[-1].isdecimal() and self._lacks_year(front))) or not front:
                    return Stamp(day, minute)
        if _NUMBER.fullmatch(text):
            day, minute = moment_of_serial(text.replace(",", "."), self._epoch)
            return Stamp(_within(day) if day else None, minute)
        raise Misfit("is not a date", _ALLOWED)

    def _day_of_text(self, text: str) -> date | None:
        """Return the date that a text is; None if it is none."""
        words = date_words(text, self._order)
        if words is None or (words.month is None and not (self.days and words.day)):
            return None
        return self.day_of(words)

    def _lacks_year(self, text: str) -> bool:
        """Return whether a date has no year, so that four digits after it may be one."""
        words = date_words(text, self._order)
        return words is None or words.year is None

    def day_of(self, words: DateWords) -> date:
        """Return the one date that some words mean; raise `Misfit` if there is none, or more than one."""
        year = words.year if words.year is not None else self._year
        if words.day and words.month and year:
            return self._checked(words, year)
        if not self.days:
            raise Misfit("has no year" if words.month else "has no month", _MISSING_YEAR if words.month else _HORIZON)
        found = [day for day in self.days if _fits(words, day)]
        if len(found) != 1:
            raise Misfit("is no day of the horizon" if not found else "is several days of the horizon", _HORIZON)
        return found[0]

    def _checked(self, words: DateWords, year: int) -> date:
        try:
            found = date(year, words.month or 1, words.day or 1)
        except ValueError:
            raise Misfit("is in no calendar", _ALLOWED) from None
        _within(found)
        if words.weekday is not None and words.weekday != found.weekday():
            raise Misfit(f"is a {_WEEKDAYS[found.weekday()]} by the calendar", "correct the day or the date")
        return found

    def instant(self, stamp: Stamp, *, end_of_day: bool = False) -> Instant:
        """Return the instant of a stamp with a day; a day alone is its start, or its end.

        Raises
        ------
        Misfit
            The clocks skip it.
        """
        if stamp.exact is not None:
            return stamp.exact
        day = stamp.day or date.min
        if stamp.minute is None:
            return self._zone.wall_clock(day + _DAY if end_of_day else day, time())
        try:
            return self._zone.instant(datetime.combine(day, time()) + timedelta(minutes=stamp.minute))
        except NonexistentTime:
            raise Misfit("does not exist: the clocks go forward", "write a time that exists") from None

    def text(self, instant: Instant) -> str:
        """Return an instant as a cell of the folder."""
        return self._texts[instant]

    def on_day(self, day: date, minute: int) -> Instant:
        """Return the instant at which a day's wall clock shows some minutes; if the clocks skip it, as much later."""
        days, minutes = divmod(minute, 24 * 60)
        return self._zone.wall_clock(day + days * _DAY, time(minutes // 60, minutes % 60))

    def day_at(self, instant: Instant) -> date:
        """Return the local date of an instant."""
        return self._zone.local(instant).date()


_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MISSING_YEAR = "write the year into [dates], as year = 2023"


def _iso(text: str) -> datetime | None:
    """Return a date and time in ISO 8601."""
    if len(text) < len("2023-09-23T07") or text[4:5] not in ("-", "0", "1"):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _of_datetime(moment: datetime, zone: Zone) -> Stamp:
    if moment.tzinfo is not None:
        _within(moment.astimezone(UTC).date())
        return Stamp(exact=zone.instant(moment))
    since = moment - datetime.combine(moment.date(), time())
    return Stamp(_within(moment.date()), since / timedelta(minutes=1))


def _within(day: date) -> date:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise Misfit(f"is in the year {day.year}", f"write a year from {_FIRST_YEAR} to {_LAST_YEAR}")
    return day


def _days(zone: Zone, horizon: Period) -> Iterator[date]:
    """Yield the local dates of a horizon."""
    day, last = zone.local(horizon.start).date(), zone.local(horizon.until - MINUTE).date()
    while day <= last:
        yield day
        day += _DAY


def _fits(words: DateWords, day: date) -> bool:
    pairs = ((words.day, day.day), (words.month, day.month), (words.year, day.year), (words.weekday, day.weekday()))
    return all(said is None or said == found for said, found in pairs)
