"""Forecasts of the number away, and how good they would have been."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import comb, exp

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standto import rates, read_scenario, situation_of
from standto.estimating.away_counts import counts_in
from standto.estimating.backtesting import HORIZONS, backtests
from standto.estimating.forecasting_away import AwayForecast, forecast_away
from standto.estimating.rate_ranges import likely_means
from standto.model.event import STEPPED_BACK
from standto.model.time import DAY, Period
from tests.estimating.histories import START, event, force_of, steady_history

LONDON = read_scenario("london-2023")


@pytest.fixture(scope="module")
def scores():
    """Independent scores; they are compiled when they are imported, which takes seconds."""
    import scoringrules

    return scoringrules


def counts_of(scenario):
    return counts_in(situation_of(scenario), scenario.horizon, "ours")


def test_a_forecast_is_the_mean_over_likely_rates_of_a_sum_of_two_binomial_counts():
    counts = replace(
        counts_of(force_of(5, 20, [])),
        there=3, away=2, step_backs=4, returns=6, there_days=Fraction(90), away_days=Fraction(30),
    )  # fmt: skip
    expected = [0.0] * 6
    for going in (mean / 90 for mean in likely_means(4, 7)):
        for back in (mean / 30 for mean in likely_means(6, 7)):
            settled, still = going / (going + back), exp(-(going + back) * 3)
            stays, leaves = settled + (1 - settled) * still, settled * (1 - still)
            for one in range(3):
                for other in range(4):
                    stayed = comb(2, one) * stays**one * (1 - stays) ** (2 - one)
                    expected[one + other] += stayed * comb(3, other) * leaves**other * (1 - leaves) ** (3 - other) / 49
    found = forecast_away(counts, 3)
    assert (found.first, found.chances.tolist()) == (0, pytest.approx(expected))


def test_a_record_without_step_backs_says_that_nobody_is_away_most_likely():
    assert forecast_away(counts_of(force_of(5, 20, [])), 1).range(0.9) == (0, 0, 0)


@given(st.integers(1, 40), st.floats(0.05, 0.95), st.integers(0, 60))
def test_the_score_is_the_continuous_ranked_probability_score(scores, trials, share, seen):
    chances = np.array([comb(trials, k) * share**k * (1 - share) ** (trials - k) for k in range(trials + 1)])
    assert AwayForecast(0, chances).crps(seen) == pytest.approx(
        scores.crps_binomial(seen, trials, share), rel=1e-6, abs=1e-9
    )


@given(st.lists(st.integers(0, 9), min_size=1, max_size=30), st.integers(0, 12))
def test_the_score_of_counted_numbers_is_that_of_the_ensemble(scores, numbers, seen):
    chances = np.bincount(numbers) / len(numbers)
    assert AwayForecast(0, chances).crps(seen) == pytest.approx(
        scores.crps_ensemble(float(seen), np.array(numbers, dtype=float)), abs=1e-9
    )


@given(st.lists(st.integers(0, 50), min_size=1, max_size=20))
def test_the_middle_lies_in_the_range(weights):
    chances = np.array([*weights, 1]) / (sum(weights) + 1)
    low, middle, high = AwayForecast(3, chances).range(0.9)
    assert 3 <= low <= middle <= high < 3 + len(chances)


def test_a_backtest_knows_nothing_of_what_came_later():
    """A wave on day 15 changes no forecast made before it, and none that is made before it is known."""
    quiet = [event(STEPPED_BACK, person, person / 2) for person in range(10)]
    wave = [event(STEPPED_BACK, person, 15, known=18) for person in range(10, 30)]
    period = Period(START, START + 17 * DAY)
    without, known_late = (
        situation_of(force_of(30, 20, events), at=period.until) for events in (quiet, [*quiet, *wave])
    )
    assert backtests(without, period, "ours") == backtests(known_late, period, "ours")
    known = situation_of(force_of(30, 20, [*quiet, *wave]))
    assert backtests(known, period, "ours")[0].crps > backtests(without, period, "ours")[0].crps


def test_the_weekend_has_no_forecast_because_it_would_not_have_beaten_as_now():
    found = rates(situation_of(LONDON, at="2023-09-28T12:00"))
    assert (found.forecasts, found.no_forecast) == ((), "no forecast: it would not have beaten 'as now'")
    assert "no forecast: it would not have beaten 'as now'" in found.summary()
    assert [(score.days, score.beats) for score in found.scores] == [(1, False), (3, False)]


def test_a_short_record_has_no_forecast_because_none_could_be_tested():
    found = rates(situation_of(LONDON, at="2023-09-23T12:00"))
    assert (found.forecasts, found.no_forecast) == ((), "no forecast: the record is too short to test one")


def test_a_forecast_is_shown_only_for_the_days_ahead_that_beat_as_now():
    found = rates(steady_history(1, people=100, leaving=0.05 / 7, returning=0.1).scenario)
    assert [one.days for one in found.forecasts] == [score.days for score in found.scores if score.beats]
    assert found.no_forecast == ""


FORCES = {"small": (60, 0.1 / 7, 0.15), "middling": (400, 0.02 / 7, 0.2), "large": (1000, 0.01 / 7, 0.05)}


@pytest.mark.slow
def test_on_histories_from_known_processes_ranges_of_90_percent_hold_85_to_95_percent():
    inside, origins, held, scores = 0, 0, 0, []
    for seed in range(8):
        for people, leaving, returning in FORCES.values():
            drawn = steady_history(seed, people=people, leaving=leaving, returning=returning)
            found = rates(drawn.scenario)
            inside += sum(score.inside for score in found.scores)
            origins += sum(score.origins for score in found.scores)
            scores += found.scores
            row = found.by_row[0]
            true = (1 - exp(-7 * leaving), 1 - exp(-returning))
            held += sum(one.low <= chance <= one.high for one, chance in zip(row[1:3], true, strict=True))
    # 24 histories, five spans ahead each, about 200 forecasts a history.
    assert origins > 4500
    assert {score.days for score in scores} == set(HORIZONS)
    assert 0.85 <= inside / origins <= 0.95
    # Each history has two ranges of rates; they are exact, so that they hold the truth in 90 % at least.
    assert 0.85 <= held / 48 <= 1
    assert sum(score.crps for score in scores) < sum(score.crps_as_now for score in scores)
