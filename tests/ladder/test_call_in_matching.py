"""The most call-ins at once, compared with trying everything and with OR-Tools."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from functools import cache
from importlib.util import find_spec

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standto.ladder import lexicographic, review
from standto.ladder.call_in_matching import Calls, most_called_in
from standto.ladder.lexicographic import Constraint, LexicographicSearch
from standto.model.duties import Duty
from standto.model.people import Authorisation, Person
from standto.model.time import Period
from tests.ladder.building import changes, donor, hour, scenario, team
from tests.ladder.calls import FOR_SOLVERS, random_calls
from tests.ladder.oracle.matching import gaps_of, most_served

FEW = {"kinds": 4, "people": 2, "shifts": 3, "windows": 2, "duties": 2}


def served(wanted, coming):
    """The places of each duty that people fill in a window: the first duty as far as possible, then the next."""
    duties = range(len(wanted))
    able = [{duty for duty in duties if mask >> duty & 1} for mask in coming]
    gaps = gaps_of(able, dict(enumerate(wanted)), duties)
    return tuple(wanted[duty] - gaps[duty] for duty in duties)


def each_alone(calls):
    """The places that each window would have if everybody came for it."""
    everybody = [row for row, number in zip(calls.could, calls.number, strict=True) for _ in range(number)]
    windows = enumerate(calls.wanted.tolist())
    return np.array([served(wanted, [row[window] for row in everybody]) for window, wanted in windows])


def most(calls):
    """The engine's answer, which must be proved."""
    found, proven = most_called_in(calls, each_alone(calls))
    assert proven
    return found.tolist()


def by_trying_everything(calls):
    """The same, by trying every way to send people to shifts."""
    everybody = [row for row, number in zip(calls.could, calls.number, strict=True) for _ in range(number)]
    shifts = [[w for w, shift in enumerate(calls.shifts) if shift == one] for one in dict.fromkeys(calls.shifts)]

    @cache
    def serve(shift, coming):
        wanted = calls.wanted.tolist()
        return tuple(served(wanted[w], [everybody[person][w] for person in sorted(coming)]) for w in shifts[shift])

    able = [frozenset(p for p, row in enumerate(everybody) if any(row[w] for w in windows)) for windows in shifts]
    return [list(window) for window in most_served(able, serve)]


@settings(max_examples=60)
@given(st.integers(0, 10**9))
def test_call_ins_are_the_most_that_trying_everything_finds(seed):
    calls = random_calls(seed, **FEW)
    assert most(calls) == by_trying_everything(calls)


@pytest.mark.slow
@settings(max_examples=2_000)
@given(st.integers(0, 10**9), st.integers(2, 4), st.integers(1, 3), st.integers(1, 3), st.integers(1, 3))
def test_thousands_of_answers_are_those_of_trying_everything(seed, kinds, shifts, windows, duties):
    calls = random_calls(seed, kinds=kinds, people=2, shifts=shifts, windows=windows, duties=duties)
    assert most(calls) == by_trying_everything(calls)


def test_call_ins_are_as_many_as_a_constraint_program_finds(root):
    if find_spec("ortools") is None:
        pytest.skip("OR-Tools is missing: `make test` installs it")
    asked = subprocess.run([sys.executable, "-m", "tests.ladder.solvers"], cwd=root, capture_output=True, check=True)
    for sizes, said in zip(FOR_SOLVERS, json.loads(asked.stdout), strict=True):
        calls = random_calls(**sizes)
        assert np.ravel(most(calls)).tolist() == said


def test_nobody_is_split_between_two_shifts():
    # Each of three people could fill two of three windows in either shift. Two people fill three windows, and the third
    # two more; halves of all of them would fill all six.
    could = [[1, 0, 1] * 2, [1, 1, 0] * 2, [0, 1, 1] * 2]
    calls = Calls(np.ones((6, 1), dtype=np.int64), [0, 0, 0, 1, 1, 1], could, [1, 1, 1])
    assert np.ravel(most(calls)).tolist() == [1, 1, 1, 1, 1, 0]


def test_nobody_is_called_in_if_nobody_could_come():
    calls = Calls(np.ones((2, 1), dtype=np.int64), [0, 1], [[0, 0]], [3])
    assert most(calls) == [[0], [0]]


HALVES = [Constraint(1, {0: 1, 1: 1}), Constraint(1, {1: 1, 2: 1}), Constraint(1, {0: 1, 2: 1})]
"""Three columns; any two of them sum to at most one."""


def test_aims_are_maximised_in_whole_numbers_only():
    # Halves would sum to one and a half, whole numbers to one.
    search = LexicographicSearch([1, 1, 1], HALVES)
    assert [search.maximise(aim, None) for aim in ({0: 1, 1: 1, 2: 1}, {1: 1}, {0: 1, 2: 1}, {2: 3})] == [1, 1, 0, 0]


@pytest.mark.parametrize("bound", ["MOST_NODES", "MOST_ITERATIONS"])
def test_a_search_that_reaches_its_limit_keeps_its_best_answer_and_says_so(bound, monkeypatch):
    search = LexicographicSearch([1, 1, 1], HALVES)
    assert (search.maximise({0: 1, 1: 1, 2: 1}, None), search.proven) == (1, True)
    monkeypatch.setattr(lexicographic, bound, 0)
    search = LexicographicSearch([1, 1, 1], HALVES)
    assert (search.maximise({0: 1, 1: 1, 2: 1}, None), search.proven) == (0, False)


