"""Small random scenarios with everything in them; sound, so that `standto check` finds no fault.

Times lie on a coarse grid around a change of the clocks, so that several things often happen at once, and ids
are few, so that a person, a duty and a declaration often share one.
"""

from __future__ import annotations

from datetime import date, datetime, time
from functools import cache, lru_cache, partial
from typing import NamedTuple

from hypothesis import strategies as st

from standto.model.event import Event
from standto.model.ladder import AID_STATES, AID_STEPS, CONTINGENCY_STATES, CONTINGENCY_STEPS, HOME_STEPS
from standto.model.scenario import (
    Authorisation,
    Capability,
    Duty,
    Force,
    Pattern,
    Person,
    Pool,
    Power,
    Scenario,
    Shift,
    Source,
    Team,
)
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


def _shifts(draw):
    """Return up to three shifts, often over midnight or in the hour that the clocks skip."""
    clocks = [(draw(_of(*CLOCKS)), draw(_of(*CLOCKS))) for _ in range(draw(_up_to(3)))]
    return tuple(
        Shift(name, time.fromisoformat(starts), time.fromisoformat(ends))
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


def _duties(draw, grid, shifts, capabilities):
    """Return a few duties, some with shifts, periods, sites or declarations."""
    asked_for = tuple(one for one in capabilities if one != "z")
    ids = tuple(shift.id for shift in shifts)
    return tuple(
        Duty(
            name,
            draw(_of(*TASKS)),
            draw(_some(asked_for, min_size=1, max_size=2)),
            draw(_of(1, 0, 2, 0, 3)),
            draw(_from(1, 3)),
            draw(_of("", *SITES)),
            _period(draw, grid),
            draw(_mostly((), ids, *((one,) for one in ids))),
            draw(_mostly("", *DECLARATIONS)),
        )
        for name in IDS[: draw(_up_to(4))]
    )


def _pools(draw, grid, forces, capabilities):
    """Return a few pools of any force in any state that it may start in."""
    states = {"home": ("available",), "military": CONTINGENCY_STATES}
    pools = []
    for place in range(draw(_up_to(3))):
        force = draw(_of(*forces))
        state = draw(_of(*states.get(force.kind, AID_STATES)))
        held = draw(_some(capabilities, min_size=1, max_size=2))
        pools.append(Pool(f"pool{place}", force.id, held, draw(_from(0, 4)), state, _period(draw, grid), 90))
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


def _about_person(draw, grid, occurred, capabilities):
    line = draw(_of(*PERSON_EVENTS))
    said = {"kind": draw(_of(*PERSON_EVENTS[line]))}
    if line in ("willing", "authority", "ticket"):
        said["capability"] = draw(_of(*(capabilities if line == "ticket" else ("", *capabilities))))
    if line != "back":
        said["until"] = draw(_until(grid, occurred))
    return said


def _about_duty(draw, grid, occurred):
    said = {"kind": draw(_of(*DUTY_EVENTS)), "until": draw(_until(grid, occurred))}
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


def _event(draw, name, grid, capabilities, people, duties, pools, forces):
    """Return any event except a correction; usually recorded when it occurred."""
    occurred = draw(_of(*grid))
    recorded = occurred if draw(_of(True, True, False)) else draw(_of(*grid))
    kinds = {force.id: force.kind for force in forces}
    about = [(one.id, partial(_about_person, draw, grid, occurred, capabilities)) for one in people] * 2
    about += [(one.id, partial(_about_duty, draw, grid, occurred)) for one in duties]
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
def scenarios(draw, *, people=5, events=14):
    """Draw a sound scenario with at most `people` people and `events` events."""
    name, local = draw(_of(*SETTINGS))
    zone = Zone(name)
    start = zone.instant(local)
    grid = tuple(start + int(hours * HOUR) for hours in GRID)
    others = draw(_some(OTHERS))
    place = draw(_from(0, len(others)))
    forces = (*others[:place], HOME, *others[place:])
    capabilities = draw(_of(*CAPABILITIES))
    shifts = _shifts(draw)
    patterns = tuple(_pattern(draw, name, shifts) for name in "pq")
    teams = _teams(draw, forces, patterns)
    folk = _people(draw, forces, teams, people)
    duties, pools = _duties(draw, grid, shifts, capabilities), _pools(draw, grid, forces, capabilities)
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
        events=_events(draw, grid, events, capabilities, folk, duties, pools, forces),
        sources=(Source("paper"),),
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
    """Draw a scenario and a question about it."""
    scenario = draw(scenarios(**sizes))
    return Question(scenario, *draw(ways_of_asking(scenario)))
