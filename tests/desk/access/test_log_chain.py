"""The security log is a chain, and proves accounts, roles, posts and second factors."""

from __future__ import annotations

import subprocess
import sys
import threading
import uuid

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from standto.errors import OptionError
from standto_desk.access import account_changes, appointing, role_changes
from standto_desk.access.log_chain import log_head
from standto_desk.access.log_guards import GUARDS, HEAD, LINE
from standto_desk.access.log_migrating import seal_new_columns
from standto_desk.access.log_verifying import verify_security_log
from standto_desk.access.models import Account, Appointment, Membership, Post, SecurityEvent
from standto_desk.access.roles import Role
from standto_desk.access.sealing import NOT_SEALED, sealed_columns, sealed_models
from standto_desk.access.security_log import SecurityKind, note
from standto_desk.ledger.anchors import installation_key, make_anchor, read_anchor
from standto_desk.service.demonstration import make_demonstration
from standto_desk.service.tables import must_be_up_to_date
from tests.desk.databases import point_at
from tests.desk.ledger.starting import NOON, started
from tests.desk.people import HOME, account_of
from tests.desk.serving import environment

tampering = pytest.mark.usefixtures("tampering")


def unguard(*statements: str) -> None:
    """Drop the triggers of the log, as the owner of the database can, and run something."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'security_log%'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        else:
            for table in (LINE, HEAD):
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        for statement in statements:
            cursor.execute(statement)


def guard() -> None:
    """Set the triggers up again, as a careful forger would."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for statement in GUARDS.statements("sqlite"):
                cursor.execute(statement)
        else:
            for table in (LINE, HEAD):
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER ALL")


def faults_after(*statements: str) -> tuple[str, ...]:
    """Run statements without the guards, set the guards up again, and return the faults that verifying finds."""
    unguard(*statements)
    guard()
    return verify_security_log().faults


@pytest.fixture
def few_lines(database):
    """A log of four lines for people, and the seals of an account and its role."""
    account_of(Role.COMMANDER)
    for kind in (SecurityKind.SIGNED_IN, SecurityKind.SIGNED_OUT, SecurityKind.SIGN_IN_FAILED, SecurityKind.LOCKED_OUT):
        note(kind, account=Account.objects.get())


def test_every_line_follows_on_the_one_before(few_lines):
    found = verify_security_log()
    assert (found.count, found.faults, found.unproven) == (6, (), ())
    assert (log_head().count, log_head().hash) == (found.count, found.hash)
    assert SecurityEvent.objects.count() == 4


@tampering
def test_a_line_that_was_changed_is_named(few_lines):
    told = "line 4 of the security log was changed, or is not the one that was written there"
    assert faults_after(f"UPDATE {LINE} SET detail = 'x' WHERE sequence = 4") == (told,)


@tampering
@pytest.mark.parametrize("column", ["at", "kind", "account", "by", "force", "detail", "address", "seal", "hash"])
def test_a_change_in_any_column_is_found(few_lines, column):
    value = {"at": "5", "account": f"'{uuid.uuid4().hex}'", "by": f"'{uuid.uuid4().hex}'"}.get(column, f"'{'0' * 40}'")
    (fault,) = faults_after(f'UPDATE {LINE} SET "{column}" = {value} WHERE sequence = 4')
    assert fault.startswith("line 4 of the security log ")


@tampering
def test_a_line_that_was_removed_is_named(few_lines):
    told = "line 3 of the security log is missing: it was removed, or moved"
    assert faults_after(f"DELETE FROM {LINE} WHERE sequence = 3") == (told,)


@tampering
def test_two_lines_that_changed_places_are_found(few_lines):
    swap = (
        f"UPDATE {LINE} SET sequence = 99 WHERE sequence = 3",
        f"UPDATE {LINE} SET sequence = 3 WHERE sequence = 4",
        f"UPDATE {LINE} SET sequence = 4 WHERE sequence = 99",
    )
    assert faults_after(*swap) == ("line 3 of the security log was changed, or is not the one that was written there",)


@tampering
def test_a_log_that_was_cut_off_is_found(few_lines):
    told = "line 5 of the security log is missing: it was cut off after line 4"
    assert faults_after(f"DELETE FROM {LINE} WHERE sequence > 4") == (told,)


