"""Larger windows against OR-Tools: maximum flows and constraint programs."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec

import numpy as np
import pytest

from standto.kernel.answers import answers_for
from standto.kernel.crewing import crewing_of
from standto.kernel.levels import level_of
from tests.kernel.crews_by_hand import random_crews
from tests.kernel.worlds import FOR_CREWS, FOR_FLOWS, FOR_SHARES, FOR_WORST_CASES, random_windows


@pytest.fixture(scope="module")
def solvers(root):
    """Return the answers of OR-Tools, from a process of its own."""
    if find_spec("ortools") is None:
        pytest.skip("OR-Tools is missing: `make test` installs it")
    asked = subprocess.run([sys.executable, "-m", "tests.kernel.solvers"], cwd=root, capture_output=True, check=True)
    return json.loads(asked.stdout)


@pytest.mark.parametrize("most_groups", [14, 0], ids=["by sets", "by paths"])
def test_gaps_and_usage_are_differences_of_maximum_flows(solvers, most_groups):
    for sizes, expected in zip(FOR_FLOWS, solvers["flows"], strict=True):
        windows = random_windows(**sizes)
        answers = answers_for(windows, most_groups=most_groups)
        filled = np.maximum(windows.required, 0) - answers.gap()
        used = answers.filled().sum(axis=2)
        assert [list(pair) for pair in zip(filled.tolist(), used.tolist(), strict=True)] == expected


def test_the_places_that_each_force_fills_are_those_of_a_constraint_program(solvers):
    for sizes, expected in zip(FOR_SHARES, solvers["shares"], strict=True):
        assert answers_for(random_windows(**sizes)).filled()[0].tolist() == expected


def test_the_worst_case_is_that_of_a_constraint_program(solvers):
    for sizes, expected in zip(FOR_WORST_CASES, solvers["worst"], strict=True):
        level = level_of(random_windows(**sizes), range(12))
        worst = [None if critical is None else critical.worst_case for critical in level.first]
        assert worst == [spare if spare is None else max(spare, -1) for spare in expected]


@pytest.mark.parametrize("most_groups", [14, -1], ids=["by sets", "by paths"])
def test_the_states_of_crews_are_those_of_constraint_programs(solvers, most_groups):
    for sizes, expected in zip(FOR_CREWS, solvers["crews"], strict=True):
        assert crewing_of(*random_crews(**sizes), most_groups=most_groups).state.tolist() == expected
