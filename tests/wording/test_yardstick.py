"""The words of chances at every edge of the published table, and numbers with their errors."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standto.wording.error_digits import rounded_up, with_error
from standto.wording.phia_terms import YARDSTICK, yardstick_words

# "Explaining uncertainty in UK intelligence assessment", Cabinet Office, 24 March 2025.
PUBLISHED = [
    ("remote chance", 0, 5),
    ("highly unlikely", 10, 20),
    ("unlikely", 25, 35),
    ("realistic possibility", 40, 50),
    ("likely", 55, 75),
    ("highly likely", 80, 90),
    ("almost certain", 95, 100),
]
HAIR = Fraction(1, 10**6)


def test_the_table_is_the_published_one():
    assert [tuple(term) for term in YARDSTICK] == PUBLISHED


@pytest.mark.parametrize(("words", "low", "high"), PUBLISHED)
def test_both_ends_of_a_term_have_its_word_except_50_per_cent(words, low, high):
    assert yardstick_words(Fraction(low)) == words
    assert yardstick_words(Fraction(high) - (HAIR if high == 50 else 0)) == words


@pytest.mark.parametrize(("below", "above"), list(pairwise(PUBLISHED)))
def test_a_number_in_a_gap_has_the_words_of_both_neighbours(below, above):
    told = f"between {below[0]} and {above[0]}"
    low, high = Fraction(below[2]), Fraction(above[1])
    first = low if low == 50 else low + HAIR
    assert {yardstick_words(number) for number in (first, (low + high) / 2, high - HAIR)} == {told}


@given(st.fractions(0, 100))
def test_every_number_has_words(percent):
    within = [words for words, low, high in PUBLISHED if low <= percent <= high and percent != 50]
    around = [f"between {one[0]} and {other[0]}" for one, other in pairwise(PUBLISHED)]
    assert yardstick_words(percent) in (within or around)


@given(st.fractions(0, 100), st.fractions(Fraction(1, 10**9), 10**6))
def test_the_last_digit_of_a_number_stands_where_its_error_has_its_only_digit(value, variance):
    found = with_error(value, variance)
    unit = Fraction(10) ** found.place
    units = found.error / unit
    assert units.denominator == 1
    assert 1 <= units <= 9
    assert (units - 1) ** 2 * unit**2 < variance <= found.error**2
    # A finer place would need two digits.
    assert math.sqrt(variance) > 9 * float(unit) / 10 * (1 - 1e-9)
    assert abs(found.value - value) <= unit / 2
    assert Fraction(Decimal(found.number.replace(",", ""))) == found.value


def test_numbers_with_errors_read_as_people_write_them():
    told = [
        (Fraction(42371, 1000), "0.49"),
        (Fraction(4237), "30"),
        (Fraction(1234567), "0.095"),
        (Fraction(7), "0.91"),
    ]
    assert [with_error(value, Fraction(error) ** 2).text for value, error in told] == [
        "42.4 ± 0.5",
        "4,240 ± 30",
        "1,234,567.0 ± 0.1",
        "7 ± 1",
    ]


def test_a_bound_is_rounded_up_to_one_digit():
    assert [rounded_up(Fraction(number)).number for number in ("0.02995", "25.9", "0.3", "0.96")] == [
        "0.03",
        "30",
        "0.3",
        "1",
    ]
