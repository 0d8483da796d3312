"""The random margin: its distribution against every order, whichever way it is calculated."""

from __future__ import annotations

from fractions import Fraction
from math import comb, sqrt

import numpy as np
import pytest

from standto.coverage.random_order import PERCENTILES, Population, RandomMargin, quantiles_of, survived, survived_by_all
from standto.coverage.stepping import NONE_LEFT, population_of, random_by_window
from standto.coverage.surviving import binomial, survival, unbroken_of
from standto.coverage.whole_register import Contributors, orders_of, survivors_of
from standto.kernel.breaking import PartBreakers
from standto.kernel.leading import leading_of
from standto.kernel.levels import level_of, levels_of
from standto.kernel.parts import parts_of
from tests.kernel import brute
from tests.kernel.worlds import random_windows, windows_of

RUNS = 4000


def exact_shares(windows, row, criticality):
    """Return the share of orders in which cover survives each loss, and not the loss of one person more."""
    home, least = brute.survival(windows, row, criticality)
    whole = [0] * (len(home) + 2)
    for gone, covered in least.items():
        whole[sum(gone)] += covered
    survive = [Fraction(whole[number], comb(len(home), number)) for number in range(len(home) + 1)]
    return [one - other for one, other in zip(survive, [*survive[1:], Fraction(0)], strict=True)]


def plausible(random, shares, runs):
    """Return whether the quantiles of some runs are within four standard errors of a distribution's."""
    below = np.cumsum([0, *map(float, shares)])
    for percent, number in zip(PERCENTILES, random, strict=True):
        share = percent / 100
        error = 4 * sqrt(share * (1 - share) / runs)
        if not below[number] < share + error or not below[number + 1] > share - error:
            return False
    return True


@pytest.mark.parametrize("seed", range(30))
def test_the_distribution_is_that_of_every_order(seed):
    windows = random_windows(seed, duties=4, classes=6, forces=2, windows=3, people=3, strength=2)
    checked = []
    for level in levels_of(windows):
        for row, random in enumerate(random_by_window(level, RUNS, seed)):
            critical = level.first[row]
            if critical is None or critical.worst_case < 0:
                checked.append(random == (None if critical is None else NONE_LEFT))
            else:
                checked.append(plausible(random, exact_shares(windows, row, level.criticality), RUNS))
    assert checked == [True] * len(checked)


def populations(seed):
    """Yield a part with many sets that can break, and a population for each of its problems without a gap."""
    windows = random_windows(
        seed, duties=6, classes=18, forces=2, windows=8, people=12, strength=14, spread=0.3, help_in=5
    )
    for part in parts_of(windows):
        level = level_of(windows, part.duties)
        if part.home_kinds and level.parts:
            for problem, critical in enumerate(level.critical[0]):
                if critical is not None and critical.worst_case >= 0:
                    yield level.parts[0], problem


class _OneWatched:
    """Sets of which only the last but one is watched from the start."""

    def __init__(self, sets):
        self._sets = sets
        self.broken = sets.broken

    def likely(self):
        return self._sets.likely()[-1:]


def quantiles(part, problem, sets):
    kinds = part.counts[problem, : part.home_kinds]
    return survived(Population(kinds, 7, [(slice(0, len(kinds)), sets)]), 500, [1, problem])


def by_clocks(level, row, runs, seed):
    """Return the random margin by tossing digits, even if exact chances are known."""
    return survived(population_in(level, row), runs, [seed, row])


def population_in(level, row):
    """Return the population of a window."""
    within = [(part, problem) for part, problem in level.within[row] if level.critical[part][problem] is not None]
    return population_of(level, within, int(level.home_supply[row]))


@pytest.mark.parametrize("seed", range(30))
def test_tossed_digits_have_the_distribution_of_every_order(seed):
    windows = random_windows(seed, duties=4, classes=6, forces=2, windows=3, people=3, strength=2)
    checked = []
    for level in levels_of(windows):
        for row, critical in enumerate(level.first):
            if critical is not None and critical.worst_case >= 0:
                shares = exact_shares(windows, row, level.criticality)
                checked.append(plausible(by_clocks(level, row, RUNS, seed), shares, RUNS))
    assert checked == [True] * len(checked)


@pytest.mark.parametrize("seed", range(30))
def test_asking_all_sets_at_each_digit_gives_the_distribution_of_every_order(seed):
    windows = random_windows(seed, duties=4, classes=6, forces=2, windows=3, people=3, strength=2)
    checked = []
    for level in levels_of(windows):
        for row, critical in enumerate(level.first):
            if critical is not None and critical.worst_case >= 0:
                shares = exact_shares(windows, row, level.criticality)
                checked.append(plausible(survived_by_all(population_in(level, row), RUNS, [seed, row]), shares, RUNS))
    assert checked == [True] * len(checked)


