"""Warnings about events that were probably typed wrongly: far from the horizon, twice, or a return from nothing."""

from __future__ import annotations

from collections.abc import Iterator

from standto.model.event import (
    CORRECTION,
    DECISION,
    LINES,
    REPORT,
    RETURNED,
    STATEMENT,
    STEPPED_BACK,
    UNAVAILABLE,
    Event,
)
from standto.model.scenario import Scenario
from standto.model.time import FOREVER, Instant
from standto.scenario.faults import Warned
from standto.scenario.layout import EVENTS
from standto.wording import counted, length

Entry = tuple[int, Event]
"""An event with its row."""

_LASTING = frozenset({UNAVAILABLE, *LINES["ticket"], *LINES["authority"]})
"""Events that are often entered once and last for years."""


def about_slips(scenario: Scenario) -> Iterator[Warned]:
    """Yield events of a sound scenario that were probably typed wrongly; decisions have warnings of their own."""
    corrected = {event.subject for event in scenario.events if event.kind == CORRECTION}
    entries = [
        (row, event)
        for row, event in enumerate(scenario.events)
        if event.kind not in (CORRECTION, DECISION) and not (event.id and event.id in corrected)
    ]
    yield from _far_off(scenario, entries)
    yield from _twice(entries)
    yield from _returned_from_nothing(scenario, entries)


def _far_off(scenario: Scenario, entries: list[Entry]) -> Iterator[Warned]:
    """Yield the first of the events that are further from the horizon than it is long, before it and after it.

    An absence, a ticket or a suspension may have begun long ago and last until now.
    """
    start, until = scenario.horizon
    long = until - start
    before = [row for row, event in entries if _over(event) < start - long]
    after = [row for row, event in entries if event.occurred > until + long]
    for rows, side in ((before, "before the horizon starts"), (after, "after the horizon ends")):
        if rows:
            what = f"the event occurred more than {length(long)}, the length of the horizon, {side}: check its date"
            yield Warned(EVENTS.file, rows[0], "occurred", f"{what}{_also(rows)}")


def _over(event: Event) -> Instant:
    """Return when an event was over; one without an end is over at once, unless it is of a kind that lasts."""
    return event.occurred if event.until >= FOREVER and event.kind not in _LASTING else event.until


def _twice(entries: list[Entry]) -> Iterator[Warned]:
    """Yield the first of the events that are there already."""
    first: dict[tuple[object, ...], int] = {}
    again = [(row, other) for row, event in entries if (other := first.setdefault(_same(event), row)) != row]
    if again:
        what = "the same event is on {line} already: delete one of them"
        yield Warned(EVENTS.file, again[0][0], "event", f"{what}{_also(again)}", other=again[0][1])


def _same(event: Event) -> tuple[object, ...]:
    """Return what two entries of one event have in common; words and sources tell reports and statements apart."""
    told = (event.source, event.note) if event.kind in (REPORT, STATEMENT) else ()
    about = event.kind, event.subject, event.capability, event.occurred, event.until
    return (*about, event.count, event.low, event.high, event.step, *told)


def _returned_from_nothing(scenario: Scenario, entries: list[Entry]) -> Iterator[Warned]:
    """Yield the first of the returns of people who had not stepped back before, from that capability or from all."""
    back: set[tuple[str, str]] = set()
    found = []
    for row, event in sorted(entries, key=lambda entry: (entry[1].occurred, entry[0])):
        if event.subject in scenario.pool:
            continue
        if event.kind == STEPPED_BACK:
            back |= {(event.subject, event.capability), (event.subject, "any")}
        elif event.kind == RETURNED:
            wanted = (
                {(event.subject, "any")}
                if not event.capability
                else {(event.subject, name) for name in ("", event.capability)}
            )
            if not wanted & back:
                found.append(row)
    if found:
        event = scenario.events[min(found)]
        from_it = f" from {event.capability!r}" if event.capability else ""
        what = f"{event.subject!r} returned{from_it} without having stepped back: add the step-back, or delete this"
        yield Warned(EVENTS.file, min(found), "event", f"{what}{_also(found)}")


def _also(rows: list[int] | list[tuple[int, int]]) -> str:
    return f" (so for {counted(len(rows) - 1, 'more event')})" if len(rows) > 1 else ""
