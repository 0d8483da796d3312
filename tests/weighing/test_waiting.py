"""What waiting costs: the same help in the same futures, asked for now and later."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from standto import OptionError, Stopped, outlook, situation_of
from standto.assuming.processes import DonorAnswer, StepBackShock
from standto.assuming.ranges import Spread
from standto.outlooks.looking_ahead import run_asked
from standto.weighing.help_options import HelpOptions
from standto.weighing.valuing import run_with
from standto.weighing.waiting import cost_of_waiting
from tests.futures.assumed import assumptions_with, point, whole
from tests.register.building import duty, event, pool, scenario, when
from tests.weighing.guards import guard, hour_of

FUTURES = 100
HALF = Fraction(1, 2)


@pytest.fixture(scope="module")
def gate(tmp_path_factory):
    return guard(tmp_path_factory.mktemp("gate"))


def three_leave(gate, hour):
    """All three step back at an hour; two places of a neighbour come three hours after they are asked for."""
    return StepBackShock("all", point(3, whole=True), hour_of(gate, hour), hour_of(gate, hour + 1))


def hours_lost(answer):
    return [float(one.differences[-1].mean) / 60 for one in answer.costs]


def test_waiting_costs_nothing_until_the_lead_time_before_the_step_back_and_then_two_places_an_hour(gate):
    assumed = assumptions_with(three_leave(gate, 6))
    moments = [hour_of(gate, hour) for hour in (1, 3, 4, 6, 11)]
    answer = cost_of_waiting(gate, assumptions=assumed, moments=moments, futures=5)
    # Asked at hour h, they are there from hour h + 3 until the end at 12; without them two are missing from hour 6.
    assert hours_lost(answer) == [0, 0, 2 * 1, 2 * 3, 2 * 6]
    assert {one.differences[-1].variance for one in answer.costs} == {0}


def test_waiting_may_make_a_gap_certain_that_asking_now_would_avoid(gate):
    answer = cost_of_waiting(
        gate, assumptions=assumptions_with(three_leave(gate, 6)), moments=[hour_of(gate, 5)], futures=5
    )
    (cost,) = answer.costs
    assert (cost.differences[-1].chance, cost.differences[-1].short_before, cost.differences[-1].short_after) == (
        1,
        5,
        0,
    )


def test_the_cost_is_the_difference_of_two_outlooks_with_the_help_asked_for_now_and_then(gate):
    answer_of = DonorAnswer("answers", "neighbours", Spread(HALF, Fraction(1)), Spread(Fraction(0), HALF), whole(0, 4))
    shock = StepBackShock("some", whole(0, 3), hour_of(gate, 2), hour_of(gate, 9))
    assumed = assumptions_with(shock, answer_of)
    later = hour_of(gate, 4)
    answer = cost_of_waiting(gate, assumptions=assumed, moments=[later], futures=FUTURES, seed=8)
    run = run_asked(gate, assumed, 8, None, "confirmed", None)
    tallies = []
    for asked in (gate.period.start, later):
        (option,) = HelpOptions(gate, assumed, run.muster, asked).of_pools()
        tallies.append(run_with(run, option, gate.scenario).tally(0, FUTURES))
    (cost,) = answer.costs
    assert cost.differences[0].saved == tallies[1].place_minutes[0, 0] - tallies[0].place_minutes[0, 0]
    assert cost.differences[0].saved > 0
    gaps = [FUTURES - tally.first_gap[0, -1] for tally in tallies]
    assert [cost.differences[0].short_after, cost.differences[0].short_before] == gaps


def test_each_future_has_the_same_donors_answer_whenever_it_is_asked(gate):
    never = DonorAnswer("answers", "neighbours", point(0), point(0), whole(1, 1))
    answer = cost_of_waiting(
        gate,
        assumptions=assumptions_with(three_leave(gate, 6), never),
        moments=[hour_of(gate, 11)],
        futures=20,
    )
    assert hours_lost(answer) == [0]


def test_the_dearest_wait_comes_first_and_the_answer_says_what_it_rests_on(gate):
    assumed = assumptions_with(three_leave(gate, 6))
    answer = cost_of_waiting(gate, assumptions=assumed, moments=["+4h", "+8h"], futures=5)
    assert [one.asked for one in answer.dearest] == [hour_of(gate, 8), hour_of(gate, 4)]
    assert "if these assumptions hold" in " ".join(answer.summary().split())
    assert [row["hours_saved"] for row in answer.rows()] == [2, 10]
    assert [row["asked"] for row in answer.as_json()["costs"]] == answer.as_json()["moments"]


def test_a_single_future_is_told_in_the_singular(gate):
    answer = cost_of_waiting(gate, assumptions=assumptions_with(three_leave(gate, 6)), moments=["+4h"], futures=1)
    assert "1 future, seed 0" in answer.summary()


def test_every_moment_that_is_not_allowed_is_told_at_once(gate):
    with pytest.raises(OptionError) as caught:
        cost_of_waiting(gate, assumptions=assumptions_with(), moments=["2024-03-01T00:00", "2024-03-05T00:00", "soon"])
    assert str(caught.value).count("moments: ") == 3


@pytest.mark.parametrize("moments", [[], "2024-03-02T06:00", ["2024-03-02T00:00"]])
def test_there_must_be_a_moment_after_the_start(gate, moments):
    with pytest.raises(OptionError, match="moments"):
        cost_of_waiting(gate, assumptions=assumptions_with(), moments=moments)


def test_without_help_to_ask_for_there_is_nothing_to_weigh(gate):
    scenario = replace(gate.scenario, pools=())
    answer = cost_of_waiting(scenario, assumptions=assumptions_with(), moments=["+3h"], futures=2)
    assert answer.costs == ()
    assert "There is no help to ask for." in answer.summary()


def test_somebody_can_stop_the_weighing(gate):
    def stop(_):
        raise Stopped("enough")

    with pytest.raises(Stopped):
        cost_of_waiting(gate, assumptions=assumptions_with(), moments=["+3h"], futures=2, progress=stop)


def test_the_futures_without_help_are_those_of_the_outlook(gate):
    assumed = assumptions_with(three_leave(gate, 6))
    answer = cost_of_waiting(gate, assumptions=assumed, moments=["+3h"], futures=5, seed=2)
    assert answer.inputs == outlook(gate, assumptions=assumed, futures=5, seed=2).inputs


@pytest.mark.parametrize("confirmed", [0, 1])
def test_the_hours_of_an_answer_run_from_the_asking_whether_or_not_places_came_before(confirmed):
    """Three places, of which two are asked for at once or four hours later: two of them miss the same four hours."""
    known = [event("aid-confirmed", "kent-arv", "22T12:00", count=confirmed)] if confirmed else []
    places = (pool(count=2 + confirmed),)
    force = scenario(*known, ends="23T06:00", pools=places, people=(), authorisations=(), duties=(duty(strength=3),))
    situation = situation_of(force, at=when("22T18:00"))
    answers = assumptions_with(DonorAnswer("kent", "kent-arv", point(1), point(0), point(3)))
    assert hours_lost(cost_of_waiting(situation, assumptions=answers, moments=["2023-09-22T22:00"], futures=3)) == [8]
