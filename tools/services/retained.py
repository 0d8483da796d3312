"""An invented fire service's week: eight stations, 112 people on call by quarter hours, an appliance at each."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, NamedTuple

from standto.model.crews import Crew, Seat
from standto.model.event import DECISION, ON_CALL, RETURNED, STEPPED_BACK, UNAVAILABLE, Event, Source
from standto.model.ladder import AID_ARRIVED, AID_ASKED, AID_CONFIRMED, AID_RELEASED
from standto.model.people import Authorisation, Capability, Force, Person, Pool, Team
from standto.model.policies import Policy
from standto.model.scenario import Scenario
from standto.model.steps import ASK_AID, RELEASE
from standto.model.time import Period
from standto.model.words import Vocabulary
from standto.model.working_time import WorkingTime
from tools.services.habits import (
    NIGHTS,
    WEEKENDS,
    WORKDAY_NIGHTS,
    WORKDAYS_BY_DAY,
    ZONE,
    Habit,
    at,
    rows_of,
    stretches_of,
    without,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.model.rotas import RotaRow

HOME, CITY = "dales", "city"
HORIZON = Period(at("2024-03-04 06:00"), at("2024-03-11 06:00"))
READY = 5
"""Minutes within which people have to be at the station."""
STATIONS = ("ashby", "birkdale", "coldbeck", "dunmoor", "eastwick", "fellgate", "gillside", "hawbridge")
PEOPLE = 14
"""The people of each station."""
NO_DRIVER = Period(at("2024-03-06 09:00"), at("2024-03-06 12:30"))
"""The hours for which no driver of Coldbeck could say that they were available."""
SHORT = "coldbeck"
FEWER = ("eastwick", "hawbridge")
"""The stations whose people without another ticket all work away by day."""
ALL_WEEK, AWAY_BY_DAY, NEAR_BY_DAY = (NIGHTS, WORKDAYS_BY_DAY, WEEKENDS), (NIGHTS, WEEKENDS), (WORKDAYS_BY_DAY,)
WORDS = Vocabulary(
    person="firefighter",
    people="firefighters",
    aid="standby move",
    contingency="neighbouring service",
    recorder="control manager",
    marking="Service only",
)
CAPABILITIES = (
    Capability("driver", "Emergency driver"),
    Capability("commander", "Incident commander"),
    Capability("ba", "Breathing apparatus"),
)


class Role(NamedTuple):
    """What somebody holds, and when they are usually available."""

    tickets: str
    habits: tuple[Habit, ...]


ROLES = (
    Role("driver ba", AWAY_BY_DAY),
    Role("driver ba", NEAR_BY_DAY),
    Role("driver ba", ALL_WEEK),
    Role("driver commander ba", AWAY_BY_DAY),
    Role("commander ba", NEAR_BY_DAY),
    Role("commander ba", ALL_WEEK),
    Role("ba", AWAY_BY_DAY),
    Role("ba", (NIGHTS,)),
    Role("ba", NEAR_BY_DAY),
    Role("ba", ALL_WEEK),
    Role("ba", (WORKDAY_NIGHTS,)),
    Role("ba", AWAY_BY_DAY),
    Role("ba", NEAR_BY_DAY),
    Role("ba", (WEEKENDS, WORKDAY_NIGHTS)),
)
"""The people of each station, one after another."""
SEATS_OF = {"full": 4, "limited": 2}
"""How many wear breathing apparatus in each state, besides the driver and the commander."""
FORCES = (Force(HOME, "home", 0, "Dales fire service"), Force(CITY, "other", 1, "City fire service"))
POOLS = (Pool("city-standby", CITY, ("driver", "ba"), 2, "not-asked", lead_minutes=45),)
SOURCES = (Source("invented", "Invented for this sample", "Standto", "2024-03-01"),)
POLICY = Policy(
    look_ahead_hours=24,
    reserve=0,
    hold_hours=0,
    approvers={
        "aid": ("duty-manager",),
        "contingency": ("duty-manager", "chief"),
        "stand-down": ("duty-manager",),
    },
)


def retained() -> Scenario:
    """Return the week of the eight stations."""
    people = [(station, f"{station[0]}{number:02}", role) for station in STATIONS for number, role in _people()]
    return Scenario(
        title="Dales retained stations, a week in March (all of it invented)",
        zone=ZONE,
        horizon=HORIZON,
        home=HOME,
        words=WORDS,
        policy=POLICY,
        working_time=WorkingTime(rules="gb-fire-on-call"),
        forces=FORCES,
        capabilities=CAPABILITIES,
        teams=tuple(Team(station, HOME) for station in STATIONS),
        people=tuple(Person(person, HOME, station) for station, person, _ in people),
        authorisations=tuple(
            Authorisation(person, ticket) for _, person, role in people for ticket in role.tickets.split()
        ),
        rota=tuple(row for station, person, role in people for row in _rows(station, person, role)),
        duties=(),
        crews=tuple(
            Crew(f"{station}-p1", "fire", criticality=1 + place // 4, ready_minutes=READY,
                 name=f"{station.capitalize()} pump")
            for place, station in enumerate(STATIONS)
        ),
        seats=tuple(seat for station in STATIONS for seat in _seats(f"{station}-p1")),
        pools=POOLS,
        sources=SOURCES,
        events=tuple(sorted(_events(), key=lambda event: event.occurred)),
    )  # fmt: skip


def _people() -> Iterator[tuple[int, Role]]:
    yield from enumerate(ROLES, start=1)


def _seats(crew: str) -> Iterator[Seat]:
    """Yield the seats of an appliance: the driver wears breathing apparatus too, and works the pump."""
    for state, number in SEATS_OF.items():
        yield Seat(crew, state, "driver", ("driver+ba",))
        yield Seat(crew, state, "commander", ("commander+ba",))
        yield Seat(crew, state, "ba", ("ba",), number)


def _rows(station: str, person: str, role: Role) -> Iterator[RotaRow]:
    """Yield when somebody is available to ride on their own station's appliance, to the quarter of an hour."""
    habits = AWAY_BY_DAY if station in FEWER and role == Role("ba", NEAR_BY_DAY) else role.habits
    periods = list(stretches_of(Random(f"retained/{person}"), habits, "2024-03-03", 9, jitter=6))
    if station == SHORT and "driver" in role.tickets.split():
        periods = list(without(periods, NO_DRIVER))
    return rows_of(person, periods, HORIZON, duty=f"{station}-p1", ready_minutes=READY)


