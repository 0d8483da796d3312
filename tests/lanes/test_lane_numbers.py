"""Gaps and the use of help in many futures side by side, against code that shares nothing with them."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec

import numpy as np
import pytest
from hypothesis import given
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

from standto.kernel.answers import answers_for
from standto.lanes.lane_proof import smallest_proof
from tests.kernel import brute
from tests.kernel.worlds import FOR_FLOWS, random_windows, worlds
from tests.lanes.matching_by_hand import most_filled
from tests.lanes.side_by_side import in_lanes, judged


def levels_of(windows):
    return sorted(set(windows.criticalities))


@given(worlds())
def test_the_gap_of_each_duty_and_the_use_of_each_tier_are_those_of_the_best_table_of_all(windows):
    _, gap, used = judged(windows)
    for row in range(len(windows)):
        best = brute.best_table(windows, row)
        filled = list(map(sum, zip(*best, strict=True)))
        assert (gap[row] + filled).tolist() == brute.requirement_of(windows, row)
        assert used[row].tolist() == [sum(line) for line in best][: used.shape[1]]


@given(worlds())
def test_the_gap_up_to_each_criticality_is_the_most_that_any_set_of_its_duties_lacks(windows):
    gap, _, _ = judged(windows)
    for row in range(len(windows)):
        for level, criticality in enumerate(levels_of(windows)):
            assert gap[row, level] == brute.smallest_proof(windows, row, criticality)[1]


@given(worlds())
def test_the_proof_of_a_gap_is_the_intersection_of_all_sets_that_prove_it(windows):
    plan, counts, required = in_lanes(windows)
    for row in range(len(windows)):
        for level, criticality in enumerate(levels_of(windows)):
            proof, gap = brute.smallest_proof(windows, row, criticality)
            found = smallest_proof(plan, counts, required, row, level)
            assert found == (sum(1 << duty for duty in proof) if gap else 0)


@given(worlds(duties=7, forces=4, classes=8, people=4, strength=5))
def test_people_on_augmenting_paths_leave_the_same_gaps_and_need_the_same_help(windows):
    gap, duty_gap, used = judged(windows)
    for row in range(len(windows)):
        people, required = brute.people_of(windows, row), brute.requirement_of(windows, row)
        places = [duty for duty, number in enumerate(required) for _ in range(number)]
        for level, criticality in enumerate(levels_of(windows)):
            asked = [duty for duty in places if windows.criticalities[duty] <= criticality]
            assert gap[row, level] == len(asked) - most_filled([able for _, able in people], asked)
        for duty in range(len(required)):
            asked = [other for other in places if other <= duty]
            assert duty_gap[row, : duty + 1].sum() == len(asked) - most_filled([able for _, able in people], asked)
        for tier in range(used.shape[1]):
            there = [able for force, able in people if force <= tier]
            assert used[row, : tier + 1].sum() == most_filled(there, places)


@pytest.mark.parametrize("duties", [1, 3, 4, 5, 8, 9, 12, 14])
def test_lanes_say_the_same_as_the_kernel_of_single_windows(duties):
    sizes = {"duties": duties, "classes": min(3 * duties, 2**duties - 1), "people": 9, "strength": 22, "spread": 0.3}
    windows = random_windows(duties, forces=3, windows=40, **sizes)
    gap, duty_gap, used = judged(windows)
    answers = answers_for(windows)
    assert np.array_equal(duty_gap, answers.gap())
    assert np.array_equal(used, answers.filled().sum(axis=2)[:, : used.shape[1]])
    for level, criticality in enumerate(levels_of(windows)):
        assert np.array_equal(gap[:, level], duty_gap[:, np.array(windows.criticalities) <= criticality].sum(axis=1))


def test_the_proofs_are_the_bottlenecks_of_the_kernel_together():
    windows = random_windows(3, duties=9, classes=20, forces=3, windows=32, people=6, strength=22, spread=0.3)
    plan, counts, required = in_lanes(windows)
    for lane, bottlenecks in enumerate(answers_for(windows).bottlenecks()):
        for level, criticality in enumerate(levels_of(windows)):
            duties = {duty for one in bottlenecks if one.criticality == criticality for duty in one.duties}
            assert smallest_proof(plan, counts, required, lane, level) == sum(1 << duty for duty in duties)


def filled_by_scipy(windows, row, duties, forces):
    """Return the places of the first duties that the first forces can fill, by a maximum flow of SciPy."""
    arcs = [(2 + len(windows.classes) + duty, 1, max(int(windows.required[row, duty]), 0)) for duty in range(duties)]
    for kind, (force, mask) in enumerate(windows.classes):
        count = int(windows.counts[row, kind]) if force < forces else 0
        arcs.append((0, 2 + kind, count))
        able = [duty for duty in range(duties) if mask >> duty & 1]
        arcs.extend((2 + kind, 2 + len(windows.classes) + duty, count) for duty in able)
    tail, head, most = (np.array(numbers, dtype=np.int32) for numbers in zip(*arcs, strict=True))
    nodes = 2 + len(windows.classes) + windows.required.shape[1]
    return maximum_flow(csr_array((most, (tail, head)), shape=(nodes, nodes)), 0, 1).flow_value


def test_gaps_and_use_are_differences_of_maximum_flows_of_scipy():
    windows = random_windows(7, duties=8, classes=24, forces=3, windows=12, people=9, strength=25, spread=0.3)
    _, duty_gap, used = judged(windows)
    filled = np.maximum(windows.required, 0) - duty_gap
    for row in range(len(windows)):
        assert filled[row].cumsum().tolist() == [filled_by_scipy(windows, row, last, 3) for last in range(1, 9)]
        assert used[row].cumsum().tolist() == [filled_by_scipy(windows, row, 8, last) for last in range(1, 4)]


@pytest.mark.slow
@pytest.mark.skipif(find_spec("ortools") is None, reason="OR-Tools is missing: `make test` installs it")
def test_gaps_and_use_are_differences_of_maximum_flows_of_or_tools(root):
    asked = subprocess.run([sys.executable, "-m", "tests.lanes.flows"], cwd=root, capture_output=True, check=True)
    for sizes, expected in zip(FOR_FLOWS, json.loads(asked.stdout), strict=True):
        windows = random_windows(**sizes)
        _, duty_gap, used = judged(windows)
        filled = np.maximum(windows.required, 0) - duty_gap
        assert [list(pair) for pair in zip(filled.tolist(), used.tolist(), strict=True)] == expected
