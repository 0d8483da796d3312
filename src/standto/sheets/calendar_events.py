"""The events of a calendar: their times, their recurrences, and the people that they name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeAlias

from standto.sheets.bounds import MOST_CHARACTERS
from standto.sheets.calendar_zones import zone_named
from standto.sheets.recurrences import RecurrenceRule, StepBudget, UnreadableRule, rule_of

When: TypeAlias = datetime | date
"""A time, or the day of an event that lasts whole days."""


class UnreadableEvent(ValueError):
    """An event that cannot be read; its words say why."""


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One event of a calendar, or one occurrence of it.

    Attributes
    ----------
    start, until
        When it is; days for an event of whole days, and times without an offset where the calendar has none.
    people
        The name or address of each person invited, with the person's answer.
    rules, more, without
        The rules by which it recurs, its further occurrences, and those that are left out.
    instead_of
        The occurrence of the same event that it replaces; None if it replaces none.
    """

    uid: str
    summary: str
    start: When
    until: When
    location: str
    categories: str
    status: str
    people: tuple[tuple[str, str], ...]
    rules: tuple[tuple[RecurrenceRule, When | None], ...] = field(default=())
    more: tuple[When, ...] = field(default=())
    without: frozenset[When] = field(default=frozenset())
    instead_of: When | None = None

    def occurrences(
        self, since: date, until: date, replaced: frozenset[When], budget: StepBudget
    ) -> Iterator[CalendarEvent]:
        """Yield the occurrences that overlap the days from `since` to before `until`, without those replaced."""
        starts = {self.start, *self.more}
        for rule, last in self.rules:
            starts.update(self._by_rule(rule, last, since, until, budget))
        for start in sorted(starts - self.without - replaced, key=naive):
            moved = self._moved(start)
            if naive(start) < datetime.combine(until, time.min) and _ends_after(moved, since):
                yield moved

    def _by_rule(
        self, rule: RecurrenceRule, last: When | None, since: date, until: date, budget: StepBudget
    ) -> Iterator[When]:
        """Yield the starts by a rule; the wall clock shows the same time on each day."""
        longest = naive(self.until) - naive(self.start)
        first = day_of(self.start)
        for day in rule.days(first, max(since - longest - timedelta(days=1), date.min), until, budget):
            start = datetime.combine(day, self.start.timetz()) if isinstance(self.start, datetime) else day
            if last is not None and _is_after(start, last):
                return
            yield start

    def _moved(self, start: When) -> CalendarEvent:
        """Return this event at another start; it lasts as long, by the wall clock."""
        shift = naive(start) - naive(self.start)
        return replace(self, start=start, until=self.until + shift, rules=(), more=(), without=frozenset())


def naive(when: When) -> datetime:
    """Return a moment without its offset; the start of a day."""
    if isinstance(when, datetime):
        return when.replace(tzinfo=None)
    return datetime.combine(when, time.min)


def day_of(when: When) -> date:
    """Return the day of a moment."""
    return when.date() if isinstance(when, datetime) else when


def _ends_after(event: CalendarEvent, since: date) -> bool:
    begin = datetime.combine(since, time.min)
    return naive(event.until) > begin or naive(event.start) >= begin


def _is_after(start: When, last: When) -> bool:
    """Return whether a start is after the last that a rule allows."""
    if isinstance(start, datetime) and isinstance(last, datetime) and last.tzinfo is not None:
        if start.tzinfo is not None:
            return start > last
        return start > last.replace(tzinfo=None)
    if isinstance(start, datetime) and isinstance(last, datetime):
        return naive(start) > last
    return day_of(start) > day_of(last)


def event_of(component: Any) -> CalendarEvent:
    """Return the event of a component of a calendar.

    Raises
    ------
    UnreadableEvent
        It has no start, or something in it cannot be read.
    """
    _check_parts(component)
    start, until = _times(component)
    try:
        rules = tuple((rule_of(each), _last(each)) for each in _several(component, "RRULE"))
    except UnreadableRule as error:
        raise UnreadableEvent(str(error)) from None
    return CalendarEvent(
        uid=_text(component, "UID"),
        summary=_text(component, "SUMMARY"),
        start=start,
        until=until,
        location=_text(component, "LOCATION"),
        categories="; ".join(str(name) for each in _several(component, "CATEGORIES") for name in each.cats),
        status=_text(component, "STATUS").upper() or "CONFIRMED",
        people=tuple((_person(each), str(each.params.get("PARTSTAT", "")).upper()) for each in _people(component)),
        rules=rules,
        more=tuple(_matching(each, start) for each in _listed(component, "RDATE")),
        without=frozenset(_matching(each, start) for each in _listed(component, "EXDATE")),
        instead_of=_moment(component, "RECURRENCE-ID"),
    )