@tampering
def test_an_anchor_finds_a_log_that_was_cut_off_with_its_head(few_lines, tmp_path):
    started()
    key = installation_key(tmp_path / "installation.key")
    anchor = read_anchor(make_anchor(key, NOON, log_head()), key.public_key(), name="anchor.json")
    assert anchor.log == log_head()
    assert verify_security_log(anchored=anchor.log).faults == ()
    fourth = SecurityEvent.every_line.get(sequence=4)
    cut = (
        f"DELETE FROM {LINE} WHERE sequence > 4",
        f"UPDATE {HEAD} SET \"count\" = 4, hash = '{fourth.hash}'",
    )
    assert faults_after(*cut) == ()
    assert verify_security_log(anchored=anchor.log).faults == (
        "line 5 of the security log is missing: the anchor was made when there were 6",
    )


def test_an_anchor_whose_place_of_the_log_was_changed_is_refused(few_lines, tmp_path):
    key = installation_key(tmp_path / "installation.key")
    anchor = make_anchor(key, NOON, log_head())
    with pytest.raises(OptionError, match="was changed, or signed by another installation's key"):
        read_anchor(anchor.replace('"count": 6', '"count": 5'), key.public_key(), name="anchor.json")


def test_an_anchor_of_the_ledger_alone_still_holds(few_lines, tmp_path):
    key = installation_key(tmp_path / "installation.key")
    assert read_anchor(make_anchor(key, NOON), key.public_key(), name="anchor.json").log is None


@tampering
def test_a_guard_that_is_gone_is_named(few_lines):
    unguard()
    faults = verify_security_log().faults
    assert len(faults) == len(GUARDS.expected(connection.vendor))
    assert "the trigger security_log_line_delete is missing: the database no longer refuses the change" in faults


REFUSED = [
    (f"UPDATE {LINE} SET kind = 'x'", "the security log only grows"),
    (f"DELETE FROM {LINE}", "the security log only grows"),
    (f'UPDATE {HEAD} SET "count" = 1', "only moves forward"),
    (f"UPDATE {HEAD} SET hash = 'x'", "only moves forward"),
    (f"DELETE FROM {HEAD}", "the head of the security log is never removed"),
    (f"INSERT INTO {HEAD} (id, \"count\", hash) VALUES (2, 0, '')", "the security log has one head"),
]


@pytest.mark.parametrize(("statement", "what"), REFUSED)
def test_the_database_itself_refuses(few_lines, statement, what):
    with pytest.raises(DatabaseError, match=what), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("table", [LINE, HEAD])
def test_postgresql_refuses_to_empty_the_log(postgres_desk, table):
    with pytest.raises(DatabaseError, match="never emptied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table}")


@pytest.fixture
def staffed(database):
    """An officer with a role, a post and a second factor; by their keys."""
    officer = account_of(Role.DUTY_OFFICER, post="gold", email="officer@example.org", password="a long password")
    factor = Authenticator.objects.create(user=officer, type=Authenticator.Type.TOTP, data={"secret": "one"})
    Post.objects.create(force=HOME, post="gold")
    return officer, factor


FORGED = [
    ("UPDATE access_membership SET role = 'commander'", "the role {0} of the account {1} has another role"),
    ("UPDATE access_membership SET \"force\" = 'kent'", "the role {0} of the account {1} has another force"),
    ("UPDATE access_account SET email = 'x@example.org'", "the account {1} has another email"),
    ("UPDATE access_account SET password = 'x'", "the account {1} has another password"),
    ("UPDATE access_account SET is_active = NOT is_active", "the account {1} has another is_active"),
    ("UPDATE access_account SET cipher = 'm0001'", "the account {1} has another cipher"),
    ("UPDATE access_appointment SET post = 'silver'", "the appointment {0} of the account {1} has another post"),
    ('UPDATE access_appointment SET "until" = 1', "the appointment {0} of the account {1} has another until"),
    ("UPDATE access_post SET most = 9", "the post {0} has another most"),
    (
        'UPDATE mfa_authenticator SET data = \'{{"secret": "two"}}\'',
        "the second factor {0} of the account {1} has another data",
    ),
]


