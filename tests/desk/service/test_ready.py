"""The desk reports when it cannot be used: the disk is full, no force is loaded, nothing can be written."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import suppress

import pytest
from django.db import DatabaseError, connection

from standto.model.time import HOUR, SECOND
from standto_desk.clock import now, real_now
from standto_desk.ledger.appending import append
from standto_desk.ledger.reading import head
from standto_desk.live.heartbeats import note_heartbeat
from standto_desk.live.models import SharedTime
from standto_desk.service import health_checks
from standto_desk.service.background import BEAT
from tests.desk.acts.small_desk import ROWS
from tests.desk.clock.machines import IMPORTER
from tests.desk.databases import point_at
from tests.desk.ledger.test_verify import execute, unguard
from tests.desk.people import account_of, client_of
from tests.desk.reading_pages import hidden


@pytest.fixture
def full_disk(empty_sqlite, tmp_path):
    """A desk on a small disk of its own; fill it up, and make room again."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(disk)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("a disk of its own can be mounted by root alone")
    try:
        shutil.copy(empty_sqlite, disk / "desk.sqlite3")
        point_at(f"sqlite:///{disk}/desk.sqlite3")
        append(ROWS, author=IMPORTER, now=real_now() - HOUR)
        yield disk / "filler"
        connection.close()
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def ready():
    """The answer of `/ready/`: its status, and the reasons by check."""
    answer = client_of(None).get("/ready/")
    return answer.status_code, answer.json()["reasons"]


def fill(filler) -> None:
    """Leave no byte free."""
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"x" * 4096):
            pass


def test_a_ledger_without_its_head_is_not_ready(weekend):
    unguard()
    execute("DELETE FROM ledger_head")
    status, reasons = ready()
    assert status == 503
    assert reasons["ledger"].startswith("the head of the ledger is missing or doubled")


def test_a_full_disk_is_not_ready_and_is_again_once_there_is_room(full_disk):
    volunteer = client_of(account_of("volunteer", cipher="m0001"))
    volunteer.raise_request_exception = False
    form = {"capability": "", "key": hidden(volunteer.get("/my/step-back/"), "key")}
    assert ready() == (200, {})
    before = head()
    fill(full_disk)
    assert volunteer.post("/my/step-back/", form).status_code == 503
    assert ready() == (503, {"writes": health_checks.FULL})
    full_disk.unlink()
    assert ready() == (200, {})
    assert volunteer.post("/my/step-back/", form).status_code == 302
    assert head().count == before.count + 1


def test_a_database_that_takes_nothing_is_not_ready(database):
    append(ROWS, author=IMPORTER, now=real_now() - HOUR)
    assert ready() == (200, {})
    health_checks._went_through.clear()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA query_only = ON")
        else:
            cursor.execute("SET default_transaction_read_only = on")
    status, reasons = ready()
    assert (status, list(reasons)) == (503, ["writes"])
    assert reasons["writes"].startswith("the database refuses to write: ")


def test_a_database_error_without_words_is_a_reason_too(desk, monkeypatch):
    def refuse(*_args):
        raise DatabaseError

    append(ROWS, author=IMPORTER, now=real_now() - HOUR)
    health_checks._went_through.clear()
    monkeypatch.setattr(health_checks, "note_heartbeat", refuse)
    assert ready() == (503, {"writes": "the database refuses to write: it cannot be used"})


def test_asking_often_writes_seldom(desk, monkeypatch):
    monkeypatch.setattr(health_checks, "EVERY", HOUR)
    append(ROWS, author=IMPORTER, now=real_now() - HOUR)
    health_checks._went_through.clear()
    ready()
    first = SharedTime.objects.get(name="probe").at
    assert [ready() for _ in range(5)] == [(200, {})] * 5
    assert SharedTime.objects.get(name="probe").at == first


def test_where_no_force_is_loaded_readiness_says_so_and_how_to_load_one(database):
    why = "there is no force: enter a scenario with standto ledger import FOLDER"
    assert ready() == (503, {"force": why})
    append(ROWS, author=IMPORTER, now=now())
    assert ready() == (200, {})


def test_work_noted_by_a_clock_that_was_ahead_is_not_taken_for_done(desk):
    append(ROWS, author=IMPORTER, now=now())
    note_heartbeat(BEAT, real_now() + HOUR)
    assert list(ready()[1]) == ["background"]
    note_heartbeat(BEAT, real_now() + SECOND)
    assert ready() == (200, {})
