"""Duties and crews that share no person are judged apart, each problem once: with the answers of the whole."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standto.futures.judging_apart import SeparatePart, distinct_rows, separate_parts
from standto.futures.mustering import muster_of
from standto.futures.things_to_judge import judged_things
from standto.register import situation_of
from standto.scenario import read_scenario
from tests.futures.assumed import assumptions_with
from tests.weighing.guards import SCENARIO

BOAT = {
    "capabilities.csv": "capability\nguard\nhelm\ncrew\n",
    "people.csv": "person,force\nalpha-1,home\nalpha-2,home\nalpha-3,home\nbeta-1,home\nbeta-2,home\n",
    "authorisations.csv": (
        "person,capability\nalpha-1,guard\nalpha-2,guard\nalpha-3,guard\nbeta-1,helm\nbeta-1,crew\nbeta-2,crew\n"
    ),
    "crews.csv": "crew,task,criticality\nboat,static-guard,1\n",
    "seats.csv": "crew,state,seat,capabilities,strength\nboat,full,helm,helm,1\nboat,full,hand,crew,1\n",
}


@pytest.fixture
def judged(tmp_path):
    """A gate and a boat that share nobody: the muster, and what is judged of it."""
    for name, text in {**SCENARIO, **BOAT}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    scenario = read_scenario(tmp_path)
    muster = muster_of(situation_of(scenario, at="2024-03-02T00:00"))
    return muster, judged_things(scenario, muster, assumptions_with())


def rows_in(muster):
    """Every number of people up to two of each class, with the requirements of the first step."""
    classes = len(muster.classes)
    counts = np.indices((3,) * classes).reshape(classes, -1).T
    return np.hstack([counts, np.repeat(muster.required[:1], len(counts), axis=0)]).astype(np.int64)


def test_a_gate_and_a_boat_are_two_parts_whose_answers_add_up_to_those_of_the_whole(judged):
    muster, things = judged
    rows = rows_in(muster)
    parts = separate_parts(muster, things)
    assert sorted(column for part in parts for column in part.columns.tolist()) == list(range(rows.shape[1]))
    whole = SeparatePart(muster, things, np.arange(rows.shape[1])).answers([row.tobytes() for row in rows])
    found = [part.answers([row[part.columns].tobytes() for row in rows]) for part in parts]
    assert len(parts) == 2
    for number, expected in enumerate(whole):
        assert sum(each[number] for each in found).tolist() == expected.tolist()


def test_each_problem_is_judged_once(judged):
    muster, things = judged
    rows = rows_in(muster)
    for part in separate_parts(muster, things):
        problems = [row[part.columns].tobytes() for row in rows]
        first = part.answers(problems)
        known = dict(part.known)
        again = part.answers(problems)
        assert [one.tolist() for one in again] == [one.tolist() for one in first]
        assert known.keys() == part.known.keys() == set(problems)
        assert all(part.known[each] is known[each] for each in known)


@given(st.lists(st.lists(st.integers(-(2**40), 2**40), min_size=3, max_size=3), min_size=1, max_size=20), st.data())
def test_distinct_rows_are_those_that_differ(rows, data):
    more = data.draw(st.lists(st.sampled_from(rows), max_size=20))
    table = np.array([*rows, *more], dtype=np.int64)
    first, inverse = distinct_rows(table)
    assert table[first][inverse].tolist() == table.tolist()
    assert len({tuple(row) for row in table.tolist()}) == len(first)