@tampering
@pytest.mark.parametrize(("statement", "told"), FORGED)
def test_what_was_changed_past_the_log_is_named(staffed, statement, told):
    officer, _ = staffed
    with connection.cursor() as cursor:
        cursor.execute(statement.replace("{{", "{").replace("}}", "}"))
        cursor.execute(f"SELECT MAX(id) FROM {statement.split()[1]}" if "account SET" not in statement else "SELECT 1")
        (key,) = cursor.fetchone()
    assert verify_security_log().faults == (f"{told.format(key, officer.pk)} than the security log has sealed",)


@tampering
def test_a_role_or_post_given_past_the_log_is_named(staffed):
    officer, _ = staffed
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO access_membership (account_id, "force", role, since, "until") '
            "VALUES (%s, 'met', 'commander', 0, 9)",
            [officer.pk.hex if connection.vendor == "sqlite" else officer.pk],
        )
    key = Membership.objects.get(role="commander").pk
    assert verify_security_log().faults == (
        f"the role {key} of the account {officer.pk} is not in the security log, or the log has its removal",
    )


@tampering
def test_a_second_factor_removed_past_the_log_is_named(staffed):
    _, factor = staffed
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM mfa_authenticator")
    assert verify_security_log().faults == (
        f"the second factor {factor.pk} is gone, and the security log has no removal of it",
    )


def test_what_is_done_to_an_account_is_sealed(database):
    administrator, clerk = account_of(Role.ADMINISTRATOR), account_of(Role.ADMINISTRATOR)
    made, _ = account_changes.make_account(by=administrator, username="new", force=HOME, roles=[Role.COMMANDER])
    Authenticator.objects.create(user=made, type=Authenticator.Type.TOTP, data={"secret": "one"})
    account_changes.change_account(by=administrator, account=made, email="new@example.org")
    role_changes.give_role(by=administrator, account=made, role=Role.DUTY_OFFICER, force=HOME)
    role_changes.take_role(by=administrator, account=made, role=Role.DUTY_OFFICER, force=HOME)
    appointing.mark_post(by=administrator, post="gold", force=HOME, most=2)
    held = appointing.appoint(by=administrator, account=made, post="gold", force=HOME, start=NOON)
    appointing.end_appointment(by=administrator, appointment=held, at=NOON + 1)
    taken_back = appointing.appoint(by=administrator, account=made, post="gold", force=HOME, start=NOON + 9)
    appointing.end_appointment(by=administrator, appointment=taken_back, at=NOON + 1)
    account_changes.choose_password(account=made, password="a password of some length")
    account_changes.disable_account(by=administrator, account=clerk)
    account_changes.enable_account(by=administrator, account=clerk)
    account_changes.reset_second_factor(by=administrator, account=made)
    assert verify_security_log().faults == ()
    assert (Appointment.objects.count(), Authenticator.objects.count()) == (1, 0)


def test_nothing_of_an_account_is_in_its_seal(database):
    account_of(Role.VOLUNTEER, cipher="m0001", email="somebody@example.org", username="somebody")
    kept = " ".join(SecurityEvent.seals())
    assert [word for word in ("m0001", "somebody", "example", "volunteer") if word in kept] == []


def test_what_is_undone_leaves_neither_row_nor_line(database):
    with transaction.atomic():
        account_of(Role.VIEWER)
        transaction.set_rollback(True)
    assert (Account.objects.count(), log_head().count, verify_security_log().faults) == (0, 0, ())


