"""An invented lifeboat station: two boats, 25 volunteers who say when they are available, one week in July."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from standto.model.crews import Crew, Seat
from standto.model.duties import Duty, Power
from standto.model.event import DECISION, ON_CALL, RETURNED, STEPPED_BACK, UNAVAILABLE, Event, Source
from standto.model.ladder import CONTINGENCY_AGREED, CONTINGENCY_REQUESTED, CONTINGENCY_STOOD_DOWN
from standto.model.people import Authorisation, Capability, Force, Person, Pool
from standto.model.policies import Policy
from standto.model.scenario import Scenario
from standto.model.steps import DEPLOY, REQUEST, STAND_DOWN
from standto.model.time import Period
from standto.model.words import Vocabulary
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

HOME, NEIGHBOUR, FLANK = "northhaven", "southhaven", "westhaven"
HORIZON = Period(at("2024-07-08 06:00"), at("2024-07-15 06:00"))
READY = 10
"""Minutes within which volunteers have to be at the boathouse once their pagers go off."""
NO_MECHANIC = Period(at("2024-07-14 02:00"), at("2024-07-14 06:00"))
"""The hours of Sunday morning for which no mechanic had said that they were available."""
WORDS = Vocabulary(
    person="volunteer",
    people="volunteers",
    aid="neighbours' help",
    contingency="flank station",
    recorder="launching authority",
    marking="Station only",
    steps={DEPLOY: "launch"},
    states={"standby": "standing by", "deployed": "launched"},
)
CAPABILITIES = (
    Capability("cox", "Coxswain"),
    Capability("mech", "Mechanic"),
    Capability("helm", "Helm of the inshore boat"),
    Capability("crew", "Boat crew"),
    Capability("shore", "Shore crew"),
    Capability("launch", "Launching authority"),
)
DAYS, ALWAYS_NEAR = (WORKDAYS_BY_DAY, WEEKENDS), (NIGHTS, WORKDAYS_BY_DAY, WEEKENDS)
NIGHT_PEOPLE, NIGHTS_ONLY = (NIGHTS, WEEKENDS), (NIGHTS,)
VOLUNTEERS: dict[str, tuple[str, tuple[Habit, ...], int]] = {
    # Each with their tickets, their habits, and the minutes that they need.
    "v01": ("cox crew launch", NIGHT_PEOPLE, 5),
    "v02": ("cox crew", DAYS, 5),
    "v03": ("cox crew", (WORKDAY_NIGHTS,), 10),
    "v04": ("mech crew", DAYS, 5),
    "v05": ("mech crew", NIGHTS_ONLY, 5),
    "v06": ("mech crew", (WEEKENDS,), 10),
    "v07": ("helm crew", DAYS, 5),
    "v08": ("helm crew", NIGHT_PEOPLE, 10),
    "v09": ("helm crew", NIGHTS_ONLY, 5),
    "v10": ("helm crew", (WEEKENDS,), 20),
    "v11": ("crew", DAYS, 5),
    "v12": ("crew", DAYS, 10),
    "v13": ("crew", NIGHT_PEOPLE, 5),
    "v14": ("crew", NIGHTS_ONLY, 10),
    "v15": ("crew", NIGHT_PEOPLE, 10),
    "v16": ("crew", ALWAYS_NEAR, 20),
    "v17": ("crew", (WORKDAY_NIGHTS,), 5),
    "v18": ("crew", (WEEKENDS,), 5),
    "v19": ("crew", DAYS, 5),
    "v20": ("crew", NIGHTS_ONLY, 5),
    "v21": ("shore", NIGHT_PEOPLE, 5),
    "v22": ("shore", DAYS, 5),
    "v23": ("shore crew", ALWAYS_NEAR, 10),
    "v24": ("shore launch", ALWAYS_NEAR, 5),
    "v25": ("shore launch", NIGHT_PEOPLE, 10),
}
CREWS = (
    Crew("alb", "sea", criticality=1, ready_minutes=READY, name="All-weather boat"),
    Crew("ilb", "sea", criticality=2, ready_minutes=READY, name="Inshore boat"),
)
SEATS = (
    Seat("alb", "full", "coxswain", ("cox",)),
    Seat("alb", "full", "mechanic", ("mech",)),
    Seat("alb", "full", "crew", ("crew",), 4),
    Seat("alb", "limited", "coxswain", ("cox",)),
    Seat("alb", "limited", "mechanic", ("mech",)),
    Seat("alb", "limited", "crew", ("crew",), 2),
    Seat("ilb", "full", "helm", ("helm",)),
    Seat("ilb", "full", "crew", ("crew",), 2),
    Seat("ilb", "limited", "helm", ("helm",)),
    Seat("ilb", "limited", "crew", ("crew",)),
)
DUTIES = (
    Duty("launching", "ashore", ("launch",), 1, 1, name="Launching authority on the telephone", ready_minutes=READY),
    Duty("slipway", "ashore", ("shore",), 1, 2, name="Slipway and tractor", ready_minutes=READY),
)
FORCES = (
    Force(HOME, "home", 0, "Northhaven station"),
    Force(NEIGHBOUR, "other", 1, "Southhaven station"),
    Force(FLANK, "military", 2, "Westhaven, the flank station"),
)
POOLS = (
    Pool("southhaven-crew", NEIGHBOUR, ("crew",), 2, "not-asked", lead_minutes=60, ready_minutes=READY),
    Pool("westhaven-boat", FLANK, ("cox", "mech", "crew"), 4, "not-asked", lead_minutes=30, ready_minutes=READY),
)
POWERS = (
    Power("own-people", "home", "*", permitted=True, authority="The station's own volunteers"),
    Power("neighbours", "other", "sea", permitted=True, authority="Agreement between the stations"),
    Power("flank", "military", "sea", permitted=True, authority="Agreement with the flank station"),
)
SOURCES = (Source("invented", "Invented for this sample", "Standto", "2024-07-01"),)
POLICY = Policy(
    look_ahead_hours=24,
    reserve=0,
    hold_hours=1,
    approvers={
        "aid": ("launching-authority",),
        "contingency": ("launching-authority", "coordination-centre"),
        "stand-down": ("launching-authority",),
    },
)


def lifeboat() -> Scenario:
    """Return the week at the station."""
    return Scenario(
        title="Northhaven lifeboat station, a week in July (all of it invented)",
        zone=ZONE,
        horizon=HORIZON,
        home=HOME,
        words=WORDS,
        policy=POLICY,
        forces=FORCES,
        capabilities=CAPABILITIES,
        people=tuple(Person(person, HOME) for person in VOLUNTEERS),
        authorisations=tuple(
            Authorisation(person, ticket) for person, (held, _, _) in VOLUNTEERS.items() for ticket in held.split()
        ),
        rota=tuple(row for person in VOLUNTEERS for row in _rows(person)),
        duties=DUTIES,
        crews=CREWS,
        seats=SEATS,
        pools=POOLS,
        powers=POWERS,
        sources=SOURCES,
        events=tuple(sorted(_events(), key=lambda event: event.occurred)),
    )


def _rows(person: str) -> Iterator[RotaRow]:
    """Yield when a volunteer said that they are available; the mechanics' hole of Sunday is cut out."""
    held, habits, ready = VOLUNTEERS[person]
    periods = list(stretches_of(Random(f"lifeboat/{person}"), habits, "2024-07-07", 9, jitter=3))
    if "mech" in held.split():
        periods = list(without(periods, NO_MECHANIC))
    return rows_of(person, periods, HORIZON, ready_minutes=ready)


