"""Warnings about events: steps that move nothing, figures that conflict, decisions and declarations without effect."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from standto.model.event import CORRECTION, DECISION, LINES, REPORT, Event
from standto.model.ladder import STEPS, move
from standto.model.scenario import Scenario
from standto.model.steps import NOT
from standto.model.time import HOUR
from standto.scenario.event_rules import AID_POOL, DUTY, FORCE, HELP, MILITARY_POOL, STEP_SUBJECTS, SUBJECTS
from standto.scenario.faults import Warned
from standto.scenario.layout import EVENTS
from standto.scenario.name_likeness import nearest

_LOOKED_BACK = 100
"""The most earlier reports that a report is compared with."""

Entry = tuple[int, Event]
"""An event with its row."""


def about_events(scenario: Scenario) -> Iterator[Warned]:
    """Yield warnings about the events of a sound scenario."""
    corrected = {event.subject for event in scenario.events if event.kind == CORRECTION}
    watched = {*STEPS, *LINES["declared"], REPORT, DECISION}
    by_kind: defaultdict[str, list[Entry]] = defaultdict(list)
    for row, event in enumerate(scenario.events):
        if event.kind in watched and not (event.id and event.id in corrected):
            by_kind[event.kind].append((row, event))
    yield from _steps(scenario, [entry for kind in STEPS for entry in by_kind[kind]])
    yield from _reports(by_kind[REPORT])
    yield from _decisions(scenario, by_kind[DECISION])
    yield from _declarations(scenario, [entry for kind in LINES["declared"] for entry in by_kind[kind]])


def moves_too_few(event: Event, arrived: int) -> bool:
    """Return whether a step of the ladder moved fewer places than it names, or none, if `arrived` places arrived."""
    return arrived == 0 or (event.count or 0) > arrived


def too_few(event: Event, arrived: int) -> str:
    """Return the warning about a step of the ladder that moves too few places; `arrived` places arrived."""
    asked = "" if event.count is None else f" of {event.count:,}"
    states = STEPS[event.kind].sources
    either = states[0] if len(states) == 1 else f"{', '.join(states[:-1])} or {states[-1]}"
    return f"{event.kind} moves {arrived:,}{asked} places: {event.subject!r} has no more {either}"


def _steps(scenario: Scenario, entries: Iterable[Entry]) -> Iterator[Warned]:
    """Yield steps that move fewer places than they name, or none, as known at the end."""
    places = {pool.id: {pool.state: pool.count} for pool in scenario.pools}
    about_pools = (entry for entry in entries if entry[1].subject in places)
    for row, event in sorted(about_pools, key=_occurred):
        step = STEPS[event.kind]
        moved = move(places[event.subject], step, event.count)
        if moves_too_few(event, moved):
            yield Warned(EVENTS.file, row, "count" if event.count else "event", too_few(event, moved))


def _reports(entries: Iterable[Entry]) -> Iterator[Warned]:
    """Yield reports without a source, and reports that contradict another of the same hour."""
    before: defaultdict[str, list[Event]] = defaultdict(list)
    for row, event in sorted(entries, key=_occurred):
        if not event.source:
            yield Warned(EVENTS.file, row, "source", "the report has no source, so nobody can judge it")
        others = [other for other in before[event.subject] if event.occurred - other.occurred <= HOUR]
        for other in others:
            if _highest(other) < _lowest(event) or _highest(event) < _lowest(other):
                what = f"{_figure(event)} and {_figure(other)}, reported within an hour, cannot both be true"
                yield Warned(EVENTS.file, row, "count" if event.count is not None else "low", what)
                break
        before[event.subject] = [*others[-_LOOKED_BACK:], event]


def _decisions(scenario: Scenario, entries: Iterable[Entry]) -> Iterator[Warned]:
    """Yield decisions that no replay or review can compare with a recommendation."""
    for row, event in entries:
        if event.occurred not in scenario.horizon:
            yield Warned(EVENTS.file, row, "occurred", "the decision is outside the horizon, so a replay ignores it")
        step = event.step.removeprefix(NOT)
        if (sort := STEP_SUBJECTS.get(step)) and sort not in _sorts(event.subject, scenario):
            what = f"a review never recommends {step} for {event.subject!r}, only for {SUBJECTS[sort]}"
            yield Warned(EVENTS.file, row, "step", what)


def _sorts(subject: str, scenario: Scenario) -> set[str]:
    """Return the sorts of subject of a name, among those for which reviews recommend steps."""
    pool = scenario.pool.get(subject)
    kind = scenario.force[pool.force].kind if pool else "home"
    help_of = {"military": {HELP, MILITARY_POOL}, "home": set[str]()}
    found = set(help_of.get(kind, {HELP, AID_POOL}))
    found |= {DUTY} if subject in scenario.duty or _is_crew(subject, scenario) else set()
    return found | ({FORCE} if subject in scenario.force else set())


def _is_crew(subject: str, scenario: Scenario) -> bool:
    return any(crew.id == subject for crew in scenario.crews)


def _declarations(scenario: Scenario, entries: Iterable[Entry]) -> Iterator[Warned]:
    used = {power.when for power in scenario.powers or ()} | {duty.when for duty in scenario.demands}
    nothing = "no power, duty or crew" if scenario.crews else "no power or duty"
    for row, event in entries:
        if event.subject not in used:
            near = nearest(event.subject, used)
            what = f"{event.subject!r} changes nothing: {nothing} has it in its column when"
            what += f"; the nearest is {near!r}" if near else ""
            yield Warned(EVENTS.file, row, "subject", what)


def _occurred(entry: Entry) -> tuple[int, int]:
    return entry[1].occurred, entry[0]


def _lowest(event: Event) -> int:
    return (event.low if event.count is None else event.count) or 0


def _highest(event: Event) -> int:
    return (event.high if event.count is None else event.count) or 0


def _figure(event: Event) -> str:
    return f"{event.low:,} to {event.high:,}" if event.count is None else f"{event.count:,}"
