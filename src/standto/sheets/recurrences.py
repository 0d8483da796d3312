"""The days on which an event of a calendar recurs, by the recurrence rules of RFC 5545 that planners use.

`dateutil.rrule` knows more rules, but begins at the first occurrence, and cannot be stopped while no day fits: a small
file could keep it busy for hours. The tests compare the two.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from standto.sheets.bounds import MOST_STEPS

FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_PARTS = ("FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS", "WKST")
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BYDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_LAST_YEAR = 9998
_STEP_DAYS = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 28, "YEARLY": 365}


class UnreadableRule(ValueError):
    """A recurrence rule that is not read; its words say what is allowed."""


@dataclass
class StepBudget:
    """How many more days are looked at, for all rules of a calendar together."""

    left: int = MOST_STEPS

    def spend(self, days: int) -> None:
        """Count days that are looked at."""
        self.left -= days
        if self.left < 0:
            raise UnreadableRule(f"recurs so often that more than {MOST_STEPS:,} days must be looked at: shorten it")


@dataclass(frozen=True)
class RecurrenceRule:
    """A recurrence rule, without its end.

    Attributes
    ----------
    frequency, interval
        The period, and the number of periods from one with occurrences to the next.
    count
        The number of occurrences; None for no such end.
    months, month_days, weekdays
        The days that are allowed; empty for all. A day of the month may count from its end; a weekday has its number
        in the month or year, 0 for every one.
    positions
        Which of a period's days are meant, from 1 or, from the end, -1; empty for all.
    week_start
        The first day of the week, 0 for Monday.
    """

    frequency: str
    interval: int = 1
    count: int | None = None
    months: frozenset[int] = frozenset()
    month_days: frozenset[int] = frozenset()
    weekdays: tuple[tuple[int, int], ...] = ()
    positions: tuple[int, ...] = ()
    week_start: int = field(default=0)

    def days(self, first: date, since: date, until: date, budget: StepBudget) -> Iterator[date]:
        """Yield the days of the occurrences in order.

        Parameters
        ----------
        first
            The day of the first occurrence.
        since, until
            The first day that is asked for, and the first that is not. With a count, earlier days are yielded too.
        budget
            Counts the days that are looked at.
        """
        allowed, found = self._filter(first), 0
        step = 0 if self.count is not None else self._steps_before(first, since)
        while (days := self._period(first, step)) and days[0] < until:
            budget.spend(len(days))
            for day in self._chosen([day for day in days if allowed(day)]):
                if day >= first:
                    if day >= until or (self.count is not None and found >= self.count):
                        return
                    found += 1
                    yield day
            step += 1

    def _steps_before(self, first: date, since: date) -> int:
        """Return a number of steps that surely end before a day."""
        longest = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}[self.frequency] * self.interval
        return max((since - first).days // longest - 1, 0)

    def _period(self, first: date, step: int) -> list[date]:
        """Return the days of a period; none after the end of the calendar."""
        number = step * self.interval
        if number * _STEP_DAYS[self.frequency] // 365 + first.year > _LAST_YEAR:
            return []
        if self.frequency == "DAILY":
            return [first + timedelta(days=number)]
        if self.frequency == "WEEKLY":
            monday = first - timedelta(days=(first.weekday() - self.week_start) % 7) + timedelta(weeks=number)
            return [monday + timedelta(days=day) for day in range(7)]
        if self.frequency == "MONTHLY":
            year, month = divmod(first.year * 12 + first.month - 1 + number, 12)
            return [date(year, month + 1, day + 1) for day in range(calendar.monthrange(year, month + 1)[1])]
        start = date(first.year + number, 1, 1)
        return [start + timedelta(days=day) for day in range(365 + calendar.isleap(start.year))]

    def _filter(self, first: date) -> Callable[[date], bool]:
        """Return whether a day is allowed; what the rule leaves open is as on the first day."""
        months, month_days, weekdays = self.months, self.month_days, self.weekdays
        if not month_days and not weekdays:
            if self.frequency == "YEARLY":
                months = months or frozenset({first.month})
            if self.frequency in ("MONTHLY", "YEARLY"):
                month_days = frozenset({first.day})
            elif self.frequency == "WEEKLY":
                weekdays = ((0, first.weekday()),)
        by_year = self.frequency == "YEARLY" and not self.months

        def allowed(day: date) -> bool:
            length = calendar.monthrange(day.year, day.month)[1]
            return (
                (not months or day.month in months)
                and (not month_days or day.day in month_days or day.day - length - 1 in month_days)
                and (not weekdays or any(_is_weekday(day, *each, length, by_year=by_year) for each in weekdays))
            )

        return allowed

    def _chosen(self, days: Sequence[date]) -> Sequence[date]:
        """Return the days of a period that are at the rule's positions."""
        if not self.positions:
            return days
        places = {place - 1 if place > 0 else len(days) + place for place in self.positions}
        return [days[place] for place in sorted(places) if 0 <= place < len(days)]


def _is_weekday(day: date, number: int, weekday: int, length: int, *, by_year: bool) -> bool:
    if day.weekday() != weekday:
        return False
    if not number:
        return True
    place, of = (day.timetuple().tm_yday, 365 + calendar.isleap(day.year)) if by_year else (day.day, length)
    return (place - 1) // 7 + 1 == number or -((of - place) // 7 + 1) == number


def rule_of(parts: Mapping[str, Sequence[Any]]) -> RecurrenceRule:
    """Return the rule of the parts of an RRULE.

    Raises
    ------
    UnreadableRule
        It has parts or values that are not read.
    """
    others = sorted(set(parts) - set(_PARTS))
    frequency = str(parts.get("FREQ", [""])[0])
    if others or frequency not in FREQUENCIES:
        what = f"the part {others[0]}" if others else f"FREQ={frequency}"
        allowed = f"FREQ={', '.join(FREQUENCIES)}, with {', '.join(_PARTS[1:])}"
        raise UnreadableRule(f"recurs by a rule with {what}, which is not read: allowed are {allowed}")
    try:
        coarse = frequency in ("MONTHLY", "YEARLY")
        return RecurrenceRule(
            frequency,
            _whole(parts.get("INTERVAL", [1])[0], 1, 10_000),
            _whole(parts["COUNT"][0], 1, MOST_STEPS) if "COUNT" in parts else None,
            frozenset(_whole(each, 1, 12) for each in parts.get("BYMONTH", ())),
            frozenset(_whole(each, -31, 31) for each in parts.get("BYMONTHDAY", ())),
            tuple((number if coarse else 0, day) for number, day in map(_by_day, parts.get("BYDAY", ()))),
            tuple(_whole(each, -366, 366) for each in parts.get("BYSETPOS", ())),
            _WEEKDAYS.index(str(parts.get("WKST", ["MO"])[0])),
        )
    except (ValueError, IndexError, TypeError):
        raise UnreadableRule("recurs by a rule with a value that RFC 5545 does not allow") from None


def _whole(value: Any, least: int, most: int) -> int:
    number = int(str(value))
    if not least <= number <= most or (least < 0 and number == 0):
        raise ValueError
    return number


def _by_day(value: Any) -> tuple[int, int]:
    found = _BYDAY.fullmatch(str(value))
    if not found:
        raise ValueError
    return int(found[1] or 0), _WEEKDAYS.index(found[2])
