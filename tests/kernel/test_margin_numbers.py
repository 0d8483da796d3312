"""The worst case and the critical set, against removing people in every possible way."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from standto import margin, read_scenario, situation_of
from standto.kernel.critical_sets import CriticalSet, critical_sets_by_program, critical_sets_by_transform
from standto.kernel.levels import level_of, levels_of
from standto.kernel.parts import parts_of
from tests.kernel import brute
from tests.kernel.worlds import random_windows, windows_of, worlds

SMALL = worlds(duties=4, forces=2, classes=5, people=2, strength=2)


def expected(windows, row, criticality):
    """Return the critical set of a window, by brute force."""
    worst = brute.worst_case(windows, row, criticality)
    if worst is None:
        return None
    if worst == -1:
        some, gap = brute.smallest_proof(windows, row, criticality)
        required = sum(brute.requirement_of(windows, row)[duty] for duty in some)
        return CriticalSet(-1, -1, tuple(sorted(some)), required - gap, required)
    spare, duties, eligible, required = brute.critical(windows, row, criticality)
    assert spare == worst
    return CriticalSet(worst, worst, duties, eligible, required)


@settings(max_examples=500)
@given(windows=SMALL)
def test_the_worst_case_and_the_critical_set_are_those_of_brute_force(windows):
    for level in levels_of(windows):
        for row in range(len(windows)):
            assert level.first[row] == expected(windows, row, level.criticality)


@settings(max_examples=40)
@given(windows=SMALL)
def test_an_integer_program_finds_the_same_critical_sets(windows):
    for part in parts_of(windows):
        assert critical_sets_by_program(part, seconds=60) == critical_sets_by_transform(part)


@pytest.mark.parametrize("seed", range(3))
def test_an_integer_program_finds_the_same_critical_sets_of_more_duties(seed):
    windows = random_windows(seed, duties=8, classes=14, forces=3, windows=4, people=9, strength=5, spread=0.3)
    for part in parts_of(windows):
        assert critical_sets_by_program(part, seconds=60) == critical_sets_by_transform(part)


def test_a_search_cut_short_gives_a_bound_that_is_proved_and_the_best_found():
    windows = random_windows(
        3, duties=18, classes=60, forces=3, windows=1, people=12, strength=14, spread=0.15, help_in=4
    )
    part = max(parts_of(windows), key=lambda part: part.groups)
    (exact,) = critical_sets_by_transform(part)
    (bound,) = critical_sets_by_program(part, seconds=0)
    assert (0 <= bound.worst_case <= exact.worst_case <= bound.at_most) is True


def test_among_sets_with_equal_spare_the_smallest_and_then_the_first_is_critical():
    # Duties 0 and 1 share one person more than they need together; duties 2 and 3 each have one more on their own.
    windows = windows_of([(0, 0b0011), (0, 0b0100), (0, 0b1000)], [[3, 2, 2]], [[1, 1, 1, 1]], [1, 1, 1, 1])
    assert level_of(windows, range(4)).first == [CriticalSet(1, 1, (2,), 2, 1)]


def test_a_duty_that_requires_nobody_is_never_critical():
    windows = windows_of([(0, 0b11)], [[1]], [[0, 1]], [1, 1])
    assert level_of(windows, range(2)).first == [CriticalSet(0, 0, (1,), 1, 1)]


def test_duties_that_outside_help_covers_alone_cannot_break():
    windows = windows_of([(0, 1), (1, 1)], [[5, 2]], [[2]], [1])
    assert level_of(windows, [0]).first == [None]


def test_two_bottlenecks_of_parts_that_share_nobody_are_one_critical_set():
    windows = windows_of([(0, 0b001), (0, 0b010), (0, 0b100)], [[1, 5, 0]], [[2, 2, 2]], [1, 1, 1])
    assert level_of(windows, range(3)).first == [CriticalSet(-1, -1, (0, 2), 1, 4)]


def test_the_hard_case_of_many_edges_is_solved():
    # Each edge of a graph is a duty with its own home person; each vertex is a lent person who can do its edges.
    edges = [(one, other) for one in range(6) for other in range(one)] + [(6, 0), (6, 1), (7, 6), (8, 7)]
    classes = [(0, 1 << duty) for duty in range(len(edges))]
    classes += [(1, sum(1 << duty for duty, edge in enumerate(edges) if vertex in edge)) for vertex in range(9)]
    size = len(edges)
    windows = windows_of(classes, [[1] * len(classes)], [[1] * size], [1] * size)
    (part,) = parts_of(windows)
    assert critical_sets_by_program(part, seconds=60) == critical_sets_by_transform(part)


def test_without_random_orders_the_worst_case_is_the_same():
    scenario = read_scenario("london-2023")
    situation = situation_of(scenario, at=scenario.instant("2023-09-25T18:00:00"))
    with_orders, alone = (margin(situation, runs=runs).as_json() for runs in (5, None))
    for part in ("margins", "summary"):
        assert alone[part] == [{**one, "random": None} for one in with_orders[part]]
    assert alone["runs"] is None


@pytest.mark.parametrize("runs", [20, None])
def test_a_margin_reports_its_progress_up_to_the_end(runs):
    shares = []
    margin(read_scenario("london-2023"), runs=runs, progress=shares.append)
    assert (shares == sorted(shares), shares[0], shares[-1]) == (True, 0.0, 1.0)
