"""A large import is entered by a job: beside the pages, all of it or nothing, and once."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from standto.model.people import Person
from standto_desk.access.roles import Role
from standto_desk.acts.entering import CHECKED
from standto_desk.clock import now
from standto_desk.clock.setting import start_demo_clock
from standto_desk.jobs.contexts import JobContext
from standto_desk.jobs.leases import Watch
from standto_desk.jobs.models import CANCELLED, DONE, FAILED, READY, Job
from standto_desk.jobs.working import Worker
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import head
from standto_desk.ledger.verifying import verify_ledger
from standto_desk.pages.importing.entering_jobs import LARGE, enter_folder
from tests.desk.pages.importing import workbooks
from tests.desk.pages.importing.test_importing_folders import confirm, register, send, sent_files
from tests.desk.people import account_of, client_of
from tests.desk.reading_pages import faults_of, hidden, words_of

MANY = 400
CLERK = Author("clerk", "", "met")


def larger(scenario, number=MANY):
    """A register with many people more."""
    more = tuple(Person(f"new{one:04}", "met") for one in range(number))
    return replace(scenario, people=(*scenario.people, *more))


def large_rota(number=MANY):
    """A rota of many people."""
    first, row, _ = workbooks.ROTA
    return [first, *([f"{one:04} AR", f"Person {one}", *row[2:]] for one in range(number))]


@pytest.fixture
def officer(handful, client_as):
    return client_as("duty-officer")


@pytest.fixture
def previewed(officer):
    """The preview of a folder with many people."""
    return send(officer, *sent_files(larger(register()), "people.csv"))


def the_job(answer) -> Job:
    """The only job, to whose page an answer leads."""
    one = Job.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/jobs/{one.pk}/")
    return one


def work() -> Job:
    """Let a worker do the oldest job."""
    ready = Job.objects.filter(state=READY).last()
    assert Worker().do_one()
    return Job.objects.get(pk=ready.pk)


def test_a_large_folder_is_entered_by_a_job_whose_result_is_the_receipt_and_so_is_its_undoing(officer, previewed):
    before, base = head().count, register()
    one = the_job(confirm(officer, previewed))
    assert (one.state, head().count) == (READY, before)
    assert (work().state, head().count) == (DONE, before + MANY)
    assert len(register().people) == len(base.people) + MANY
    key = one.arguments["key"]
    assert f'href="/import/{key}/receipt/"' in officer.get(f"/jobs/{one.pk}/").content.decode()
    assert f"{MANY} entries" in words_of(officer.get(f"/import/{key}/receipt/"))
    page = officer.get(f"/import/{key}/undo/")
    officer.post(f"/import/{key}/undo/", {"seen": hidden(page, "seen")})
    assert (work().state, head().count) == (DONE, before + 2 * MANY)
    assert register().people == base.people
    assert "Undone" in words_of(officer.get(f"/import/{key}/receipt/"))
    assert not verify_ledger().fault


def test_a_smaller_folder_is_entered_while_the_page_waits(officer):
    before = head().count
    confirm(officer, send(officer, *sent_files(larger(register(), LARGE), "people.csv")))
    assert (Job.objects.count(), head().count) == (0, before + LARGE)


def test_a_job_s_arguments_name_nobody(officer, previewed):
    arguments = the_job(confirm(officer, previewed)).arguments
    assert sorted(arguments) == ["ending", "force", "key", "post", "seen"]
    assert "new0" not in json.dumps(arguments)


def test_confirmed_twice_it_is_one_job_and_done_twice_it_is_entered_once(officer, previewed):
    before = head().count
    confirm(officer, previewed)
    one = the_job(confirm(officer, previewed))
    taken, lease = Watch().take(["import-folder"])
    # What a worker that dies after it has committed leaves to the next.
    context = JobContext(lease, account=taken.account)
    assert enter_folder(context, **taken.arguments) == enter_folder(context, **taken.arguments)
    assert head().count == before + MANY
    assert Entry.objects.filter(key__startswith=f"import-{one.arguments['key']}/").count() == MANY


def test_a_job_whose_folder_is_gone_says_why_it_cannot_go_on(officer, previewed):
    before = head().count
    the_job(confirm(officer, previewed))
    send(officer, *sent_files(larger(register(), 3), "people.csv"))
    done = work()
    assert (done.state, done.reason.split(":")[0], head().count) == (
        FAILED, "we recorded nothing, because what you sent is no longer here", before,
    )  # fmt: skip


def test_a_ledger_that_changed_meanwhile_is_said_and_the_preview_shows_it_anew(officer, previewed):
    one = the_job(confirm(officer, previewed))
    append([Draft("row", "people", "new0000", step="set", body={"force": "met"})], author=CLERK, now=now())
    before = head().count
    assert (work().state, head().count) == (FAILED, before)
    page = officer.get(f"/jobs/{one.pk}/")
    assert "The ledger changed after you confirmed, and we recorded nothing" in words_of(page)
    place = f"/import/folder/{one.arguments['key']}/"
    assert f'href="{place}"' in page.content.decode()
    again = officer.get(place)
    assert f"People {MANY - 1} 0 0" in words_of(again)


def test_cancelled_before_it_is_committed_it_enters_nothing(officer, previewed, monkeypatch):
    before = head().count
    one = the_job(confirm(officer, previewed))
    shares = []

    def cancelled_near_the_end(context, share):
        shares.append(share)
        if len(shares) == MANY:
            officer.post(f"/jobs/{one.pk}/cancel/")

    monkeypatch.setattr("standto_desk.jobs.contexts.JobContext.progress", cancelled_near_the_end)
    assert (work().state, head().count) == (CANCELLED, before)
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(CHECKED)
    assert len(shares) == MANY + 1


def test_an_account_that_may_no_longer_import_enters_nothing(officer, previewed):
    before = head().count
    the_job(confirm(officer, previewed))
    officer.account.memberships.all().delete()
    done = work()
    assert (done.state, done.reason, head().count) == (
        FAILED, "the account that asked for this may no longer do it", before,
    )  # fmt: skip


def test_large_workbooks_are_entered_by_a_job_at_first_and_later(database):
    start_demo_clock(at=workbooks.instant(workbooks.FRIDAY))
    officer = client_of(account_of(Role.DUTY_OFFICER))
    page = workbooks.send(officer, workbooks.as_xlsx(large_rota()))
    key_file = workbooks.key_file_of(officer, page)
    one = the_job(workbooks.confirm(officer, page))
    assert workbooks.key_file_of(officer, page) == key_file
    done = work()
    assert (done.state, done.reason) == (DONE, "")
    assert f"{head().count:,} entries" in words_of(officer.get(f"/import/{one.arguments['key']}/done/"))
    before = head().count
    heading, *rows = large_rota()
    rows = [heading, *([*row[:3], "N", row[4]] for row in rows)]
    key = workbooks.SimpleUploadedFile("key.csv", key_file)
    page = workbooks.send(officer, workbooks.as_xlsx(rows), key_file=key)
    workbooks.confirm(officer, page)
    done = work()
    assert (done.state, done.reason) == (DONE, "")
    made = Entry.objects.filter(key__startswith=f"import-{done.arguments['key']}/").count()
    assert (made, head().count) == (head().count - before, before + made)
    assert made > LARGE
    assert faults_of(officer.get(f"/import/{done.arguments['key']}/done/")) == []
    assert not verify_ledger().fault
