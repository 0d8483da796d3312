"""Every clause of every rule decides something in the scenarios that reviews are tried on.

Each clause is dropped in turn from the plain code, and scenarios are drawn until that says something else. There the
review must say what the plain code says with the clause. So a review that lacks a clause fails its rule's test.
"""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.ladder.clauses.dropping import case_without
from tests.ladder.clauses.rules import RULES
from tests.ladder.oracle.case import Case
from tests.ladder.scenarios import questions
from tests.ladder.test_against_the_contract import check_review

DRAWN = 20
"""Scenarios drawn at once of each profile."""


@cache
def drawn(profile, number):
    """Some scenarios of a profile, others for each number."""
    found = []

    @seed(number)
    @settings(
        max_examples=DRAWN,
        phases=(Phase.generate,),
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(questions(profile))
    def draw(question):
        found.append(question)

    draw()
    return tuple(found)


def said(case, rule, question):
    """What plain code says by a rule; that it cannot say anything is an answer too."""
    try:
        answer = getattr(case(*question), rule.says)()
        return answer if isinstance(answer, (int, dict, tuple)) else list(answer)
    except (KeyError, IndexError, TypeError, ValueError) as error:
        if case is Case:
            raise
        return repr(error)


@cache
def deciding(name, draws):
    """For each clause of a rule the first scenario in which it decides something; None where none was drawn."""
    rule = RULES[name]
    found = dict.fromkeys(rule.clauses)
    for number in range(draws):
        for profile in rule.profiles:
            for question in drawn(profile, number):
                wanted = [clause for clause, first in found.items() if first is None]
                if not wanted:
                    return found
                right = said(Case, rule, question)
                for clause in wanted:
                    if said(case_without(clause), rule, question) != right:
                        found[clause] = question
    return found


def check_clauses(name, draws):
    """Check a rule's reviews where its clauses decide something; return the clauses that decided nothing."""
    found = deciding(name, draws)
    for question in {id(question): question for question in found.values() if question}.values():
        check_review(question, proofs=False)
    return [clause.words for clause, question in found.items() if question is None]


@pytest.mark.parametrize("name", RULES)
def test_a_review_keeps_to_the_clauses_of_a_rule_where_they_decide_something(name):
    silent = check_clauses(name, 1)
    assert len(silent) < len(RULES[name].clauses) * 3 / 4, f"decided nothing: {silent}"


@pytest.mark.slow
@pytest.mark.parametrize("name", RULES)
def test_every_clause_of_a_rule_decides_something_and_reviews_keep_to_it(name):
    assert check_clauses(name, 100) == []
