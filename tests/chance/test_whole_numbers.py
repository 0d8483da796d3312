from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from standto.chance.whole_numbers import number_below
from tests.chance.plain_philox import plain_below

WORDS = st.integers(0, 2**32 - 1)


def below(bound: int, word: int, place: int = 0) -> int:
    return int(number_below(bound, np.uint64(word), place, 7, 3, 5, 2, 1))


@given(st.integers(1, 2**32), WORDS, st.integers(0, 3))
def test_a_number_is_that_of_plain_code(bound, word, place):
    assert below(bound, word, place) == plain_below(bound, word, place, 7, 3, 5, 2, 1)


@given(st.integers(1, 2**32))
def test_the_ends_of_the_words_lie_inside_the_bound(bound):
    assert {below(bound, word) < bound for word in (0, 1, 2**32 - 2, 2**32 - 1)} == {True}


def test_every_number_has_as_many_words_as_any_other():
    # A bound of half a million has 8,589 or 8,590 words for each number. Trying all 4,294,967,296 would take an hour;
    # the kept ones are counted by the rule, and tried at the ends of a number's words, where some are rejected.
    bound = 500_009
    kept = Counter()
    for number in (0, 1, 2, 250_004, 500_007, 500_008):
        first, after = -(-number * 2**32 // bound), -(-(number + 1) * 2**32 // bound)
        kept[number] = sum(word * bound % 2**32 >= 2**32 % bound for word in range(first, after))
        for word in (first, first + 1, after - 2, after - 1):
            if word * bound % 2**32 >= 2**32 % bound:
                assert below(bound, word) == number
    assert set(kept.values()) == {2**32 // bound}


def test_a_rejected_word_is_replaced_by_one_of_its_own_place():
    bound = 2**31 + 1
    numbers = {place: below(bound, 0, place) for place in range(4)}
    assert len(set(numbers.values())) == 4


def test_a_bound_of_one_leaves_nothing_to_chance():
    assert [below(1, word) for word in (0, 17, 2**32 - 1)] == [0, 0, 0]
