from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Draft
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import head, texts
from tests.desk.ledger.starting import ANA, NOON, event, started

COPY = ", ".join(f'"{field.name}"' for field in Entry._meta.fields if field.name not in ("sequence", "key", "name"))

REFUSED = [
    ("UPDATE ledger_entry SET subject = 'm2' WHERE sequence = 16", "entries of the ledger are never changed"),
    ("UPDATE ledger_entry SET hash = hash", "entries of the ledger are never changed"),
    ("DELETE FROM ledger_entry WHERE sequence = 16", "entries of the ledger are never removed"),
    (
        (
            f"INSERT INTO ledger_entry (sequence, \"key\", name, {COPY}) SELECT 20, NULL, '', {COPY} FROM ledger_entry "
            "WHERE sequence = 16"
        ),
        "follows on the last",
    ),
    (
        (
            f"INSERT INTO ledger_entry (sequence, \"key\", name, {COPY}) SELECT 17, 'k', '', {COPY} FROM ledger_entry "
            "WHERE sequence = 16"
        ),
        "with a key and a name of its own",
    ),
    ("UPDATE ledger_text SET text = 'Other.'", "texts of the ledger are never changed"),
    ("DELETE FROM ledger_text", "a text of the ledger is removed only after an entry redacts it"),
    ("INSERT INTO ledger_text (sequence, salt, text) VALUES (14, '', '')", "entered together with its entry"),
    ('UPDATE ledger_head SET "count" = 15', "only moves forward"),
    ('UPDATE ledger_head SET "count" = 17', "onto the last entry"),
    ("UPDATE ledger_head SET hash = 'x'", "onto the last entry"),
    ("DELETE FROM ledger_head", "the head of the ledger is never removed"),
    ("INSERT INTO ledger_head (id, \"count\", hash) VALUES (2, 0, '')", "the ledger has one head"),
]


@pytest.fixture
def filled(database):
    """Fill a ledger with sixteen entries, one with a text."""
    started()
    append([event("statement", "met", text="Words."), event("stepped-back", "m1", key="k")], author=ANA, now=NOON)


@pytest.mark.parametrize(("statement", "what"), REFUSED)
def test_the_database_itself_refuses(filled, statement, what):
    before = head()
    with pytest.raises(DatabaseError, match=what), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert (head(), Entry.objects.count(), texts([15])) == (before, 16, {15: "Words."})


@pytest.mark.parametrize("table", ["ledger_entry", "ledger_text", "ledger_head"])
def test_postgresql_refuses_to_empty_a_table(postgres_desk, table):
    with pytest.raises(DatabaseError, match="never emptied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table}")


@pytest.mark.parametrize("column", ["sequence", "key", "name"])
def test_sqlite_refuses_to_put_an_entry_in_the_place_of_another(desk, column):
    started()
    append([event("declared", "attack", name="e1", key="k")], author=ANA, now=NOON)
    values = {"sequence": "16", '"key"': "NULL", "name": "''"}
    values |= {"sequence": {"sequence": "15"}, "key": {'"key"': "'k'"}, "name": {"name": "'e1'"}}[column]
    with pytest.raises(DatabaseError, match="follows on the last"), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT OR REPLACE INTO ledger_entry ({', '.join(values)}, {COPY}) SELECT {', '.join(values.values())}, "
            f"{COPY} FROM ledger_entry WHERE sequence = 15"
        )
    assert head().count == Entry.objects.count() == 15


def test_a_redacted_text_may_go(filled):
    append([Draft("redaction", subject="entry-15")], author=ANA, now=NOON)
    assert texts([15]) == {}
