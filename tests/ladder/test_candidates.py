"""Who could come, compared with plain code: why others could not, how long they are rested, and what they would owe."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standto import candidates, review, situation_of
from standto.errors import OptionError
from standto.ladder.candidates_facts import ORDER
from standto.model.people import Team
from standto.model.time import DAY, FOREVER, HOUR, Period
from standto.model.working_time import RestRule, WorkingTime
from standto.stints import printed
from tests.ladder.building import duty, event, hour, on_rota, people, scenario, team
from tests.ladder.candidates_oracle import call_in, sorted_out
from tests.ladder.oracle.case import Case
from tests.ladder.profiles import rotas
from tests.ladder.profiles.profile import USUAL
from tests.ladder.scenarios import questions
from tests.register import oracle as register
from tests.resting.worlds import CELL, Grid, cells_of, deciding, in_cells, is_unavailable, readiness, worlds
from tests.stints.test_adding import newly_on_grid

QUESTIONS = st.sampled_from((USUAL, *rotas.PROFILES)).flatmap(questions)


def check_people(question, data):
    """Compare the candidates of a moment, and the reasons of all others, with plain code."""
    scenario, at, known_at = question
    crews = [crew.id for crew in scenario.crews]
    name = data.draw(st.sampled_from([*(one.id for one in scenario.duties_in_order), *crews]))
    answer = candidates(scenario, duty=name, at=at, known_at=known_at)
    case = Case(*question)
    could, others = sorted_out(case, name)
    assert {one.person: one.ready_minutes for one in answer.candidates} == could
    assert answer.others == others
    assert (answer.period.start, answer.period.until, answer.short) == (at, *call_in(case, name))


@settings(max_examples=150)
@given(QUESTIONS.filter(lambda question: question.scenario.duties_in_order), st.data())
def test_candidates_are_those_of_plain_code(question, data):
    check_people(question, data)


@pytest.mark.slow
@settings(max_examples=4_000)
@given(QUESTIONS.filter(lambda question: question.scenario.duties_in_order), st.data())
def test_candidates_of_thousands_of_moments_are_those_of_plain_code(question, data):
    check_people(question, data)


# -- rest --------------------------------------------------------------------------------------------------------


def shift_end(world, at):
    """The end of the shift that runs, of several the one that began first."""
    return min(
        register.run_of(world.zone, shift, day)
        for day in register.days_around(world.zone, at)
        for shift in world.shifts
        if register.runs_at(world, shift.id, day, at)
    )[1]


def is_off_duty(world, person, at, wait):
    """Whether somebody is neither called in nor stood off, is available, and does not count already."""
    events = sorted((one for one in world.events if one.subject == person.id), key=lambda one: one.occurred)
    line = deciding([one for one in events if one.kind in ("called-in", "stood-off", "on-call")], at)
    minutes = readiness(world, person, at, FOREVER)[0]
    decided = line is not None and line.kind != "on-call"
    return not decided and (minutes is None or minutes > wait) and not is_unavailable(events, at)


def owed_on_grid(world, grid, person, added):
    """The rules that a call-in would newly break, each with its effect, stint and measure."""
    working, night = world.working_time, [world.zone.local(grid.at(cell)).hour for cell in range(grid.cells)]
    ours = [one for one in working.own if (person.team in one.teams if one.teams else person.force == world.home)]
    worked = [readiness(world, person, grid.at(cell), FOREVER)[1] for cell in range(grid.cells)]
    options = {
        "shortest_break": cells_of(working.break_hours * HOUR),
        "leave_out": working.unrested == "leave-out",
        "long_night": cells_of(3 * HOUR),
    }
    rules = [in_cells(one) for one in ours]
    found = newly_on_grid(worked, added, ([clock in (23, 0, 1, 2, 3, 4, 5) for clock in night], rules), options)
    return [(ours[one.rule], grid.at(one.start), grid.at(one.until), one.measured) for one in found]


def rested_on_grid(world, grid, person, at):
    """How long ago somebody last worked; None for never."""
    gone = grid.left_out[person.id]
    worked = [
        cell
        for cell in range(grid.cell(at))
        if cell not in gone and readiness(world, person, grid.at(cell), FOREVER)[1]
    ]
    return at - grid.at(worked[-1] + 1) if worked else None


def check_rest(world, name, at):
    """Compare the rest of the candidates with the grid's."""
    answer = candidates(situation_of(world), duty=name, at=at)
    until, grid, wait = shift_end(world, at), Grid(world), 60 if name == "wait" else 0
    added = range(grid.cell(at), min(grid.cell(until), grid.cells))
    expected, breaching = [], 0
    for person in world.people:
        if person.force == world.home and is_off_duty(world, person, at, wait):
            owed = owed_on_grid(world, grid, person, added)
            if any(rule.effect == "breach" for rule, *_ in owed):
                breaching += 1
            else:
                expected.append((rested_on_grid(world, grid, person, at), person.id, owed))
    expected.sort(key=lambda one: (one[0] is not None, -(one[0] or 0), one[1]))
    counted = ("run", "night-run")
    found = [
        (
            one.rested,
            one.person,
            [
                (owed.rule, *owed.period, owed.measured if owed.rule.measure in counted else owed.measured // CELL)
                for owed in one.owes
            ],
        )
        for one in answer.candidates
    ]
    assert (answer.period.until, found, answer.others["would-breach-rest"]) == (until, expected, breaching)


@settings(max_examples=40, deadline=None)
@given(worlds(), st.sampled_from(["guard", "wait"]), st.integers(0, 200))
def test_the_rest_of_candidates_is_that_of_the_grid(world, name, cells):
    check_rest(world, name, world.horizon.start + cells * CELL % (world.horizon.until - world.horizon.start))


@pytest.mark.slow
@settings(max_examples=1_500, deadline=None)
@given(worlds(), st.sampled_from(["guard", "wait"]), st.integers(0, 200))
def test_the_rest_of_many_candidates_is_that_of_the_grid(world, name, cells):
    check_rest(world, name, world.horizon.start + cells * CELL % (world.horizon.until - world.horizon.start))


# -- in words ----------------------------------------------------------------------------------------------------

DAILY = RestRule("daily", "rest-before", 11, "owed", source="an agreement")
SHORT = (
    duty("patrol", 1, shifts=("day",)),
    *team("b", "night", "rest"),
    *people(2, "b"),
    *team("c", "rest"),
    *people(1, "c"),
)


def with_rules(world, *rules):
    """A scenario with rules of its own."""
    return replace(world, working_time=WorkingTime(own=rules))


def test_the_longest_rested_come_first_and_somebody_without_a_stint_before_them():
    # Team b works the nights of every second day, from 19:00 to 07:00: on Tuesday at noon it has been off for 5 hours.
    answer = candidates(scenario(SHORT), duty="patrol", at=hour(36))
    assert [(one.person, one.rested and one.rested / HOUR) for one in answer.candidates] == [
        ("c1", None),
        ("b1", 5),
        ("b2", 5),
    ]
    assert answer.as_json()["order"] == ORDER == "longest rested first, then by cipher"


def test_a_candidate_owes_what_the_call_in_would_newly_break():
    answer = candidates(with_rules(scenario(SHORT), DAILY), duty="patrol", at=hour(36))
    first, second, _ = answer.candidates
    assert (first.person, first.owes) == ("c1", ())
    assert [(owed.rule.id, printed(owed.rule, owed.measured)) for owed in second.owes] == [("daily", 5)]
    assert answer.as_json()["candidates"][1]["owes"] == [
        {
            "from": "2024-01-09T12:00:00+00:00",
            "until": "2024-01-09T19:00:00+00:00",
            "rule": "daily",
            "effect": "owed",
            "measured": 5.0,
            "bound": 11,
        }
    ]
    said = "would be owed rest by daily (5 h of rest before; the rule is at least 11 h of rest before)"
    assert said in " ".join(answer.summary().split())


def test_somebody_whose_rest_a_call_in_would_breach_is_no_candidate():
    breach = RestRule("daily", "rest-before", 11, "breach")
    answer = candidates(with_rules(scenario(SHORT), breach), duty="patrol", at=hour(36))
    assert [one.person for one in answer.candidates] == ["c1"]
    assert answer.others["would-breach-rest"] == 2
    assert "2 whose rest it would breach" in answer.summary()


def test_a_call_in_that_prolongs_a_stint_in_breach_breaches_nothing_anew():
    # Team b works the nights, and somebody who has been at work for 12 hours is asked to stay when the horizon starts.
    long = RestRule("long", "stint-hours", 11, "breach")
    world = with_rules(scenario(SHORT), long)
    moved = replace(world, horizon=Period(hour(31), hour(100)), working_time=WorkingTime(break_hours=0, own=(long,)))
    answer = candidates(moved, duty="patrol", at=hour(31))
    assert ([one.person for one in answer.candidates], answer.others["would-breach-rest"]) == (["b1", "b2"], 1)


def test_without_rules_the_answer_says_that_rest_is_not_checked():
    answer = candidates(scenario(SHORT), duty="patrol", at=hour(36))
    assert (answer.as_json()["not_checked"], "would-breach-rest" in answer.others) == (["rest"], False)
    assert answer.summary().endswith("Rest is not checked.")
    checked = candidates(with_rules(scenario(SHORT), DAILY), duty="patrol", at=hour(36))
    assert (checked.as_json()["not_checked"], "not checked" in checked.summary()) == ([], False)


def test_rest_hours_of_the_policy_hide_nobody_from_somebody_who_asks():
    assert len(candidates(scenario(SHORT, rest_hours=100), duty="patrol", at=hour(36)).candidates) == 3


def test_people_who_said_when_they_are_available_can_be_asked_at_other_times():
    world = scenario(duty("patrol", 1), Team("own", "home"), people(2, "own"), on_rota("own1", 40, 50))
    answer = candidates(world, duty="patrol", at=hour(10))
    assert [one.person for one in answer.candidates] == ["own1", "own2"]
    assert "call-in" not in {one.step for one in review(world, at=hour(10)).recommendations}


def test_a_call_in_lasts_until_the_shift_ends_that_runs():
    answer = candidates(scenario(SHORT), duty="patrol", at=hour(36))
    assert [(moment - hour(0)) / HOUR for moment in answer.period] == [36, 43]


def test_where_no_shift_runs_a_call_in_lasts_for_the_gap():
    world = scenario(duty("patrol", 1), Team("own", "home"), people(1, "own"), on_rota("own1", 40, 50))
    answer = candidates(replace(world, shifts=()), duty="patrol", at=hour(10))
    assert ([(moment - hour(0)) / HOUR for moment in answer.period], answer.short) == ([10, 40], 1)


def test_nobody_could_come():
    answer = candidates(scenario(duty("patrol", 1)), duty="patrol", at=hour(36))
    assert (answer.candidates, set(answer.others.values())) == ((), {0})
    assert "NOBODY could come." in answer.summary()
    assert answer.headline == "0 candidates for 'patrol'"


def test_somebody_stood_off_is_counted_as_such():
    world = scenario(SHORT, event(30, "stood-off", "c1"), event(30, "called-in", "b1"))
    answer = candidates(world, duty="patrol", at=hour(36))
    assert ([one.person for one in answer.candidates], answer.others["stood-off"], answer.others["on-duty"]) == (
        ["b2"],
        1,
        1,
    )


def test_somebody_on_duty_who_does_not_count_has_the_reason_for_that():
    world = scenario(duty("patrol", 2), Team("own", "home"), people(2, "own"), on_rota("own1", 0, 50))
    world = replace(world, events=(event(5, "stepped-back", "own1", until=None),))
    answer = candidates(world, duty="patrol", at=hour(10))
    assert {reason: number for reason, number in answer.others.items() if number} == {"stepped-back": 1}


def test_somebody_on_duty_who_is_left_out_is_not_rested():
    world = scenario(duty("patrol", 2), Team("own", "home"), people(2, "own"), on_rota("own1", 0, 50))
    breach = RestRule("longest", "stint-hours", 13, "breach")
    for unrested, reason in (("leave-out", "not-rested"), ("count", "on-duty")):
        rules = WorkingTime(own=(breach,), unrested=unrested)
        others = candidates(replace(world, working_time=rules), duty="patrol", at=hour(20)).others
        assert (others[reason], "not-rested" in others) == (1, unrested == "leave-out")


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ({"duty": "nothing", "at": hour(1)}, "duty: nothing: no such duty, seat or crew; allowed: patrol"),
        ({"duty": "patrol"}, "at: candidates need the moment of the call-in: give at, or a situation with one"),
        ({"duty": "patrol", "at": hour(0) - DAY}, "at: 2024-01-07T00:00:00+00:00 is not at or after"),
    ],
)
def test_a_question_that_cannot_be_answered_says_why(asked, fault):
    with pytest.raises(OptionError, match=re.escape(fault)):
        candidates(scenario(duty("patrol", 1)), **asked)


def test_rows_are_flat():
    (first, second, _) = candidates(with_rules(scenario(SHORT), DAILY), duty="patrol", at=hour(36)).rows()
    assert first == {"person": "c1", "team": "c", "ready_minutes": None, "rested_hours": None, "owes": ""}
    assert second == {"person": "b1", "team": "b", "ready_minutes": None, "rested_hours": 5.0, "owes": "daily"}
