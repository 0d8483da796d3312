"""What may be lost does not wait for the disk, and everything else does, before and after."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from standto_desk.access.models import Account
from standto_desk.caching.unsynced_writes import unsynced

WAITS = {"sqlite": "2", "postgresql": "on"}
"""How each database says that a commit waits for the disk."""
DOES_NOT = {"sqlite": "1", "postgresql": "off"}


def said() -> str:
    ask = "PRAGMA synchronous" if connection.vendor == "sqlite" else "SHOW synchronous_commit"
    with connection.cursor() as cursor:
        cursor.execute(ask)
        return str(cursor.fetchone()[0])


@pytest.fixture(params=["desk", "postgres_desk"])
def durable(request):
    """A desk whose commits wait for the disk, as a server's do; the name of its kind of database."""
    request.getfixturevalue(request.param)
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA synchronous=FULL")
    return connection.vendor


def test_a_commit_waits_for_the_disk_unless_it_may_be_lost(durable):
    assert said() == WAITS[durable]
    with unsynced():
        assert said() == DOES_NOT[durable]
        Account.objects.create(username="gold", force="met")
    assert said() == WAITS[durable]
    assert Account.objects.get().username == "gold"


def test_it_waits_again_after_an_error(durable):
    with pytest.raises(ZeroDivisionError), unsynced():
        _ = 1 // 0
    assert said() == WAITS[durable]


def test_a_transaction_around_it_still_waits(durable):
    with transaction.atomic():
        with unsynced():
            assert said() == WAITS[durable]
        assert said() == WAITS[durable]


def test_a_database_that_never_waits_stays_so(desk):
    connection.cursor().execute("PRAGMA synchronous=OFF")
    with unsynced():
        assert said() == "0"
    assert said() == "0"
