"""Small random scenarios in which the ladder is climbed: few people, much help, short look-aheads.

Times lie on a grid of half hours and quantities are small, so that every rule is met often; sound, so that
`standto check` has nothing against one.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import NamedTuple

from hypothesis import strategies as st

from standto.model.event import Event
from standto.model.ladder import AID_STATES, CONTINGENCY_STATES
from standto.model.scenario import (
    Authorisation,
    Capability,
    Duty,
    Force,
    Pattern,
    Person,
    Policy,
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
    ("Europe/London", datetime(2023, 9, 22, 18)),
    ("Europe/London", datetime(2023, 9, 22, 18)),
    ("Europe/London", datetime(2023, 10, 28, 18)),  # back an hour at 02:00 on the 29th
    ("Asia/Kolkata", datetime(2023, 9, 22, 18)),  # whole hours lie between those of other zones
    ("Australia/Lord_Howe", datetime(2023, 9, 30, 18)),  # forward half an hour at 02:00 on the 1st
)
"""Zones, and when a horizon starts."""

GRID = (-30, -6, -1, 0, 1, 2, 3, 4.5, 5, 6, 7, 8, 10, 11.25, 12, 13, 16, 18, 20, 24, 29, 30, 36)
"""Hours from the start of the horizon at which something may happen."""

HOME = Force("met", "home", 0)
FORCES = (
    HOME,
    Force("kent", "police", 1),
    Force("essex", "police", 1),
    Force("coast", "other", 2),
    Force("mod", "military", 3),
)
CAPABILITIES = ("a", "b")
TASKS = ("routine", "guard")
DECLARATIONS = ("attack", "flood")
SHIFTS = (
    Shift("early", time(6), time(14)),
    Shift("late", time(14), time(22)),
    Shift("night", time(22), time(6)),
    Shift("day", time(9), time(17, 30)),
)
AID_EVENTS = ("asked", "asked", "offered", "confirmed", "arrived", "arrived", "declined", "withdrawn", "released")
CONTINGENCY_EVENTS = ("requested", "agreed", "agreed", "deployed", "declined", "stood-down")


class Question(NamedTuple):
    """A scenario, and when it is reviewed."""

    scenario: Scenario
    at: int
    known_at: int | None


def mostly(usual, *others):
    """The usual value more often than not; shrinks to it."""
    return st.sampled_from((usual, usual, usual, *others))


def up_to(most):
    """A number of rows, seldom few."""
    return st.sampled_from((*range(most), most, most))


@st.composite
def periods(draw, grid):
    """Always more often than not, else a period between two points of the grid."""
    if draw(mostly(True, False)):
        return ALWAYS
    start = draw(st.sampled_from((BEGINNING, BEGINNING, *grid[:-1])))
    later = [moment for moment in grid if moment > start]
    return Period(start, draw(st.sampled_from((FOREVER, *later))))


@st.composite
def policies(draw):
    """Short look-aheads, so that little is cut by the end of the horizon."""
    return Policy(
        look_ahead_hours=draw(st.sampled_from((4, 8, 12.5, 20, 20))),
        reserve=draw(st.sampled_from((0, 1, 1, 2))),
        hold_hours=draw(st.sampled_from((0, 1, 2, 2.5, 4))),
        answer_hours=draw(st.sampled_from((0, 1, 3, 6))),
        review_hours=draw(st.sampled_from((1, 4, 12))),
        stale_hours=draw(st.sampled_from((0, 2, 6, 24))),
        rest_hours=draw(st.sampled_from((0, 0, 4, 11))),
        call_in_share=draw(st.sampled_from((0.35, 0.5, 1, 1))),
        call_in_notice_hours=draw(st.sampled_from((0, 0, 1, 4))),
    )


@st.composite
def teams(draw):
    """Teams that work a pattern, and one that always works."""
    cycles = st.lists(st.sampled_from(("rest", "rest", *(shift.id for shift in SHIFTS))), min_size=2, max_size=4)
    patterns = tuple(Pattern(name, date(2023, 9, 20), tuple(draw(cycles))) for name in "pq")
    patterned = tuple(
        Team(f"t{place}", HOME.id, draw(st.sampled_from("pq")), draw(st.integers(0, 2)))
        for place in range(draw(up_to(3)))
    )
    return patterns, (*patterned, Team("always", HOME.id))


@st.composite
def duties(draw, grid):
    """One to three duties, seldom with shifts, periods or declarations."""
    names = ("one", "two", "three")[: draw(st.integers(1, 3))]
    return tuple(
        Duty(
            name,
            draw(st.sampled_from(TASKS)),
            draw(st.sampled_from((("a",), ("b",), ("a", "b")))),
            draw(st.sampled_from((0, 1, 2, 3, 4))),
            draw(st.integers(1, 2)),
            period=draw(periods(grid)),
            shifts=draw(mostly((), ("early",), ("night", "day"))),
            when=draw(mostly("", *DECLARATIONS)) if draw(st.booleans()) else "",
        )
        for name in names
    )


@st.composite
def pools(draw, grid):
    """Home places, and pools of any other force in any state that it may start in."""
    states = {"home": ("available",), "military": ("not-asked", "standby", *CONTINGENCY_STATES)}
    made = []
    for place in range(draw(up_to(4))):
        force = draw(st.sampled_from((*FORCES, FORCES[-1])))
        state = draw(st.sampled_from(states.get(force.kind, ("not-asked", "arrived", *AID_STATES))))
        held = draw(st.sampled_from((("a",), ("b",), ("a", "b"))))
        lead = draw(st.sampled_from((0, 30, 120, 300)))
        made.append(Pool(f"pool{place}", force.id, held, draw(st.integers(1, 4)), state, draw(periods(grid)), lead))
    return tuple(made)


@st.composite
def powers(draw, grid):
    """No file of powers, or rows that let most do most, and the military something under a declaration."""
    if draw(st.integers(0, 4)) == 0:
        return None
    rows = [("home", "*", True, "", ALWAYS), ("police", "*", True, "", ALWAYS), ("other", "*", True, "", ALWAYS)]
    rows = [row for row in rows if draw(mostly(True, False))]
    rows.append(
        ("military", draw(st.sampled_from(("*", *TASKS))), True, draw(st.sampled_from(("", *DECLARATIONS))), ALWAYS)
    )
    for _ in range(draw(st.integers(0, 3))):
        kind = draw(st.sampled_from(("home", "police", "other", "military", "military")))
        when = draw(mostly("", *DECLARATIONS))
        rows.append((kind, draw(st.sampled_from(TASKS)), draw(mostly(True, False)), when, draw(periods(grid))))
    return tuple(
        Power(f"w{place}", kind, task, permitted, when=when, period=period)
        for place, (kind, task, permitted, when, period) in enumerate(rows)
    )


@st.composite
def event(draw, name, grid, people, duties, pools):
    """Something that happened, mostly to a pool; only a decision needs its name."""
    occurred = draw(st.sampled_from(grid))
    recorded = draw(mostly(occurred, *grid))
    until = st.sampled_from((FOREVER, FOREVER, *(moment for moment in grid if moment > occurred)))
    about = [("pool", one) for one in pools for _ in range(3)] + [("person", one) for one in people]
    about += [("duty", one) for one in duties] + [("declaration", one) for one in DECLARATIONS] + [("words", HOME)] * 2
    sort, subject = draw(st.sampled_from(about))
    if sort == "pool":
        kinds = {"met": ("stepped-back", "returned"), "mod": tuple(f"contingency-{one}" for one in CONTINGENCY_EVENTS)}
        kind = draw(st.sampled_from(kinds.get(subject.force, tuple(f"aid-{one}" for one in AID_EVENTS))))
        return Event("", kind, subject.id, occurred, recorded, count=draw(st.sampled_from((None, 1, 2, 3))))
    if sort == "person":
        kind = draw(
            st.sampled_from(
                ("stepped-back", "returned", "unavailable", "called-in", "stood-off", "authority-withdrawn")
            )
        )
        return Event("", kind, subject.id, occurred, recorded, draw(until))
    if sort == "duty":
        kind = draw(st.sampled_from(("strength-changed", "strength-changed", "duty-suspended", "duty-resumed")))
        count = draw(st.integers(0, 4)) if kind == "strength-changed" else None
        return Event("", kind, subject.id, occurred, recorded, draw(until), count=count)
    if sort == "declaration":
        return Event("", draw(st.sampled_from(("declared", "ended"))), subject, occurred, recorded, draw(until))
    return draw(words(name, occurred, recorded, pools))


@st.composite
def words(draw, name, occurred, recorded, pools):
    """A report, a statement or a decision: they change nothing that counts."""
    kind = draw(st.sampled_from(("report", "report", "statement", "decision", "decision")))
    if kind == "report":
        said = draw(st.sampled_from(({"count": 0}, {"count": 1}, {"low": 0, "high": 2}, {"low": 2, "high": 9})))
        return Event(
            "", kind, draw(st.sampled_from((HOME, HOME, *FORCES))).id, occurred, recorded, source="paper", **said
        )
    if kind == "statement":
        return Event("", kind, HOME.id, occurred, recorded, note="words")
    steps = [("no-change", HOME.id)]
    steps += [(f"{no}{step}", pool.id) for pool in pools for no in ("", "not-") for step in ("ask-aid", "release-aid")]
    step, subject = draw(st.sampled_from(steps))
    return Event(name, kind, subject, occurred, recorded, step=step, count=draw(st.sampled_from((None, 1, 4))))


@st.composite
def scenarios(draw, *, events=10):
    """A sound scenario with at most so many events."""
    zone_name, local = draw(st.sampled_from(SETTINGS))
    zone = Zone(zone_name)
    start = zone.instant(local)
    grid = tuple(start + int(hours * HOUR) for hours in GRID)
    patterns, made_teams = draw(teams())
    # Most people work a pattern.
    names = [team.id for team in (*made_teams, *made_teams[:-1], *made_teams[:-1])]
    folk = tuple(
        Person(f"nx{place}", draw(mostly(HOME.id, "kent")), draw(st.sampled_from(names)))
        for place in range(draw(st.sampled_from((0, 2, 4, 6, 6))))
    )
    made_duties, made_pools = draw(duties(grid)), draw(pools(grid))
    tickets = tuple(
        Authorisation(person.id, capability, draw(periods(grid)))
        for person in folk
        for capability in draw(st.sampled_from((("a",), ("b",), ("a", "b"))))
    )
    happened = [draw(event(f"e{place}", grid, folk, made_duties, made_pools)) for place in range(draw(up_to(events)))]
    return Scenario(
        title="Random",
        zone=zone,
        horizon=Period(start, start + draw(st.sampled_from((12, 30, 48, 48))) * HOUR),
        home=HOME.id,
        forces=FORCES,
        duties=made_duties,
        shifts=SHIFTS,
        patterns=patterns,
        policy=draw(policies()),
        capabilities=tuple(Capability(name) for name in CAPABILITIES),
        teams=made_teams,
        people=folk,
        authorisations=tickets,
        pools=made_pools,
        powers=draw(powers(grid)),
        events=tuple(happened),
        sources=(Source("paper"),),
    )


@st.composite
def questions(draw, **sizes):
    """A scenario, when it is reviewed, and as known when."""
    scenario = draw(scenarios(**sizes))
    start, end = scenario.horizon
    grid = [start + int(hours * HOUR) for hours in GRID]
    inside = [moment for moment in grid if start <= moment < end]
    return Question(scenario, draw(st.sampled_from(inside)), draw(mostly(None, *grid)))