def _events() -> list[Event]:
    decided, asked, agreed = at("2024-07-13 12:10"), at("2024-07-13 12:15"), at("2024-07-13 13:40")
    said = at("2024-07-13 19:30")
    away, back = at("2024-07-10 09:00"), at("2024-07-11 09:00")
    let_go, gone = at("2024-07-13 21:00"), at("2024-07-13 21:05")
    return [
        Event("", UNAVAILABLE, "v19", at("2024-07-08 08:00"), at("2024-07-01 12:00"), at("2024-07-12 18:00")),
        Event("", STEPPED_BACK, "v12", away, away),
        Event("", RETURNED, "v12", back, back),
        Event("d1", DECISION, "westhaven-boat", decided, decided, step=REQUEST, count=1, source="invented",
              note="No mechanic has said that they are there on Sunday from 02:00 to 06:00."),
        Event("", CONTINGENCY_REQUESTED, "westhaven-boat", asked, asked, count=1),
        Event("", CONTINGENCY_AGREED, "westhaven-boat", agreed, agreed, count=1),
        # A volunteer's own word, on top of what they had said before.
        Event("", ON_CALL, "v06", NO_MECHANIC.start, said, NO_MECHANIC.until, count=10),
        Event("d2", DECISION, "westhaven-boat", let_go, let_go, step=STAND_DOWN, source="invented",
              note="A mechanic has said that they can be there within 10 minutes."),
        Event("", CONTINGENCY_STOOD_DOWN, "westhaven-boat", gone, gone),
    ]  # fmt: skip
