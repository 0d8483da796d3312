"""What is so of a person, over time: one fold of tickets and events into standings."""

from __future__ import annotations

from collections import defaultdict
from operator import itemgetter
from typing import TYPE_CHECKING

from standto.model.event import AVAILABLE, LINE_OF, LINES
from standto.model.time import BEGINNING, FOREVER, Instant, Period, union
from standto.register.deciding import steps
from standto.register.standing import Skills, Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from standto.model.event import Event

Change = tuple[Instant, str, int, object]
"""``(instant, field, capabilities, value)``."""


def fold(
    skills: Skills, force: int, team: int, tickets: Mapping[str, Sequence[Period]], events: Sequence[Event]
) -> list[tuple[Instant, Standing]]:
    """Return what is so of a person over time.

    Parameters
    ----------
    skills
        The capabilities as bits.
    force, team
        Indices, see `Standing`.
    tickets
        Periods of the rows of `authorisations.csv`, by capability.
    events
        The person's known events, in the order in which later ones decide.

    Returns
    -------
    list
        ``(instant, standing)``: so from that instant until the next; the first from `BEGINNING`.
    """
    lines: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        lines[LINE_OF.get(event.kind, "available")].append(event)
    held = _tickets(tickets, lines["ticket"])
    ever = skills.mask(held)
    changes: list[Change] = [
        (at, "current", skills.bit[capability], yes) for capability, timeline in held.items() for at, yes in timeline
    ]
    changes += _willingness("willing", lines["willing"], skills)
    changes += _willingness("authority", lines["authority"], skills)
    changes += [(at, "called", 0, yes) for at, yes in steps(_said(lines["on-duty"], "on-duty"))]
    changes += _absences(lines["available"])
    changes.sort(key=itemgetter(0))
    return _sweep(skills, force, team, ever & skills.relevant, changes)


def _said(events: Iterable[Event], line: str) -> Iterable[tuple[Instant, Instant, bool]]:
    """Return the events of a line as entries for `steps`."""
    yes = LINES[line][0]
    return [(event.occurred, event.until, event.kind == yes) for event in events]


def _tickets(rows: Mapping[str, Sequence[Period]], events: Sequence[Event]) -> dict[str, list[tuple[Instant, bool]]]:
    """Return by capability when a ticket is in force: by the latest live event, else by the table."""
    named: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        named[event.capability].append(event)
    held: dict[str, list[tuple[Instant, bool]]] = {}
    for capability in {**rows, **named}:
        timeline = _in_force(rows.get(capability, ()))
        if capability in named:
            timeline = _overlay(timeline, steps(_said(named[capability], "ticket")))
        if any(yes for _, yes in timeline):
            held[capability] = timeline
    return held


def _in_force(periods: Sequence[Period]) -> list[tuple[Instant, bool]]:
    """Return when one of some periods runs, as a step function."""
    timeline: list[tuple[Instant, bool]] = []
    for period in periods if len(periods) < 2 else union(periods):
        timeline.append((period.start, True))
        if period.until < FOREVER:
            timeline.append((period.until, False))
    return timeline


def _overlay(
    table: list[tuple[Instant, bool]], events: list[tuple[Instant, bool | None]]
) -> list[tuple[Instant, bool]]:
    """Return the table's word wherever no event is live."""
    moments = sorted({at for at, _ in table} | {at for at, _ in events})
    below, above, merged = False, None, []
    table_at, events_at = dict(table), dict(events)
    for moment in moments:
        below = table_at.get(moment, below)
        above = events_at.get(moment, above)
        merged.append((moment, below if above is None else above))
    return merged


def _willingness(field: str, events: Sequence[Event], skills: Skills) -> list[Change]:
    """Return the changes of a line whose events may name one capability or mean all."""
    if not events:
        return []
    named = {event.capability for event in events} - {""}
    others = skills.everything & ~skills.mask(named)
    blank = [event for event in events if not event.capability]
    changes: list[Change] = [(at, field, others, yes is not False) for at, yes in steps(_said(blank, field))]
    for capability in sorted(named):
        about = [event for event in events if event.capability in ("", capability)]
        bit = skills.bit[capability]
        changes += [(at, field, bit, yes is not False) for at, yes in steps(_said(about, field))]
    return changes


def _absences(events: Sequence[Event]) -> list[Change]:
    """Return when the person is unavailable: while any such event is live that no later `available` ended."""
    periods = []
    back = FOREVER
    for event in reversed(events):
        if event.kind == AVAILABLE:
            back = event.occurred
        elif event.occurred < back:
            periods.append(Period(event.occurred, min(event.until, back)))
    return [(at, "unavailable", 0, yes) for at, yes in _in_force(periods)]


def _sweep(skills: Skills, force: int, team: int, ever: int, changes: list[Change]) -> list[tuple[Instant, Standing]]:
    """Apply the changes in order of time and return what is so after each."""
    masks = {"current": 0, "authority": skills.everything, "willing": skills.everything}
    called: bool | None = None
    unavailable = False
    result: list[tuple[Instant, Standing]] = []
    place, relevant = 0, skills.relevant
    moment = BEGINNING
    while True:
        while place < len(changes) and changes[place][0] <= moment:
            _, field, bits, value = changes[place]
            place += 1
            if field == "called":
                called = None if value is None else bool(value)
            elif field == "unavailable":
                unavailable = bool(value)
            else:
                masks[field] = masks[field] | bits if value else masks[field] & ~bits
        standing = Standing(
            force,
            team,
            called,
            ever,
            masks["current"] & relevant,
            masks["authority"] & relevant,
            masks["willing"] & relevant,
            unavailable,
            masks["willing"] != skills.everything,
        )
        if not result or result[-1][1] != standing:
            result.append((moment, standing))
        if place == len(changes):
            return result
        moment = changes[place][0]
