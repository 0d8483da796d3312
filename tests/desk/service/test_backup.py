"""Backup and restore, from each kind of database into each, as commands of their own."""

from __future__ import annotations

import threading
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.db import connection

from standto.errors import InputError
from standto_desk.access.log_chain import log_head
from standto_desk.access.log_verifying import verify_security_log
from standto_desk.access.models import Account, SecurityEvent
from standto_desk.ledger.anchors import fingerprint, installation_key
from standto_desk.ledger.appending import append
from standto_desk.ledger.reading import head
from standto_desk.ledger.verifying import verify_ledger
from standto_desk.service.archives import MANIFEST, read_saved
from standto_desk.service.saving import LEFT_OUT, saved_models
from tests.desk.databases import point_at
from tests.desk.ledger.starting import ANA, HOUR, NOON, event
from tests.desk.people import account_of
from tests.desk.service.backups import filled, forged, key_of_tests, rewritten, run, swapped
from tests.patience import wait_until


def everything() -> dict[str, list]:
    """Every row of every table that is saved."""
    return {
        model._meta.label_lower: sorted(model._base_manager.values_list().iterator(), key=repr)
        for model in saved_models()
    }


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_what_is_restored_is_what_was_saved(database, tmp_path, empty, kind):
    filled()
    saved, place, log = everything(), head(), log_head()
    connection.close()
    told, _ = run("backup", str(tmp_path / "desk.backup"), "--database", database)
    name = fingerprint(installation_key(tmp_path / "installation.key").public_key())
    assert told.splitlines() == [
        f"{tmp_path}/desk.backup: {place.count} entries, the last is {place.hash}",
        f"{log.count} lines of the security log, the last is {log.hash}",
        f"Signed with this installation's key; its fingerprint is {name}",
    ]
    assert oct((tmp_path / "desk.backup").stat().st_mode & 0o777) == "0o600"
    url = empty(kind)
    told, _ = run("restore", str(tmp_path / "desk.backup"), "--database", url)
    told_first, told_proof, _ = told.splitlines()
    assert told_first == f"{place.count} entries as they were entered; the last is {place.hash}"
    assert told_proof.endswith(f"security log ({log.count} lines) and all other tables are as they were saved.")
    point_at(url)
    restored = everything()
    line = SecurityEvent.objects.order_by("sequence").last()
    assert (line.sequence, line.kind) == (log.count + 1, "restored from a backup")
    assert line.detail.endswith(f"signed with the key {name}")
    heads = restored.pop("access.securityhead"), saved.pop("access.securityhead")
    assert heads == ([(1, log.count + 1, line.hash)], [(1, log.count, log.hash)])
    restored["access.securityevent"] = [row for row in restored["access.securityevent"] if row[0] != line.pk]
    assert restored == saved
    assert verify_security_log().faults == ()
    assert (verify_ledger().fault, head()) == ("", place)
    assert Account.objects.get(email="c@example.org").check_password("a password of some length")
    # It goes on from there: the next entry, and the next number that the database gives.
    append([event("stepped-back", "m2")], author=ANA, now=NOON + 2 * HOUR)
    account_of("viewer")
    assert (verify_ledger().fault, head().count) == ("", place.count + 1)


@pytest.mark.slow
def test_a_backup_is_of_one_moment_while_others_append(database, tmp_path, empty):
    filled()
    stop, made = threading.Event(), []

    def keep_appending() -> None:
        while not stop.is_set():
            made.extend(append([event("stepped-back", "m2"), event("returned", "m2")], author=ANA, now=NOON + HOUR))
        connection.close()

    writer = threading.Thread(target=keep_appending)
    writer.start()
    try:
        wait_until(lambda: made)
        run("backup", str(tmp_path / "desk.backup"), "--database", database)
    finally:
        stop.set()
        writer.join()
    run("restore", str(tmp_path / "desk.backup"), "--database", empty("sqlite"))
    connection.close()
    point_at(f"sqlite:///{tmp_path / 'restored.sqlite3'}")
    assert verify_ledger().fault == ""


