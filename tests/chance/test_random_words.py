from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standto.chance.random_words import long_word, philox, words_at
from tests.chance.plain_philox import plain_words

randomgen = pytest.importorskip("randomgen", reason="randomgen is missing: make test installs it")

WORDS = st.integers(0, 2**32 - 1)

# From the file kat_vectors of Random123: counter, key and words of philox4x32 with ten rounds.
PUBLISHED = [
    ("00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
    ("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd"),
    ("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1"),
]


def numbers(text: str) -> list[int]:
    return [int(word, 16) for word in text.split()]


def judged_by_randomgen(seed: int, process: int, counter: list[int]) -> list[int]:
    """Return the words of a place by another program, which steps its counter once before it draws."""
    place = sum(word << 32 * number for number, word in enumerate(counter))
    theirs = randomgen.Philox(key=seed | process << 32, counter=(place - 1) % 2**128, number=4, width=32)
    return [int(word) for word in theirs.random_raw(4)]


@pytest.mark.parametrize(("counter", "key", "words"), PUBLISHED)
def test_the_words_are_the_published_ones(counter, key, words):
    given_words = [np.uint64(word) for word in numbers(key) + numbers(counter)]
    assert [int(word) for word in philox(*given_words)] == numbers(words)
    assert list(plain_words(*numbers(key), *numbers(counter))) == numbers(words)


@given(WORDS, WORDS, st.lists(WORDS, min_size=4, max_size=4))
def test_the_words_of_every_place_are_those_of_two_other_programs(seed, process, counter):
    words = [int(word) for word in words_at(seed, process, *counter)]
    assert words == judged_by_randomgen(seed, process, counter)
    assert words == list(plain_words(seed, process, *counter))


@given(WORDS, WORDS)
def test_a_long_word_has_the_first_63_bits_of_two_words(high, low):
    assert int(long_word(np.uint64(high), np.uint64(low))) == (high * 2**32 + low) // 2
