"""A backup that was rewritten is not restored as if it were true."""

from __future__ import annotations

import json
from zipfile import ZipFile

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from standto_desk.access.log_chain import log_head
from standto_desk.access.log_verifying import verify_security_log
from standto_desk.access.models import Account, Membership, SecurityEvent
from standto_desk.access.security_log import SecurityKind, note
from standto_desk.clock.models import DemoClock
from standto_desk.clock.setting import start_demo_clock
from standto_desk.ledger.anchors import fingerprint, installation_key, make_anchor, public_text
from standto_desk.ledger.appending import append
from standto_desk.ledger.reading import head
from standto_desk.ledger.verifying import verify_ledger
from standto_desk.service.archives import MANIFEST, SIGNATURE
from tests.desk.databases import point_at
from tests.desk.ledger.starting import ANA, NOON, event
from tests.desk.service.backups import filled, forged, key_of_tests, rewritten, run, swapped


def refused(backup, tmp_path, *words: str, key=None) -> str:
    """Restore a backup, which must be refused and must leave no row; return the error."""
    url = f"sqlite:///{tmp_path}/restored.sqlite3"
    told, complained = run("restore", str(backup), "--database", url, *words, status=2, key=key)
    assert told == ""
    if (tmp_path / "restored.sqlite3").exists():
        point_at(url)
        assert (head().count, Account.objects.count(), SecurityEvent.every_line.count()) == (0, 0, 0)
        connection.close()
    return complained.splitlines()[-1].removeprefix("standto: ").removeprefix(f"{backup}: ")


CHANGED = "it was changed after it was signed. --unproven restores it anyway, and its security log will say so for good"
"""The error for a backup whose signature belongs to something else."""


def places_of(said: dict, count: int) -> None:
    """Let a manifest say that the ledger ends earlier."""
    said["count"] = count


