"""Cached answers about a ledger go with the ledger that the connection leads to."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest
from django.db import connection, transaction

from standto_desk.ledger.appending import append
from standto_desk.ledger.cached_answers import LedgerCache, current_ledger
from tests.desk.databases import point_at
from tests.desk.ledger.starting import ANA, HOUR, NOON, event, started


@pytest.fixture
def asked():
    """Return a function that asks a cache, which numbers its answers as it makes them."""
    cache, numbers = LedgerCache(3), count(1)
    return lambda key: cache.get(key, lambda: next(numbers))


def test_an_answer_is_kept_while_the_ledger_grows(database, asked):
    started()
    assert [asked("a"), asked("b")] == [1, 2]
    append([event("stepped-back", "m1")], author=ANA, now=NOON)
    assert [asked("a"), asked("b")] == [1, 2]


def test_another_ledger_in_the_same_database_has_no_answers_yet(desk, tmp_path, asked):
    shutil.copy(tmp_path / "desk.sqlite3", tmp_path / "empty.sqlite3")
    started()
    assert asked("a") == 1
    connection.close()
    for left in tmp_path.glob("desk.sqlite3*"):
        left.unlink()
    shutil.copy(tmp_path / "empty.sqlite3", tmp_path / "desk.sqlite3")
    point_at(desk)
    started()
    assert asked("a") == 2


def test_a_ledger_that_lost_what_was_never_committed_is_another_one(database, asked):
    started()
    before = current_ledger()
    with transaction.atomic():
        append([event("stepped-back", "m1")], author=ANA, now=NOON)
        assert current_ledger().key == before.key
        assert asked("a") == 1
        transaction.set_rollback(True)
    append([event("stepped-back", "m2")], author=ANA, now=NOON)
    assert current_ledger().key != before.key
    assert asked("a") == 2


def test_an_answer_as_known_is_made_again_only_for_entries_known_by_then(database):
    started()
    cache, numbers = LedgerCache(3), count(1)

    def asked(at):
        return cache.get_as_known(at, at, lambda: next(numbers))

    assert [asked(NOON + HOUR), asked(NOON + 3 * HOUR), asked(NOON + HOUR)] == [1, 2, 1]
    append([event("stepped-back", "m1")], author=ANA, now=NOON + 2 * HOUR)
    assert [asked(NOON + HOUR), asked(NOON + 3 * HOUR), asked(NOON + 3 * HOUR)] == [1, 3, 3]


def test_threads_that_look_while_entries_are_made_all_see_the_same_ledger(database):
    started()
    key = current_ledger().key

    def look_or_enter(place):
        try:
            if place:
                return {current_ledger().key for _ in range(60)}
            for _ in range(20):
                append([event("stepped-back", "m1"), event("returned", "m1")], author=ANA, now=NOON)
            return {current_ledger().key}
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert set().union(*pool.map(look_or_enter, range(6))) == {key}
