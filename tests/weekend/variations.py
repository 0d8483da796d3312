"""The weekend as it might have been: each function changes one thing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from standto.model.event import Event
from standto.model.time import HOUR

if TYPE_CHECKING:
    from collections.abc import Collection

    from standto.model.scenario import Scenario
    from standto.model.time import Instant


def returns_later(scenario: Scenario, hours: int) -> Scenario:
    """Everybody who returned returns some hours later."""
    later = hours * HOUR
    return replace(
        scenario,
        events=tuple(
            replace(event, occurred=event.occurred + later, recorded=event.recorded + later)
            if event.kind == "returned"
            else event
            for event in scenario.events
        ),
    )


def half_step_back(scenario: Scenario) -> Scenario:
    """In each team and skill, every other person who stepped back does not."""
    held: dict[str, int] = {}
    for ticket in scenario.authorisations:
        held[ticket.person] = held.get(ticket.person, 0) + 1
    team = {person.id: person.team for person in scenario.people}
    stepped_back = [event.subject for event in scenario.events if event.kind == "stepped-back"]
    stepped_back.sort(key=lambda person: (team[person], held[person]))
    spared = set(stepped_back[::2])
    kept = (event for event in scenario.events if event.subject not in spared or event.kind == "unavailable")
    return replace(scenario, events=tuple(kept))


def without_steps(scenario: Scenario, kinds: Collection[str]) -> Scenario:
    """Some steps of the ladder are never taken."""
    return replace(scenario, events=tuple(event for event in scenario.events if event.kind not in kinds))


def decline(scenario: Scenario, pools: Collection[str]) -> Scenario:
    """Some donors that sent officers decline at the time they offered them."""
    gone = {"aid-confirmed", "aid-arrived", "aid-released"}
    events = []
    for event in scenario.events:
        if event.subject in pools and event.kind == "aid-offered":
            events.append(replace(event, kind="aid-declined", count=None))
        elif event.subject not in pools or event.kind not in gone:
            events.append(event)
    return replace(scenario, events=tuple(events))


def attack_declared(scenario: Scenario, at: Instant) -> Scenario:
    """An attack is declared and does not end."""
    declared = Event("", "declared", "attack", at, at)
    return replace(scenario, events=(*scenario.events, declared))
