"""Gaps, shares and proofs against brute force."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from standto.kernel.answers import answers_for
from tests.kernel import brute
from tests.kernel.worlds import random_windows, windows_of, worlds

WAYS = pytest.mark.parametrize("most_groups", [14, 0], ids=["by sets", "by paths"])


def check(windows, most_groups):
    answers = answers_for(windows, most_groups=most_groups)
    gap, filled, bottlenecks = answers.gap(), answers.filled(), answers.bottlenecks()
    for row in range(len(windows)):
        best = brute.best_table(windows, row)
        assert tuple(map(tuple, filled[row].tolist())) == best
        places = [sum(column) for column in zip(*best, strict=True)]
        assert (np.array(places) + gap[row]).tolist() == brute.requirement_of(windows, row)
        assert [tuple(each) for each in bottlenecks[row]] == brute.bottlenecks(windows, row)


@WAYS
@settings(max_examples=400)
@given(windows=worlds())
def test_every_number_is_that_of_brute_force(windows, most_groups):
    check(windows, most_groups)


@WAYS
@settings(max_examples=150)
@given(windows=worlds(duties=5, forces=4, classes=8, people=2, strength=2, windows=1))
def test_every_number_is_that_of_brute_force_with_more_forces(windows, most_groups):
    check(windows, most_groups)


@pytest.mark.parametrize("seed", range(8))
def test_sets_and_paths_give_the_same_answers(seed):
    windows = random_windows(seed, duties=9, classes=20, forces=4, windows=40, people=6, strength=14, spread=0.3)
    one, other = answers_for(windows), answers_for(windows, most_groups=0)
    assert one.gap().tolist() == other.gap().tolist()
    assert one.filled().tolist() == other.filled().tolist()
    assert one.bottlenecks() == other.bottlenecks()


def test_duties_that_nobody_can_do_are_wholly_missing():
    windows = windows_of([(0, 1)], [[2]], [[1, 3]], [1, 1])
    answers = answers_for(windows)
    assert answers.gap().tolist() == [[0, 3]]
    assert [tuple(each) for each in answers.bottlenecks()[0]] == [(1, (1,), 3, 0)]


def test_without_people_and_requirements_there_is_no_gap():
    windows = windows_of([], [[], []], [[0, -1], [-1, -1]], [1, 2])
    answers = answers_for(windows)
    assert answers.gap().tolist() == [[0, 0], [0, 0]]
    assert answers.filled().tolist() == [[[0, 0]], [[0, 0]]]
    assert answers.bottlenecks() == [(), ()]


def test_a_duty_that_requires_nobody_is_in_no_proof():
    windows = windows_of([(0, 0b11)], [[1]], [[0, 2]], [1, 1])
    assert [each.duties for each in answers_for(windows).bottlenecks()[0]] == [(1,)]


def test_a_gap_of_the_first_criticality_is_proved_again_with_the_second():
    windows = windows_of([(0, 0b01), (0, 0b10)], [[1, 5]], [[3, 2]], [1, 2])
    assert [tuple(each) for each in answers_for(windows).bottlenecks()[0]] == [(1, (0,), 3, 1), (2, (0,), 3, 1)]


def test_there_is_no_proof_for_a_criticality_with_no_standing_duty():
    windows = windows_of([(0, 0b11)], [[1]], [[3, -1]], [1, 2])
    assert [each.criticality for each in answers_for(windows).bottlenecks()[0]] == [1]


def test_numbers_beyond_every_narrow_width_are_exact():
    many = 2_000_000_000
    windows = windows_of([(0, 0b1), (1, 0b11), (0, 0b11)], [[many, many, many]], [[many, many]], [1, 1])
    answers = answers_for(windows)
    assert answers.gap().tolist() == [[0, 0]]
    assert answers.filled().tolist() == [[[many, many], [0, 0]]]


@pytest.mark.parametrize("many", [2**14, 2**15 - 1, 2**15, 2**30, 2**31 - 1])
def test_numbers_at_the_edge_of_a_width_are_exact(many):
    windows = windows_of([(0, 0b01), (0, 0b10)], [[many, 0], [0, many]], [[many, many], [many, many]], [1, 1])
    assert answers_for(windows).gap().tolist() == [[0, many], [many, 0]]


def test_many_duties_that_share_nobody_are_solved_on_their_own():
    size = 300
    windows = windows_of([(0, 1 << duty) for duty in range(size)], [[1] * size], [[2] * size], [1] * size)
    assert answers_for(windows).gap().tolist() == [[1] * size]


def test_many_duties_that_share_people_are_solved():
    size = 40
    classes = [(0, 0b11 << duty) for duty in range(size - 1)]
    windows = windows_of(classes, [[1] * (size - 1)], [[1] * size], [1] * size)
    answers = answers_for(windows)
    assert answers.gap().tolist() == [[0] * (size - 1) + [1]]
    assert [tuple(each) for each in answers.bottlenecks()[0]] == [(1, tuple(range(size)), size, size - 1)]