def _check_parts(component: Any) -> None:
    """Refuse an event with a part that cannot be read."""
    for name, what in component.errors:
        # What is wrong with a time may be shown; other words may name people.
        why = f": {what}" if str(name).startswith(("DT", "R", "EX", "DURATION")) else ""
        raise UnreadableEvent(f"its {name or 'content'} cannot be read{why}"[:200])
    if _text(component, "RECURRENCE-ID") and "RANGE" in component["RECURRENCE-ID"].params:
        raise UnreadableEvent("changes all later occurrences (RANGE), which is not read: make them events of their own")
    if "EXRULE" in component:
        raise UnreadableEvent("leaves out occurrences by a rule (EXRULE), which is not read: name them (EXDATE)")


def _times(component: Any) -> tuple[When, When]:
    """Return the start and the end of an event, which are of one kind."""
    start = _moment(component, "DTSTART")
    if start is None:
        raise UnreadableEvent("has no start (DTSTART)")
    until = _until(component, start)
    if type(until) is not type(start) or _is_aware(until) != _is_aware(start):
        raise UnreadableEvent("starts and ends by different kinds of time (a day, a local time, or one with a zone)")
    if until < start:
        raise UnreadableEvent("ends before it starts")
    return start, until


def _text(component: Any, name: str) -> str:
    value = component.get(name, "")
    if isinstance(value, list):
        value = value[0]
    return str(value)[:MOST_CHARACTERS]


def _several(component: Any, name: str) -> list[Any]:
    value = component.get(name)
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _people(component: Any) -> list[Any]:
    """Return the people invited; rooms and equipment are none."""
    invited = _several(component, "ATTENDEE")
    return [each for each in invited if str(each.params.get("CUTYPE", "")).upper() not in ("ROOM", "RESOURCE")]


def _person(address: Any) -> str:
    """Return the name of a person invited, or else the address."""
    name = str(address.params.get("CN", "")).strip()
    return (name or str(address).removeprefix("mailto:").removeprefix("MAILTO:"))[:MOST_CHARACTERS]


def _moment(component: Any, name: str) -> When | None:
    found = component.get(name)
    if found is None:
        return None
    if isinstance(found, list):
        raise UnreadableEvent(f"has {name} more than once")
    return _zoned(found.dt, found.params, name)


def _zoned(value: Any, params: Any, name: str) -> When:
    """Return a moment in the zone that the calendar names."""
    if isinstance(value, tuple):
        value = value[0]
    if not isinstance(value, date):
        raise UnreadableEvent(f"{name} is no time")
    if not isinstance(value, datetime) or (value.tzinfo is None and "TZID" not in params):
        return value
    if "TZID" not in params:
        return value.astimezone(UTC)
    zone = zone_named(str(params["TZID"]))
    if zone is None:
        what = f"is in the time zone {str(params['TZID'])[:80]!r}, which is not known: write an IANA name"
        raise UnreadableEvent(f"{what}, such as Europe/London")
    return value.replace(tzinfo=zone)


def _until(component: Any, start: When) -> When:
    end = _moment(component, "DTEND")
    if end is not None:
        # A day that ends on itself is one whole day.
        return start + timedelta(days=1) if not isinstance(end, datetime) and end == start else end
    length = component.get("DURATION")
    if length is not None and isinstance(length.dt, timedelta):
        if isinstance(start, datetime) and start.tzinfo is not None:
            return (start.astimezone(UTC) + length.dt).astimezone(start.tzinfo)
        return start + length.dt
    return start if isinstance(start, datetime) else start + timedelta(days=1)


def _listed(component: Any, name: str) -> Iterator[When]:
    for values in _several(component, name):
        for value in values.dts:
            yield _zoned(value.dt, values.params, name)


def _matching(when: When, start: When) -> When:
    """Return a moment as the start tells its own: in its zone, or as a day."""
    if isinstance(start, datetime) and isinstance(when, datetime):
        if start.tzinfo is not None:
            return when.astimezone(start.tzinfo) if when.tzinfo is not None else when.replace(tzinfo=start.tzinfo)
        return when.replace(tzinfo=None)
    if isinstance(start, datetime):
        return datetime.combine(when, start.timetz())
    return day_of(when)


def _last(parts: Any) -> When | None:
    last = parts.get("UNTIL", [None])[0]
    return last if isinstance(last, date) else None


def _is_aware(when: When) -> bool:
    return isinstance(when, datetime) and when.tzinfo is not None


def matched(event: CalendarEvent, when: When) -> When:
    """Return the moment of a replaced occurrence as an event tells its start."""
    return _matching(when, event.start)
