from __future__ import annotations

import random
import shutil

import pytest
from django.db import DatabaseError, connection, transaction

from standto.errors import OptionError
from standto_desk.ledger import storing
from standto_desk.ledger.anchors import (
    Anchor,
    installation_key,
    key_path,
    make_anchor,
    public_text,
    read_anchor,
    read_public_key,
)
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Draft
from standto_desk.ledger.guards import ENTRY, HEAD, TEXT
from standto_desk.ledger.models import Entry, Head, Text
from standto_desk.ledger.reading import Position, head
from standto_desk.ledger.verifying import verify_ledger
from tests.desk.databases import point_at
from tests.desk.ledger.starting import ANA, NOON, event, row, small_force, started

TABLES = {ENTRY: (Entry, "sequence"), TEXT: (Text, "sequence"), HEAD: (Head, "id")}

UNGUARDED = "the trigger ledger_entry_update is missing: the database no longer refuses the change"


@pytest.fixture
def filled(database):
    """Fill a ledger with two texts, one of them redacted."""
    started()
    drafts = [
        event("statement", "met", text="Words."),
        event("statement", "met", text="Others."),
        event("stepped-back", "m1", key="k1"),
        event("report", "met", count=3, source="met-0924"),
        event("decision", "met", name="d1", step="no-change"),
    ]
    drafts.insert(3, Draft("redaction", subject="entry-16"))
    append(drafts, author=ANA, now=NOON)
    return database


def execute(statement: str, *values: object) -> None:
    """Run one statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def unguard() -> None:
    """Remove every trigger, as only an intruder would."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'ledger_%'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        else:
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")


def fault_after(*statements: str, anchored: Position | None = None) -> str:
    """Return the fault that verifying finds after an intruder's act, and undo the act."""
    with transaction.atomic():
        unguard()
        for statement in statements:
            execute(statement)
        found = verify_ledger(anchored=anchored).fault
        transaction.set_rollback(True)
    return found


def test_a_ledger_as_it_was_entered_verifies(filled):
    place = head()
    found = verify_ledger(anchored=place)
    assert (found.count, found.hash, found.redacted, found.fault) == (20, place.hash, 1, "")


def test_an_empty_ledger_verifies(database):
    assert verify_ledger().fault == ""


def test_entries_that_are_made_meanwhile_are_verified_too(filled):
    drafts = [event("statement", "met", text="More words."), event("returned", "m1")]

    def entered(_share):
        if drafts:
            append([drafts.pop(0)], author=ANA, now=NOON)

    found = verify_ledger(progress=entered)
    assert (found.count, found.fault) == (22, "")


def test_the_first_entry_whose_text_cannot_be_read_is_named(filled, monkeypatch):
    sequence = Text.objects.order_by("sequence").values_list("sequence", flat=True).first()
    read = storing.texts_between

    def damaged(first, last):
        if first <= sequence <= last:
            raise DatabaseError("database disk image is malformed")
        return read(first, last)

    monkeypatch.setattr(storing, "texts_between", damaged)
    what = f"the entry after entry {sequence - 1} cannot be read: database disk image is malformed"
    assert verify_ledger().fault == what


def test_the_first_wrong_entry_is_named(filled):
    swap = [f"UPDATE {ENTRY} SET sequence = {a} WHERE sequence = {b}" for a, b in [(99, 5), (5, 6), (6, 99)]]
    assert fault_after(f"UPDATE {ENTRY} SET subject = 'm2' WHERE sequence >= 17") == (
        "entry 17 was changed, or is not the one that was entered there"
    )
    assert (
        fault_after(f"DELETE FROM {ENTRY} WHERE sequence IN (4, 7)") == "entry 4 is missing: it was removed, or moved"
    )
    assert fault_after(*swap) == "entry 5 was changed, or is not the one that was entered there"
    assert fault_after(f"DELETE FROM {ENTRY} WHERE sequence > 18") == (
        "entry 19 is missing: the ledger was cut off after entry 18"
    )
    assert fault_after(f"DELETE FROM {ENTRY}") == "entry 1 is missing: the ledger was cut off after entry 0"
    assert (
        fault_after(f'UPDATE {HEAD} SET "count" = 19') == "the head was changed: it names entry 19, and the last is 20"
    )
    headless = "the head is missing, repeated or damaged: it has one row, which names the last entry"
    assert fault_after(f"DELETE FROM {HEAD}") == headless
    assert fault_after(f"INSERT INTO {HEAD} (id, \"count\", hash) VALUES (2, 20, '')") == headless
    assert fault_after(f"UPDATE {ENTRY} SET sequence = 0 WHERE sequence = 5") == (
        "there is an entry 0: one was moved, and the first is 1"
    )


