"""Exact intervals: SciPy is the judge."""

from __future__ import annotations

from math import exp, inf

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from standto.estimating.exact_intervals import binomial_at_most, clopper_pearson, garwood, poisson_at_most
from standto.estimating.rate_ranges import likely_means, too_uneven


@given(st.integers(0, 5000), st.floats(0, 6000))
def test_the_chance_of_at_most_so_many_is_that_of_the_poisson_distribution(count, mean):
    assert poisson_at_most(count, mean) == pytest.approx(stats.poisson.cdf(count, mean), rel=1e-9, abs=1e-13)


@given(st.integers(0, 3000), st.integers(0, 3000), st.floats(0, 1))
def test_the_chance_of_at_most_so_many_is_that_of_the_binomial_distribution(count, trials, share):
    assert binomial_at_most(count, trials, share) == pytest.approx(
        stats.binom.cdf(count, trials, share), rel=1e-8, abs=1e-12
    )


@given(st.integers(0, 3000), st.sampled_from([0.5, 0.9, 0.95, 0.99]))
def test_garwoods_interval_has_the_ends_of_two_chi_squared_distributions(count, confidence):
    tail = (1 - confidence) / 2
    low = stats.chi2.ppf(tail, 2 * count) / 2 if count else 0
    assert garwood(count, confidence) == pytest.approx((low, stats.chi2.ppf(1 - tail, 2 * count + 2) / 2), rel=1e-9)


@given(st.integers(0, 400), st.integers(0, 400), st.sampled_from([0.5, 0.9, 0.95, 0.99]))
def test_clopper_and_pearsons_interval_has_the_ends_of_two_beta_distributions(one, other, confidence):
    count, trials = min(one, other), max(one, other)
    found = stats.binomtest(count, trials).proportion_ci(confidence, method="exact") if trials else (0, 1)
    assert clopper_pearson(count, trials, confidence) == pytest.approx(tuple(found), rel=1e-8, abs=1e-12)


def test_garwoods_interval_of_nothing_by_hand():
    # e^-mean = 0.05
    assert exp(-garwood(0, 0.9).high) == pytest.approx(0.05)
    assert poisson_at_most(3, inf) == 0


@given(st.integers(1, 500))
def test_likely_means_are_quantiles_of_half_of_each_of_two_gamma_distributions(count):
    for place, mean in enumerate(likely_means(count, 4)):
        found = (stats.gamma.cdf(mean, count) + stats.gamma.cdf(mean, count + 1)) / 2
        assert found == pytest.approx((place + 0.5) / 4)


def test_half_of_the_likely_means_of_nothing_are_0():
    assert likely_means(0, 4)[:2] == pytest.approx((0, 0), abs=1e-6)


@pytest.mark.parametrize(
    ("counts", "uneven"),
    [
        ((), False),
        ((5,), False),
        ((0, 0, 0), False),
        ((3, 2, 4, 3), False),
        ((1, 0, 0, 0), False),
        ((0, 20, 1, 0), True),
    ],
)
def test_counts_are_too_uneven_if_one_of_them_has_nearly_all(counts, uneven):
    assert too_uneven(counts) is uneven
