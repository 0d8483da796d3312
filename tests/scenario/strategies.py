"""Sound scenarios of every kind, made by hypothesis."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from itertools import pairwise

from hypothesis import strategies as st

from standto.model.crews import Crew, Seat
from standto.model.duties import Duty, Power
from standto.model.event import CORRECTION, DECISION, LINES, PERSON_LINES, REPORT, STATEMENT, Event, Source
from standto.model.ladder import AID_STATES, AID_STEPS, CONTINGENCY_STATES, CONTINGENCY_STEPS, HOME_STEPS
from standto.model.people import Authorisation, Capability, Force, Person, Pool, Team
from standto.model.policies import Policy
from standto.model.rotas import RotaRow
from standto.model.scenario import Scenario
from standto.model.shifts import Pattern, Shift
from standto.model.time import BEGINNING, DAY, FOREVER, SECOND, Period
from standto.model.working_time import EFFECTS, MEASURES, UNRESTED, RestRule, WorkingTime
from standto.model.zone import Zone
from standto.scenario.name_likeness import likeness
from standto.stints import sets

IDS = st.from_regex(r"[a-z0-9][a-z0-9._-]{0,5}", fullmatch=True)
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
NAMES = WORDS.filter(lambda text: text == likeness(text) and text != "*")
COUNTS = st.integers(0, 1_000_000)
READY = st.just(0) | st.integers(0, 90)
YEAR_1, YEAR_9999 = -62_135_596_800 * SECOND, 253_402_300_799 * SECOND
NEAR = st.integers(1_672_000_000, 1_705_000_000).map(lambda seconds: seconds * SECOND)
INSTANTS = st.one_of(NEAR, NEAR.map(lambda instant: instant + 1), st.integers(YEAR_1, YEAR_9999))
ZONES = st.sampled_from(["Europe/London", "America/Santiago", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]).map(Zone)


def ids(most, least=0):
    return st.lists(IDS, min_size=least, max_size=most, unique=True)


@st.composite
def periods(draw):
    """Draw a period that may be open on either side."""
    start, until = sorted(draw(st.lists(INSTANTS, min_size=2, max_size=2, unique=True)))
    return Period(draw(st.sampled_from([start, BEGINNING])), draw(st.sampled_from([until, FOREVER])))


def some(names):
    """Return one or more of some names, each once."""
    return st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True).map(tuple)


CLOCKS = st.times().map(lambda clock: clock.replace(microsecond=0)) | st.sampled_from([time(7), time(23, 30)])
HOURS = st.integers(1, 1_000) | st.floats(0.25, 1_000)
POSTS = st.lists(NAMES.filter(bool), min_size=1, max_size=2).map(tuple)
POLICIES = st.builds(
    Policy,
    look_ahead_hours=HOURS,
    reserve=COUNTS,
    review_hours=HOURS,
    call_in_share=st.floats(0, 1),
    approvers=st.fixed_dictionaries({"aid": POSTS, "contingency": POSTS, "stand-down": POSTS}),
) | st.just(Policy())


@st.composite
def rest_rules(draw, name, teams):
    """Draw a rule on working time of any measure."""
    measure = draw(st.sampled_from(MEASURES))
    return RestRule(
        name,
        measure,
        draw(st.integers(0, 100) if measure.endswith("run") else st.integers(0, 100) | st.floats(0, 100)),
        draw(st.sampled_from(EFFECTS)),
        days=draw(st.integers(1, 30)) if measure in ("hours-in", "rest-in") else None,
        gap_hours=draw(st.floats(0.25, 30)) if measure in ("run", "night-run") else None,
        teams=draw(some(teams) | st.just(())) if teams else (),
        source=draw(WORDS.filter(str.strip) | st.just("")),
    )


@st.composite
def working_times(draw, teams):
    """Draw the rules on working time of a scenario."""
    return WorkingTime(
        rules=draw(st.sampled_from(["", *sets()])),
        unrested=draw(st.sampled_from(UNRESTED)),
        break_hours=draw(st.integers(0, 10) | st.floats(0, 10)),
        own=tuple(draw(rest_rules(name, teams)) for name in draw(ids(2))),
    )


@st.composite
def scenarios(draw):
    """Draw a sound scenario."""
    home, *others = draw(ids(4, 1))
    kinds = {home: "home"} | {name: draw(st.sampled_from(["police", "other", "military"])) for name in others}
    forces = [
        Force(name, kind, draw(st.integers(1, 9)) if name != home else 0, draw(WORDS)) for name, kind in kinds.items()
    ]
    capabilities = draw(ids(3, 1))
    shifts = [Shift(name, draw(CLOCKS), draw(CLOCKS), draw(READY)) for name in draw(ids(3)) if name != "rest"]
    entries = st.sampled_from([*(shift.id for shift in shifts), "rest"])
    patterns = [
        Pattern(
            name, draw(st.dates(date(1900, 1, 1), date(2100, 1, 1))), draw(st.lists(entries, min_size=1).map(tuple))
        )
        for name in draw(ids(2))
    ]
    some_force = st.sampled_from(list(kinds))
    some_pattern = st.sampled_from(["", *(pattern.id for pattern in patterns)])
    teams = [Team(name, draw(some_force), draw(some_pattern), draw(st.integers(-9, 9))) for name in draw(ids(3))]
    named = draw(ids(8, 1))
    pooled = draw(st.integers(0, len(named)))
    some_team = st.sampled_from(["", *(team.id for team in teams)])
    people = [Person(name, draw(some_force), draw(some_team)) for name in named[pooled:]]
    pools = [draw(pool(name, kinds, capabilities)) for name in named[:pooled]]
    named_shifts, needed = [shift.id for shift in shifts], draw(ids(5))
    split = draw(st.integers(0, len(needed)))
    duties = [draw(duty(name, capabilities, named_shifts)) for name in needed[:split]]
    crews, seats = draw(crewed(needed[split:], capabilities, named_shifts))
    powers = draw(st.none() | st.lists(power(), max_size=3, unique_by=lambda row: row.id).map(tuple))
    sources = [Source(name, draw(WORDS), draw(WORDS), draw(WORDS)) for name in draw(ids(2))]
    start = draw(NEAR)
    tickets = st.builds(
        Authorisation, st.sampled_from([p.id for p in people] or [""]), st.sampled_from(capabilities), periods()
    )
    return Scenario(
        title=draw(WORDS.filter(str.strip)),
        zone=draw(ZONES),
        horizon=Period(start, start + draw(st.integers(1, 3_000 * DAY))),
        home=home,
        forces=tuple(forces),
        duties=tuple(duties),
        shifts=tuple(shifts),
        patterns=tuple(patterns),
        policy=draw(POLICIES),
        working_time=draw(working_times([team.id for team in teams])),
        capabilities=tuple(Capability(name, draw(WORDS)) for name in capabilities),
        teams=tuple(teams),
        people=tuple(people),
        authorisations=tuple(draw(st.lists(tickets, max_size=4))) if people else (),
        pools=tuple(pools),
        powers=powers,
        events=tuple(draw(events(kinds, people, pools, duties, needed, capabilities, sources))),
        sources=tuple(sources),
        crews=tuple(crews),
        seats=tuple(seats),
        rota=draw(rotas([person.id for person in people], needed)) if people else (),
    )


@st.composite
def pool(draw, name, kinds, capabilities):
    """Draw a pool of any force."""
    force = draw(st.sampled_from(list(kinds)))
    states = {"home": ("available",), "military": CONTINGENCY_STATES}.get(kinds[force], AID_STATES)
    return Pool(
        name,
        force,
        draw(some(capabilities)),
        draw(COUNTS),
        draw(st.sampled_from(states)),
        draw(periods()),
        draw(COUNTS),
        draw(READY),
    )


@st.composite
def alternatives(draw, capabilities):
    """Draw alternatives, each one or more capabilities joined by `+`."""
    sets = draw(
        st.lists(st.sets(st.sampled_from(capabilities), min_size=1), min_size=1, max_size=3, unique_by=frozenset)
    )
    return tuple("+".join(draw(st.permutations(sorted(each)))) for each in sets)


@st.composite
def crewed(draw, names, capabilities, shifts):
    """Draw crews of some names, and their seats: every state has those of the state that its crew needs."""
    crews, seats = [], []
    for name in names:
        states = draw(ids(3, 1).filter(lambda found: "off" not in found))
        needs = draw(st.sampled_from(["", *states]))
        needed = [
            Seat(name, needs, each, draw(alternatives(capabilities)), draw(st.integers(1, 9)))
            for each in draw(ids(2, 1))
        ]
        for state in states:
            for seat in needed:
                more = 0 if state == (needs or states[-1]) else draw(READY)
                seats.append(replace(seat, state=state, strength=seat.strength + more))
            others = draw(ids(2)) if state != (needs or states[-1]) else []
            seats += [
                Seat(name, state, each, draw(alternatives(capabilities)))
                for each in others
                if each not in {seat.id for seat in needed}
            ]
        crews.append(
            Crew(
                id=name,
                task=draw(NAMES.filter(bool)),
                needs=needs,
                criticality=draw(st.integers(1, 3)),
                site=draw(NAMES),
                ready_minutes=draw(READY),
                period=draw(periods()),
                shifts=draw(some(shifts) | st.just(())) if shifts else (),
                when=draw(IDS | st.just("")),
                name=draw(WORDS),
            )
        )
    return crews, seats


@st.composite
def rotas(draw, people, needed):
    """Draw rows of a rota: those of one person touch or lie apart, in any order."""
    rows = []
    for person in draw(st.lists(st.sampled_from(people), unique=True, max_size=3)):
        ends = sorted(draw(st.lists(INSTANTS, min_size=2, max_size=5, unique=True)))
        for start, until in pairwise(ends):
            rows.append(RotaRow(person, Period(start, until), draw(st.sampled_from(["", *needed])), draw(READY)))
    return tuple(draw(st.permutations(rows)))


@st.composite
def duty(draw, name, capabilities, shifts):
    return Duty(
        id=name,
        task=draw(NAMES.filter(bool)),
        capabilities=draw(alternatives(capabilities)),
        ready_minutes=draw(READY),
        strength=draw(COUNTS),
        criticality=draw(st.integers(1, 3)),
        site=draw(NAMES),
        period=draw(periods()),
        shifts=draw(some(shifts) | st.just(())) if shifts else (),
        when=draw(IDS | st.just("")),
        name=draw(WORDS),
    )


def power():
    places = NAMES.filter(bool) | st.just("*")
    return st.builds(
        Power,
        IDS,
        st.sampled_from(["home", "police", "military", "other"]),
        places,
        st.booleans(),
        places,
        IDS | st.just(""),
        WORDS,
        periods(),
    )


@st.composite
def events(draw, kinds, people, pools, duties, needed, capabilities, sources):
    """Draw events of every kind for which the scenario has a subject."""
    at_home = [pool.id for pool in pools if kinds[pool.force] == "home"]
    lent = [pool.id for pool in pools if kinds[pool.force] in ("police", "other")]
    military = [pool.id for pool in pools if kinds[pool.force] == "military"]
    home = next(iter(kinds))
    persons = [person.id for person in people]
    free = {"capability": st.sampled_from(["", *capabilities])}
    held = {"capability": st.sampled_from(capabilities)}
    note, count = {"note": WORDS}, {"count": st.none() | COUNTS}
    about = [
        *((kind, persons, free, True) for line in PERSON_LINES[:2] for kind in LINES[line]),
        *((kind, persons, held, True) for kind in LINES["ticket"]),
        *((kind, persons, {}, True) for kind in (*LINES["on-duty"][:2], "unavailable")),
        ("on-call", persons, count, True),
        ("available", persons, {}, False),
        ("strength-changed", [duty.id for duty in duties], note | {"count": COUNTS}, True),
        *((kind, needed, note, True) for kind in LINES["standing"]),
        *((kind, draw(ids(2)), note, True) for kind in LINES["declared"]),
        *((kind, at_home, note | count, False) for kind in HOME_STEPS),
        *((kind, lent, note | count, False) for kind in AID_STEPS),
        *((kind, military, note | count, False) for kind in CONTINGENCY_STEPS),
        (REPORT, list(kinds), note | {"count": COUNTS}, False),
        (REPORT, list(kinds), note | {"low": st.integers(0, 9), "high": st.integers(9, 99)}, False),
        (
            DECISION,
            [*lent, *military, *needed],
            note | count | {"step": st.just("not-ask-aid")},
            False,
        ),
        (DECISION, [home], note | {"step": st.just("no-change")}, False),
        (STATEMENT, list(kinds), {"note": WORDS.filter(bool)}, False),
    ]
    about = [row for row in about if row[1]]
    found = []
    for name in draw(ids(8)):
        kind, subjects, cells, ends = draw(st.sampled_from(about))
        occurred, until = sorted(draw(st.lists(INSTANTS, min_size=2, max_size=2, unique=True)))
        named = kind == DECISION or draw(st.booleans())
        event = Event(
            id=name if named else "",
            kind=kind,
            subject=draw(st.sampled_from(subjects)),
            occurred=occurred,
            recorded=draw(st.just(occurred) | INSTANTS),
            until=draw(st.sampled_from([until, FOREVER])) if ends else FOREVER,
            source=draw(st.sampled_from(["", *(source.id for source in sources)])),
            **draw(st.fixed_dictionaries(cells)),
        )
        found.append(event)
        if named and draw(st.booleans()):
            found.insert(draw(st.integers(0, len(found))), Event("", CORRECTION, name, occurred, draw(INSTANTS)))
    return found