def counted(population):
    """Return the exact chance that cover survives each loss; None if it is not known."""
    known = []
    for place, sets in population.parts:
        leading = sets.leading(population.kinds[place])
        known.append(None if leading is None else unbroken_of(leading, population.kinds[place]))
    if None in known:
        return None
    return survival(
        [lambda chance: binomial(population.others, chance), *known], int(population.kinds.sum()) + population.others
    )


@pytest.mark.parametrize("seed", range(150))
def test_exact_chances_are_the_distribution_of_every_order(seed):
    windows = random_windows(seed, duties=4, classes=6, forces=2, windows=3, people=3, strength=2)
    for level in levels_of(windows):
        for row, critical in enumerate(level.first):
            if critical is not None and critical.worst_case >= 0:
                shares = exact_shares(windows, row, level.criticality)
                survive = [sum(shares[number:]) for number in range(len(shares))]
                found = counted(population_in(level, row))
                assert found.tolist() == pytest.approx(list(map(float, survive)), abs=1e-12)


def test_exact_chances_are_found_for_sets_that_overlap():
    overlap = 0
    for seed in range(150):
        windows = random_windows(seed, duties=4, classes=6, forces=2, windows=3, people=3, strength=2)
        for level in levels_of(windows):
            for row, critical in enumerate(level.first):
                if critical is not None and critical.worst_case >= 0:
                    population = population_in(level, row)
                    overlap += not all(
                        sets.leading(population.kinds[place]).laminar for place, sets in population.parts
                    )
    assert overlap > 10


def test_the_chances_of_large_populations_are_those_of_an_urn():
    # The loss of 100 of 150 people, among 3,000, breaks cover: the hypergeometric distribution.
    kinds = np.array([150])
    unbroken = unbroken_of(leading_of(np.ones((1, 1)), np.array([100]), kinds), kinds)
    found = survival([unbroken, lambda chance: binomial(2850, chance)], 3000)
    for gone in (0, 99, 100, 1500, 2000, 2100, 2949, 2950, 3000):
        ways = sum(comb(150, some) * comb(2850, gone - some) for some in range(min(100, gone + 1)))
        assert found[gone] == pytest.approx(float(Fraction(ways, comb(3000, gone))), rel=1e-9, abs=1e-300)


def test_sets_that_overlap_are_not_a_laminar_family():
    members = np.array([[1.0, 1.0, 0.0], [0.0, 1.0, 1.0]])
    assert leading_of(members, np.array([3, 3]), np.array([5, 5, 5])).laminar is False


def test_more_vectors_than_can_be_looked_at_are_not_counted():
    chance = np.random.default_rng(0)
    members = (chance.random((40, 30)) < 0.5).astype(np.float64)
    kinds = np.full(30, 50)
    leading = leading_of(members, np.full(40, 300), kinds)
    assert (leading.laminar, unbroken_of(leading, kinds)) == (False, None)


def stations(number, windows):
    """Return stations of twelve people that share no skill, each with four overlapping duties, in many windows."""
    chance = np.random.default_rng(11)
    abilities = (0b0001, 0b0011, 0b0111, 0b1111, 0b0110, 0b1100, 0b1010)
    classes = [(0, mask << 4 * station) for station in range(number) for mask in abilities]
    counts = chance.integers(1, 4, size=(windows, len(classes)))
    return windows_of(classes, counts, [[1, 1, 2, 2] * number] * windows, [1] * (4 * number))


def test_stations_with_duties_that_overlap_each_have_an_answer():
    level = level_of(stations(8, 550), range(32))
    found = random_by_window(level, 1000, 0)
    assert (None in found, len(found)) == (False, 550)


def test_windows_with_the_same_contents_have_the_same_answer():
    # The same numbers for duty 0 in one window and for duty 1 in the next.
    windows = windows_of([(0, 0b01), (0, 0b10)], [[9, 5], [5, 9]], [[4, -1], [-1, 4]], [1, 1])
    one, other = random_by_window(level_of(windows, range(2)), 1000, 3)
    assert one == other


