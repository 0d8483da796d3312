"""Fold one person's tickets and events into standings over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any

from standto.model.event import AVAILABLE, LINES, ON_CALL, PERSON_LINES, UNAVAILABLE, Event
from standto.model.time import BEGINNING, FOREVER, Instant, Period, union
from standto.register.standing import Skills, Standing
from standto.register.step_functions import steps

Assertion = tuple[Instant, Instant, int, str]
"""``(occurred, until, value, capability)``; the value is yes or no, or that of a person on call (`on_call_value`)."""
Change = tuple[Instant, int, int, int | None]
"""``(instant, field, capabilities, value)``."""

CURRENT, AUTHORITY, WILLING, CALLED, ABSENT = range(5)
"""The fields of a standing that change; the first three are sets of capabilities."""
_END: Change = (FOREVER, ABSENT, 0, False)
_ON_CALL = 3
"""The least value of `CALLED` on call; below are those of people stood off, called in, and neither."""

SAYS: dict[str, tuple[str, bool | None]] = {
    **{kind: (line, kind == LINES[line][0]) for line in PERSON_LINES for kind in LINES[line]},
    ON_CALL: ("on-duty", None),
    AVAILABLE: ("leave", True),
    UNAVAILABLE: ("leave", False),
}
"""The line of each kind of event about a person, and whether it says yes; None: it says a readiness."""


def on_call_value(event: Event) -> int:
    """Return the value of `CALLED` while an `on-call` decides."""
    return _ON_CALL + (event.count or 0)


def called_of(value: int | None) -> tuple[bool | None, int | None]:
    """Return the fields `called` and `on_call` of a standing from the value of `CALLED`."""
    if value is None or value < _ON_CALL:
        return None if value is None else bool(value), None
    return None, value - _ON_CALL


def fold_person(
    skills: Skills, force: int, team: int, tickets: Mapping[str, Sequence[Period]], events: Sequence[Event]
) -> list[tuple[Instant, Standing]]:
    """Return a person's standings over time.

    Parameters
    ----------
    skills
        The capabilities as bits.
    force, team
        Indices, see `Standing`.
    tickets
        The periods of the person's rows of `authorisations.csv`, by capability.
    events
        The person's known events, each after those over which it takes precedence.

    Returns
    -------
    list
        ``(instant, standing)``: the standing from that instant until the next; the first is from `BEGINNING`.
    """
    lines: dict[str, list[Assertion]] = {}
    for event in events:
        line, yes = SAYS[event.kind]
        value = on_call_value(event) if yes is None else yes
        assertion = (event.occurred, event.until, value, event.capability)
        if line in lines:
            lines[line].append(assertion)
        else:
            lines[line] = [assertion]
    ever, changes = _tickets(skills, tickets, lines.get("ticket", ()))
    if "willing" in lines:
        changes += _willingness(WILLING, lines["willing"], skills)
    if "authority" in lines:
        changes += _willingness(AUTHORITY, lines["authority"], skills)
    if "on-duty" in lines:
        changes += [(at, CALLED, 0, yes) for at, yes in _steps(lines["on-duty"])]
    if "leave" in lines:
        changes += _absences(lines["leave"])
    changes.sort(key=itemgetter(0))
    return _sweep(skills, force, team, ever, changes)


def _tickets(
    skills: Skills, rows: Mapping[str, Sequence[Period]], events: Sequence[Assertion]
) -> tuple[int, list[Change]]:
    """Return the relevant capabilities with a ticket at any time, and the changes of current tickets.

    The latest live event decides whether there is a ticket; without one, the table does.
    """
    named: dict[str, list[Assertion]] = {}
    for assertion in events:
        named.setdefault(assertion[3], []).append(assertion)
    ever = 0
    changes: list[Change] = []
    for capability in {**rows, **named}:
        bit = skills.bit[capability] & skills.relevant
        if bit:
            timeline = _in_force(rows.get(capability, ()))
            if capability in named:
                timeline = _overlay(timeline, _steps(named[capability]))
            for at, yes in timeline:
                ever |= bit if yes else 0
                changes.append((at, CURRENT, bit, yes))
    return ever, changes


def _in_force(periods: Sequence[Period]) -> list[tuple[Instant, int]]:
    """Return the step function that is true inside any of some periods."""
    timeline: list[tuple[Instant, int]] = []
    for period in periods if len(periods) < 2 else union(periods):
        timeline.append((period.start, True))
        if period.until < FOREVER:
            timeline.append((period.until, False))
    return timeline


def _overlay(table: list[tuple[Instant, int]], events: list[tuple[Instant, int | None]]) -> list[tuple[Instant, int]]:
    """Return the step function of the events, filled in from the table while no event is live."""
    moments = sorted({at for at, _ in table} | {at for at, _ in events})
    below, above, merged = 0, None, []
    table_at, events_at = dict(table), dict(events)
    for moment in moments:
        below = table_at.get(moment, below)
        above = events_at.get(moment, above)
        merged.append((moment, below if above is None else above))
    return merged


def _willingness(field: int, assertions: Sequence[Assertion], skills: Skills) -> list[Change]:
    """Return the changes of a line whose events name one capability, or none and mean all."""
    named = {one[3] for one in assertions} - {""}
    if not named:
        return [(at, field, skills.everything, yes is not False) for at, yes in _steps(assertions)]
    others = skills.everything & ~skills.mask(named)
    blank = [one for one in assertions if not one[3]]
    changes: list[Change] = [(at, field, others, yes is not False) for at, yes in _steps(blank)]
    for capability in sorted(named):
        about = [one for one in assertions if one[3] in ("", capability)]
        bit = skills.bit[capability]
        changes += [(at, field, bit, yes is not False) for at, yes in _steps(about)]
    return changes


def _steps(assertions: Sequence[Assertion]) -> list[tuple[Instant, int | None]]:
    if len(assertions) == 1:
        # By far the most common case, so it has a short cut.
        ((occurred, until, value, _),) = assertions
        return [(occurred, value)] if until >= FOREVER else [(occurred, value), (until, None)]
    return steps([(occurred, until, value) for occurred, until, value, _ in assertions])


def _absences(assertions: Sequence[Assertion]) -> list[Change]:
    """Return the changes of absence: a person is away while an `unavailable` is live that no `available` has ended."""
    periods = []
    back = FOREVER
    for occurred, until, available, _ in reversed(assertions):
        if available:
            back = occurred
        elif occurred < back:
            periods.append(Period(occurred, min(until, back)))
    return [(at, ABSENT, 0, yes) for at, yes in _in_force(periods)]


def _sweep(skills: Skills, force: int, team: int, ever: int, changes: list[Change]) -> list[tuple[Instant, Standing]]:
    """Apply the changes in time order and return each new standing."""
    relevant, everything = skills.relevant, skills.everything
    fields: list[Any] = [0, everything, everything, None, False]
    result: list[tuple[Instant, Standing]] = []
    moment, pending, last, together = BEGINNING, True, None, 0
    for at, field, bits, value in (*changes, _END):
        if at > moment:
            if pending:
                current, authority, willing, decided, unavailable = fields
                called, on_call = (None, None) if decided is None else called_of(decided)
                if skills.joint:
                    together |= skills.alternatives_in(current & relevant) & ~relevant
                able = (current & relevant, authority & relevant, willing & relevant)
                unwilling = willing != everything
                standing = Standing(force, team, called, ever, *able, bool(unavailable), unwilling, on_call)
                if standing != last:
                    result.append((moment, standing))
                    last = standing
                pending = False
            moment = at
        before = fields[field]
        if field < CALLED:
            value = before | bits if value else before & ~bits
        if value != before:
            fields[field] = value
            pending = True
    if together:
        return [(moment, standing._replace(ever=ever | together)) for moment, standing in result]
    return result
