"""Every clause of every rule matters in some scenario that reviews are tested on.

Each clause is dropped in turn from the plain code, and scenarios are drawn until the answer changes. In that scenario
the review must give the answer of the whole plain code, so a review that lacks a clause fails its rule's test.
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
"""The number of scenarios drawn at a time from each profile."""


@cache
def drawn(profile, number):
    """Scenarios drawn from a profile; other ones for each number."""
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
    """The answer of plain code to a rule; failing to answer counts as an answer too."""
    try:
        answer = getattr(case(*question), rule.says)()
        return answer if isinstance(answer, (int, dict, tuple)) else list(answer)
    except (KeyError, IndexError, TypeError, ValueError) as error:
        if case is Case:
            raise
        return repr(error)


@cache
def deciding(name, draws):
    """The first scenario in which each clause of a rule matters; None if none was drawn."""
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
    """Check a rule's reviews where its clauses matter; return the clauses that never did."""
    found = deciding(name, draws)
    for question in {id(question): question for question in found.values() if question}.values():
        check_review(question, proofs=False)
    return [clause.words for clause, question in found.items() if question is None]


@pytest.mark.parametrize("name", RULES)
def test_a_review_follows_the_clauses_of_a_rule_where_they_matter(name):
    silent = check_clauses(name, 1)
    assert len(silent) < len(RULES[name].clauses) * 3 / 4, f"decided nothing: {silent}"


@pytest.mark.slow
@pytest.mark.parametrize("name", RULES)
def test_every_clause_of_a_rule_matters_somewhere_and_reviews_follow_it(name):
    assert check_clauses(name, 100) == []
