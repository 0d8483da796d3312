"""Reviews of futures: what a future leaves in the records, and what the review recommends from them."""

from __future__ import annotations

import json

import numpy as np
import pytest

from standto import OptionError, Stopped, cover, read_scenario, review, situation_of
from standto.assuming.assumptions_reader import read_assumptions
from standto.assuming.processes import CommonShock, DecisionDay, RequiredStrength, Returning, StepBackShock
from standto.futures.future_run import run_of_muster
from standto.futures.mustering import mustering_of
from standto.model.time import HOUR
from standto.outlooks.replaying_futures import future_of
from standto.weighing.future_records import FutureRecords
from standto.weighing.review_ahead_facts import RecommendedStep
from standto.weighing.review_ahead_screen import places_words
from standto.weighing.reviewing_ahead import review_ahead
from tests.futures.assumed import assumptions_with, point, whole
from tests.register.building import event, scenario, when
from tests.weighing.guards import guard, hour_of


@pytest.fixture(scope="module")
def gate(tmp_path_factory):
    return guard(tmp_path_factory.mktemp("gate"))


def leave(gate, number, hour=6):
    return StepBackShock("some", number, hour_of(gate, hour), hour_of(gate, hour + 1))


@pytest.mark.parametrize(("name", "start"), [("published", "2023-09-23T06:00"), ("stress", "2023-09-25T06:00")])
def test_the_records_of_a_future_have_the_gaps_that_the_outlook_found_in_it(name, start):
    weekend = read_scenario("london-2023")
    situation = situation_of(weekend, at=start)
    assumed = read_assumptions(name, weekend, "london-2023")
    mustering = mustering_of(situation, basis="confirmed")
    run = run_of_muster(mustering.muster(), assumed, weekend, seed=0)
    records, found = FutureRecords(mustering, run), 0
    for future in range(2):
        one = future_of(situation, assumptions=assumed, future=future)
        duties = [row for row, judged in enumerate(one.outlook.tally.judged) if judged.sort == "duty"]
        for hour in (0, 13, 50, 100):
            step = int(np.searchsorted(run.muster.starts, run.muster.starts[0] + hour * HOUR, side="right")) - 1
            then = records.situation(future, int(run.muster.starts[step]))
            gaps = cover(then, until=int(run.muster.untils[step])).gap[0]
            assert gaps.tolist() == one.gaps[duties, step].tolist()
            found += int(gaps.sum())
    assert found


def test_somebody_who_returns_at_the_start_may_step_back_in_the_same_hour():
    """A decision at the start brings the only guard back, who then steps back for good in the first hour."""
    start = when("22T18:00")
    situation = situation_of(scenario(event("stepped-back", "nx1", "22T12:00"), ends="23T02:00"), at=start)
    assumed = assumptions_with(
        CommonShock("storm", point(1), start, start + HOUR, step_back=point(1), donors_withdraw=point(0)),
        Returning("decided", point(0), days=(DecisionDay(start, point(1)),)),
    )
    one = future_of(situation, assumptions=assumed, future=0)
    assert [counts[:2].tolist() for counts in one.moves] == [[1, 0], [1, 0], [1, 1], [0, 0]]
    mustering = mustering_of(situation, basis="confirmed")
    records = FutureRecords(mustering, run_of_muster(mustering.muster(), assumed, situation.scenario, seed=0))
    then = cover(records.situation(0, start + HOUR))
    assert (then.gap.tolist(), one.gaps[1].tolist()) == ([[1]], [1] * 8)


def test_a_certain_step_back_is_recommended_help_in_every_future_once_it_is_known(gate):
    answer = review_ahead(
        gate,
        assumptions=assumptions_with(leave(gate, point(3, whole=True))),
        moments=[hour_of(gate, 5), hour_of(gate, 6)],
        futures=3,
    )
    steps = [(one.at, one.id, one.places) for one in answer.recommended if one.changes]
    assert steps == [(hour_of(gate, 6), "ask-aid:neighbours", (2, 2, 2))]
    assert [(one.at, one.futures) for one in answer.covered] == [(hour_of(gate, 5), 3), (hour_of(gate, 6), 0)]


def test_the_places_of_a_step_are_told_by_their_median_and_range():
    step = RecommendedStep(0, "ask-aid:neighbours", "ask-aid", "neighbours", True, (1, 1, 2, 5))
    assert (step.least, step.median, step.most, places_words(step)) == (1, 1, 5, "1 (1 to 5)")


def test_a_step_is_counted_in_the_futures_that_recommend_it_alone(gate):
    answer = review_ahead(
        gate, assumptions=assumptions_with(leave(gate, whole(1, 3))), moments=[hour_of(gate, 7)], futures=40
    )
    (step,) = [one for one in answer.recommended if one.changes]
    assert set(step.places) == {2}
    assert 0 < 40 - len(step.places) == answer.covered[0].futures


def test_a_strength_that_is_assumed_is_reviewed_too(gate):
    more = RequiredStrength("more", "gate", point(5, whole=True), hour_of(gate, 4), hour_of(gate, 8))
    answer = review_ahead(
        gate, assumptions=assumptions_with(more), moments=[hour_of(gate, 3), hour_of(gate, 4)], futures=2
    )
    # Two are missing, and places asked for at once come in time for the last hour.
    assert [(one.at, one.places) for one in answer.recommended if one.changes] == [(hour_of(gate, 4), (2, 2))]
    assert [one.futures for one in answer.covered] == [2, 0]


def test_a_review_of_the_start_is_that_of_the_record(gate):
    answer = review_ahead(gate, assumptions=assumptions_with(), moments=[gate.period.start], futures=1)
    told = review(gate.scenario, at=gate.period.start)
    assert [one.id for one in answer.recommended] == [one.id for one in told.recommendations]


def test_nothing_that_became_known_later_is_in_a_future():
    weekend = read_scenario("london-2023")
    friday = situation_of(weekend, at="2023-09-22T18:00")
    mustering = mustering_of(friday, basis="confirmed")
    records = FutureRecords(mustering, run_of_muster(mustering.muster(), assumptions_with(), weekend, seed=0))
    sunday = weekend.instant("2023-09-24T18:00")
    then = records.situation(0, sunday)
    assert {one.recorded <= friday.known_at for one in then.scenario.events} == {True}
    known = situation_of(weekend, at=sunday, known_at=friday.known_at)
    assert cover(then).gap.tolist() == cover(known).gap.tolist()


def test_no_person_is_named(gate):
    answer = review_ahead(
        gate, assumptions=assumptions_with(leave(gate, whole(1, 3))), moments=[hour_of(gate, 7)], futures=4
    )
    assert "alpha-" not in json.dumps(answer.as_json()) + answer.summary() + str(answer.rows())
    assert "if these assumptions hold" in " ".join(answer.summary().split())


def test_moments_outside_the_scenario_are_refused(gate):
    with pytest.raises(OptionError, match="moments"):
        review_ahead(gate, assumptions=assumptions_with(), moments=["2024-03-03T00:00"])


def test_somebody_can_stop_the_reviews(gate):
    def stop(_):
        raise Stopped("enough")

    with pytest.raises(Stopped):
        review_ahead(gate, assumptions=assumptions_with(), moments=["+3h"], progress=stop)
