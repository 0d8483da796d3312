"""The register against plain code that follows the contract word for word."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standto.register import Records, situation_in, situation_of
from tests.register import oracle
from tests.register.asking import BASES, answers
from tests.register.reading import demand_names, supply_by_name, supply_of, windows_by_name
from tests.register.scenarios import questions, scenarios, ways_of_asking


def asked(question):
    """Return the situation of a question, its known events, and its period."""
    scenario, at, known_at, assume, until, ready = question
    situation = situation_of(scenario, at=at, known_at=known_at, assume=assume, ready=ready)
    known = oracle.KnownEvents(scenario, at if known_at is None else known_at, assume, ready)
    start, end = scenario.horizon
    return situation, known, start if at is None else at, end if until is None else until


def some_duties(question, data):
    """Return some duties and seats: their places among the demands, and their rows in the plain code."""
    rows = {duty.id: duty for duty in oracle.demands(question.scenario)}
    there = [rows[name] for name, _ in demand_names(question.scenario)]
    places = data.draw(st.lists(st.sampled_from(range(len(there))), unique=True)) if there else []
    return places, [there[place] for place in places]


def some_instant(question, data):
    """Return an instant of the period at which supply or requirement may change."""
    _, known, start, until = asked(question)
    return data.draw(st.sampled_from(oracle.moments(known, start, until)))


def check_windows(question, _):
    situation, known, start, until = asked(question)
    for basis in BASES:
        windows = situation.windows(until=question.until, basis=basis)
        expected = oracle.windows(known, start, until, basis)
        assert windows_by_name(situation, basis, question.until) == expected
        assert windows.untils.tolist() == [*windows.starts.tolist()[1:], until]
        kinds, places = situation.places(windows, basis)
        for row, people_class in enumerate(situation.people_classes(windows, basis)):
            supply = supply_of(expected[row], known.scenario)
            assert supply_by_name(windows, row, known.scenario, expected[row].required) == supply
            numbers = Counter(people_class[people_class >= 0].tolist())
            for kind, number in zip(kinds[row].tolist(), places[row].tolist(), strict=True):
                numbers[kind] += number
            assert [numbers[kind] for kind in range(len(windows.classes))] == windows.counts[row].tolist()


def check_not_counted(question, data):
    situation, known, *_ = asked(question)
    instant = some_instant(question, data)
    places, duties = some_duties(question, data)
    for basis in BASES:
        found = situation.not_counted(instant, places, basis)
        assert list(found.items()) == list(oracle.not_counted(known, instant, duties, basis).items())


def check_declared(question, data):
    situation, known, *_ = asked(question)
    instant = some_instant(question, data)
    assert situation.declared(instant) == tuple(sorted(oracle.declared(known, instant)))


def check_claims(question, data):
    situation, known, start, until = asked(question)
    assert situation.claims(until) == oracle.claims(known, until)
    for force in known.scenario.forces:
        assert situation.stepped_back(force.id, start) == oracle.stepped_back(known, force.id, start)


def check_register(question, data):
    situation, known, start, until = asked(question)
    places, duties = some_duties(question, data)
    people, left = situation.may_step_back(places, question.until)
    expected = oracle.register(known, start, until, duties)
    assert {one.id for one, counts in zip(known.scenario.people, people, strict=True) if counts} == expected[0]
    assert {one.id: count for one, count in zip(known.scenario.pools, left.tolist(), strict=True) if count} == expected[
        1
    ]


def check_ladder(question, data):
    situation, known, *_ = asked(question)
    instant = some_instant(question, data)
    for pool in known.scenario.pools:
        lots = [(state, lot) for state, kept in situation.lots(pool.id, instant).items() for lot in kept]
        found = Counter({(state, lot.since): 0 for state, lot in lots})
        for state, lot in lots:
            found[state, lot.since] += lot.count
        assert found == Counter(oracle.places_of(known, pool, instant))


@given(questions(real=True, crewed=True), st.data())
@settings(max_examples=150)
def test_windows_are_those_of_the_contract(question, data):
    check_windows(question, data)


@given(questions(real=True, crewed=True), st.data())
@settings(max_examples=80)
def test_every_person_who_does_not_count_has_the_reason_of_the_contract(question, data):
    check_not_counted(question, data)


@given(questions(real=True, crewed=True), st.data())
@settings(max_examples=50)
def test_the_latest_live_event_decides_whether_a_declaration_is_in_force(question, data):
    check_declared(question, data)


@given(questions(real=True, crewed=True), st.data())
@settings(max_examples=50)
def test_reports_stand_beside_the_number_of_the_register(question, data):
    check_claims(question, data)


@given(questions(real=True, crewed=True), st.data())
@settings(max_examples=50)
def test_the_people_who_may_still_step_back_are_those_of_the_contract(question, data):
    check_register(question, data)


@given(questions(real=True, crewed=True), st.data())
@settings(max_examples=50)
def test_places_move_along_the_ladder_as_the_contract_says(question, data):
    check_ladder(question, data)


@pytest.mark.slow
@pytest.mark.parametrize(
    "check",
    [check_windows, check_not_counted, check_declared, check_claims, check_register, check_ladder],
    ids=lambda check: check.__name__.removeprefix("check_"),
)
def test_thousands_of_questions_have_the_answer_of_the_contract(check):
    ask = given(questions(people=6, events=24, real=True, crewed=True), st.data())(check)
    settings(max_examples=800)(ask)()


@given(
    scenarios(real=True).flatmap(
        lambda one: st.tuples(st.just(one), st.lists(ways_of_asking(one), min_size=2, max_size=5))
    )
)
@settings(max_examples=50)
def test_records_answer_the_same_whatever_was_asked_before(asking):
    scenario, ways = asking
    records = Records(scenario)
    for at, known_at, assume, until in ways:
        fresh = situation_of(scenario, at=at, known_at=known_at, assume=assume)
        kept = situation_in(records, at=at, known_at=known_at, assume=assume)
        assert answers(kept, until) == answers(fresh, until)
