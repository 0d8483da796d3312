"""A reader of entries without their people cannot find them by trying every person: these tests try."""

from __future__ import annotations

import csv
import io
import json
from itertools import product
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from standto_desk.clock import now
from standto_desk.ledger.appending import append
from standto_desk.ledger.chain import COLUMNS, GENESIS, link
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.ledger.exports import export_lines, import_export
from standto_desk.ledger.json_lines import JsonLine, enter_lines
from standto_desk.ledger.models import Entry
from standto_desk.ledger.verifying import verify_ledger
from tests.desk.databases import point_at
from tests.desk.ledger.starting import ANA, NOON, event, row, small_force, started

if TYPE_CHECKING:
    from collections.abc import Iterator

PEOPLE = ("m1", "m2", "m3")
TEAMS = ("", "red", "blue")


def links() -> Iterator[tuple[str, dict]]:
    """Return each entry with the hash before it."""
    last = GENESIS
    for entry in Entry.objects.order_by("sequence").values():
        yield last, entry
        last = entry["hash"]


def found_by_trying() -> list[tuple[int, str]]:
    """Return the entries whose person a reader can guess who knows everything else that readers see.

    They know every column but the person and the cells, also the key, and try each cipher and each team.
    """
    found = set()
    for before, entry in links():
        shown = {column: entry[column] for column in COLUMNS}
        for person, team in product(PEOPLE, TEAMS):
            for body in {entry["body"], json.dumps({"team": team}, separators=(",", ":")) if team else ""}:
                guess = shown | {"subject": person, "body": body}
                if link(before, guess) == entry["hash"]:
                    found.add((entry["sequence"], person))
    return sorted(found)


def found_by_knowing_all_that_is_shown() -> list[int]:
    """Return the entries whose hash follows from the columns that readers see."""
    return [
        entry["sequence"]
        for before, entry in links()
        if link(before, {column: entry[column] for column in COLUMNS}) == entry["hash"]
    ]


def every_kind_of_entry() -> None:
    """Enter events about a person in every way."""
    started()
    append([row("people", "m3")], author=ANA, now=NOON)
    kinds = [
        event("stepped-back", "m1"),
        event("returned", "m1", key="1"),
        event("unavailable", "m2", occurred=NOON, name="m2-away"),
        event("available", "m2"),
        Draft("correction-of-a-kind", "note", "m1", body={"person": "m1"}),
    ]
    for draft in kinds:
        append([draft], author=ANA, now=NOON)
    away = Entry.objects.get(name="m2-away")
    append([Draft("event", "correction", away.reference)], author=ANA, now=NOON)
    (noted,) = append([event("statement", "met", text="m1 said so.")], author=ANA, now=NOON)
    append([Draft("redaction", subject=f"entry-{noted.sequence}")], author=ANA, now=NOON)
    append([row("authorisations", "m1", capability="arv", step="ended")], author=ANA, now=NOON)
    append([row("people", "m3", step="ended")], author=ANA, now=NOON)
    said = [
        {"occurred": "2023-09-23T10:00", "event": "stepped-back", "subject": "m2", "key": "1-of-2"},
        {"occurred": "2023-09-23T11:00", "event": "returned", "subject": "m2", "id": "e-2", "key": "2-of-2"},
        {"occurred": "2023-09-23T12:00", "event": "stepped-back", "subject": "m2"},
    ]
    lines = [JsonLine(number, json.dumps(one).encode()) for number, one in enumerate(said, 1)]
    answers = enter_lines(lines, author=ANA, now=NOON, place="lines")
    assert [isinstance(answer, tuple) for _, answer in answers] == [True] * 3


def test_no_kind_of_entry_gives_its_person_away(database):
    every_kind_of_entry()
    assert {"stepped-back", "returned", "unavailable", "available", "correction", "people", "authorisations"} <= set(
        Entry.objects.values_list("kind", flat=True)
    )
    assert (found_by_trying(), found_by_knowing_all_that_is_shown()) == ([], [])
    nonces = list(Entry.objects.values_list("nonce", flat=True))
    assert ({len(nonce) for nonce in nonces}, len(set(nonces))) == ({32}, len(nonces))
    assert verify_ledger().fault == ""


def test_the_attack_finds_people_in_entries_that_have_no_nonce(desk, monkeypatch):
    monkeypatch.setattr("standto_desk.ledger.drafts.new_nonce", str)
    append(small_force(), author=ANA, now=NOON)
    append([event("stepped-back", "m2")], author=ANA, now=NOON)
    assert found_by_trying() == [(6, "m1"), (7, "m2"), (8, "m1"), (9, "m2"), (15, "m2")]
    assert len(found_by_knowing_all_that_is_shown()) == 15


def test_an_imported_scenario_gives_nobody_away(handful):
    assert found_by_knowing_all_that_is_shown() == []


