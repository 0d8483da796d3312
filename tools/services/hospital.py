"""An invented hospital's month: a resident on the ward day and night, and a consultant at home, on call."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from standto.model.duties import Duty
from standto.model.event import CALLED_IN, DECISION, UNAVAILABLE, Event, Source
from standto.model.ladder import AID_ASKED, AID_CONFIRMED, AID_RELEASED
from standto.model.people import Authorisation, Capability, Force, Person, Pool
from standto.model.policies import Policy
from standto.model.rotas import RotaRow
from standto.model.scenario import Scenario
from standto.model.steps import ASK_AID, RELEASE
from standto.model.time import Period
from standto.model.words import Vocabulary
from standto.model.working_time import BREACH, OWED, RestRule, WorkingTime
from tools.services.habits import ZONE, at

if TYPE_CHECKING:
    from collections.abc import Iterator

HOME, AGENCY = "st-aidan", "agency"
HORIZON = Period(at("2024-09-01 08:30"), at("2024-10-01 08:30"))
FIRST = datetime(2024, 9, 1)
NIGHTS_IN_MONTH = 30
HANDOVER, EVENING = "08:30", "20:30"
RESIDENTS = tuple(f"r{number}" for number in range(1, 9))
CONSULTANTS = tuple(f"c{number}" for number in range(1, 7))
AT_HOME = 30
"""Minutes within which the consultant at home has to be at the bedside."""
ILL = "r8"
EMPTY_NIGHT = Period(at("2024-09-20 20:30"), at("2024-09-21 08:30"))
"""The night for which the ward's resident fell ill."""
DOUBLE, LATE = "r1", "r5"
WORDS = Vocabulary(
    person="doctor",
    people="doctors",
    aid="agency cover",
    contingency="hospital nearby",
    recorder="rota coordinator",
    marking="Staff only",
    public_marking="For patients and families",
)
CAPABILITIES = (Capability("resident", "Resident of the children's ward"), Capability("consultant", "Consultant"))
DUTIES = (
    Duty("ward", "bedside", ("resident", "consultant"), 1, 1, name="Doctor on the children's ward"),
    Duty("second-call", "bedside", ("consultant",), 1, 1, name="Consultant on call", ready_minutes=AT_HOME),
)
FORCES = (Force(HOME, "home", 0, "St Aidan's hospital"), Force(AGENCY, "other", 1, "Agency for locum doctors"))
POOLS = (Pool("locum", AGENCY, ("resident",), 1, "not-asked", lead_minutes=240),)
SOURCES = (Source("invented", "Invented for this sample", "Standto", "2024-08-01"),)
POLICY = Policy(
    look_ahead_hours=48,
    reserve=0,
    hold_hours=0,
    approvers={
        "aid": ("clinical-lead",),
        "contingency": ("clinical-lead", "medical-director"),
        "stand-down": ("clinical-lead",),
    },
)
AGREEMENT = "An invented agreement of this hospital; check with your own"
WORKING_TIME = WorkingTime(
    rules="gb-wtr-1998",
    own=(
        RestRule("longest-shift", "stint-hours", 13, BREACH, source=AGREEMENT),
        RestRule("nights-in-a-row", "night-run", 4, OWED, gap_hours=48, source=AGREEMENT),
    ),
)


def on_call() -> Scenario:
    """Return the month on the ward."""
    return Scenario(
        title="St Aidan's children's ward, September 2024 (all of it invented)",
        zone=ZONE,
        horizon=HORIZON,
        home=HOME,
        words=WORDS,
        policy=POLICY,
        working_time=WORKING_TIME,
        forces=FORCES,
        capabilities=CAPABILITIES,
        people=tuple(Person(person, HOME) for person in (*RESIDENTS, *CONSULTANTS)),
        authorisations=(
            *(Authorisation(person, "resident") for person in RESIDENTS),
            *(Authorisation(person, "consultant") for person in CONSULTANTS),
        ),
        rota=(*_ward(), *_second_call()),
        duties=DUTIES,
        pools=POOLS,
        sources=SOURCES,
        events=tuple(sorted(_events(), key=lambda event: event.occurred)),
    )


def _ward() -> Iterator[RotaRow]:
    """Yield the sheet of the ward, day by day: blocks of four and of three days and of nights, dealt in turn."""
    for number in range(NIGHTS_IN_MONTH):
        day = FIRST + timedelta(days=number)
        week, weekday = divmod(number + FIRST.weekday(), 7)
        block = 2 * week + (weekday > 3)
        by_day, by_night = RESIDENTS[(block + 4) % 8], RESIDENTS[block % 8]
        yield RotaRow(by_day, _between(day, HANDOVER, day, EVENING), "ward")
        yield RotaRow(by_night, _between(day, EVENING, day + timedelta(days=1), HANDOVER), "ward")


def _second_call() -> Iterator[RotaRow]:
    """Yield the consultants at home: a day and a night each, in turn."""
    for number in range(NIGHTS_IN_MONTH):
        day = FIRST + timedelta(days=number)
        period = _between(day, HANDOVER, day + timedelta(days=1), HANDOVER)
        yield RotaRow(CONSULTANTS[number % len(CONSULTANTS)], period, "second-call", AT_HOME)


def _between(first: datetime, starts: str, last: datetime, ends: str) -> Period:
    return Period(at(f"{first:%Y-%m-%d} {starts}"), at(f"{last:%Y-%m-%d} {ends}"))


def _events() -> list[Event]:
    ill, decided = at("2024-09-20 10:15"), at("2024-09-20 10:50")
    asked, agreed = at("2024-09-20 11:00"), at("2024-09-20 12:30")
    over, gone = EMPTY_NIGHT.until, at("2024-09-21 08:35")
    evening, known, midnight = at("2024-09-11 20:30"), at("2024-09-11 19:00"), at("2024-09-12 00:30")
    return [
        # The resident of the night comes late; the one of the day stays, and is back in the morning.
        Event("", UNAVAILABLE, LATE, evening, known, midnight),
        Event("", CALLED_IN, DOUBLE, evening, known, midnight),
        Event("", UNAVAILABLE, ILL, ill, ill, at("2024-09-21 16:00")),
        # The consultant was called to the ward that night, and stays the consultant.
        Event("", CALLED_IN, CONSULTANTS[1], at("2024-09-20 23:10"), at("2024-09-20 23:10"), at("2024-09-21 01:40")),
        Event("d1", DECISION, "locum", decided, decided, step=ASK_AID, count=1, source="invented",
              note="Nobody is on the ward tonight; the consultant at home stays on call."),
        Event("", AID_ASKED, "locum", asked, asked, count=1),
        Event("", AID_CONFIRMED, "locum", agreed, agreed, count=1),
        Event("d2", DECISION, "locum", over, over, step=RELEASE, source="invented", note="The night is over."),
        Event("", AID_RELEASED, "locum", gone, gone),
    ]  # fmt: skip