FORGERIES = {
    "a role is another": ({"access.membership": lambda rows: swapped(rows, "volunteer", "commander")}, None),
    "a post is given": ({"access.appointment": lambda rows: [*rows, [9, *rows[0][1:]]]}, None),
    "the security log is cut": ({"access.securityevent": lambda rows: rows[:2]}, None),
    "the security log is emptied": ({"access.securityevent": lambda rows: []}, None),
    "entries are cut off": ({"ledger.entry": lambda rows: rows[:10]}, lambda said: places_of(said, 10)),
    "lines changed places": ({"ledger.entry": lambda rows: [*rows[:3], rows[4], rows[3], *rows[5:]]}, None),
    "rows of accounts changed places": ({"access.account": lambda rows: rows[::-1]}, None),
    "a password is another": ({"access.account": lambda rows: [[*rows[0][:1], "x", *rows[0][2:]], *rows[1:]]}, None),
    "a text is another": ({"ledger.text": lambda rows: [[*rows[0][:2], "Other."]]}, None),
    "an alert's address is added": ({"alerts.address": lambda rows: [[1, "gold", "x@example.org", "", ""]]}, None),
    "a clock is added": ({"clock.democlock": lambda rows: [[1, NOON, NOON, 1, 0]]}, None),
    "the manifest says another time": ({}, lambda said: said.update(made="2020-01-01T00:00:00+00:00")),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_rewritten_backup_is_refused(backup, tmp_path, forgery):
    tables, manifest = FORGERIES[forgery]
    forged(backup, tables, manifest or (lambda said: None))
    assert refused(backup, tmp_path) == CHANGED


def test_a_backup_signed_with_another_key_is_refused(backup, tmp_path):
    other = installation_key(tmp_path / "other.key")
    forged(backup, {"access.membership": lambda rows: swapped(rows, "volunteer", "viewer")}, key=other)
    name, own = fingerprint(other.public_key()), fingerprint(key_of_tests(tmp_path).public_key())
    assert refused(backup, tmp_path) == (
        f"it is signed with the key {name}, not with {own}. --unproven restores it anyway, and its "
        "security log will say so for good"
    )


@pytest.mark.parametrize("odd", [10**40, [1], {}, "x"])
def test_a_row_that_no_table_can_hold_is_refused_in_plain_words(backup, tmp_path, odd):
    forged(backup, {"access.membership": lambda rows: [[odd, *rows[0][1:]]]})
    told = refused(backup, tmp_path, "--unproven")
    assert told == "access.membership: a row of the backup does not fit this table"


def test_a_signature_of_an_anchor_is_none_of_a_backup(backup, tmp_path):
    key = key_of_tests(tmp_path)

    def change(name: str, data: bytes) -> bytes:
        if name != SIGNATURE:
            return data
        with ZipFile(backup) as archive:
            signature = key.sign(archive.read(MANIFEST)).hex()
        return json.dumps({"signature": signature, "key": key.public_key().public_bytes_raw().hex()}).encode()

    rewritten(backup, change)
    assert refused(backup, tmp_path) == CHANGED


@pytest.mark.parametrize("signature", [None, b"", b"{}", b'{"signature": 1, "key": 2}', b"[]"])
def test_a_backup_without_a_signature_is_refused(backup, tmp_path, signature):
    rewritten(backup, lambda name, data: signature if name == SIGNATURE else data)
    assert refused(backup, tmp_path).startswith("it is not signed. --unproven restores it anyway")


def test_a_member_that_is_there_twice_is_refused(backup, tmp_path):
    with pytest.warns(UserWarning, match="Duplicate name"), ZipFile(backup, "a") as archive:
        archive.writestr("tables/access.membership.jsonl", b"")
    told = "is in the backup more than once, so it is unclear which is meant"
    assert (
        f"tables/access.membership.jsonl: {told}"
        in run("restore", str(backup), "--database", f"sqlite:///{tmp_path}/restored.sqlite3", status=2)[1]
    )


def test_a_member_that_no_manifest_names_is_refused(backup, tmp_path):
    with ZipFile(backup, "a") as archive:
        archive.writestr("tables/clock.more.jsonl", b"[]")
    assert refused(backup, tmp_path) == ("tables/clock.more.jsonl: is in the backup, but its manifest does not name it")


def test_a_new_machine_trusts_a_public_key_or_a_fingerprint_and_nothing_else(backup, tmp_path):
    key, elsewhere = key_of_tests(tmp_path), tmp_path / "no.key"
    (tmp_path / "key.pem").write_text(public_text(key))
    name = fingerprint(key.public_key())
    assert refused(backup, tmp_path, key=elsewhere).startswith(
        f"it is signed with the key {name}, but no key to trust is known. "
    )
    assert refused(backup, tmp_path, "--fingerprint", "0" * 64, key=elsewhere).startswith(
        f"it is signed with the key {name}, not with {'0' * 64}. "
    )
    assert refused(backup, tmp_path, "--fingerprint", "abc", key=elsewhere).startswith(
        "--fingerprint: is not a fingerprint"
    )
    for number, words in enumerate([("--public-key", str(tmp_path / "key.pem")), ("--fingerprint", name.upper())]):
        url = f"sqlite:///{tmp_path}/new-{number}.sqlite3"
        told, _ = run("restore", str(backup), "--database", url, *words, key=elsewhere)
        assert f"with the key {name}: entries, texts, accounts, roles, posts" in told


def test_the_key_is_not_in_the_backup(backup, tmp_path):
    from cryptography.hazmat.primitives import serialization

    raw = key_of_tests(tmp_path).private_bytes(
        serialization.Encoding.Raw, serialization.PrivateFormat.Raw, serialization.NoEncryption()
    )
    with ZipFile(backup) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert (raw in whole, raw.hex().encode() in whole) == (False, False)


def test_what_is_restored_without_proof_says_so_for_good(backup, tmp_path):
    forged(backup, {"alerts.owner": lambda rows: [[1, "gap", 0, "silver", 30]]})
    first, second = (f"sqlite:///{tmp_path}/{name}.sqlite3" for name in ("first", "second"))
    told, _ = run("restore", str(backup), "--database", first, "--unproven")
    assert "Restored WITHOUT PROOF: it was changed after it was signed. The security log says so for good." in told
    # It survives: another backup, of the restored desk, is signed, and its log still says so.
    run("backup", str(tmp_path / "again.backup"), "--database", first)
    run("restore", str(tmp_path / "again.backup"), "--database", second)
    point_at(second)
    lines = SecurityEvent.objects.filter(kind__startswith="restored").order_by("sequence")
    assert [line.kind for line in lines] == ["restored without proof", "restored from a backup"]
    assert lines[0].detail.endswith(": it was changed after it was signed")
    connection.close()
    told, _ = run("ledger", "verify", "--database", second)
    assert told.splitlines()[-1].startswith("The security log says: restored without proof: made ")


def test_what_differs_from_the_security_log_is_restored_without_proof_and_named_from_then_on(backup, tmp_path):
    forged(backup, {"access.membership": lambda rows: swapped(rows, "volunteer", "viewer")}, key=key_of_tests(tmp_path))
    told = refused(backup, tmp_path)
    assert told.startswith("the security log is not as it was written: the role ")
    assert told.endswith("has another role than the security log has sealed")
    (tmp_path / "restored.sqlite3").unlink()
    url = f"sqlite:///{tmp_path}/restored.sqlite3"
    run("restore", str(backup), "--database", url, "--unproven")
    point_at(url)
    assert SecurityEvent.objects.last().kind == "restored without proof"
    assert SecurityEvent.objects.last().detail.endswith("1 differences from the security log")
    (fault,) = verify_security_log().faults
    assert fault.endswith("has another role than the security log has sealed")


def test_without_proof_the_chains_must_still_hold(backup, tmp_path):
    forged(backup, {"access.securityevent": lambda rows: swapped(rows, "sealed", "signed in")})
    told = refused(backup, tmp_path, "--unproven")
    assert told == (
        "the security log is not as it was written: line 1 of the security log was changed, or is not the one that was "
        "written there"
    )


def test_a_second_factor_that_was_swapped_is_found_even_by_who_holds_the_key(desk, tmp_path):
    from allauth.mfa.models import Authenticator

    filled()
    for number, account in enumerate(Account.objects.order_by("username")):
        Authenticator.objects.create(user=account, type="totp", data={"secret": f"secret {number}"})
    connection.close()
    backup = tmp_path / "desk.backup"
    run("backup", str(backup), "--database", desk)

    def swap(rows: list) -> list:
        with ZipFile(backup) as archive:
            said = json.loads(archive.read(MANIFEST))
        (table,) = (one for one in said["tables"] if one["model"] == "mfa.authenticator")
        place = table["columns"].index("data")
        rows[0][place], rows[1][place] = rows[1][place], rows[0][place]
        return rows

    forged(backup, {"mfa.authenticator": swap}, key=key_of_tests(tmp_path))
    told = refused(backup, tmp_path)
    assert told.startswith("the security log is not as it was written: the second factor ")
    assert told.endswith("has another data than the security log has sealed")


@pytest.fixture
def later_anchor(desk, tmp_path):
    """A backup, and an anchor that was made after more had been entered and noted."""
    filled()
    connection.close()
    run("backup", str(tmp_path / "desk.backup"), "--database", desk)
    append([event("stepped-back", "m2")], author=ANA, now=NOON * 2)
    anchor = make_anchor(key_of_tests(tmp_path), NOON, log_head())
    (tmp_path / "ledger.anchor").write_text(anchor)
    note(SecurityKind.SIGNED_OUT, account=None)
    (tmp_path / "later.anchor").write_text(make_anchor(key_of_tests(tmp_path), NOON, log_head()))
    connection.close()
    return tmp_path


def test_an_old_but_genuine_backup_is_refused_with_a_newer_anchor(later_anchor):
    told = refused(later_anchor / "desk.backup", later_anchor, "--anchor", str(later_anchor / "later.anchor"))
    assert told == "the ledger is not as it was entered: entry 18 is missing: the anchor was made when there were 18"


def test_a_backup_with_an_older_security_log_is_refused_with_a_newer_anchor(backup, desk, tmp_path):
    point_at(desk)
    note(SecurityKind.SIGNED_OUT, account=None)
    (tmp_path / "later.anchor").write_text(make_anchor(key_of_tests(tmp_path), NOON, log_head()))
    count = log_head().count
    connection.close()
    told = refused(backup, tmp_path, "--anchor", str(tmp_path / "later.anchor"))
    assert told == (
        f"the security log is not as it was written: line {count} of the security log is missing: the anchor was made "
        f"when there were {count}"
    )


def test_a_backup_that_holds_what_an_anchor_names_says_so(backup, desk, tmp_path):
    point_at(desk)
    (tmp_path / "then.anchor").write_text(make_anchor(key_of_tests(tmp_path), NOON, log_head()))
    connection.close()
    url = f"sqlite:///{tmp_path}/restored.sqlite3"
    told, _ = run("restore", str(backup), "--database", url, "--anchor", str(tmp_path / "then.anchor"))
    assert told.splitlines()[1].endswith("It agrees with the anchor.")


def test_an_anchor_of_another_key_is_refused(backup, desk, tmp_path):
    point_at(desk)
    (tmp_path / "other.anchor").write_text(make_anchor(installation_key(tmp_path / "other.key"), NOON, log_head()))
    connection.close()
    told = refused(backup, tmp_path, "--anchor", str(tmp_path / "other.anchor"))
    assert told == f"{tmp_path}/other.anchor: was changed, or signed by another installation's key"


@pytest.fixture
def of_demonstration(desk, tmp_path):
    """A backup of a demonstration."""
    filled()
    start_demo_clock(at=NOON * 2)
    connection.close()
    run("backup", str(tmp_path / "demo.backup"), "--database", desk)
    return tmp_path / "demo.backup"


def test_a_demonstration_never_becomes_a_real_desk(of_demonstration, tmp_path):
    for words in ((), ("--unproven",)):
        told = refused(of_demonstration, tmp_path, *words)
        assert told.startswith("is the backup of a demonstration, which has its own clock")
        assert "--demonstration restores it as a demonstration" in told


def test_a_demonstration_s_backup_becomes_a_demonstration_where_that_is_asked_for(of_demonstration, tmp_path):
    url = f"sqlite:///{tmp_path}/restored.sqlite3"
    run("restore", str(of_demonstration), "--database", url, "--demonstration")
    point_at(url)
    assert (DemoClock.objects.count(), verify_ledger().fault, verify_security_log().faults) == (1, "", ())


def test_a_real_desk_never_becomes_a_demonstration(backup, tmp_path):
    assert refused(backup, tmp_path, "--demonstration").startswith(
        f"--demonstration: {backup} is the backup of a desk that goes by the real clock"
    )


def test_a_clock_that_was_added_is_not_brought_in_even_without_proof(backup, tmp_path):
    forged(backup, {"clock.democlock": lambda rows: [[1, NOON, NOON, 1, 0]]})
    assert refused(backup, tmp_path, "--unproven").startswith("is the backup of a demonstration")


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_backup_of_before_the_chain_is_restored_only_where_asked_for_and_recorded(kind, desk, tmp_path, empty):
    backup = tmp_path / "old.backup"
    _as_an_older_version_saved_it(backup, desk, tmp_path)
    assert refused(backup, tmp_path).startswith("it is not signed. --unproven restores it anyway")
    url = empty(kind)
    run("restore", str(backup), "--database", url, "--unproven")
    point_at(url)
    assert (verify_ledger().fault, verify_security_log().faults) == ("", ())
    kinds = list(SecurityEvent.objects.order_by("sequence").values_list("kind", flat=True))
    assert kinds == ["signed out", "restored without proof", "chain begun"]
    assert Membership.objects.count() == 1


def _as_an_older_version_saved_it(backup, desk: str, tmp_path) -> None:
    """Write a backup in the first format, with the tables that the desk had before the log was a chain."""
    old = tmp_path / "old.sqlite3"
    point_at(f"sqlite:///{old}")
    nodes = [
        node for node in MigrationExecutor(connection).loader.graph.leaf_nodes() if node[0] not in ("access", "acts")
    ]
    nodes += [("access", "0003_cache"), ("acts", "0001_initial")]
    MigrationExecutor(connection).migrate(nodes)
    then = MigrationExecutor(connection).loader.project_state(nodes).apps
    account = then.get_model("access", "Account").objects.create(username="old", force="met", password="x")
    then.get_model("access", "Membership").objects.create(account=account, force="met", role="viewer")
    then.get_model("access", "SecurityEvent").objects.create(at=NOON, kind="signed out", account=account.pk)
    _save_first_format(backup, then)
    connection.close()


def _save_first_format(backup, then) -> None:
    """Save tables as the first format has them."""
    from dataclasses import asdict

    from django.db.migrations.recorder import MigrationRecorder

    from standto_desk.service.archives import opened_for_writing, write_table
    from standto_desk.service.saving import saved_models

    with backup.open("wb") as file, opened_for_writing(file) as archive:
        tables = []
        for model in saved_models(then):
            columns = [field.attname for field in model._meta.concrete_fields]
            rows = model._base_manager.order_by("pk").values_list(*columns)
            tables.append(asdict(write_table(archive, model._meta.label_lower, columns, rows)))
        said = {"format": 1, "made": "2026-01-01T00:00:00+00:00", "version": "1", "tables": tables}
        said["migrations"] = sorted(MigrationRecorder(connection).applied_migrations())
        archive.writestr(MANIFEST, json.dumps(said | {"count": head().count, "hash": head().hash}))
