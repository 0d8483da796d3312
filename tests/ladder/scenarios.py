"""Small random scenarios in which the ladder is climbed: few people, much help, short look-aheads.

Times lie on a grid of half hours and quantities are small, so that every rule applies often. `standto check` finds no
fault in any of them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from hypothesis import strategies as st

from standto.model.crews import Crew, Seat
from standto.model.duties import Duty, Power
from standto.model.event import Event, Source
from standto.model.ladder import AID_STATES, CONTINGENCY_STATES
from standto.model.people import Authorisation, Capability, Force, Person, Pool, Team
from standto.model.policies import Policy
from standto.model.rotas import RotaRow
from standto.model.scenario import Scenario
from standto.model.shifts import Pattern
from standto.model.time import ALWAYS, BEGINNING, FOREVER, HOUR, Period
from standto.model.working_time import WorkingTime
from standto.model.zone import Zone
from tests.ladder.profiles import reminders, rotas, steps_down, steps_up
from tests.ladder.profiles.profile import CAPABILITIES, DECLARATIONS, SHIFTS, TASKS, USUAL

SETTINGS = (
    ("Europe/London", datetime(2023, 9, 22, 18)),
    ("Europe/London", datetime(2023, 9, 22, 18)),
    ("Europe/London", datetime(2023, 10, 28, 18)),  # back an hour at 02:00 on the 29th
    ("Asia/Kolkata", datetime(2023, 9, 22, 18)),  # whole hours lie between those of other zones
    ("Australia/Lord_Howe", datetime(2023, 9, 30, 18)),  # forward half an hour at 02:00 on the 1st
)
"""Zones, with the start of a horizon."""

HOME = Force("met", "home", 0)

FORCES = (
    HOME,
    Force("kent", "police", 1),
    Force("essex", "police", 1),
    Force("coast", "other", 2),
    Force("mod", "military", 3),
)

PROFILES = (USUAL, *steps_up.PROFILES, *steps_down.PROFILES, *reminders.PROFILES, *rotas.PROFILES)


class Question(NamedTuple):
    """A scenario, and the time of its review."""

    scenario: Scenario
    at: int
    known_at: int | None


def _of(values):
    """One of some values."""
    kept = tuple(values)
    return _one_of(kept, tuple(map(type, kept)))


@lru_cache(maxsize=4096)
def _one_of(values, types):
    """The strategy that draws one of some values; making it takes longer than drawing from it.

    Values of other types may be equal: 1 and True.
    """
    del types
    return st.sampled_from(values)


def _mostly(usual, *others):
    """The usual value more often than not; shrinks to it."""
    return st.sampled_from((usual, usual, usual, *others))


def _periods(draw, some, grid):
    """Always or, if some rows begin and end, a period between two points of the grid."""
    if not draw(_of(some)):
        return ALWAYS
    start = draw(_of((BEGINNING, BEGINNING, *grid[:-1])))
    later = [moment for moment in grid if moment > start]
    return Period(start, draw(_of((FOREVER, *later))))


def _policies(draw, profile):
    """A policy; look-aheads are short, so that the horizon seldom cuts them."""
    return Policy(
        look_ahead_hours=draw(_of(profile.look_ahead)),
        reserve=draw(_of(profile.reserve)),
        hold_hours=draw(_of(profile.hold)),
        answer_hours=draw(_of(profile.answer)),
        review_hours=draw(_of(profile.review)),
        stale_hours=draw(_of(profile.stale)),
        rest_hours=draw(_of(profile.rest)),
        call_in_share=draw(_of(profile.share)),
        call_in_notice_hours=draw(_of(profile.notice)),
        call_in_from_rota=draw(_of(profile.from_rota)),
    )


def _teams(draw, profile):
    """Teams that work a pattern, and one that is always on duty."""
    cycles = st.lists(_of(profile.cycle), min_size=2, max_size=4)
    patterns = tuple(Pattern(name, date(2023, 9, 20), tuple(draw(cycles))) for name in "pq")
    patterned = tuple(
        Team(f"t{place}", HOME.id, draw(_of("pq")), draw(st.integers(0, 2)))
        for place in range(draw(_of(profile.teams)))
    )
    return patterns, (*patterned, Team("always", HOME.id))


def _duties(draw, profile, grid):
    """One to three duties, seldom with shifts, periods or declarations."""
    names = ("one", "two", "three")[: draw(_of(profile.duties))]
    return tuple(
        Duty(
            name,
            draw(_of(TASKS)),
            draw(_of(profile.needs)),
            draw(_of(profile.strengths)),
            draw(_of(profile.criticalities)),
            period=_periods(draw, profile.stands, grid),
            shifts=draw(_of(profile.shifts)),
            when=draw(_of(profile.when)),
            ready_minutes=draw(_of(profile.waits)),
        )
        for name in names
    )


def _pools(draw, profile, grid):
    """Home places, and pools of other forces in any state that they may start in."""
    states = {"home": ("available",), "military": ("not-asked", *CONTINGENCY_STATES)}
    kinds = {force.id: force.kind for force in FORCES}
    made = []
    for place in range(draw(_of(profile.pools))):
        force = draw(_of(profile.forces))
        may = states.get(kinds[force], AID_STATES)
        state = draw(_of([one for one in (*profile.states, "available") if one in may] or may))
        more = (draw(_of(profile.holds)), draw(_of(profile.counts)), state, _periods(draw, profile.periods, grid))
        made.append(Pool(f"pool{place}", force, *more, draw(_of(profile.leads)), draw(_of(profile.readies))))
    return tuple(made)


def _crews(draw, profile, grid):
    """Crews of one or two states, each of one or two seats; the better state has the seats of the worse and more."""
    crews, seats = [], []
    for place in range(draw(_of(profile.crews))):
        name = f"crew{place}"
        needed = [
            Seat(name, "least", f"s{n}", draw(_of(profile.seats)), draw(_of((1, 1, 2))))
            for n in range(draw(_of((1, 2))))
        ]
        better = [replace(seat, state="best") for seat in needed] + [
            Seat(name, "best", "more", draw(_of(profile.seats)))
        ]
        seats += [*(better if draw(st.booleans()) else ()), *needed]
        crews.append(
            Crew(
                name,
                draw(_of(TASKS)),
                criticality=draw(_of(profile.criticalities)),
                ready_minutes=draw(_of(profile.waits)),
                period=_periods(draw, profile.stands, grid),
                shifts=draw(_of(profile.shifts)),
                when=draw(_of(profile.when)),
            )
        )
    return tuple(crews), tuple(seats)


def _rows(draw, profile, grid, people, subjects):
    """Rows of the rota: those of one person may touch, but not overlap."""
    made = []
    for _ in range(draw(_of(profile.rows)) if people else 0):
        person, start = draw(_of(people)), draw(_of(grid[:-1]))
        until = draw(_of(tuple(moment for moment in grid if moment > start)))
        duty = draw(_of(subjects)).id if subjects and draw(_of(profile.bound)) else ""
        row = RotaRow(person.id, Period(start, until), duty, draw(_of(profile.readies)))
        if not any(one.person == row.person and one.period.overlap(row.period) for one in made):
            made.append(row)
    return tuple(made)


def _powers(draw, profile, grid):
    """No powers, or powers that permit most forces everything and the military something under a declaration."""
    if not draw(_of(profile.lawful)):
        return None
    rows = [(kind, "*", True, "", ALWAYS) for kind in draw(_of(profile.blanket))]
    task, when = draw(_of(profile.military))
    rows.append(("military", task, True, when, ALWAYS))
    for _ in range(draw(_of(profile.laws))):
        kind = draw(_of(profile.lawgivers))
        when = draw(_of(profile.under))
        rows.append(
            (
                kind,
                draw(_of((*TASKS, "nothing"))),
                draw(_mostly(True, False)),
                when,
                _periods(draw, profile.terms, grid),
            )
        )
    return tuple(
        Power(f"w{place}", kind, task, permitted, when=when, period=period)
        for place, (kind, task, permitted, when, period) in enumerate(rows)
    )


def _event(draw, profile, name, grid, people, duties, pools, crews):
    """An event, mostly about a pool; only a decision needs its name."""
    occurred = draw(_of(grid))
    recorded = draw(_of(grid)) if draw(_of(profile.late)) else occurred
    until = _of((FOREVER, FOREVER, *(moment for moment in grid if moment > occurred)))
    subjects = {
        "pool": pools,
        "person": people,
        "duty": duties,
        "declaration": DECLARATIONS,
        "words": (HOME,),
        "crew": crews,
    }
    sort = draw(_of([sort for sort in profile.about if subjects[sort]] or ("words",)))
    subject = draw(_of(subjects[sort]))
    if sort == "pool":
        kinds = {"met": ("stepped-back", "returned"), "mod": tuple(f"contingency-{one}" for one in profile.contingency)}
        kind = draw(_of(kinds.get(subject.force, tuple(f"aid-{one}" for one in profile.aid))))
        return Event("", kind, subject.id, occurred, recorded, count=draw(_of((None, 1, 2, 3))))
    if sort == "person":
        kind = draw(_of(profile.personal))
        count = draw(_of((None, *profile.readies))) if kind == "on-call" else None
        return Event("", kind, subject.id, occurred, recorded, draw(until), count=count)
    if sort == "crew":
        return Event("", draw(_of(("duty-suspended", "duty-resumed"))), subject.id, occurred, recorded, draw(until))
    if sort == "duty":
        kind = draw(_of(("strength-changed", "strength-changed", "duty-suspended", "duty-resumed")))
        count = draw(st.integers(0, 4)) if kind == "strength-changed" else None
        return Event("", kind, subject.id, occurred, recorded, draw(until), count=count)
    if sort == "declaration":
        return Event("", draw(_of(("declared", "ended"))), subject, occurred, recorded, draw(until))
    return _words(draw, profile, name, occurred, recorded, pools)


def _words(draw, profile, name, occurred, recorded, pools):
    """A report, a statement or a decision, which change nothing that counts."""
    kind = draw(_of(profile.words))
    if kind == "report":
        figures = dict(zip(("count", "low", "high"), draw(_of(profile.figures)), strict=False))
        force = draw(_of(profile.claims))
        return Event("", kind, force, occurred, recorded, source="paper", **figures)
    if kind == "statement":
        return Event("", kind, HOME.id, occurred, recorded, note="words")
    steps = [("no-change", HOME.id)]
    steps += [(f"{no}{step}", pool.id) for pool in pools for no in ("", "not-") for step in ("ask-aid", "release-aid")]
    step, subject = draw(_of(steps))
    return Event(name, kind, subject, occurred, recorded, step=step, count=draw(_of((None, 1, 4))))


@st.composite
def scenarios(draw, profile=USUAL):
    """A scenario without faults."""
    zone_name, local = draw(_of(SETTINGS))
    zone = Zone(zone_name)
    start = zone.instant(local)
    grid = tuple(start + int(hours * HOUR) for hours in profile.hours)
    patterns, made_teams = _teams(draw, profile)
    # Most people work a pattern.
    names = [team.id for team in (*made_teams, *made_teams[:-1], *made_teams[:-1])]
    folk = tuple(
        Person(f"nx{place}", draw(_of(profile.belongs)), draw(_of(names))) for place in range(draw(_of(profile.folk)))
    )
    made_duties, made_pools = _duties(draw, profile, grid), _pools(draw, profile, grid)
    crews, seats = _crews(draw, profile, grid)
    tickets = tuple(
        Authorisation(person.id, capability, _periods(draw, profile.periods, grid))
        for person in folk
        for capability in draw(_of(profile.tickets))
    )
    happened = [
        _event(draw, profile, f"e{place}", grid, folk, made_duties, made_pools, crews)
        for place in range(draw(_of(profile.events)))
    ]
    return Scenario(
        title="Random",
        zone=zone,
        horizon=Period(start, start + draw(_of(profile.lasts)) * HOUR),
        home=HOME.id,
        forces=FORCES,
        duties=made_duties,
        shifts=tuple(replace(shift, ready_minutes=draw(_of(profile.readies))) for shift in SHIFTS),
        patterns=patterns,
        policy=_policies(draw, profile),
        working_time=WorkingTime(
            unrested=draw(_of(profile.unrested)),
            break_hours=draw(_of(profile.breaks)),
            own=draw(_of(profile.rules)),
        ),
        capabilities=tuple(Capability(name) for name in CAPABILITIES),
        teams=made_teams,
        people=folk,
        authorisations=tickets,
        pools=made_pools,
        powers=_powers(draw, profile, grid),
        events=tuple(happened),
        sources=(Source("paper"),),
        rota=_rows(draw, profile, grid, folk, (*made_duties, *crews)),
        crews=crews,
        seats=seats,
    )


@st.composite
def questions(draw, profile=USUAL):
    """A scenario, the time of its review, and as known when."""
    scenario = draw(scenarios(profile))
    start, end = scenario.horizon
    inside = [moment for number in profile.ats if start <= (moment := start + int(number * HOUR)) < end]
    known = draw(_of(profile.hours)) if draw(_of(profile.known)) else None
    return Question(scenario, draw(_of(inside)), None if known is None else start + int(known * HOUR))
