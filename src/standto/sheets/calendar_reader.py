"""Reading an iCalendar file as one sheet: a row for each occurrence and person."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import PurePath
from typing import Any

from standto.errors import Fault, InputError
from standto.sheets.bounds import DAYS_AFTER, MIB, MOST_CALENDAR, MOST_EVENTS, MOST_OCCURRENCES
from standto.sheets.calendar_events import CalendarEvent, UnreadableEvent, When, day_of, event_of, matched, naive
from standto.sheets.file_bytes import refused
from standto.sheets.recurrences import StepBudget, UnreadableRule
from standto.sheets.sheet_value import Cell, Sheet

HEADINGS = ("uid", "summary", "from", "until", "attendee", "location", "categories", "status")
CANCELLED = "CANCELLED"
DECLINED = "DECLINED"
_BEGIN = re.compile(r"^BEGIN:", re.MULTILINE | re.IGNORECASE)
_DEEPEST = 5
_FAULTS = 100


def calendar_sheet(file: str, text: str, *, between: tuple[date, date] | None = None) -> Sheet:
    """Return the sheet of an iCalendar file.

    Parameters
    ----------
    file
        The file as the user named it.
    text
        Its content.
    between
        The first day, and the first day after the last, of the occurrences; by default from the first start of an
        event to `DAYS_AFTER` days after the last.

    Raises
    ------
    InputError
        It is no calendar, or has events that cannot be read; names all of them, up to a hundred.
    """
    events, faults = _events(file, text)
    if faults:
        raise InputError(faults)
    days = between or _all_days(events)
    try:
        occurrences = list(_within(file, events, days))
    except (UnreadableRule, OverflowError) as error:
        raise refused(file, f"an event {error}") from None
    rows = [row for event in occurrences for row in _rows(event)]
    notes = (f"events from {days[0].isoformat()} to before {days[1].isoformat()}",)
    return Sheet(file, PurePath(file).stem, (HEADINGS, *rows), notes=notes)


def _events(file: str, text: str) -> tuple[list[CalendarEvent], list[Fault]]:
    """Return the events of a file, and the faults of those that cannot be read."""
    events, faults = [], []
    for number, (component, cancelled) in enumerate(_components(file, text), 1):
        try:
            event = event_of(component)
            events.append(_cancelled(event) if cancelled else event)
        except UnreadableEvent as error:
            faults.append(Fault(file, f"event {number}{_when(component)}: {error}"))
        except (ValueError, LookupError, ArithmeticError, AttributeError, TypeError):
            faults.append(Fault(file, f"event {number}{_when(component)}: is not as RFC 5545 has it"))
    more = len(faults) - _FAULTS
    return events, faults[:_FAULTS] + ([Fault(file, f"{more:,} more are not listed")] if more > 0 else [])


def _cancelled(event: CalendarEvent) -> CalendarEvent:
    return replace(event, status=CANCELLED)


def _when(component: Any) -> str:
    """Return when an event starts, to find it by: its words may name people, and no message shows them."""
    from icalendar import vDDDTypes

    start = component.get("DTSTART")
    found = start.dt if isinstance(start, vDDDTypes) else None
    return f" (starts {found.isoformat()})" if isinstance(found, date) else ""


def _components(file: str, text: str) -> Iterator[tuple[Any, bool]]:
    """Yield the events as the reader of calendars gives them, and whether their calendar cancels them."""
    from icalendar import Calendar

    if len(text) > MOST_CALENDAR:
        raise refused(
            file, f"is larger than {MOST_CALENDAR // MIB} MiB: save the events that you need as their own calendar"
        )
    # Zones are taken by name: a definition could ask for endless work, and adds nothing.
    text = _without_zones(text)
    if sum(1 for _ in _BEGIN.finditer(text)) > MOST_EVENTS:
        raise refused(file, f"has more than {MOST_EVENTS:,} events: save those that you need as their own calendar")
    _must_be_flat(file, text)
    try:
        calendars = Calendar.from_ical(text, multiple=True)
    except (ValueError, LookupError, ArithmeticError, AttributeError, TypeError) as error:
        raise refused(file, f"is not a calendar as RFC 5545 has it: {str(error)[:200]}") from None
    except OSError:
        # A part of a zone's name, such as Europe, is a folder of zones.
        what = "has a TZID that names no time zone: write an IANA name such as Europe/London"
        raise refused(file, what) from None
    for each in calendars:
        cancelled = str(each.get("METHOD", "")).upper() == "CANCEL"
        for component in each.walk("VEVENT"):
            yield component, cancelled


def _without_zones(text: str) -> str:
    """Return the text without definitions of time zones."""
    kept, inside = [], False
    for line in text.splitlines(keepends=True):
        words = line.strip().upper()
        inside = inside or words == "BEGIN:VTIMEZONE"
        if not inside:
            kept.append(line)
        inside = inside and words != "END:VTIMEZONE"
    return "".join(kept)


def _must_be_flat(file: str, text: str) -> None:
    depth = 0
    for line in re.finditer(r"^(BEGIN|END):", text, re.MULTILINE | re.IGNORECASE):
        depth += 1 if line[1].upper() == "BEGIN" else -1
        if depth > _DEEPEST:
            raise refused(file, "is a damaged calendar: its components are too deep")


def _all_days(events: Sequence[CalendarEvent]) -> tuple[date, date]:
    """Return the days from the first start of an event to some time after the last."""
    starts = [day_of(each) for event in events for each in (event.start, *event.more)]
    if not starts:
        return date(1970, 1, 1), date(1970, 1, 2)
    last = max(starts)
    return min(starts), last + timedelta(days=min(DAYS_AFTER, (date.max - last).days))


def _within(file: str, events: Sequence[CalendarEvent], days: tuple[date, date]) -> Iterator[CalendarEvent]:
    """Yield the occurrences within days, in order of time."""
    replaced: defaultdict[str, set[When]] = defaultdict(set)
    by_uid = {event.uid: event for event in events if event.instead_of is None}
    for event in events:
        if event.instead_of is not None:
            replaced[event.uid].add(matched(by_uid.get(event.uid, event), event.instead_of))
    budget, found = StepBudget(), []
    for event in events:
        without = frozenset(replaced[event.uid]) if event.instead_of is None else frozenset()
        for occurrence in event.occurrences(*days, without, budget):
            found.append(occurrence)
            if len(found) > MOST_OCCURRENCES:
                raise refused(file, f"has more than {MOST_OCCURRENCES:,} occurrences: ask for fewer days")
    yield from sorted(found, key=lambda each: (naive(each.start), naive(each.until), each.uid))


def _rows(event: CalendarEvent) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for each person invited, or one for nobody."""
    for person, answer in event.people or (("", ""),):
        status = DECLINED if answer == DECLINED and event.status != CANCELLED else event.status
        words = (event.uid, event.summary, event.start, event.until, person, event.location, event.categories, status)
        yield tuple(None if cell == "" else cell for cell in words)
