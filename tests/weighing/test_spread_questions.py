"""What to do about an outlook has one answer, whoever works it out, in how many processes, and after a stop too."""

from __future__ import annotations

import pytest

from standto.assuming import read_assumptions
from standto.register import situation_of
from standto.scenario import read_scenario
from standto.spreading.choosing import executor_of
from standto.spreading.inline import Inline
from standto.spreading.sealed_values import sealed, unsealed
from standto.weighing.reviewing_ahead import review_ahead
from standto.weighing.screening import screen_assumptions
from standto.weighing.smallest_step_backs import breaking_points
from standto.weighing.valuing import value_of_help
from standto.weighing.waiting import cost_of_waiting

AT, UNTIL, THEN = "2023-09-22T18:00", "2023-09-23T18:00", "2023-09-23T00:00"


@pytest.fixture(scope="module")
def friday():
    return situation_of(read_scenario("london-2023"), at=AT)


@pytest.fixture(scope="module")
def published(friday):
    return read_assumptions("published", friday.scenario, "london-2023")


@pytest.fixture(scope="module")
def questions(friday, published):
    """Each question, as a function of its executor."""
    common = {"assumptions": published, "seed": 3}
    scope = {**common, "until": UNTIL}
    return {
        "breaking points": lambda executor: breaking_points(friday, until=UNTIL, runs=50, executor=executor),
        "value": lambda executor: value_of_help(friday, futures=700, executor=executor, **scope),
        "waiting": lambda executor: cost_of_waiting(friday, moments=[THEN], futures=64, executor=executor, **scope),
        "reviews": lambda executor: review_ahead(friday, moments=[THEN], futures=3, executor=executor, **common),
        "what matters": lambda executor: screen_assumptions(friday, paths=3, futures=40, executor=executor, **scope),
    }


@pytest.mark.slow
@pytest.mark.parametrize("question", ["breaking points", "value", "waiting", "reviews", "what matters"])
@pytest.mark.parametrize("asked", [{"name": "inline"}, {"workers": 2}, {"cluster": "local:2"}], ids=str)
def test_the_answer_is_the_same_on_every_executor(questions, question, asked):
    expected = questions[question](Inline(1)).as_json()
    with executor_of(**asked) as executor:
        assert questions[question](executor).as_json() == expected


@pytest.mark.slow
@pytest.mark.parametrize("question", ["breaking points", "value", "waiting", "reviews", "what matters"])
def test_the_same_question_is_answered_from_the_chunks_that_were_kept(questions, question, tmp_path):
    with executor_of(keep=tmp_path) as executor:
        expected = questions[question](executor).as_json()
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    with executor_of(keep=tmp_path) as executor:
        assert questions[question](executor).as_json() == expected
    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before
    assert before


def test_values_are_the_same_after_the_way_and_damaged_ones_are_refused():
    values = [1, -(2**70), "duty", None, True, [[]]]
    data = sealed(values)
    assert unsealed(data) == values
    for damaged in (b"", data[:-1], data[:40] + b"x" + data[41:]):
        with pytest.raises(ValueError):
            unsealed(damaged)
