"""Any words at all are understood or refused; nothing else happens, and it does not take long."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standto import OptionError, read_scenario, situation_of, what_if
from standto.supposing import FORMS

WORDS = sorted(
    {word for form in FORMS for word in (*form.written.split(), *form.example.split())}
    | {
        "of",
        "and",
        "+",
        "-",
        ",",
        "for",
        "to",
        "until",
        "between",
        "Sat",
        "18:00",
        "06:00",
        "2023-09-24",
        "+6h",
        "lent",
    }
    | {"team", "person", "pool", "duty", "crew", "arv+afo", "kent", "met", "0", "999999999999", "one", "hundred"}
)


@pytest.fixture(scope="module")
def noon():
    return situation_of(read_scenario("london-2023"), at="2023-09-23T12:00")


def is_answered(situation, sentence):
    """Return whether a sentence is understood, or refused in words."""
    try:
        return bool(what_if(situation, sentence).understood[0])
    except OptionError as error:
        return bool(str(error))


@settings(max_examples=150)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join))
def test_any_order_of_the_words_of_sentences_is_answered(noon, sentence):
    assert is_answered(noon, sentence)


@settings(max_examples=100)
@given(st.text(min_size=1, max_size=60))
def test_any_text_is_answered(noon, sentence):
    assert is_answered(noon, sentence)


@pytest.mark.parametrize(
    "sentence", ["a " * 5_000, "+1 " * 5_000, "40 of " * 3_000 + "step back", "9" * 10_000, "' " * 9_000]
)
def test_a_long_sentence_is_refused(noon, sentence):
    with pytest.raises(OptionError):
        what_if(noon, sentence)
