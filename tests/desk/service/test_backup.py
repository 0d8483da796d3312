"""Backup and restore, from each kind of database into each, as commands of their own."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.apps import apps
from django.db import connection

from standto.errors import InputError
from standto_desk.access.models import Account
from standto_desk.ledger import append, head
from standto_desk.ledger.verifying import verify_ledger
from standto_desk.service.archives import MANIFEST, read_manifest
from standto_desk.service.saving import LEFT_OUT, saved_models
from tests.desk.databases import point_at
from tests.desk.ledger.starting import ANA, HOUR, NOON, event, started
from tests.desk.people import account_of
from tests.desk.serving import environment


def run(*words: str, status: int = 0) -> tuple[str, str]:
    """Run a command of the desk: what it printed, and what it complained of."""
    answer = subprocess.run(
        [sys.executable, "-m", "standto.cli.main", *words],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == status, answer.stderr
    return answer.stdout, answer.stderr


@pytest.fixture
def empty(request, tmp_path, postgres_server):
    """Gives the URL of a database that has no table, of a kind."""
    import psycopg

    made = []

    def give(kind: str) -> str:
        if kind == "sqlite":
            return f"sqlite:///{tmp_path / 'restored.sqlite3'}"
        made.append("restored")
        return postgres_server.get_uri().replace("/postgres?", "/restored?")

    yield give
    connection.close()
    with psycopg.connect(postgres_server.get_uri(), autocommit=True) as administrator:
        for name in made:
            administrator.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def everything() -> dict[str, list]:
    """Every row of every table that is saved."""
    return {
        model._meta.label_lower: sorted(model._base_manager.values_list().iterator(), key=repr)
        for model in saved_models()
    }


def filled() -> None:
    """Enter a small force, things that happened to it, texts, and accounts."""
    started()
    append([event("stepped-back", "m1"), event("returned", "m1", key="once")], hand=ANA, now=NOON + HOUR)
    append(
        [event("statement", "met", source="met-0924", text="Été, naïve and “quoted”\nin two lines")],
        hand=ANA,
        now=NOON + HOUR,
    )
    account_of("commander", post="strategic-commander", password="a password of some length", email="c@example.org")
    account_of("volunteer", cipher="m1")


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_what_is_restored_is_what_was_saved(database, tmp_path, empty, kind):
    filled()
    saved, place = everything(), head()
    connection.close()
    told, _ = run("backup", str(tmp_path / "desk.backup"), "--database", database)
    assert told == f"{tmp_path}/desk.backup: {place.count} entries, the last is {place.hash}\n"
    assert oct((tmp_path / "desk.backup").stat().st_mode & 0o777) == "0o600"
    url = empty(kind)
    told, _ = run("restore", str(tmp_path / "desk.backup"), "--database", url)
    assert told.splitlines()[0] == f"{place.count} entries as they were entered; the last is {place.hash}"
    point_at(url)
    assert everything() == saved
    assert (verify_ledger().fault, head()) == ("", place)
    assert Account.objects.get(email="c@example.org").check_password("a password of some length")
    # It goes on from there: the next entry, and the next number that the database gives.
    append([event("stepped-back", "m2")], hand=ANA, now=NOON + 2 * HOUR)
    account_of("viewer")
    assert (verify_ledger().fault, head().count) == ("", place.count + 1)


@pytest.mark.slow
def test_a_backup_is_of_one_moment_while_others_append(database, tmp_path, empty):
    filled()
    stop, made = threading.Event(), []

    def keep_appending() -> None:
        while not stop.is_set():
            made.extend(append([event("stepped-back", "m2"), event("returned", "m2")], hand=ANA, now=NOON + HOUR))
        connection.close()

    writer = threading.Thread(target=keep_appending)
    writer.start()
    try:
        run("backup", str(tmp_path / "desk.backup"), "--database", database)
    finally:
        stop.set()
        writer.join()
    assert made
    run("restore", str(tmp_path / "desk.backup"), "--database", empty("sqlite"))
    connection.close()
    point_at(f"sqlite:///{tmp_path / 'restored.sqlite3'}")
    assert verify_ledger().fault == ""


@pytest.fixture
def backup(desk, tmp_path):
    """A backup of a small desk."""
    filled()
    connection.close()
    run("backup", str(tmp_path / "desk.backup"), "--database", desk)
    return tmp_path / "desk.backup"


def test_a_database_that_is_not_empty_is_left_alone(backup, desk):
    before = everything()
    connection.close()
    told, complained = run("restore", str(backup), "--database", desk, status=2)
    assert (told, complained.splitlines()[-1].startswith("--database: is not empty, it has the table ")) == ("", True)
    assert everything() == before


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (None, "cannot be read: No such file or directory"),
        (b"not a backup", "is no backup of the desk, or its end is missing: a backup is a ZIP file"),
    ],
)
def test_a_file_that_is_no_backup_is_refused_and_no_database_made(tmp_path, data, what):
    if data is not None:
        (tmp_path / "notes").write_bytes(data)
    url = f"sqlite:///{tmp_path}/restored.sqlite3"
    assert run("restore", str(tmp_path / "notes"), "--database", url, status=2) == ("", f"{tmp_path}/notes: {what}\n")
    assert list(tmp_path.glob("restored*")) == []


@pytest.mark.parametrize(
    ("manifest", "what"),
    [
        ("[", "is damaged: it is not JSON"),
        ("[1]", "names no format: this is no backup of the desk"),
        ("{}", "names no format: this is no backup of the desk"),
        ('{"format": 9}', "its format is 9, and this version reads 1"),
        ('{"format": 1}', "made is missing, which every backup has"),
        ('{"format": 1, "made": 5}', "made is not as `standto backup` writes it"),
        (
            '{"format": 1, "made": "", "version": "", "migrations": [], "tables": [[]]}',
            "tables is not as `standto backup` writes it",
        ),
    ],
)
def test_what_is_wrong_with_a_manifest_is_said_in_plain_words(tmp_path, manifest, what):
    with ZipFile(tmp_path / "zip", "w") as archive:
        archive.writestr(MANIFEST, manifest)
    with pytest.raises(InputError) as refused:
        read_manifest(tmp_path / "zip")
    assert str(refused.value) == f"{tmp_path}/zip: manifest.json: {what}"


def test_an_archive_without_a_manifest_is_no_backup(tmp_path):
    with ZipFile(tmp_path / "zip", "w") as archive:
        archive.writestr("photo", "x")
    with pytest.raises(InputError, match="is missing: this is no backup of the desk"):
        read_manifest(tmp_path / "zip")


def test_a_backup_that_is_cut_off_is_refused(backup, tmp_path):
    backup.write_bytes(backup.read_bytes()[:-100])
    _, complained = run("restore", str(backup), "--database", f"sqlite:///{tmp_path}/restored.sqlite3", status=2)
    assert complained == f"{backup}: is no backup of the desk, or its end is missing: a backup is a ZIP file\n"


def rewritten(backup, change) -> None:
    """Write a backup again with its members changed by a function of name and data."""
    copy = backup.with_suffix(".copy")
    with ZipFile(backup) as old, ZipFile(copy, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    shutil.move(copy, backup)


def test_a_table_that_was_changed_is_refused(backup, tmp_path):
    rewritten(backup, lambda name, data: data.replace(b'"m1"', b'"m2"') if "ledger.entry" in name else data)
    _, complained = run("restore", str(backup), "--database", f"sqlite:///{tmp_path}/restored.sqlite3", status=2)
    assert complained.splitlines()[-1] == f"{backup}: ledger.entry: is not as it was saved"


@pytest.mark.slow
def test_a_ledger_that_was_changed_is_not_restored_whatever_the_manifest_says(backup, tmp_path):
    import hashlib

    changed = {}

    def change(name: str, data: bytes) -> bytes:
        if "ledger.entry" in name:
            data = data.replace(b'"returned"', b'"stepped-back"')
            changed["sha256"] = hashlib.sha256(data).hexdigest()
        if name == MANIFEST:
            said = json.loads(data)
            next(table for table in said["tables"] if table["model"] == "ledger.entry").update(changed)
            data = json.dumps(said).encode()
        return data

    rewritten(backup, change)
    url = f"sqlite:///{tmp_path}/restored.sqlite3"
    _, complained = run("restore", str(backup), "--database", url, status=2)
    made, why = complained.splitlines()
    assert (
        made == f"--database: {tmp_path}/restored.sqlite3 was made, and holds no entry: remove it if you do not want it"
    )
    assert "the ledger was not as it was entered when it was saved: entry 16 was changed" in why
    point_at(url)
    assert (head().count, Account.objects.count()) == (0, 0)


def test_a_backup_of_a_newer_version_is_refused(backup, tmp_path):
    def newer(name: str, data: bytes) -> bytes:
        if name != MANIFEST:
            return data
        said = json.loads(data)
        said["migrations"].append(["ledger", "0099_later"])
        return json.dumps(said).encode()

    rewritten(backup, newer)
    _, complained = run("restore", str(backup), "--database", f"sqlite:///{tmp_path}/restored.sqlite3", status=2)
    assert complained.splitlines()[-1].startswith(
        "a newer version of Standto has made this backup (ledger.0099_later): restore it with that version"
    )


def test_a_backup_that_cannot_be_written_leaves_nothing(desk, tmp_path):
    _, complained = run("backup", str(tmp_path / "no" / "folder"), "--database", desk, status=2)
    assert "cannot be written" in complained
    assert not (tmp_path / "no").exists()


def test_every_table_is_saved_but_those_that_are_left_out_for_a_reason():
    apart = {
        model._meta.app_label if model._meta.app_label in LEFT_OUT else model._meta.label_lower
        for model in apps.get_models()
        if model not in saved_models()
    }
    assert apart == set(LEFT_OUT)


def test_a_backup_from_before_the_desk_let_go_of_an_app_is_restored(backup, tmp_path):
    """Of an app that this version does not have nothing was saved but the names of its migrations."""

    def with_an_app_that_is_gone(name: str, data: bytes) -> bytes:
        if name != MANIFEST:
            return data
        said = json.loads(data)
        said["migrations"].append(["axes", "0001_initial"])
        return json.dumps(said).encode()

    rewritten(backup, with_an_app_that_is_gone)
    run("restore", str(backup), "--database", f"sqlite:///{tmp_path}/restored.sqlite3")
