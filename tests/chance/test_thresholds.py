from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standto.chance.random_words import long_word
from standto.chance.searching import hinted, next_success
from standto.chance.thresholds import SCALE, skip_thresholds, threshold_of, thresholds_of
from tests.chance.plain_philox import plain_long, plain_words

CHANCES = st.fractions(0, 1)
EDGES = [Fraction(0), Fraction(1, SCALE), Fraction(SCALE - 1, SCALE), Fraction(1)]


def test_the_edges_of_thresholds_are_never_once_all_but_once_and_always():
    assert [threshold_of(chance) for chance in EDGES] == [0, 1, SCALE - 1, SCALE]
    assert thresholds_of(EDGES).tolist() == [0, 1, SCALE - 1, SCALE]


@pytest.mark.parametrize("word", [0, 1, 2**32 - 1])
def test_no_draw_lies_below_the_threshold_of_never_and_every_draw_below_that_of_always(word):
    drawn = long_word(np.uint64(word), np.uint64(word))
    never, once, all_but_once, always = thresholds_of(EDGES)
    assert (drawn < never, drawn < always) == (False, True)
    assert (drawn < once, drawn < all_but_once) == (word == 0, word < 2**32 - 1)


@given(CHANCES)
def test_a_threshold_is_the_greatest_that_its_chance_allows(chance):
    threshold = threshold_of(chance)
    assert Fraction(threshold, SCALE) <= chance < Fraction(threshold + 1, SCALE)


@given(CHANCES, st.integers(1, 20))
def test_the_table_of_skips_is_the_geometric_distribution(chance, length):
    tried = Fraction(threshold_of(chance), SCALE)
    plain = [(1 - (1 - tried) ** (place + 1)) * SCALE // 1 for place in range(length)]
    assert skip_thresholds(chance, length).tolist() == plain


def test_the_last_of_256_skips_is_exact_too():
    tried = Fraction(threshold_of(Fraction(3, 1000)), SCALE)
    assert int(skip_thresholds(Fraction(3, 1000))[255]) == (1 - (1 - tried) ** 256) * SCALE // 1


@given(st.lists(st.integers(0, SCALE), max_size=20).map(sorted), st.integers(0, 256))
def test_hints_say_how_many_numbers_are_not_above_the_least_that_begins_so(table, upper):
    hints = hinted(np.array(table, dtype=np.uint64)).hints
    assert hints[upper] == sum(number <= upper << 55 for number in table)


def plain_successes(chance: Fraction, end: int, length: int, future: int) -> list[int]:
    """Return the trials that succeed, skip by skip, from the geometric distribution itself."""
    tried = Fraction(threshold_of(chance), SCALE)
    found, place, draw = [], -1, 0
    while place < end:
        high, low, _, _ = plain_words(1, 2, future, 0, 4, draw)
        draw, skipped = draw + 1, 0
        while skipped < length and plain_long(high, low) >= (1 - (1 - tried) ** (skipped + 1)) * SCALE // 1:
            skipped += 1
        place += skipped
        if skipped < length:
            place += 1
            found.append(place)
    return [place for place in found if place < end]


@given(
    st.sampled_from([Fraction(0), Fraction(1, 9), Fraction(1, 2), Fraction(1)]), st.integers(0, 40), st.integers(0, 99)
)
def test_successes_are_found_by_skipping(chance, end, future):
    skips = hinted(skip_thresholds(chance, 5))
    found, place, draw = [], -1, 0
    while True:
        place, draw = next_success(place, skips, end, draw, 1, 2, future, 4)
        if place >= end:
            break
        found.append(place)
    assert found == plain_successes(chance, end, 5, future)


def test_trials_that_never_succeed_and_trials_that_always_do_leave_nothing_to_chance():
    assert plain_successes(Fraction(0), 30, 5, 1) == []
    assert plain_successes(Fraction(1), 30, 5, 1) == list(range(30))
