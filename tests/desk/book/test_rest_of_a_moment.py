"""The rest of any moment is the same as a fold of all entries from nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standto.model.working_time import RestRule, WorkingTime
from standto.resting import rest
from tests.desk.book.ledgers import ledgers
from tests.desk.book.test_moments import check_ledger
from tests.register.asking import answers

RULES = (
    RestRule("long", "stint-hours", 9, "breach"),
    RestRule("daily-rest", "rest-before", 14, "breach"),
    RestRule("hours", "hours-in", 20, "owed", days=40),
    RestRule("days", "run", 1, "note", gap_hours=300),
)
WORKING_TIMES = st.builds(
    WorkingTime,
    unrested=st.sampled_from(["count", "leave-out"]),
    own=st.lists(st.sampled_from(RULES), min_size=1, unique=True).map(tuple),
)


def rested_answers(situation, until):
    return answers(situation, until), rest(situation).as_json()


@given(ledgers(working_time=WORKING_TIMES, people=2, events=20))
@settings(max_examples=15, deadline=None)
def test_any_moment_has_the_rest_of_a_fold_from_nothing(new_desk, ledger):
    new_desk()
    check_ledger(ledger[1], rested_answers)


@pytest.mark.slow
@given(ledgers(working_time=WORKING_TIMES, people=2, events=30))
@settings(max_examples=300, deadline=None)
def test_hundreds_of_ledgers_change_no_rest(new_desk, ledger):
    new_desk()
    check_ledger(ledger[1], rested_answers)
