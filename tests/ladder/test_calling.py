"""As many call-ins as there can be at once: against trying everything, and against OR-Tools."""

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

from standto.ladder.calling import Calls, most_called_in
from standto.ladder.settling import Row, Settling
from standto.model.scenario import Authorisation, Duty, Person
from standto.model.time import Period
from tests.ladder import oracle
from tests.ladder.building import changes, donor, hour, scenario, team
from tests.ladder.calls import FOR_SOLVERS, random_calls

FEW = {"kinds": 4, "people": 2, "shifts": 3, "windows": 2, "duties": 2}


def served(wanted, coming):
    """What people fill of each duty in a window, the first duty as far as possible, then the next."""
    duties = range(len(wanted))
    able = [{duty for duty in duties if mask >> duty & 1} for mask in coming]
    gaps = oracle.gaps_of(able, dict(enumerate(wanted)), duties)
    return tuple(wanted[duty] - gaps[duty] for duty in duties)


def each_alone(calls):
    """What each window would have if everybody came for it."""
    everybody = [row for row, number in zip(calls.could, calls.number, strict=True) for _ in range(number)]
    windows = enumerate(calls.wanted.tolist())
    return np.array([served(wanted, [row[window] for row in everybody]) for window, wanted in windows])


def by_trying_everything(calls):
    """The same as the engine's answer, from every way to send people to shifts."""
    everybody = [row for row, number in zip(calls.could, calls.number, strict=True) for _ in range(number)]
    shifts = [[w for w, shift in enumerate(calls.shifts) if shift == one] for one in dict.fromkeys(calls.shifts)]

    @cache
    def serve(shift, coming):
        wanted = calls.wanted.tolist()
        return tuple(served(wanted[w], [everybody[person][w] for person in sorted(coming)]) for w in shifts[shift])

    able = [frozenset(p for p, row in enumerate(everybody) if any(row[w] for w in windows)) for windows in shifts]
    return [list(window) for window in oracle.most_served(able, serve)]


@settings(max_examples=60)
@given(st.integers(0, 10**9))
def test_call_ins_are_as_many_as_there_are_when_everything_is_tried(seed):
    calls = random_calls(seed, **FEW)
    assert most_called_in(calls, each_alone(calls)).tolist() == by_trying_everything(calls)


@pytest.mark.slow
@settings(max_examples=2_000)
@given(st.integers(0, 10**9), st.integers(2, 4), st.integers(1, 3), st.integers(1, 3), st.integers(1, 3))
def test_thousands_of_calls_come_to_what_trying_everything_does(seed, kinds, shifts, windows, duties):
    calls = random_calls(seed, kinds=kinds, people=2, shifts=shifts, windows=windows, duties=duties)
    assert most_called_in(calls, each_alone(calls)).tolist() == by_trying_everything(calls)


def test_call_ins_are_as_many_as_a_constraint_program_finds(root):
    if find_spec("ortools") is None:
        pytest.skip("OR-Tools is missing: `make test` installs it")
    asked = subprocess.run([sys.executable, "-m", "tests.ladder.solvers"], cwd=root, capture_output=True, check=True)
    for sizes, said in zip(FOR_SOLVERS, json.loads(asked.stdout), strict=True):
        calls = random_calls(**sizes)
        assert most_called_in(calls, each_alone(calls)).flatten().tolist() == said


def test_nobody_is_halved_between_two_shifts():
    # Each of three people fills two of three windows in either shift. Two of them fill three, the third fills two more;
    # halves of all would fill all six.
    could = [[1, 0, 1] * 2, [1, 1, 0] * 2, [0, 1, 1] * 2]
    calls = Calls(np.ones((6, 1), dtype=np.int64), [0, 0, 0, 1, 1, 1], could, [1, 1, 1])
    assert most_called_in(calls, each_alone(calls)).flatten().tolist() == [1, 1, 1, 1, 1, 0]


def test_where_nobody_could_come_nobody_does():
    calls = Calls(np.ones((2, 1), dtype=np.int64), [0, 1], [[0, 0]], [3])
    assert most_called_in(calls, each_alone(calls)).tolist() == [[0], [0]]


def test_an_aim_is_settled_by_whole_numbers_alone():
    # Three columns of which any two come to one at most: halves would come to one and a half, and whole ones to one.
    pairs = [Row(1, {0: 1, 1: 1}), Row(1, {1: 1, 2: 1}), Row(1, {0: 1, 2: 1})]
    search = Settling([1, 1, 1], pairs)
    assert [search.settle(aim, None) for aim in ({0: 1, 1: 1, 2: 1}, {1: 1}, {0: 1, 2: 1}, {2: 3})] == [1, 1, 0, 0]


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
def test_those_called_in_leave_the_others_to_the_other_shift(order):
    folk = [held("one", "a"), held("both", "a", "b")][::order]
    assert changes(gaps_by_day_and_night(rows=folk), 7) == ALL_THREE


def test_more_are_called_in_for_a_later_shift_where_that_fills_more():
    # Only one person is there: an hour of the morning, or both windows of the night.
    rows = (held("one", "a"), Duty("night", "x", ("a",), 1, period=Period(hour(22), hour(23))))
    assert changes(gaps_by_day_and_night(rows=rows, noon=("b",)), 7) == {
        "call-in:evening": 1,
        "call-in:night": 1,
        "ask-aid:kent": 1,
    }


def test_of_equals_the_first_window_comes_first_and_in_it_the_first_duty():
    rows = (held("one", "a", "b"), Duty("beside", "x", ("b",), 1, period=Period(hour(9), hour(12))))
    world = gaps_by_day_and_night(rows=rows, noon=("medic",))
    assert changes(world, 7) == {"call-in:morning": 1, "ask-aid:kent": 1}


def test_a_share_bounds_each_duty_and_window_whoever_is_called_in_elsewhere():
    folk = [held(f"p{number}", "a", "b") for number in range(5)]
    strong = [replace(row, strength=4) for row in gaps_by_day_and_night(rows=folk).duties]
    world = replace(gaps_by_day_and_night(rows=folk, call_in_share=0.6), duties=tuple(strong))
    assert changes(world, 7) == {**dict.fromkeys(ALL_THREE, 3), "call-in:evening": 2, "ask-aid:kent": 2}


def test_a_share_is_rounded_down_as_it_is_written():
    folk = [held(f"p{number}", "a") for number in range(3)]
    for share, called in ((0.3333333, {}), (0.3333334, {"call-in:morning": 1})):
        found = changes(gaps_by_day_and_night(rows=folk, call_in_share=share), 7)
        assert {name: number for name, number in found.items() if name == "call-in:morning"} == called
