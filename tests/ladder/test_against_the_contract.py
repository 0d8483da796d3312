"""Reviews compared with plain code that follows the letter of the contract."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standto.ladder import review
from standto.model.people import Capability, Pool
from tests.ladder.building import donor, duty, hour, law, places, scenario, soldiers
from tests.ladder.oracle.answers import Kept, Step
from tests.ladder.oracle.case import Case
from tests.ladder.profiles.rotas import RESTED
from tests.ladder.scenarios import PROFILES, Question, questions

EVERYTHING = st.sampled_from(PROFILES).flatmap(questions)


def steps_of(answer):
    """The recommendations, in the fields that are compared."""
    return [
        Step(
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
    """The help that is kept, and the reasons."""
    return [
        Kept(
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


def because_of(one):
    """The basis and the proofs of a recommendation."""
    return None if one.basis is None else (one.basis, [tuple(proof) for proof in one.bottlenecks])


def check_review(question, *, proofs=True):
    """Compare one review with the plain one."""
    answer = review(question.scenario, at=question.at, known_at=question.known_at)
    plain = Case(*question)
    steps = plain.steps()
    assert steps_of(answer) == steps
    assert [one.counted_before for one in answer.recommendations] == [plain.counted_before(step) for step in steps]
    if proofs:
        assert [because_of(one) for one in answer.recommendations] == [plain.because(step) for step in steps]
    assert kept_of(answer) == plain.steps_down()[1]
    assert [tuple(one) for one in answer.remaining] == plain.remaining()
    assert (answer.next_review, answer.covered) == (plain.next_review(), plain.covered())


def chain(length):
    """Duties that each share people with the next: too many to try every set of them."""
    skills = [f"skill{number}" for number in range(length + 1)]

    def able(pool, *held):
        return tuple(replace(row, capabilities=held) if isinstance(row, Pool) else row for row in pool)

    world = scenario(
        *(duty(f"duty{n}", 1, needs=skill, criticality=1 + n // 6) for n, skill in enumerate(skills[:-1])),
        *(able((places(1, pool=f"own{n}"),), *skills[n : n + 2]) for n in range(length) if n % 4),
        able(donor("kent", 2), *skills[:9]),
        able(donor("essex", 3, state="arrived"), *skills[3:12]),
        able(donor("coast", 2, kind="other", tier=2, state="arrived"), skills[-2]),
        able(soldiers(5), *skills),
        law(("military", f"duty{length - 1}", "attack"), ("military", "duty2")),
        look_ahead_hours=10,
    )
    return replace(world, capabilities=tuple(map(Capability, skills)))


@pytest.mark.parametrize("length", [13, 17])
def test_a_review_of_many_duties_that_share_people_says_what_the_contract_says(length):
    check_review(Question(chain(length), hour(5), None), proofs=length < 15)


def test_an_empty_scenario_needs_nothing():
    check_review(Question(scenario(), hour(5), None))


@settings(max_examples=150)
@given(EVERYTHING)
def test_a_review_says_what_the_contract_says(question):
    check_review(question)


@settings(max_examples=12, deadline=None)
@given(questions(RESTED))
def test_a_review_keeps_the_rules_on_working_time(question):
    check_review(question)


@pytest.mark.slow
@settings(max_examples=500, deadline=None)
@given(questions(RESTED))
def test_hundreds_of_reviews_keep_the_rules_on_working_time(question):
    check_review(question)


@pytest.mark.slow
@settings(max_examples=4_000)
@given(EVERYTHING)
def test_thousands_of_reviews_say_what_the_contract_says(question):
    check_review(question)