@tampering
def test_columns_that_an_upgrade_adds_are_sealed_where_the_rest_is_as_it_was(staffed, monkeypatch):
    # As if a version whose accounts had one column fewer had made these seals.
    officer, _ = staffed
    whole = sealed_columns(Account)
    with monkeypatch.context() as older:
        older.setitem(NOT_SEALED, "access.account", {"screen"})
        officer.save()
        forged = account_of(Role.VIEWER)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE access_account SET email = 'x@example.org' WHERE username = %s", [forged.username])
    seal_new_columns()
    assert set(whole) >= {"screen", "email"}
    assert verify_security_log().faults == (
        f"the account {forged.pk} has another email than the security log has sealed",
    )


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_the_chain_of_an_old_log_begins_with_the_lines_that_there_are(kind, tmp_path, postgres_server):
    old = _old_database(kind, tmp_path, postgres_server)
    point_at(old)
    try:
        executor = MigrationExecutor(connection)
        executor.migrate([("access", "0003_cache"), ("mfa", "0003_authenticator_type_uniq")])
        then = MigrationExecutor(connection).loader.project_state([("access", "0003_cache")]).apps
        account = then.get_model("access", "Account").objects.create(username="old", force="met", password="x")
        then.get_model("access", "Membership").objects.create(account=account, force="met", role="viewer")
        lines = then.get_model("access", "SecurityEvent").objects
        for kind_of in ("account made", "signed in"):
            lines.create(at=NOON, kind=kind_of, account=account.pk)
        with pytest.raises(OptionError, match="its tables are from an older version"):
            must_be_up_to_date()
        call_command("migrate", verbosity=0)
        assert list(SecurityEvent.objects.values_list("sequence", "kind", "detail")) == [
            (1, "account made", ""),
            (2, "signed in", ""),
            (3, "chain begun", "lines that were there before: 2"),
        ]
        found = verify_security_log()
        assert (found.count, found.faults) == (5, ())
        note(SecurityKind.SIGNED_OUT, account=None)
        assert (verify_security_log().count, verify_security_log().faults) == (6, ())
    finally:
        connection.close()
        if kind == "postgresql":
            import psycopg

            with psycopg.connect(postgres_server.get_uri(), autocommit=True) as administrator:
                administrator.execute("DROP DATABASE old WITH (FORCE)")


def _old_database(kind: str, tmp_path, server) -> str:
    """Make an empty database; return its URL."""
    import psycopg

    if kind == "sqlite":
        return f"sqlite:///{tmp_path}/old.sqlite3"
    with psycopg.connect(server.get_uri(), autocommit=True) as administrator:
        administrator.execute("CREATE DATABASE old")
    return server.get_uri().replace("/postgres?", "/old?")


WRITER = """
import sys, django
django.setup()
from standto_desk.access.security_log import SecurityKind, note
for _ in range(40):
    note(SecurityKind.SIGNED_IN, account=None, detail=sys.argv[1])
"""


def test_all_that_a_demonstration_makes_is_sealed_and_logged(database):
    make_demonstration()
    assert verify_security_log().faults == ()
    kinds = [str(kind) for kind in SecurityEvent.objects.values_list("kind", flat=True)]
    made = {kind: kinds.count(kind) for kind in ("account made", "role given", "appointed to a post", "post marked")}
    assert made == {
        "account made": Account.objects.count(),
        "role given": Membership.objects.count(),
        "appointed to a post": Appointment.objects.count(),
        "post marked": Post.objects.filter(outside=True).count(),
    }


@pytest.mark.parametrize("model", [model for model in sealed_models() if model._meta.app_label == "access"])
def test_rows_cannot_be_made_or_changed_past_their_seals(model, database):
    with pytest.raises(TypeError, match="save each row"):
        model.objects.bulk_create([model()])
    with pytest.raises(TypeError, match="save each row"):
        model.objects.update(**{sealed_columns(model)[1]: "other"})


def test_processes_that_write_at_once_make_one_chain(database):
    connection.close()
    variables = environment() | {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "standto_desk.service.settings"}
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(number)], env=variables) for number in range(3)]
    assert [writer.wait(120) for writer in writers] == [0, 0, 0]
    found = verify_security_log()
    assert (found.count, found.faults) == (120, ())


def test_changes_of_accounts_at_once_never_wait_for_each_other_for_ever(postgres_desk):
    administrator = account_of(Role.ADMINISTRATOR)
    others = [account_of(Role.COMMANDER) for _ in range(2)]
    for post in ("gold", "silver"):
        Post.objects.create(force=HOME, post=post, most=9)
    failed = []

    def work(one: Account, post: str) -> None:
        try:
            for _ in range(8):
                account_changes.reset_password(by=administrator, account=one)
                held = appointing.appoint(by=administrator, account=one, post=post, force=HOME, start=NOON)
                appointing.end_appointment(by=administrator, appointment=held, at=NOON)
                one.refresh_from_db()
                one.email = "a@example.org"
                one.save()
        except Exception as error:  # noqa: BLE001
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(others[n % 2], ("gold", "silver")[n // 2])) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert failed == []
    assert verify_security_log().faults == ()