def test_the_auditors_file_cannot_be_used_to_guess_people(handful, client_as):
    """The attack as it was made: the file of an auditor, and each cipher with each team."""
    content = b"".join(client_as("auditor").get("/look-back/entries/file/").streaming_content).decode()
    rows = sorted(csv.DictReader(io.StringIO(content)), key=lambda one: int(one["sequence"]))
    assert len(rows) > 200
    nonces = Entry.objects.values_list("nonce", flat=True)
    assert [nonce for nonce in nonces if nonce in content] == []
    real = {entry["sequence"]: entry for entry in Entry.objects.values()}
    ciphers = sorted(person.id for person in handful.scenario.people)
    teams = sorted({team.id for team in handful.scenario.teams})
    found, last, tried = [], GENESIS, 0
    for one in rows:
        entry = real[int(one["sequence"])]
        assert one["hash"] == entry["hash"]
        if entry["kind"] == "people":
            for cipher, team in product(ciphers, teams):
                body = json.dumps(json.loads(entry["body"]) | {"team": team}, sort_keys=True, separators=(",", ":"))
                guess = {column: entry[column] for column in COLUMNS} | {"subject": cipher, "body": body}
                tried += 1
                if link(last, guess) == one["hash"]:
                    found.append(cipher)
        last = one["hash"]
    assert (found, tried) == ([], len(ciphers) ** 2 * len(teams))


@pytest.mark.parametrize("role", ["auditor", "viewer", "planner", "duty-officer", "commander"])
def test_no_page_shows_a_nonce(handful, client_as, role):
    client = client_as(role, post="strategic-commander")
    entry = Entry.objects.filter(kind="stepped-back").first()
    pages = ("/look-back/entries/", f"/look-back/entries/{entry.sequence}/", "/", "/look-back/", "/my/")
    said = "".join(client.get(page).content.decode() for page in pages)
    assert [nonce for nonce in Entry.objects.values_list("nonce", flat=True) if nonce in said] == []


def test_entries_made_by_acts_give_nobody_away(handful, client_as):
    before = Entry.objects.count()
    client = client_as("duty-officer", post="duty-desk")
    author = Author(str(client.account.pk), "duty-desk", "met")
    person = handful.scenario.people[0].id
    append([event("stepped-back", person, key="a-form-s-key")], author=author, now=now())
    append([event("returned", person)], author=author, now=now())
    assert Entry.objects.count() == before + 2
    assert found_by_knowing_all_that_is_shown() == []


def test_an_export_keeps_nonces_and_an_older_one_its_bytes(desk, tmp_path, monkeypatch):
    with monkeypatch.context() as older:
        older.setattr("standto_desk.ledger.drafts.new_nonce", str)
        started()
    old = list(export_lines())
    assert [line for line in old if "nonce" in line] == []
    append([event("stepped-back", "m1")], author=ANA, now=NOON)
    lines = list(export_lines())
    assert lines[:14] == old
    assert json.loads(lines[14])["nonce"] == Entry.objects.get(sequence=15).nonce
    point_at(f"sqlite:///{tmp_path}/copy.sqlite3")
    call_command("migrate", verbosity=0)
    import_export([line.encode() for line in lines], name="export")
    assert (list(export_lines()), verify_ledger().fault) == (lines, "")
    connection.close()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_an_older_ledger_is_unchanged_by_the_upgrade(kind, tmp_path, request):
    if kind == "sqlite":
        point_at(f"sqlite:///{tmp_path}/old.sqlite3")
        call_command("migrate", verbosity=0)
    else:
        point_at(request.getfixturevalue("postgres_desk"))
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_entry DROP COLUMN nonce")
        last = GENESIS
        entry = dict.fromkeys(COLUMNS, "") | {
            "sequence": 1, "sort": "row", "kind": "people", "subject": "m1", "occurred": 0, "until": 1, "known": 0,
            "recorded": 0, "count": None, "low": None, "high": None, "key": None, "imported": True, "step": "set",
        }  # fmt: skip
        last = link(last, entry)
        columns = ", ".join(f'"{column}"' for column in (*COLUMNS, "hash"))
        marks = ", ".join(["%s"] * (len(COLUMNS) + 1))
        cursor.execute(f"INSERT INTO ledger_entry ({columns}) VALUES ({marks})", [*(entry[c] for c in COLUMNS), last])
        cursor.execute('UPDATE ledger_head SET "count" = 1, hash = %s', [last])
    MigrationExecutor(connection).recorder.record_unapplied("ledger", "0003_nonce")
    MigrationExecutor(connection).migrate([("ledger", "0003_nonce")])
    assert (verify_ledger().fault, Entry.objects.get().nonce) == ("", "")
    append([Draft("note", subject="x")], author=ANA, now=NOON)
    assert (verify_ledger().fault, len(Entry.objects.get(sequence=2).nonce)) == ("", 32)
    connection.close()
