"""The situation of any moment is the same as a fold of all entries from nothing."""

from __future__ import annotations

import shutil
from itertools import count

import pytest
from django.db import connection
from hypothesis import given, settings

from standto_desk.book.keeping_up import keep_up
from standto_desk.book.situations import folded_at, situation_at
from tests.desk.book.ledgers import ledgers
from tests.desk.book.written import write
from tests.desk.databases import point_at
from tests.register.asking import answers, results


@pytest.fixture(scope="module")
def new_desk(empty_sqlite, tmp_path_factory):
    """Return a function that makes a fresh desk at each call."""
    numbers, place = count(), tmp_path_factory.mktemp("desks")

    def make():
        path = place / f"{next(numbers)}.sqlite3"
        shutil.copy(empty_sqlite, path)
        point_at(f"sqlite:///{path}")

    yield make
    connection.close()


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