@pytest.mark.parametrize("iterations", [1, 20, 60])
def test_call_ins_found_within_a_limit_are_possible_and_the_same_each_time(iterations, monkeypatch):
    calls = random_calls(1, kinds=20, people=3, shifts=4, windows=3, duties=3)
    best = np.array(most(calls))
    monkeypatch.setattr(lexicographic, "MOST_ITERATIONS", iterations)
    found, proven = most_called_in(calls, each_alone(calls))
    assert not proven
    assert 0 <= found.sum() <= best.sum()
    assert (found <= calls.wanted).all()
    assert most_called_in(calls, each_alone(calls))[0].tolist() == found.tolist()


def test_an_answer_that_breaks_a_constraint_when_rounded_is_rejected():
    # The bound is just below 1, which a solver takes for 1; of whole numbers, only 0 meets the row.
    search = LexicographicSearch([1], [Constraint(10**8 - 1, {0: 10**8})])
    assert (search.maximise({0: 1}, None), search.proven) == (0, False)


# -- in a review -----------------------------------------------------------------------------------------------


def gaps_by_day_and_night(*, morning=("a",), noon=("b",), evening=("a",), **more):
    """Two gaps in the day shift and one in the night shift, each of one place."""
    rows = [
        Duty("morning", "x", morning, 1, period=Period(hour(9), hour(12))),
        Duty("noon", "x", noon, 1, period=Period(hour(12), hour(14))),
        Duty("evening", "x", evening, 1, period=Period(hour(20), hour(22))),
        team("spare", "rest"),
        donor("kent", 5, holds="a"),
    ]
    policy = {"call_in_share": 1, "rest_hours": 0, "call_in_notice_hours": 0, "look_ahead_hours": 24, "reserve": 0}
    return scenario(*rows, *more.pop("rows"), **(policy | more))


def held(person, *skills):
    """Somebody of the team that never works, with some skills."""
    return (Person(person, "home", "spare"), *(Authorisation(person, skill) for skill in skills))


ALL_THREE = {f"call-in:{name}": 1 for name in ("morning", "noon", "evening")}


@pytest.mark.parametrize("order", [1, -1], ids=["", "the other way round"])
def test_people_called_in_for_one_shift_leave_the_others_for_the_other_shift(order):
    folk = [held("one", "a"), held("both", "a", "b")][::order]
    assert changes(gaps_by_day_and_night(rows=folk), 7) == ALL_THREE


def test_more_are_called_in_for_a_later_shift_where_that_fills_more():
    # The one person can serve an hour of the morning, or both windows of the night.
    rows = (held("one", "a"), Duty("night", "x", ("a",), 1, period=Period(hour(22), hour(23))))
    assert changes(gaps_by_day_and_night(rows=rows, noon=("b",)), 7) == {
        "call-in:evening": 1,
        "call-in:night": 1,
        "ask-aid:kent": 1,
    }


def test_among_equals_the_first_window_is_filled_first_and_in_it_the_first_duty():
    rows = (held("one", "a", "b"), Duty("beside", "x", ("b",), 1, period=Period(hour(9), hour(12))))
    world = gaps_by_day_and_night(rows=rows, noon=("medic",))
    assert changes(world, 7) == {"call-in:morning": 1, "ask-aid:kent": 1}


def test_the_share_limits_each_duty_and_window_whoever_is_called_in_elsewhere():
    folk = [held(f"p{number}", "a", "b") for number in range(5)]
    strong = [replace(row, strength=4) for row in gaps_by_day_and_night(rows=folk).duties]
    world = replace(gaps_by_day_and_night(rows=folk, call_in_share=0.6), duties=tuple(strong))
    assert changes(world, 7) == {**dict.fromkeys(ALL_THREE, 3), "call-in:evening": 2, "ask-aid:kent": 2}


def test_the_share_is_an_exact_decimal_and_rounded_down():
    folk = [held(f"p{number}", "a") for number in range(3)]
    for share, called in ((0.3333333, {}), (0.3333334, {"call-in:morning": 1})):
        found = changes(gaps_by_day_and_night(rows=folk, call_in_share=share), 7)
        assert {name: number for name, number in found.items() if name == "call-in:morning"} == called


def test_a_review_says_if_more_people_might_come_than_it_found(monkeypatch):
    # The one person can serve an hour of the morning or both windows of the night; shift by shift, it is the morning.
    rows = (held("one", "a"), Duty("night", "x", ("a",), 1, period=Period(hour(22), hour(23))))
    world = gaps_by_day_and_night(rows=rows)
    (exact,) = [one for one in review(world, at=hour(7)).as_json()["recommendations"] if one["duty"] == "evening"]
    assert "at_most" not in exact
    monkeypatch.setattr(lexicographic, "MOST_ITERATIONS", 0)
    found = review(world, at=hour(7))
    called_in = {one["duty"]: one for one in found.as_json()["recommendations"] if one["step"] == "call-in"}
    assert {duty: (one["count"], one["at_most"]) for duty, one in called_in.items()} == {"morning": (1, 1)}
    assert {one.id: one.count for one in found.recommendations if one.changes} == {
        "call-in:morning": 1,
        "ask-aid:kent": 1,
    }
    text = " ".join(found.summary().split())
    assert "The search was cut short: at least that many can come, and at most 1." in text
