"""Which assumption matters: paths through ranges, held to plain formulas and to SALib."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from SALib.analyze import morris

from standto import OptionError, Stopped, outlook
from standto.assuming.processes import RequiredStrength, SteadyStepBack, StepBackShock
from standto.assuming.ranges import Spread
from standto.weighing.screening import screen_assumptions
from standto.weighing.turning import GRID, elementary_effects, level_at, morris_paths
from tests.futures.assumed import assumptions_with, point, whole
from tests.weighing.guards import guard, hour_of


@pytest.fixture(scope="module")
def gate(tmp_path_factory):
    return guard(tmp_path_factory.mktemp("gate"))


@pytest.fixture(scope="module")
def assumed(gate):
    """Up to three step back at 06:00, from one to four must stand, and a third range is about nobody."""
    return assumptions_with(
        StepBackShock("morning", whole(0, 3), hour_of(gate, 6), hour_of(gate, 7)),
        RequiredStrength("more", "gate", whole(1, 4), hour_of(gate, 0), hour_of(gate, 12)),
        StepBackShock("later", whole(0, 3), hour_of(gate, 12), hour_of(gate, 13)),
    )


@pytest.fixture(scope="module")
def screened(gate, assumed):
    return screen_assumptions(gate, assumptions=assumed, paths=20, futures=3, seed=9)


def hours_short(gone, required):
    """The place-hours short if some of three step back at the middle of twelve hours."""
    return 6 * max(0, required - 3) + 6 * max(0, required - (3 - gone))


def test_a_path_turns_every_range_once_by_two_thirds_and_nothing_else():
    numbers = (4, 33, 2, 3, 100)
    for path in morris_paths(numbers, 50, 7):
        assert sorted(path.turned) == list(range(len(numbers)))
        for turned, (before, after) in zip(path.turned, pairwise(path.points), strict=True):
            assert [one for one in range(len(numbers)) if before[one] != after[one]] == [turned]
        assert all(abs(abs(share) - Fraction(2, 3)) <= Fraction(1, 3) for share in path.shares(numbers))


def test_paths_start_anywhere_and_turn_up_and_down_in_any_order():
    paths = morris_paths((4, 4), 400, 1)
    assert {path.turned for path in paths} == {(0, 1), (1, 0)}
    assert {path.points[0] for path in paths} == {(one, other) for one in range(GRID) for other in range(GRID)}
    assert {share for path in paths for share in path.shares((4, 4))} == {Fraction(2, 3), Fraction(-2, 3)}


def test_a_path_depends_on_the_seed_and_its_number_alone():
    assert morris_paths((4, 33), 10, 3) == morris_paths((4, 33), 20, 3)[:10] != morris_paths((4, 33), 10, 4)


@pytest.mark.parametrize(("number", "levels"), [(2, [0, 0, 1, 1]), (3, [0, 1, 1, 2]), (4, [0, 1, 2, 3])])
def test_a_place_of_the_grid_stands_for_the_nearest_level(number, levels):
    assert [level_at(place, number) for place in range(GRID)] == levels


def test_effects_agree_with_salib_on_the_same_paths_of_any_function():
    numbers, generator = (4, 7, 10, 31), np.random.default_rng(5)
    paths = morris_paths(numbers, 30, 11)
    points = [point for path in paths for point in path.points]
    scaled = np.array(points) / (np.array(numbers) - 1)
    answers = (np.exp(scaled @ [1, -2, 0.5, 3]) + scaled[:, 0] * scaled[:, 1] + generator.normal(size=len(points))) / 7
    told = morris.analyze(_problem(4), scaled, answers, num_levels=GRID)
    exact = iter([Fraction(float(one)) for one in answers])
    steps = [dict(zip(path.turned, pairwise([next(exact) for _ in path.points]), strict=True)) for path in paths]
    for place in range(len(numbers)):
        shares = [path.shares(numbers)[path.turned.index(place)] for path in paths]
        changes = [after - before for before, after in (step[place] for step in steps)]
        ours = elementary_effects(changes, shares, [Fraction(0)] * len(paths))
        assert (float(ours.mean), float(ours.size), ours.spread) == pytest.approx(
            (told["mu"][place], told["mu_star"][place], told["sigma"][place])
        )


def test_a_screening_agrees_with_salib_about_a_guard_reckoned_by_hand(screened):
    numbers = (4, 4, 4)
    points = [point for path in morris_paths(numbers, screened.paths, screened.seed) for point in path.points]
    answers = np.array([hours_short(gone, 1 + more) for gone, more, _ in points], dtype=np.float64)
    told = morris.analyze(_problem(3), np.array(points) / 3, answers, num_levels=GRID)
    ours = [one.effects(0, "place-hours") for one in screened.ranges]
    assert [float(one.mean) for one in ours] == pytest.approx(list(told["mu"]))
    assert [float(one.size) for one in ours] == pytest.approx(list(told["mu_star"]))
    assert [one.spread for one in ours] == pytest.approx(list(told["sigma"]))
    assert [one.noise for one in ours] == [0, 0, 0]


def test_the_effect_on_the_chance_of_a_gap_is_reckoned_the_same_way(screened):
    numbers = (4, 4, 4)
    points = [point for path in morris_paths(numbers, screened.paths, screened.seed) for point in path.points]
    answers = np.array([hours_short(gone, 1 + more) > 0 for gone, more, _ in points], dtype=np.float64)
    told = morris.analyze(_problem(3), np.array(points) / 3, answers, num_levels=GRID)
    ours = [one.effects(0, "chance") for one in screened.ranges]
    assert [float(one.size) for one in ours] == pytest.approx(list(told["mu_star"]))


def test_a_range_without_effect_comes_last_and_is_named(screened):
    assert screened.order[-1].name == "later.number"
    assert "Nothing changes in any future with later.number" in screened.summary()
    assert {row["range"] for row in screened.rows()} == {"morning.number", "more.strength", "later.number"}


def test_a_turn_makes_the_difference_of_two_outlooks_with_fixed_levels(gate):
    shock = StepBackShock("morning", whole(0, 3), hour_of(gate, 6), hour_of(gate, 7))
    steady = SteadyStepBack("slow", Spread(Fraction(0), Fraction(9, 10)))
    assumed = assumptions_with(shock, steady)
    answer = screen_assumptions(gate, assumptions=assumed, paths=2, futures=200, seed=3)
    for number, path in enumerate(morris_paths((4, 33), 2, 3)):
        for turned, (before, after) in zip(path.turned, pairwise(path.points), strict=True):
            tallies = [_at(gate, assumed, levels) for levels in (before, after)]
            difference = answer.ranges[turned].differences[number][0]
            assert difference.saved == tallies[0].place_minutes[0, 0] - tallies[1].place_minutes[0, 0]
            gaps = [200 - tally.first_gap[0, -1] for tally in tallies]
            assert (difference.short_before, difference.short_after) == tuple(gaps)


def test_an_effect_within_twice_the_noise_of_the_futures_does_not_show():
    changes, shares = [Fraction(2, 3), Fraction(-2, 3)], [Fraction(2, 3), Fraction(-2, 3)]
    clear, dim = (elementary_effects(changes, shares, [Fraction(one)] * 2) for one in (Fraction(1, 10), 1))
    assert (clear.size, clear.mean, clear.shows, dim.shows) == (1, 1, True, False)


def test_points_have_nothing_to_turn(gate):
    shock = StepBackShock("morning", point(2, whole=True), hour_of(gate, 6), hour_of(gate, 7))
    answer = screen_assumptions(gate, assumptions=assumptions_with(shock), paths=2, futures=2)
    assert (answer.ranges, answer.headline, answer.rows()) == ((), "no range to turn", [])


def test_one_path_is_too_few_for_a_spread(gate, assumed):
    with pytest.raises(OptionError, match="paths"):
        screen_assumptions(gate, assumptions=assumed, paths=1)


def test_somebody_can_stop_a_screening(gate, assumed):
    def stop(_):
        raise Stopped("enough")

    with pytest.raises(Stopped):
        screen_assumptions(gate, assumptions=assumed, progress=stop)


def _at(gate, assumed, levels):
    fixed = dict(zip((one.name for one in assumed.ranges), levels, strict=True))
    return outlook(gate, assumptions=assumed, futures=200, seed=3, fixed=fixed).tally


def _problem(size):
    return {"num_vars": size, "names": [f"x{one}" for one in range(size)], "bounds": [[0, 1]] * size}
