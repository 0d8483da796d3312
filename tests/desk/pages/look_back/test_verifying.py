from __future__ import annotations

import json

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from standto_desk.access.log_chain import log_head
from standto_desk.access.security_log import SecurityKind, note
from standto_desk.acts.models import Verification
from standto_desk.acts.verifying import SINGLE, verification_under_way
from standto_desk.clock import now
from standto_desk.jobs.models import FAILED, RUNNING, Job
from standto_desk.jobs.queueing import cancel
from standto_desk.jobs.working import Worker
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.ledger.reading import head
from tests.desk.people import account_of
from tests.desk.reading_pages import faults_of, words_of

PAGE = "/look-back/verify/"


def outcome(client, **form) -> str:
    """The text of the page once the chain has been verified."""
    answer = client.post(PAGE, form)
    assert (answer.status_code, answer.headers.get("Location")) == (302, PAGE)
    assert Worker().do_one()
    return words_of(client.get(PAGE))


def anchor_of(client) -> SimpleUploadedFile:
    """An anchor, as a browser keeps it."""
    return SimpleUploadedFile("anchor.json", client.get(f"{PAGE}anchor/").content)


def spoil(statement: str) -> None:
    """Remove the guards and change a table, as an intruder would."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'ledger_%'")
        guards = cursor.fetchall()
        for name, _ in guards:
            cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute(statement)
        for _, guard in guards:
            cursor.execute(guard)


def test_an_auditor_verifies_the_chain_and_sees_who_started_it(handful, client_as):
    client = client_as("auditor", username="an-auditor")
    said = outcome(client)
    assert f"As it was entered {head().count:,} entries, each following the one before." in said
    assert "Started Saturday 23 September 2023, 12:00 BST by an-auditor" in said
    assert head().hash in said


def test_verifying_names_the_first_changed_entry(handful, client_as):
    spoil("UPDATE ledger_entry SET subject = subject || 'x' WHERE sequence IN (40, 50)")
    said = outcome(client_as("auditor"))
    assert "Not as it was entered Entry 40 was changed, or is not the one that was entered there." in said
    assert "Before that, 39 entries follow one another." in said


def test_the_ledger_is_checked_against_an_anchor(handful, client_as):
    client = client_as("auditor")
    kept = anchor_of(client)
    assert json.loads(kept.read())["count"] == head().count
    kept.seek(0)
    count = head().count
    append([Draft("event", kind="statement", subject="met", text="Words.")], author=Author("a", "", "met"), now=now())
    said = outcome(client, anchor=kept)
    assert f"{count + 1:,} entries, each following the one before, as the anchor on entry {count:,} says." in said


def test_an_anchor_finds_a_ledger_that_was_cut_off_with_its_head(handful, client_as):
    client = client_as("auditor")
    kept, count = anchor_of(client), head().count
    spoil(f"DELETE FROM ledger_text WHERE sequence = {count}")
    spoil(f"DELETE FROM ledger_entry WHERE sequence = {count}")
    before = f"(SELECT hash FROM ledger_entry WHERE sequence = {count - 1})"
    spoil(f"UPDATE ledger_head SET count = {count - 1}, hash = {before}")
    assert "As it was entered" in outcome(client)
    said = outcome(client, anchor=kept)
    assert f"Entry {count} is missing: the anchor was made when there were {count}." in said


def test_a_file_that_is_no_anchor_of_this_desk_is_an_error(handful, client_as):
    client = client_as("auditor")
    other = anchor_of(client).read().replace(b'"count": ', b'"count": 1')
    for content, fault in (
        (b"{}", "The anchor: is not an anchor: `standto ledger anchor` makes one"),
        (other, "The anchor: was changed, or signed by another installation's key"),
        (b"x" * 10_001, "This file is too large to be an anchor: choose one downloaded from this page"),
    ):
        page = client.post(PAGE, {"anchor": SimpleUploadedFile("anchor.json", content)})
        assert (page.status_code, faults_of(page)) == (422, [fault])
    assert Verification.objects.count() == 0


def test_one_verification_is_made_at_a_time_and_its_progress_shows_without_scripts(handful, client_as):
    client_as("auditor").post(PAGE)
    Job.objects.update(state=RUNNING, share=40)
    client = client_as("commander")
    page = client.get(PAGE)
    assert "In progress: 40% read" in words_of(page)
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in page.content.decode()
    assert ">Check again</a>" in page.content.decode()
    again = client.post(PAGE)
    assert faults_of(again) == ["The chain is already being verified; wait for the result"]


def test_a_verification_that_ended_without_a_result_says_why_and_can_be_asked_for_again(handful, client_as):
    client = client_as("auditor")
    client.post(PAGE)
    Job.objects.update(state=FAILED, share=40, reason="the reason", single=None)
    client.post(PAGE)
    cancel(Job.objects.get(single=SINGLE))
    said = words_of(client.get(PAGE))
    assert "Stopped at 40% The reason." in said
    assert "Stopped at 0% It was cancelled." in said
    assert "As it was entered" in outcome(client)


def test_an_account_that_may_no_longer_verify_gets_no_result(handful, client_as):
    client = client_as("auditor")
    client.post(PAGE)
    client.account.memberships.all().delete()
    assert Worker().do_one()
    assert Job.objects.get().reason == "the account that asked for this may no longer do it"
    assert (Verification.objects.count(), verification_under_way()) == (0, None)


def test_a_verification_that_ends_while_the_page_is_drawn_is_in_progress_on_it(handful, client_as):
    client = client_as("auditor")
    client.post(PAGE)
    done = []

    def ends_after_it_was_read(execute, sql, params, many, context):
        answer = execute(sql, params, many, context)
        if sql.startswith("SELECT") and Job._meta.db_table in sql and not done:
            done.append(sql)
            assert Worker().do_one()
        return answer

    with connection.execute_wrapper(ends_after_it_was_read):
        page = client.get(PAGE)
    assert (page.status_code, "In progress: 0% read" in words_of(page), len(done)) == (200, True, 1)


def test_only_roles_that_verify_find_the_page(handful, client_as):
    assert [client_as(role).get(PAGE).status_code for role in ("viewer", "duty-officer", "planner")] == [403] * 3


def test_a_role_that_was_given_past_the_security_log_is_named_on_the_page(handful, client_as):
    client = client_as("auditor")
    other = account_of("viewer")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE access_membership SET role = 'commander' WHERE role = 'viewer'")
    said = outcome(client)
    key = other.memberships.get().pk
    told = f"Not as it was entered The role {key} of the account {other.pk} has another role than the security log has"
    assert told in said
    assert f"{head().count:,} entries follow one another." in said


def test_a_security_log_that_was_cut_off_is_found_by_an_anchor_on_the_page(handful, client_as):
    client = client_as("auditor")
    note(SecurityKind.SIGNED_OUT, account=client.account)
    anchor = anchor_of(client)
    count = log_head().count
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'security_log%'")
        guards = cursor.fetchall()
        for name, _ in guards:
            cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute("DELETE FROM access_securityevent WHERE sequence = %s", [count])
        cursor.execute(
            "UPDATE access_securityhead SET count = %s, hash = (SELECT hash FROM access_securityevent "
            "WHERE sequence = %s)",
            [count - 1, count - 1],
        )
        for _, guard in guards:
            cursor.execute(guard)
    said = outcome(client, anchor=anchor)
    assert f"Line {count} of the security log is missing: the anchor was made when there were {count}." in said


def test_the_page_says_for_good_that_a_backup_was_restored_without_proof(handful, client_as):
    note(SecurityKind.RESTORED_UNPROVEN, account=None, detail="made 2026-01-01: it is not signed")
    said = outcome(client_as("auditor"))
    assert "A backup was restored without proof: made 2026-01-01: it is not signed." in said
