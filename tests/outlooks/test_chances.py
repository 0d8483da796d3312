"""Chances that a simulation counted: their numbers, errors, bounds and words; and quantiles of counts."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standto.outlooks.chances import Chance
from standto.outlooks.distributions import mean_of, quantiles_of, step_reached


def test_a_chance_is_shown_with_no_digit_beyond_its_error():
    told = [(4237, 10_000), (423_700, 1_000_000), (1, 10_000), (9_999, 10_000), (5, 10), (1, 2)]
    assert [Chance(*each).text for each in told] == [
        "42.4 % ± 0.5",
        "42.37 % ± 0.05",
        "0.01 % ± 0.01",
        "99.99 % ± 0.01",
        "50 % ± 20",
        "50 % ± 40",
    ]


def test_none_and_all_have_a_bound_in_place_of_an_error():
    told = [(0, 10_000), (10_000, 10_000), (0, 1_000_000), (100, 100), (0, 1)]
    assert [Chance(*each).text for each in told] == [
        "under 0.03 %",
        "over 99.97 %",
        "under 0.0003 %",
        "over 97 %",
        "under 100 %",
    ]


@given(st.integers(1, 10**6))
def test_at_the_bound_seeing_none_has_a_chance_of_one_in_twenty(futures):
    bound = Chance(0, futures).bound
    assert math.isclose((1 - bound) ** futures, 0.05, rel_tol=1e-6)
    assert bound < 3 / futures


@given(st.integers(1, 5_000), st.data())
def test_the_standard_error_is_that_of_a_binomial_share(futures, data):
    count = data.draw(st.integers(0, futures))
    share = count / futures
    assert math.isclose(Chance(count, futures).error, math.sqrt(share * (1 - share) / futures), abs_tol=1e-12)


@given(st.integers(2, 5_000), st.data())
def test_a_number_between_none_and_all_is_never_shown_as_0_or_100(futures, data):
    shown = Chance(data.draw(st.integers(1, futures - 1)), futures).number
    assert 0 < float(shown.removesuffix(" %")) < 100


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "under 0.03 %, remote chance"),
        (500, "5.0 % ± 0.3, remote chance"),
        (512, "5.1 % ± 0.3, between remote chance and highly unlikely"),
        (5_000, "50.0 % ± 0.5, between realistic possibility and likely"),
        (4_996, "50.0 % ± 0.5, between realistic possibility and likely"),
        (4_990, "49.9 % ± 0.5, realistic possibility"),
        (9_496, "95.0 % ± 0.3, almost certain"),
        (10_000, "over 99.97 %, almost certain"),
    ],
)
def test_the_word_is_that_of_the_number_shown(count, words):
    assert Chance(count, 10_000).words == words


def test_fewer_than_100_futures_give_no_word():
    assert Chance(60, 99).words == "61 % ± 5, too few futures for a word"
    assert Chance(60, 100).words == "60 % ± 5, likely"


levels = st.fractions(Fraction(1, 1000), 1)
histograms = st.lists(st.integers(0, 9), min_size=1, max_size=6).filter(any)


@given(histograms, levels)
def test_a_quantile_is_the_least_value_that_a_share_of_the_futures_does_not_exceed(counts, level):
    values = [value for value, count in enumerate(counts) for _ in range(count)]
    least = next(value for value in values if sum(one <= value for one in values) >= level * len(values))
    assert quantiles_of(np.array(counts, dtype=np.int64), level) == least
    assert mean_of(np.array(counts, dtype=np.int64)) == Fraction(sum(values), len(values))


@given(histograms, st.integers(0, 20), levels)
def test_a_share_of_futures_is_reached_in_the_first_step_that_has_enough(counts, others, level):
    total = sum(counts) + others
    reached = [step for step in range(len(counts)) if sum(counts[: step + 1]) >= level * total]
    assert step_reached(np.array(counts, dtype=np.int64), level, total) == (reached[0] if reached else None)
