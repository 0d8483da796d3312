"""Warnings about duties that nobody can ever fill, and people who are always on duty."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from standto.model.event import AUTHORISED, STRENGTH_CHANGED
from standto.model.scenario import Duty, Scenario
from standto.model.time import ALWAYS
from standto.scenario.faults import Warned
from standto.scenario.layout import CAPABILITIES, DUTIES, PEOPLE, TEAMS


def about_supply(scenario: Scenario) -> Iterator[Warned]:
    """Yield warnings about the people, capabilities and duties of a sound scenario."""
    holders = _holders(scenario)
    yield from _held_by_nobody(scenario, holders)
    yield from _day_and_night(scenario)
    yield from _never_filled(scenario, holders)


def _holders(scenario: Scenario) -> dict[str, set[str]]:
    """Return the kinds of force that ever have a person or a place with each capability."""
    force_of = {person.id: person.force for person in scenario.people}
    holders: defaultdict[str, set[str]] = defaultdict(set)
    for ticket in scenario.authorisations:
        holders[ticket.capability].add(force_of[ticket.person])
    for event in scenario.events:
        if event.kind == AUTHORISED:
            holders[event.capability].add(force_of[event.subject])
    for pool in scenario.pools:
        for capability in pool.capabilities:
            holders[capability].add(pool.force)
    return {capability: {scenario.force[name].kind for name in forces} for capability, forces in holders.items()}


def _held_by_nobody(scenario: Scenario, holders: dict[str, set[str]]) -> Iterator[Warned]:
    for row, capability in enumerate(scenario.capabilities):
        if capability.id not in holders:
            what = f"nobody ever holds {capability.id!r}, by a ticket or in a pool"
            yield Warned(CAPABILITIES.file, row, "capability", what)


def _day_and_night(scenario: Scenario) -> Iterator[Warned]:
    """Yield teams without a pattern, and people without a team: they are always on duty."""
    people = Counter(person.team for person in scenario.people)
    for row, team in enumerate(scenario.teams):
        if not team.pattern and people[team.id]:
            what = f"team {team.id!r} has no pattern, so its people ({people[team.id]:,}) are always on duty"
            yield Warned(TEAMS.file, row, "pattern", what)
    if people[""]:
        first = next(row for row, person in enumerate(scenario.people) if not person.team)
        what = f"people without a team ({people['']:,}; this is the first) are always on duty"
        yield Warned(PEOPLE.file, first, "team", what)


def _never_filled(scenario: Scenario, holders: dict[str, set[str]]) -> Iterator[Warned]:
    changed = {event.subject for event in scenario.events if event.kind == STRENGTH_CHANGED and event.count}
    for row, duty in enumerate(scenario.duties):
        if not duty.strength and duty.id not in changed:
            continue
        kinds = set[str]().union(*(holders.get(capability, ()) for capability in duty.capabilities))
        if not kinds:
            what = f"nobody could ever fill {duty.id!r}: nobody ever holds any of its capabilities"
            yield Warned(DUTIES.file, row, "capabilities", what)
        elif not any(_permitted(scenario, kind, duty) for kind in kinds):
            what = f"nobody may ever fill {duty.id!r}: no power permits its task there to {', '.join(sorted(kinds))}"
            yield Warned(DUTIES.file, row, "task", what)


def _permitted(scenario: Scenario, kind: str, duty: Duty) -> bool:
    """Return whether a kind of force may do a duty at some time, under some declaration."""
    if scenario.powers is None:
        return kind != "military"
    rows = [power for power in scenario.powers if power.bears_on(kind, duty)]
    never = any(not power.permitted and not power.when and power.period == ALWAYS for power in rows)
    return not never and any(power.permitted for power in rows)
