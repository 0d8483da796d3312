"""The situation of any moment is the same as a fold of all entries from nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from standto_desk.book.keeping_up import keep_up
from standto_desk.book.situations import folded_at, situation_at
from tests.desk.book.ledgers import ledgers
from tests.desk.book.written import write
from tests.register.asking import answers, results


def check_ledger(batches, ask):
    for batch, questions, every in batches:
        write(batch)
        if every:
            keep_up(every=every)
        for at, known_at in questions:
            asked = situation_at(at, known_at)
            assert ask(asked, None) == ask(folded_at(at, known_at), None)


@given(ledgers(people=2, events=20))
@settings(max_examples=12)
def test_any_moment_has_the_windows_of_a_fold_from_nothing(new_desk, ledger):
    new_desk()
    check_ledger(ledger[1], answers)


@given(ledgers(people=2, events=20))
@settings(max_examples=5)
def test_any_moment_has_the_cover_margin_and_review_of_a_fold_from_nothing(new_desk, ledger):
    new_desk()
    check_ledger(ledger[1], results)


@pytest.mark.slow
@pytest.mark.parametrize("ask", [answers, results], ids=lambda ask: ask.__name__)
def test_hundreds_of_ledgers_change_no_answer(new_desk, ask):
    def check(ledger):
        new_desk()
        check_ledger(ledger[1], ask)

    settings(max_examples=300)(given(ledgers(people=2, events=30))(check))()