def test_a_set_that_never_breaks_first_is_left_out():
    members = np.array([[1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])
    leading = leading_of(members, np.array([2, 9, 5]), np.array([5, 5]))
    assert (leading.members.tolist(), leading.breaks_at.tolist()) == ([[True, False], [False, True]], [2, 5])


@pytest.mark.parametrize("seed", range(12))
def test_the_choice_of_watched_sets_does_not_change_the_answer(seed):
    answers = []
    for part, problem in populations(seed):
        sets = PartBreakers(part).of(problem)
        flows = PartBreakers(part, most_groups=0).of(problem)
        one = quantiles(part, problem, sets)
        answers.append(
            (one, quantiles(part, problem, _OneWatched(sets)) == one, quantiles(part, problem, flows) == one)
        )
    assert [answer[1:] for answer in answers] == [(True, True)] * len(answers)


def test_there_are_populations_to_compare():
    assert sum(1 for seed in range(12) for _ in populations(seed)) > 30


def test_large_populations_agree_with_an_order_of_everybody():
    # Any 150 of 200, or any 210 of all 300 who count: naive orders of 500 people who step back.
    windows = windows_of([(0, 0b01), (0, 0b11), (0, 0b100)], [[100, 200, 200]], [[91, 50, 0]], [1, 1, 1])
    level = level_of(windows, range(3))
    (random,) = random_by_window(level, RUNS, 5)
    chance = np.random.default_rng(9)
    orders = chance.permuted(np.tile(np.arange(500), (RUNS, 1)), axis=1)
    both = np.sort(orders[:, :300], axis=1)[:, 300 - 141]
    second = np.sort(orders[:, 100:300], axis=1)[:, 200 - 50]
    naive = quantiles_of(np.minimum(both, second))
    assert np.abs(np.array(random) - naive).max() <= 4


def test_home_people_who_can_break_nothing_step_back_too():
    # Duty 1 stands and requires nobody: people who can do only that still count for it.
    windows = windows_of([(0, 0b01), (0, 0b10)], [[1, 4]], [[1, 0]], [1, 1])
    (random,) = random_by_window(level_of(windows, range(2)), RUNS, 0)
    assert random == RandomMargin(0, 2, 4)


def test_a_quantile_is_that_of_the_inverted_distribution_function():
    for runs in (1, 2, 3, 7, 19, 20, 21, 100, 999, 1000):
        numbers = np.random.default_rng(runs).integers(0, 50, size=runs)
        wanted = np.quantile(numbers, [0.05, 0.5, 0.95], method="inverted_cdf")
        assert quantiles_of(numbers).tolist() == wanted.tolist()


def test_the_same_seed_gives_the_same_answer_and_another_seed_another():
    windows = windows_of([(0, 0b1)], [[200]], [[90]], [1])
    level = level_of(windows, [0])
    windows = windows_of([(0, 0b1), (0, 0b10)], [[200, 300]], [[90, 0]], [1, 1])
    level = level_of(windows, [0, 1])
    once, again, other = (random_by_window(level, 1000, seed) for seed in (3, 3, 4))
    assert (once == again, once == other) == (True, False)


@pytest.mark.parametrize("seed", range(10))
def test_the_register_goes_until_the_first_window_breaks(seed):
    windows = random_windows(seed, duties=4, classes=8, forces=2, windows=6, people=5, strength=3)
    level = level_of(windows, range(4))
    chance = np.random.default_rng(seed)
    size, runs = 40, 60
    orders = orders_of(size, runs, [seed, 0])
    contributing = []
    for number, part in enumerate(level.parts):
        for row, problem in zip(part.rows.tolist(), part.problem.tolist(), strict=True):
            if level.critical[number][problem] is not None and level.first[row].worst_case >= 0:
                members = chance.permutation(size)
                edges = np.concatenate([[0], np.cumsum(part.counts[problem, : part.home_kinds])])
                contributing.append(Contributors(number, problem, members[: edges[-1]], edges))
    assert survivors_of(level, contributing, orders).tolist() == [
        min([size, *(breaks_at(level, contributors, orders[:, run]) for contributors in contributing)])
        for run in range(runs)
    ]


def breaks_at(level, contributors, order):
    """Return the number of people who leave, one by one, before one part of a window breaks."""
    part = level.parts[contributors.part]
    counts = part.counts[contributors.problem].copy()
    kind_of = {
        int(member): kind
        for kind in range(part.home_kinds)
        for member in contributors.members[contributors.edges[kind] : contributors.edges[kind + 1]]
    }
    required = part.required[contributors.problem].tolist()
    for gone, member in enumerate(np.argsort(order).tolist()):
        if member in kind_of:
            counts[kind_of[member]] -= 1
            people = [
                (kind.force, {duty for duty in range(len(required)) if kind.duties >> duty & 1})
                for kind, count in zip(part.kinds, counts.tolist(), strict=True)
                for _ in range(count)
            ]
            if not brute.covered(people, required):
                return gone
    return len(order)
