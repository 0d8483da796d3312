"""Warnings about events that were probably typed wrongly: far from the horizon, twice, or a return from nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

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
_OTHERS = (CORRECTION, DECISION)
_ANY = "any"
"""Stands for any capability: a return from everything follows a step-back from anything."""
_NEVER = (FOREVER, 0)


def about_slips(scenario: Scenario) -> Iterator[Warned]:
    """Yield events of a sound scenario that were probably typed wrongly; decisions have warnings of their own."""
    events = scenario.events
    corrected = {event.subject for event in events if event.kind == CORRECTION}

    def in_use(rows: Iterable[int]) -> list[Entry]:
        found = ((row, events[row]) for row in rows)
        return [(row, one) for row, one in found if one.kind not in _OTHERS and not (one.id and one.id in corrected)]

    yield from _far_off(scenario, in_use(_outside(scenario)))
    yield from _twice(in_use(_alike(events)))
    moves = [row for row, event in enumerate(events) if event.kind in (STEPPED_BACK, RETURNED)]
    yield from _returned_from_nothing(scenario, in_use(moves))


def _outside(scenario: Scenario) -> list[int]:
    """Return the rows of events that occurred outside the horizon."""
    start, until = scenario.horizon
    return [row for row, event in enumerate(scenario.events) if event.occurred < start or event.occurred > until]


def _alike(events: Sequence[Event]) -> list[int]:
    """Return the rows of events that share their time, kind and subject with another."""
    first: dict[tuple[Instant, str, str], int] = {}
    found = set()
    for row, event in enumerate(events):
        other = first.setdefault((event.occurred, event.kind, event.subject), row)
        if other != row:
            found |= {other, row}
    return sorted(found)


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
    first: dict[tuple[str, str], tuple[Instant, int]] = {}
    for row, event in entries:
        if event.kind == STEPPED_BACK:
            when = event.occurred, row
            for name in (event.capability, _ANY):
                first[event.subject, name] = min(when, first.get((event.subject, name), when))
    found = []
    for row, event in entries:
        if event.kind == RETURNED and event.subject not in scenario.pool:
            names = ("", event.capability) if event.capability else (_ANY,)
            if not any(first.get((event.subject, name), _NEVER) < (event.occurred, row) for name in names):
                found.append(row)
    if found:
        event = scenario.events[found[0]]
        from_it = f" from {event.capability!r}" if event.capability else ""
        what = f"{event.subject!r} returned{from_it} without having stepped back: add the step-back, or delete this"
        yield Warned(EVENTS.file, found[0], "event", f"{what}{_also(found)}")


def _also(rows: Sequence[object]) -> str:
    return f" (so for {counted(len(rows) - 1, 'more event')})" if len(rows) > 1 else ""
