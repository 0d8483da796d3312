"""Warnings about people who are on duty for longer than a day at a stretch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from standto.model.event import CALLED_IN, CORRECTION, LINES, STOOD_OFF, UNAVAILABLE, Event
from standto.model.scenario import Scenario
from standto.model.shifts import REST, Pattern
from standto.model.time import DAY, Instant, Period
from standto.scenario.faults import Warned
from standto.scenario.layout import EVENTS, ROTA, SETTINGS
from standto.scenario.warnings_rota import length_of, since_midnight
from standto.wording import length, some_of

_WATCHED = frozenset({*LINES["on-duty"], UNAVAILABLE})


def about_hours(scenario: Scenario) -> Iterator[Warned]:
    """Yield people who are on duty with a readiness of 0 for more than 24 hours at a stretch."""
    corrected = {event.subject for event in scenario.events if event.kind == CORRECTION}
    events = [
        (row, event)
        for row, event in enumerate(scenario.events)
        if event.kind in _WATCHED and not (event.id and event.id in corrected)
    ]
    yield from _by_pattern(scenario)
    if scenario.rota:
        yield from _by_rota(scenario, _away(events))
    yield from _by_call(scenario, events)


def _by_pattern(scenario: Scenario) -> Iterator[Warned]:
    worked = {team.pattern for team in scenario.teams}
    for row, pattern in enumerate(scenario.patterns, len(scenario.shifts)):
        longest = _longest(pattern, scenario) if pattern.id in worked else 0
        if longest > DAY:
            times = "at all times" if longest >= len(pattern.cycle) * DAY else f"for {length(longest)} at a stretch"
            what = f"people on the pattern {pattern.id!r} are on duty {times}"
            wait = "if they wait at home, give the shift the ready_minutes that they need"
            yield Warned(SETTINGS, row, "pattern", f"{what}: {wait}")


def _longest(pattern: Pattern, scenario: Scenario) -> Instant:
    """Return the longest time on duty at a stretch by a pattern, by the wall clock, within two rounds of its cycle."""
    longest, start, end = 0, 0, -1
    for day, entry in enumerate(pattern.cycle * 2):
        if entry == REST or scenario.shift[entry].ready_minutes:
            continue
        shift = scenario.shift[entry]
        begins = day * DAY + since_midnight(shift.starts)
        start = begins if begins > end else start
        end = max(end, begins + length_of(shift))
        longest = max(longest, end - start)
    return longest


def _away(events: list[tuple[int, Event]]) -> dict[str, list[Period]]:
    """Return the times for which each person is stood off or unavailable."""
    found: defaultdict[str, list[Period]] = defaultdict(list)
    for _, event in events:
        if event.kind in (STOOD_OFF, UNAVAILABLE):
            found[event.subject].append(Period(event.occurred, event.until))
    return found


def _by_rota(scenario: Scenario, away: dict[str, list[Period]]) -> Iterator[Warned]:
    """Yield the first of the stretches by rows that touch, with the number of people who have one."""
    order = sorted(
        (row.person, row.period.start, row.period.until, place)
        for place, row in enumerate(scenario.rota)
        if not row.ready_minutes
    )
    found: dict[str, tuple[int, Instant]] = {}
    person, start, end, first = "", 0, 0, 0
    for who, begins, until, place in order:
        if who != person or begins > end:
            person, start, first = who, begins, place
        end = until
        if who in found:
            if found[who][0] == first:
                found[who] = first, max(end - start, found[who][1])
        elif end - start > DAY and not any(period.overlap(Period(start, end)) for period in away.get(who, ())):
            found[who] = first, end - start
    if found:
        who, (place, long) = min(found.items(), key=lambda one: one[1])
        others = [name for name in sorted(found, key=lambda name: found[name]) if name != who]
        also = f"; {some_of(others)} too" if others else ""
        what = f"{who!r} is on duty for {length(long)} at a stretch{also}"
        yield Warned(
            ROTA.file, place, "from", f"{what}: if they wait at home, write how long they need in ready_minutes"
        )


def _by_call(scenario: Scenario, events: list[tuple[int, Event]]) -> Iterator[Warned]:
    """Yield call-ins that last for more than a day, or that nothing ends."""
    line: defaultdict[str, list[tuple[Instant, int, Event]]] = defaultdict(list)
    for row, event in events:
        if event.kind in LINES["on-duty"]:
            line[event.subject].append((event.occurred, row, event))
    for calls in line.values():
        calls.sort(key=lambda call: call[:2])
        ends = [*(occurred for occurred, _, _ in calls[1:]), scenario.horizon.until]
        for (occurred, row, event), following in zip(calls, ends, strict=True):
            until = min(event.until, following)
            if event.kind == CALLED_IN and until - occurred > DAY:
                what = f"{event.subject!r} is called in for {length(until - occurred)} at a stretch"
                yield Warned(EVENTS.file, row, "until", f"{what}: write when the call-in ends")