def test_a_database_that_is_not_empty_is_left_alone(backup, desk):
    before = everything()
    connection.close()
    told, complained = run("restore", str(backup), "--database", desk, status=2)
    assert (told, complained.splitlines()[-1].startswith("--database: is not empty, because it has the table ")) == (
        "",
        True,
    )
    assert everything() == before


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (None, "cannot be read: No such file or directory"),
        (b"not a backup", "is not a backup of the desk, or its end is missing: a backup is a ZIP file"),
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
        ("[1]", "names no format: this is not a backup of the desk"),
        ("{}", "names no format: this is not a backup of the desk"),
        ('{"format": 9}', "has the format 9, but this version reads 1 and 2"),
        ('{"format": 2, "format": 1}', "says something twice, which `standto backup` never writes"),
        ('{"format": 1}', "lacks made, which every backup has"),
        ('{"format": 1, "made": 5}', "its made is not as `standto backup` writes it"),
        (
            '{"format": 1, "made": "", "version": "", "migrations": [], "tables": [[]]}',
            "its tables is not as `standto backup` writes it",
        ),
    ],
)
def test_what_is_wrong_with_a_manifest_is_said_in_plain_words(tmp_path, manifest, what):
    with ZipFile(tmp_path / "zip", "w") as archive:
        archive.writestr(MANIFEST, manifest)
    with pytest.raises(InputError) as refused:
        read_saved(tmp_path / "zip")
    assert str(refused.value) == f"{tmp_path}/zip: manifest.json: {what}"


def test_an_archive_without_a_manifest_is_no_backup(tmp_path):
    with ZipFile(tmp_path / "zip", "w") as archive:
        archive.writestr("photo", "x")
    with pytest.raises(InputError, match="is missing: this is not a backup of the desk"):
        read_saved(tmp_path / "zip")


def test_a_backup_that_is_cut_off_is_refused(backup, tmp_path):
    backup.write_bytes(backup.read_bytes()[:-100])
    _, complained = run("restore", str(backup), "--database", f"sqlite:///{tmp_path}/restored.sqlite3", status=2)
    assert complained == f"{backup}: is not a backup of the desk, or its end is missing: a backup is a ZIP file\n"


def test_a_table_that_was_changed_is_refused(backup, tmp_path):
    rewritten(backup, lambda name, data: data.replace(b'"m1"', b'"m2"') if "ledger.entry" in name else data)
    _, complained = run("restore", str(backup), "--database", f"sqlite:///{tmp_path}/restored.sqlite3", status=2)
    assert complained.splitlines()[-1] == f"{backup}: ledger.entry: is not as it was saved"


@pytest.mark.slow
def test_a_ledger_that_was_changed_is_not_restored_whatever_the_manifest_says(backup, tmp_path):
    # Even where whoever changed it holds the key.
    forged(backup, {"ledger.entry": lambda rows: swapped(rows, "returned", "stepped-back")}, key=key_of_tests(tmp_path))
    url = f"sqlite:///{tmp_path}/restored.sqlite3"
    _, complained = run("restore", str(backup), "--database", url, status=2)
    made, why = complained.splitlines()
    assert (
        made == f"--database: {tmp_path}/restored.sqlite3 was made, and has no entries: remove it if you do not want it"
    )
    assert "the ledger is not as it was entered: entry 16 was changed" in why
    point_at(url)
    assert (head().count, Account.objects.count()) == (0, 0)


def test_a_backup_of_a_newer_version_is_refused(backup, tmp_path):
    forged(backup, {}, lambda said: said["migrations"].append(["ledger", "0099_later"]))
    _, complained = run("restore", str(backup), "--database", f"sqlite:///{tmp_path}/restored.sqlite3", status=2)
    assert complained.splitlines()[-1].startswith(
        "a newer version of Standto made this backup (ledger.0099_later): restore it with that version"
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
    """Of an app that this version does not have, only the names of migrations were saved."""

    gone = lambda said: said["migrations"].append(["axes", "0001_initial"])  # noqa: E731
    forged(backup, {}, gone, key=key_of_tests(tmp_path))
    run("restore", str(backup), "--database", f"sqlite:///{tmp_path}/restored.sqlite3")


def test_the_columns_of_a_backup_may_stand_in_any_order(backup, tmp_path):
    """A backup names its columns: a version whose tables have them in another order restores it all the same."""

    def turned(said: dict) -> None:
        for table in said["tables"]:
            if table["model"].startswith("acts."):
                table["columns"].reverse()

    kept = [f"acts.{name}" for name in ("whatif", "whatifshown", "keptoutlook", "keptoutlookshown", "assumptionset")]
    backwards = dict.fromkeys(kept, lambda rows: [row[::-1] for row in rows])
    forged(backup, backwards, turned, key=key_of_tests(tmp_path))
    run("restore", str(backup), "--database", f"sqlite:///{tmp_path}/restored.sqlite3")
    found = []
    for name in ("desk", "restored"):
        point_at(f"sqlite:///{tmp_path}/{name}.sqlite3")
        found.append({table: rows for table, rows in everything().items() if table in kept})
    assert found[1] == found[0]
    assert [len(rows) for rows in found[0].values()] == [1] * len(kept)
