"""Warnings about duties that nobody can ever fill, people who count for nothing, and people who are always on duty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from standto.model.event import STRENGTH_CHANGED
from standto.model.scenario import Scenario
from standto.scenario.faults import Warned
from standto.scenario.holdings import Holdings
from standto.scenario.layout import AUTHORISATIONS, CAPABILITIES, DUTIES, EVENTS, PEOPLE, TEAMS
from standto.wording import counted, some_of


def about_supply(scenario: Scenario, holdings: Holdings) -> Iterator[Warned]:
    """Yield warnings about the people, capabilities and duties of a sound scenario."""
    yield from _held_by_nobody(scenario, holdings)
    yield from _without_a_ticket(scenario, holdings)
    yield from _day_and_night(scenario)
    yield from _never_filled(scenario, holdings)
    yield from _strengths(scenario, holdings)


def _held_by_nobody(scenario: Scenario, holdings: Holdings) -> Iterator[Warned]:
    held = {name for _, names in holdings.counts for name in names}
    for row, capability in enumerate(scenario.capabilities):
        if capability.id not in held:
            what = f"nobody ever holds {capability.id!r}, by a ticket or in a pool"
            yield Warned(CAPABILITIES.file, row, "capability", what)


def _without_a_ticket(scenario: Scenario, holdings: Holdings) -> Iterator[Warned]:
    rows = [row for row, person in enumerate(scenario.people) if person.id not in holdings.held]
    if rows:
        names = [scenario.people[row].id for row in rows]
        have, them = ("have", "them") if len(names) > 1 else ("has", "the person")
        what = f"{some_of(names)} {have} no ticket, and so can do no duty: give {them} one in {AUTHORISATIONS.file}"
        yield Warned(PEOPLE.file, rows[0], "person", what)


def _day_and_night(scenario: Scenario) -> Iterator[Warned]:
    """Yield teams without a pattern, and people without a team: they are always on duty.

    Where there is a rota, people of the home force without a pattern are off duty outside their rows.
    """
    always = [person for person in scenario.people if not (scenario.rota and person.force == scenario.home)]
    people = Counter(person.team for person in always)
    for row, team in enumerate(scenario.teams):
        if not team.pattern and people[team.id]:
            what = f"team {team.id!r} has no pattern, so its people ({people[team.id]:,}) are always on duty"
            yield Warned(TEAMS.file, row, "pattern", what)
    if people[""]:
        first = scenario.people.index(next(person for person in always if not person.team))
        what = f"people without a team ({people['']:,}; this is the first) are always on duty"
        yield Warned(PEOPLE.file, first, "team", what)


def _never_filled(scenario: Scenario, holdings: Holdings) -> Iterator[Warned]:
    changed = {event.subject for event in scenario.events if event.kind == STRENGTH_CHANGED and event.count}
    for row, duty in enumerate(scenario.duties):
        if not duty.strength and duty.id not in changed:
            continue
        able = holdings.able(duty)
        if not able:
            what = f"nobody could ever fill {duty.id!r}: nobody ever holds any of its capabilities"
            yield Warned(DUTIES.file, row, "capabilities", what)
        elif not holdings.permitted(duty):
            kinds = ", ".join(sorted({kind for kind, _ in able}))
            what = f"nobody may ever fill {duty.id!r}: no power permits its task there to {kinds}"
            yield Warned(DUTIES.file, row, "task", what)


def _strengths(scenario: Scenario, holdings: Holdings) -> Iterator[Warned]:
    """Yield strengths of 0, and strengths of more people than could ever fill the duty."""
    able = {duty.id: holdings.able(duty) for duty in scenario.duties}
    most = {duty: holdings.number(kept) for duty, kept in able.items()}
    raised = {event.subject for event in scenario.events if event.kind == STRENGTH_CHANGED and event.count}
    for row, duty in enumerate(scenario.duties):
        if not duty.strength and duty.id not in raised:
            what = f"{duty.id!r} asks for nobody, and nothing ever raises its strength: write how many it needs"
            yield Warned(DUTIES.file, row, "strength", what)
        elif able[duty.id] and most[duty.id] < duty.strength:
            yield Warned(DUTIES.file, row, "strength", _too_many(duty.id, duty.strength, most[duty.id]))
    for row, event in enumerate(scenario.events):
        if event.kind == STRENGTH_CHANGED and able[event.subject] and most[event.subject] < (event.count or 0):
            yield Warned(EVENTS.file, row, "count", _too_many(event.subject, event.count or 0, most[event.subject]))


def _too_many(duty: str, strength: int, most: int) -> str:
    people = f"only {counted(most, 'person or place', 'people and places')}" if most else "nobody"
    what = f"{duty!r} asks for {strength:,}, and {people} could ever fill it"
    return f"{what}: correct the strength, or give more people the ticket"
