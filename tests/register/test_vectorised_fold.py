"""The vectorised fold gives each person the standings that the fold of one person gives."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standto import read_scenario
from standto.model.event import Event
from standto.model.time import BEGINNING, FOREVER, Period
from standto.register import Records
from standto.register.person_fold import SAYS, fold_person
from standto.register.standing import Skills
from standto.register.vectorised_fold import MOST_EVENTS, PersonHistory, fold_people
from standto.register.volunteers import FEWEST_TOGETHER

MANY = [f"c{number}" for number in range(40)]
SKILLS = st.sampled_from(
    [
        Skills("abcz", "abc"),
        Skills("abcz", "abc", [frozenset("ab"), frozenset("bc"), frozenset("abc")]),
        Skills("a", "a"),
        Skills("ab", ""),
        Skills("abz", "z"),
        Skills(MANY, MANY[3:]),
        Skills(MANY, MANY[3:], [frozenset(MANY[3:5])]),
    ]
)
TIMES = st.sampled_from([1, 2, 3, 4, 5, 8])
UNTIL = st.one_of(st.just(FOREVER), st.sampled_from([3, 4, 6, 9]))


@st.composite
def events(draw, capabilities):
    kind = draw(st.sampled_from(sorted(SAYS)))
    line = SAYS[kind][0]
    named = st.sampled_from(capabilities) if line == "ticket" else st.sampled_from(["", *capabilities])
    capability = draw(named) if line in ("ticket", "willing", "authority") else ""
    occurred = draw(TIMES)
    until = draw(UNTIL.filter(lambda until: until > occurred))
    count = draw(st.sampled_from([None, 0, 1, 30])) if kind == "on-call" else None
    return Event("", kind, "m1", occurred, occurred, until=until, capability=capability, count=count)


@st.composite
def members(draw, skills):
    capabilities = sorted(skills.bit)
    some = draw(st.lists(events(capabilities), max_size=7))
    periods = st.builds(Period, st.one_of(st.just(BEGINNING), TIMES), st.sampled_from([9, 10, FOREVER]))
    tickets = draw(st.dictionaries(st.sampled_from(capabilities), st.lists(periods, min_size=1, max_size=3)))
    ordered = sorted(some, key=lambda event: event.occurred)
    return PersonHistory(draw(st.integers(0, 2)), draw(st.integers(-1, 2)), tickets, ordered)


@st.composite
def histories(draw):
    skills = draw(SKILLS)
    return skills, draw(st.lists(members(skills), min_size=1, max_size=6))


def standings_of(skills, people):
    """Return the standings of each member over time, from the arrays."""
    found = fold_people(skills, people)
    told = [[] for _ in people]
    for member, at, standing in zip(found.member.tolist(), found.at.tolist(), found.standing.tolist(), strict=True):
        told[member].append((at, found.standings[standing]))
    return told


@given(histories())
def test_people_folded_together_have_the_standings_of_each_folded_alone(drawn):
    skills, people = drawn
    assert standings_of(skills, people) == [fold_person(skills, *member) for member in people]


@pytest.mark.slow
@settings(max_examples=2_000)
@given(histories())
def test_thousands_of_groups_folded_together_have_the_standings_of_each_person_folded_alone(drawn):
    skills, people = drawn
    assert standings_of(skills, people) == [fold_person(skills, *member) for member in people]


def test_standings_are_numbered_in_order_of_first_use():
    skills = Skills("a", "a")
    early, late = (Event("", "stepped-back", name, at, at, until=FOREVER) for name, at in (("m1", 1), ("m2", 2)))
    ticket = {"a": [Period(BEGINNING, FOREVER)]}
    found = fold_people(skills, [PersonHistory(0, -1, ticket, [early]), PersonHistory(0, -1, ticket, [late])])
    assert found.standing.tolist() == [0, 1, 0, 1]
    assert found.at.tolist() == [BEGINNING, 1, BEGINNING, 2]
    assert len(found.standings) == 2


def test_a_large_force_has_the_standings_of_each_person_folded_alone():
    scenario = read_scenario("london-2023")
    records = Records(scenario)
    known_at = scenario.instant("2023-09-25T12:00:00")
    moves = records.moves(known_at)
    told = {person.id: [] for person in scenario.people}
    for person, at, after in zip(moves.person.tolist(), moves.at.tolist(), moves.after.tolist(), strict=True):
        told[scenario.people[person].id].append((at, records.standings[after]))
    forces = [force.id for force in scenario.forces_in_order]
    teams = [team.id for team in scenario.teams]
    tickets = {person.id: {} for person in scenario.people}
    for row in scenario.authorisations:
        tickets[row.person].setdefault(row.capability, []).append(row.period)
    events = {person.id: [] for person in scenario.people}
    for event in sorted(scenario.events, key=lambda event: event.occurred):
        if event.subject in events and event.recorded <= known_at:
            events[event.subject].append(event)
    assert sum(0 < len(some) <= MOST_EVENTS for some in events.values()) >= FEWEST_TOGETHER
    assert told == {
        person.id: fold_person(
            records.skills,
            forces.index(person.force),
            teams.index(person.team) if person.team else -1,
            tickets[person.id],
            events[person.id],
        )
        for person in scenario.people
    }