def test_a_text_that_was_changed_or_taken_away_is_found(filled):
    assert fault_after(f"UPDATE {TEXT} SET text = 'Other.'") == "the text of entry 15 was changed"
    assert fault_after(f"DELETE FROM {TEXT}") == "the text of entry 15 is missing, and no entry redacts it"
    assert fault_after(f"UPDATE {TEXT} SET sequence = 17") == (
        "there is a text of entry 17, which was entered without one"
    )
    assert fault_after(f"INSERT INTO {TEXT} SELECT 21, salt, text FROM {TEXT}") == (
        "there is a text of entry 21, and no such entry"
    )


def test_a_missing_trigger_is_found(filled):
    found = verify_ledger().fault
    assert found == ""
    assert fault_after() == UNGUARDED


def test_a_trigger_that_was_changed_is_found(filled):
    if connection.vendor == "sqlite":
        instead = [
            "DROP TRIGGER ledger_entry_delete",
            f"CREATE TRIGGER ledger_entry_delete BEFORE DELETE ON {ENTRY} BEGIN SELECT 1; END",
        ]
    else:
        function = "$$ BEGIN RETURN OLD; END $$"
        instead = [f"CREATE OR REPLACE FUNCTION ledger_entry_delete() RETURNS trigger LANGUAGE plpgsql AS {function}"]
    for statement in instead:
        execute(statement)
    assert verify_ledger().fault == (
        "the trigger ledger_entry_delete was changed: the database no longer refuses the change"
    )


def test_an_anchor_finds_a_ledger_that_was_cut_off_with_its_head(filled):
    place = head()
    eighteenth = Entry.objects.get(sequence=18)
    cut = [f"DELETE FROM {ENTRY} WHERE sequence > 18", f"UPDATE {HEAD} SET \"count\" = 18, hash = '{eighteenth.hash}'"]
    assert fault_after(*cut) == UNGUARDED
    assert fault_after(*cut, anchored=place) == "entry 19 is missing: the anchor was made when there were 20"


def test_an_anchor_finds_a_ledger_that_was_written_anew(database):
    started()
    kept = Position(3, "0" * 64)
    assert verify_ledger(anchored=kept).fault == "entry 3, or one before it, is not the one that the anchor was made on"


def test_an_anchor_is_signed_with_the_installations_key(filled, settings_key):
    key = installation_key(settings_key)
    assert settings_key.stat().st_mode & 0o777 == 0o600
    assert public_text(installation_key(settings_key)) == public_text(key)
    anchor = make_anchor(key, NOON)
    public = read_public_key(public_text(key).encode(), name="key.pem")
    assert read_anchor(anchor, public, name="anchor.json") == Anchor(head(), None)
    with pytest.raises(OptionError, match=r"anchor.json: was changed, or signed by another installation's key"):
        read_anchor(anchor.replace('"count": 20', '"count": 19'), public, name="anchor.json")
    other = installation_key(settings_key.with_name("other.key"))
    with pytest.raises(OptionError, match="another installation's key"):
        read_anchor(make_anchor(other, NOON), public, name="anchor.json")
    with pytest.raises(OptionError, match="is not an anchor"):
        read_anchor("{}", public, name="anchor.json")
    with pytest.raises(OptionError, match="is not a public key"):
        read_public_key(b"", name="key.pem")


@pytest.fixture
def settings_key(tmp_path):
    """Set the path of the key."""
    return tmp_path / "installation.key"


def test_the_key_is_beside_the_database(desk):
    assert f"sqlite:///{key_path()}" == f"{desk}.key"


def changed(value: object, wide: bool):
    """Yield a value with each of its bytes changed in turn."""
    if value is None:
        yield 0
    elif isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield from (value ^ (1 << bit) for bit in range(0, 62 if wide else 30, 5))
    elif not value:
        yield "x"
    else:
        for place, letter in enumerate(value):
            yield value[:place] + ("b" if letter == "a" else "a") + value[place + 1 :]
        yield value[:-1]


