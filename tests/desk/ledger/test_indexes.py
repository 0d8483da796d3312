"""The few entries of acts, and those that end by themselves, are found by indexes of their own."""

from __future__ import annotations

import pytest
from django.db import connection

from standto.model.time import FOREVER
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Draft
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import entries
from tests.desk.ledger.starting import ANA, HOUR, NOON, event, started


@pytest.fixture
def many(database):
    """A ledger with many events, one entry of an act, and a few that end."""
    started()
    append([event("statement", "met", text=f"n{number}") for number in range(300)], author=ANA, now=NOON)
    append([event("unavailable", "m1", occurred=NOON, until=NOON + HOUR)], author=ANA, now=NOON)
    append([Draft("offer", "offer", "kent-arv", body={"count": 1})], author=ANA, now=NOON + 1)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE ledger_entry")
            cursor.execute("SET enable_seqscan = off")


QUERIES = {
    "ledger_acts": lambda: entries().known_by(NOON + HOUR).of_sort("offer", "proposal"),
    "ledger_ends": lambda: entries().ended_after(NOON).ended_by(NOON + 2 * HOUR),
}


@pytest.mark.parametrize("index", QUERIES)
def test_a_question_uses_its_index(many, index):
    assert index in QUERIES[index]().explain()


def test_what_is_found_by_an_index_is_what_a_walk_through_the_ledger_finds(many):
    every = list(Entry.objects.order_by("sequence"))
    assert [one.sequence for one in entries().of_sort("offer")] == [e.sequence for e in every if e.sort == "offer"]
    assert [one.sequence for one in entries().of_sort("offer", "row")] == [
        e.sequence for e in every if e.sort in ("offer", "row")
    ]
    for at in (NOON, NOON + HOUR, FOREVER):
        assert [one.sequence for one in entries().ended_by(at)] == [e.sequence for e in every if e.until <= at]