def _events() -> list[Event]:
    said, decided = at("2024-03-06 07:45"), at("2024-03-06 07:50")
    asked, agreed = at("2024-03-06 07:55"), at("2024-03-06 08:20")
    home, gone = at("2024-03-06 11:00"), at("2024-03-06 11:15")
    back, returned = at("2024-03-08 09:00"), at("2024-03-09 09:00")
    return [
        Event("", UNAVAILABLE, "e03", at("2024-03-05 06:00"), at("2024-02-20 12:00"), at("2024-03-08 06:00")),
        Event("", STEPPED_BACK, "h06", back, back),
        Event("", RETURNED, "h06", returned, returned),
        Event("d1", DECISION, "city-standby", decided, decided, step=ASK_AID, count=1, source="invented",
              note="No driver at Coldbeck from 09:00; one comes home at 11:00."),
        Event("", AID_ASKED, "city-standby", asked, asked, count=1),
        Event("", AID_CONFIRMED, "city-standby", agreed, agreed, count=1),
        Event("", AID_ARRIVED, "city-standby", NO_DRIVER.start, NO_DRIVER.start, count=1),
        Event("d2", DECISION, "city-standby", home, home, step=RELEASE, source="invented",
              note="Coldbeck has a driver again."),
        Event("", AID_RELEASED, "city-standby", gone, gone),
        # A driver who works from home that morning says so on the way there.
        Event("", ON_CALL, "c01", at("2024-03-06 11:00"), said, NO_DRIVER.until, count=READY),
    ]  # fmt: skip
