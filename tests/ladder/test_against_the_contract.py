"""Reviews against plain code that goes by the letter of the contract."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from standto.ladder import review
from tests.ladder import oracle
from tests.ladder.scenarios import questions


def steps_of(answer):
    """The recommendations as far as they are compared."""
    return [
        oracle.Step(
            one.step,
            one.subject,
            one.condition,
            one.count,
            one.windows and tuple((need.start, need.until, need.count) for need in one.windows),
            one.by,
            one.late,
            one.duties,
        )
        for one in answer.recommendations
    ]


def kept_of(answer):
    """The help that is kept, and why."""
    return [
        oracle.Kept(
            one.pool,
            one.state,
            one.count,
            one.duty,
            one.start,
            one.until,
            one.at,
            one.gap,
            one.worst_case,
            one.held_since,
        )
        for one in answer.kept
    ]


def check_review(question):
    """Compare one review with the plain one."""
    answer = review(question.scenario, at=question.at, known_at=question.known_at)
    plain = oracle.Case(*question)
    assert steps_of(answer) == plain.steps()
    assert kept_of(answer) == plain.way_down()[1]
    assert [tuple(one) for one in answer.remaining] == plain.remaining()
    assert (answer.next_review, answer.covered) == (plain.next_review(), plain.covered())


@settings(max_examples=100)
@given(questions())
def test_a_review_says_what_the_contract_says(question):
    check_review(question)


@pytest.mark.slow
@settings(max_examples=4_000)
@given(questions())
def test_thousands_of_reviews_say_what_the_contract_says(question):
    check_review(question)
