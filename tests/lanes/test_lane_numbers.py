"""Gaps and the use of help in many futures side by side, against code that shares nothing with them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from standto.kernel.answers import answers_for
from standto.lanes.lane_proof import smallest_proof
from tests.kernel import brute
from tests.kernel.worlds import random_windows, worlds
from tests.lanes.side_by_side import in_lanes, judged


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
        for level, criticality in enumerate(sorted(set(windows.criticalities))):
            assert gap[row, level] == brute.smallest_proof(windows, row, criticality)[1]


@given(worlds())
def test_the_proof_of_a_gap_is_the_intersection_of_all_sets_that_prove_it(windows):
    plan, counts, required = in_lanes(windows)
    for row in range(len(windows)):
        for level, criticality in enumerate(sorted(set(windows.criticalities))):
            proof, gap = brute.smallest_proof(windows, row, criticality)
            found = smallest_proof(plan, counts, required, row, level)
            assert found == (sum(1 << duty for duty in proof) if gap else 0)


@pytest.mark.parametrize("duties", [1, 3, 4, 5, 8, 9, 12])
def test_lanes_say_the_same_as_the_kernel_of_single_windows(duties):
    sizes = {"duties": duties, "classes": min(3 * duties, 2**duties - 1), "people": 9, "strength": 22, "spread": 0.3}
    windows = random_windows(duties, forces=3, windows=40, **sizes)
    gap, duty_gap, used = judged(windows)
    answers = answers_for(windows)
    assert np.array_equal(duty_gap, answers.gap())
    assert np.array_equal(used, answers.filled().sum(axis=2)[:, : used.shape[1]])
    for level, criticality in enumerate(sorted(set(windows.criticalities))):
        assert np.array_equal(gap[:, level], duty_gap[:, np.array(windows.criticalities) <= criticality].sum(axis=1))
