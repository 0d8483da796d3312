"""Small random scenarios with everything in them; sound, so that `standto check` finds no fault.

Times lie on a coarse grid around a change of the clocks, so that several things often happen at once, and ids
are few, so that a person, a duty and a declaration often share one.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from functools import cache, lru_cache, partial
from itertools import pairwise, permutations
from typing import NamedTuple

from hypothesis import strategies as st

from standto.model.crews import Crew, Seat
from standto.model.duties import Duty, Power
from standto.model.event import Event, Source
from standto.model.ladder import AID_STATES, AID_STEPS, CONTINGENCY_STATES, CONTINGENCY_STEPS, HOME_STEPS
from standto.model.people import Authorisation, Capability, Force, Person, Pool, Team
from standto.model.rotas import RotaRow
from standto.model.scenario import Scenario
from standto.model.shifts import Pattern, Shift
from standto.model.time import ALWAYS, BEGINNING, FOREVER, HOUR, Period
from standto.model.zone import Zone

SETTINGS = (
    ("Europe/London", datetime(2023, 3, 25, 18)),  # forward an hour at 01:00 on the 26th
    ("Europe/London", datetime(2023, 10, 28, 18)),  # back an hour at 02:00 on the 29th
    ("Europe/London", datetime(2023, 9, 22, 18)),
    ("Australia/Lord_Howe", datetime(2023, 9, 30, 18)),  # forward half an hour at 02:00 on the 1st
    ("Australia/Lord_Howe", datetime(2023, 4, 1, 18)),  # back half an hour at 02:00 on the 2nd
    ("America/New_York", datetime(2023, 11, 4, 18)),  # back an hour at 02:00 on the 5th
)
"""Zones with the start of a horizon; if the clocks change, they do so in the first night."""

GRID = (-200, -3, 0, 3, 6.5, 7, 7.5, 8, 12, 13, 24, 30, 37, 48, 60)
"""Hours from the start of the horizon at which events may occur."""
HORIZONS = (60, 37, 24, 37, 60, 60, 9)
"""Lengths of a horizon in hours."""

CLOCKS = ("00:00", "01:00", "01:15", "01:30", "02:00", "02:30", "07:00", "15:00", "19:00", "23:00")
IDS = ("one", "two", "three", "four", "five", "six")
CAPABILITIES = (("a",), ("a", "b"), ("a", "z"), ("a", "b", "c", "z"))
"""The possible capabilities; no duty asks for `z`."""
DECLARATIONS = ("attack", "one")
TASKS = ("routine", "guard")
READY = (0, 10, 30, 60)
"""Readiness in minutes: of people and places, and for which duties can wait."""
SITES = ("north", "south")
HOME = Force("met", "home", 0)
OTHERS = (
    Force("kent", "police", 1),
    Force("essex", "police", 1),
    Force("coast", "other", 2),
    Force("mod", "military", 3),
)

PERSON_EVENTS = {
    "willing": ("stepped-back", "returned"),
    "authority": ("authority-withdrawn", "authority-restored"),
    "ticket": ("authorised", "authorisation-ended"),
    "on-duty": ("called-in", "stood-off"),
    "away": ("unavailable",),
    "back": ("available",),
}
DUTY_EVENTS = ("strength-changed", "duty-suspended", "duty-resumed")
POOL_EVENTS = {"home": tuple(HOME_STEPS), "military": tuple(CONTINGENCY_STEPS)}


class Question(NamedTuple):
    """A scenario and a question about it."""

    scenario: Scenario
    at: int | None
    known_at: int | None
    assume: tuple[str, ...]
    until: int | None
    ready: int | None = None


@lru_cache(maxsize=None, typed=True)
def _of(*values):
    """Return a strategy for one of the values; cached, because making one takes longer than drawing from it."""
    return st.sampled_from(values)


@lru_cache(maxsize=None, typed=True)
def _mostly(usual, *others):
    """Return the usual value more often than not, and shrink to it."""
    return st.sampled_from((*(usual,) * max(4, 2 * len(others)), *others))


@cache
def _up_to(most):
    """Return a number of rows, rarely small: Hypothesis draws the first and the last of these most."""
    return st.sampled_from((1, 0, *range(2, most), *(most,) * (most + 2)))


@lru_cache(maxsize=None, typed=True)
def _from(least, most):
    return st.integers(least, most)


@cache
def _some(values, **sizes):
    """Return some of the values, each once, in any order."""
    return st.lists(st.sampled_from(values), unique=True, **sizes).map(tuple)


@cache
def _until(grid, start):
    """Return the end of an event that starts at an instant; often `FOREVER`."""
    return st.sampled_from((FOREVER, FOREVER, *(moment for moment in grid if moment > start)))


def _period(draw, grid):
    """Return `ALWAYS` more often than not, otherwise a period between two points of the grid."""
    if draw(_mostly(True, False, False)):
        return ALWAYS
    start = draw(_of(BEGINNING, BEGINNING, BEGINNING, *grid[:-1]))
    return Period(start, draw(_until(grid, start)))


def _ready(draw, real):
    """Return a readiness in minutes; 0 unless the scenario has more of what is real."""
    return draw(_mostly(*READY)) if real else 0


def _shifts(draw, real):
    """Return up to three shifts, often over midnight or in the hour that the clocks skip."""
    clocks = [(draw(_of(*CLOCKS)), draw(_of(*CLOCKS))) for _ in range(draw(_up_to(3)))]
    return tuple(
        Shift(name, time.fromisoformat(starts), time.fromisoformat(ends), _ready(draw, real))
        for name, (starts, ends) in zip(("early", "late", "night"), clocks, strict=False)
    )


def _pattern(draw, name, shifts):
    """Return a cycle of some days."""
    entries = _of(*(shift.id for shift in shifts), "rest")
    anchor = draw(_of(date(2023, 3, 24), date(2023, 10, 2)))
    return Pattern(name, anchor, tuple(draw(st.lists(entries, min_size=2, max_size=4))))


def _teams(draw, forces, patterns):
    """Return teams with a pattern or without."""
    names = _of("", *(pattern.id for pattern in patterns))
    rows = st.tuples(_of(*(force.id for force in forces)), names, _from(-2, 5))
    return tuple(Team(f"t{place}", *draw(rows)) for place in range(draw(_up_to(3))))


def _people(draw, forces, teams, most):
    """Return mostly home people, in teams or not."""
    team = _of("", "", *(one.id for one in teams))
    return tuple(Person(name, draw(_mostly(HOME, *forces)).id, draw(team)) for name in IDS[: draw(_up_to(most))])


def _tickets(draw, grid, people, capabilities):
    """Return the tickets of each person, two for some capabilities."""
    held = [(person.id, draw(_of(*capabilities))) for person in people for _ in range(draw(_up_to(3)))]
    return tuple(Authorisation(person, capability, _period(draw, grid)) for person, capability in held)


def _asked_for(draw, capabilities, real):
    """Return one or two alternatives; some of two capabilities if the scenario has more of what is real."""
    single = tuple(one for one in capabilities if one != "z")
    joint = tuple("+".join(pair) for pair in permutations(capabilities, 2)) if real else ()
    found = draw(_some((*single, *joint), min_size=1, max_size=2))
    return tuple({frozenset(one.split("+")): one for one in found}.values())


def _duties(draw, grid, shifts, capabilities, real):
    """Return a few duties, some with shifts, periods, sites or declarations."""
    ids = tuple(shift.id for shift in shifts)
    return tuple(
        Duty(
            name,
            draw(_of(*TASKS)),
            _asked_for(draw, capabilities, real),
            draw(_of(1, 0, 2, 0, 3)),
            draw(_from(1, 3)),
            draw(_of("", *SITES)),
            _period(draw, grid),
            draw(_mostly((), ids, *((one,) for one in ids))),
            draw(_mostly("", *DECLARATIONS)),
            ready_minutes=_ready(draw, real),
        )
        for name in IDS[: draw(_up_to(4))]
    )


def _crews(draw, grid, shifts, capabilities):
    """Return up to two crews and their seats, up to two in each of up to three states."""
    ids = tuple(shift.id for shift in shifts)
    crews, seats = [], []
    for name in ("boat", "engine")[: draw(_up_to(2))]:
        states = draw(_of(("only",), ("full", "short"), ("full", "short", "least")))
        rows = {
            state: [Seat(name, state, seat, _asked_for(draw, capabilities, True), draw(_from(1, 2))) for seat in some]
            for state, some in ((state, draw(_of(("helm",), ("helm", "mate")))) for state in states)
        }
        needs = draw(_of("", *states))
        for better in states[: states.index(needs or states[-1])]:
            # A state better than the one needed has all its seats, with the same alternatives and no smaller strength.
            ours = {seat.id: replace(seat, state=better) for seat in rows[needs or states[-1]]}
            more = [seat for seat in rows[better] if seat.id not in ours]
            rows[better] = [*(replace(seat, strength=draw(_from(seat.strength, 2))) for seat in ours.values()), *more]
        task = (draw(_of(*TASKS)), needs, draw(_from(1, 3)), draw(_of("", *SITES)), _ready(draw, True))
        times = (_period(draw, grid), draw(_mostly((), ids)), draw(_mostly("", *DECLARATIONS)))
        crews.append(Crew(name, *task, *times))
        seats += [seat for state in states for seat in rows[state]]
    return tuple(crews), tuple(seats)


def _rota(draw, grid, people, duties, crews):
    """Return rows for some people, which often touch, some of which begin before the horizon."""
    rows = []
    for person in people:
        moments = sorted(draw(_some(grid, max_size=6))) if draw(_of(True, False, True)) else []
        for start, until in pairwise(moments):
            if draw(_of(True, True, False)):
                duty = draw(_mostly("", *(one.id for one in (*duties, *crews))))
                rows.append(RotaRow(person.id, Period(start, until), duty, _ready(draw, True)))
    return tuple(draw(st.permutations(rows)))


def _pools(draw, grid, forces, capabilities, real):
    """Return a few pools of any force in any state that it may start in."""
    states = {"home": ("available",), "military": CONTINGENCY_STATES}
    pools = []
    for place in range(draw(_up_to(3))):
        force = draw(_of(*forces))
        state = draw(_of(*states.get(force.kind, AID_STATES)))
        held = draw(_some(capabilities, min_size=1, max_size=2))
        period, minutes = _period(draw, grid), _ready(draw, real)
        pools.append(Pool(f"pool{place}", force.id, held, draw(_from(0, 4)), state, period, 90, minutes))
    return tuple(pools)


def _powers(draw, grid):
    """Return no table of powers more often than not, otherwise some rows that mostly permit."""
    if draw(_mostly(True, False, False)):
        return None
    return tuple(
        Power(
            f"w{place}",
            draw(_of("home", "home", "home", "police", "police", "other", "military")),
            draw(_mostly("*", *TASKS)),
            draw(_mostly(True, False)),
            draw(_mostly("*", *SITES)),
            draw(_mostly("", *DECLARATIONS)),
            "by law",
            _period(draw, grid),
        )
        for place in range(draw(_up_to(7)))
    )


def _about_person(draw, grid, occurred, capabilities, real):
    line = draw(_of(*PERSON_EVENTS))
    kinds = (*PERSON_EVENTS[line], "on-call", "on-call") if real and line == "on-duty" else PERSON_EVENTS[line]
    said = {"kind": draw(_of(*kinds))}
    if said["kind"] == "on-call":
        said["count"] = draw(_of(None, *READY))
    if line in ("willing", "authority", "ticket"):
        said["capability"] = draw(_of(*(capabilities if line == "ticket" else ("", *capabilities))))
    if line != "back":
        said["until"] = draw(_until(grid, occurred))
    return said


def _about_duty(draw, grid, occurred, kinds=DUTY_EVENTS):
    said = {"kind": draw(_of(*kinds)), "until": draw(_until(grid, occurred))}
    if said["kind"] == "strength-changed":
        said["count"] = draw(_from(0, 4))
    return said


def _about_pool(draw, kind):
    """Return a step along the ladder of a pool, for all places of a state or a number of them."""
    step = _of(*POOL_EVENTS.get(kind, AID_STEPS))
    return {"kind": draw(step), "count": draw(_of(None, 0, 1, 2, 5))}


def _about_declaration(draw, grid, occurred):
    """Return a declaration, or its end."""
    return {"kind": draw(_mostly("declared", "ended")), "until": draw(_until(grid, occurred))}


def _words(draw):
    """Return a report, a statement or a decision: they change nothing that counts."""
    return draw(
        st.sampled_from(
            (
                {"kind": "report", "count": 3, "source": "paper"},
                {"kind": "report", "low": 1, "high": 4, "source": "paper"},
                {"kind": "statement", "note": "words"},
                {"kind": "decision", "step": "no-change"},
            )
        )
    )


def _event(draw, name, grid, capabilities, people, duties, pools, forces, crews, real):
    """Return any event except a correction; usually recorded when it occurred."""
    occurred = draw(_of(*grid))
    recorded = occurred if draw(_of(True, True, False)) else draw(_of(*grid))
    kinds = {force.id: force.kind for force in forces}
    about = [(one.id, partial(_about_person, draw, grid, occurred, capabilities, real)) for one in people] * 2
    about += [(one.id, partial(_about_duty, draw, grid, occurred)) for one in duties]
    about += [(one.id, partial(_about_duty, draw, grid, occurred, DUTY_EVENTS[1:])) for one in crews]
    about += [(one.id, partial(_about_pool, draw, kinds[one.force])) for one in pools] * 3
    about += [(one, partial(_about_declaration, draw, grid, occurred)) for one in DECLARATIONS]
    about += [(one.id, partial(_words, draw)) for one in forces]
    subject, occurrence = about[draw(_from(0, len(about) - 1))]
    said = occurrence()
    if said["kind"] == "decision":
        subject = HOME.id
    elif draw(_of(False, True)):
        name = ""
    return Event(id=name, subject=subject, occurred=occurred, recorded=recorded, **said)


def _events(draw, grid, most, *who):
    """Return events in any order, with corrections of some that have an id."""
    events = []
    for place in range(draw(_up_to(most))):
        named = [event.id for event in events if event.id and event.kind != "correction"]
        if named and draw(_from(0, 5)) == 5:
            occurred, recorded = draw(_of(*grid)), draw(_of(*grid))
            events.append(Event(f"e{place}", "correction", draw(_of(*named)), occurred, recorded))
        else:
            events.append(_event(draw, f"e{place}", grid, *who))
    return tuple(draw(st.permutations(events))) if draw(_of(False, True)) else tuple(events)


@st.composite
def scenarios(draw, *, people=5, events=14, real=False, crewed=False):
    """Draw a sound scenario with at most `people` people and `events` events.

    If it is `real`, it may also have a rota, people on call, readiness and skills held together; if it is `crewed`,
    crews.
    """
    name, local = draw(_of(*SETTINGS))
    zone = Zone(name)
    start = zone.instant(local)
    grid = tuple(start + int(hours * HOUR) for hours in GRID)
    others = draw(_some(OTHERS))
    place = draw(_from(0, len(others)))
    forces = (*others[:place], HOME, *others[place:])
    capabilities = draw(_of(*CAPABILITIES))
    real = real and draw(_of(True, True, True, False))
    shifts = _shifts(draw, real)
    patterns = tuple(_pattern(draw, name, shifts) for name in "pq")
    teams = _teams(draw, forces, patterns)
    folk = _people(draw, forces, teams, people)
    duties = _duties(draw, grid, shifts, capabilities, real)
    pools = _pools(draw, grid, forces, capabilities, real)
    crews, seats = _crews(draw, grid, shifts, capabilities) if crewed else ((), ())
    return Scenario(
        title="Random",
        zone=zone,
        horizon=Period(start, start + draw(_of(*HORIZONS)) * HOUR),
        home=HOME.id,
        forces=forces,
        duties=duties,
        shifts=shifts,
        patterns=patterns,
        capabilities=tuple(Capability(name) for name in draw(st.permutations(capabilities))),
        teams=teams,
        people=folk,
        authorisations=_tickets(draw, grid, folk, capabilities),
        pools=pools,
        powers=_powers(draw, grid),
        events=_events(draw, grid, events, capabilities, folk, duties, pools, forces, crews, real),
        sources=(Source("paper"),),
        rota=_rota(draw, grid, folk, duties, crews) if real and draw(_of(True, True, True, False)) else (),
        crews=crews,
        seats=seats,
    )


@st.composite
def ways_of_asking(draw, scenario):
    """Draw the `at`, `known_at`, `assume` and `until` of a question about a scenario."""
    start, end = scenario.horizon
    grid = [start + int(hours * HOUR) for hours in GRID]
    at = draw(_mostly(None, *(moment for moment in grid if start <= moment < end)))
    later = [moment for moment in (*grid, end) if (at or start) < moment <= end]
    names = scenario.declarations
    return (
        at,
        draw(_mostly(None, *grid)),
        draw(_mostly((), names, *((name,) for name in names))),
        draw(_mostly(None, *later)),
    )


@st.composite
def questions(draw, **sizes):
    """Draw a scenario and a question about it; often with a readiness if it is `real`."""
    scenario = draw(scenarios(**sizes))
    ready = draw(_mostly(None, *READY)) if sizes.get("real") else None
    return Question(scenario, *draw(ways_of_asking(scenario)), ready)
