"""Synthetic histories from known processes, person by person, in plain Python."""

from __future__ import annotations

import random
from dataclasses import dataclass

from standto.model.duties import Duty
from standto.model.event import RETURNED, STEPPED_BACK, Event
from standto.model.people import Authorisation, Capability, Force, Person
from standto.model.scenario import Scenario
from standto.model.time import DAY, HOUR, Period
from standto.model.zone import Zone

START = 470_000 * HOUR


@dataclass(frozen=True)
class History:
    """A history, with the rates a day from which it was drawn."""

    scenario: Scenario
    leaving: float
    returning: float


def force_of(people: int, days: int, events: list[Event]) -> Scenario:
    """Return a force of people with one skill."""
    return Scenario(
        title="A history",
        zone=Zone("UTC"),
        horizon=Period(START, START + days * DAY),
        home="ours",
        forces=(Force("ours", "home", 0),),
        duties=(Duty(id="watch", task="watch", capabilities=("crew",), strength=1, criticality=1),),
        capabilities=(Capability("crew"),),
        people=tuple(Person(f"p{number}", "ours") for number in range(people)),
        authorisations=tuple(Authorisation(f"p{number}", "crew") for number in range(people)),
        events=tuple(events),
    )


def steady_history(seed: int, *, people: int, leaving: float, returning: float, days: int = 120) -> History:
    """Return a history in which each person steps back and returns on their own, at steady rates a day."""
    drawn, events = random.Random(seed), []
    for number in range(people):
        at, there = 0.0, True
        while (at := at + drawn.expovariate(leaving if there else returning)) < days:
            instant = START + int(at * DAY)
            events.append(Event("", STEPPED_BACK if there else RETURNED, f"p{number}", instant, instant))
            there = not there
    events.sort(key=lambda event: event.occurred)
    return History(force_of(people, days, events), leaving, returning)


def event(kind: str, person: int, day: float, *, known: float | None = None) -> Event:
    """Return an event of a person on a day of the record."""
    occurred = START + int(day * DAY)
    return Event("", kind, f"p{person}", occurred, occurred if known is None else START + int(known * DAY))