@pytest.mark.slow
def test_any_one_byte_changed_in_any_column_is_found(database):
    append([*small_force()[:5], row("duties", "d", task="t", capabilities="arv", strength="1")], author=ANA, now=NOON)
    drafts = [
        event("statement", "met", text="Words."),
        event("report", "met", low=1, high=3, key="k1"),
        Draft("proposal", "ask-aid", "kent", name="p1", body={"approvers": ["x"]}, text="Why."),
        Draft("redaction", subject="entry-9"),
    ]
    append(drafts, author=ANA, now=NOON)
    unguard()
    assert "trigger" in verify_ledger().fault
    unnoticed, tried = [], 0
    for table, (model, primary) in TABLES.items():
        for line in model.objects.all():
            for field in model._meta.fields:
                value = getattr(line, field.name)
                for other in changed(value, field.get_internal_type() == "BigIntegerField"):
                    if not _fits(table, field.name, other, getattr(line, primary), primary):
                        continue
                    tried += 1
                    found = verify_ledger().fault
                    if not found or "trigger" in found or not _names(found, table, line, field.name):
                        unnoticed.append((table, getattr(line, primary), field.name, other, found))
                    back = getattr(line, primary) if field.name != primary else other
                    execute(f'UPDATE {table} SET "{field.name}" = %s WHERE {primary} = %s', value, back)
    assert (unnoticed, tried > 1500) == ([], True)
    assert "trigger" in verify_ledger().fault


def _fits(table: str, column: str, other: object, primary: int, name: str) -> bool:
    """Change a cell, unless an index prevents it."""
    try:
        with transaction.atomic():
            execute(f'UPDATE {table} SET "{column}" = %s WHERE {name} = %s', other, primary)
    except DatabaseError:
        return False
    return True


def _names(fault: str, table: str, line, column: str) -> bool:
    """Return whether a fault names the changed entry."""
    if table == HEAD:
        return "head" in fault or "cut off" in fault
    return column == "sequence" or f"entry {line.sequence} " in fault


@pytest.mark.slow
def test_any_one_byte_changed_in_the_file_is_found_or_changes_nothing(desk, tmp_path):
    started()
    append([event("statement", "met", text="Words."), event("stepped-back", "m1", key="k1")], author=ANA, now=NOON)
    for at in range(200):
        append([event("unavailable" if at % 2 else "available", "m2")], author=ANA, now=NOON + at)
    pages = _pages_of_the_ledger()
    before = _content()
    execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    whole = (tmp_path / "desk.sqlite3").read_bytes()
    chance, found = random.Random(1), 0
    for number in range(400):
        place = (chance.choice(pages) - 1) * 4096 + chance.randrange(4096)
        damaged = bytearray(whole)
        damaged[place] ^= 1 << chance.randrange(8)
        path = tmp_path / f"damaged-{number}.sqlite3"
        path.write_bytes(damaged)
        point_at(f"sqlite:///{path}")
        try:
            noticed = bool(verify_ledger().fault)
        except DatabaseError:
            noticed = True
        assert noticed or _content() == before, place
        found += noticed
        connection.close()
        for left in tmp_path.glob(f"{path.name}*"):
            left.unlink()
    assert found > 200
    shutil.rmtree(tmp_path, ignore_errors=True)


def _pages_of_the_ledger() -> list[int]:
    """Return the numbers of the pages that hold the ledger's tables and indexes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rootpage FROM sqlite_master WHERE tbl_name LIKE 'ledger_%' AND rootpage > 0")
        roots = [page for (page,) in cursor.fetchall()]
        cursor.execute("PRAGMA page_count")
        last = cursor.fetchone()[0]
        cursor.execute("SELECT MAX(rootpage) FROM sqlite_master")
        grown = cursor.fetchone()[0]
    # Only the ledger has grown since the file was made, so that every later page is its own.
    return [*roots, *range(grown + 1, last + 1)]


def _content() -> list[object]:
    """Return all rows of the ledger's tables."""
    found: list[object] = []
    with connection.cursor() as cursor:
        for table, (_, primary) in TABLES.items():
            cursor.execute(f"SELECT * FROM {table} ORDER BY {primary}")
            found += cursor.fetchall()
    return found
