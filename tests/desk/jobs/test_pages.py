"""The pages of an account's own jobs."""

from __future__ import annotations

from standto_desk.book.models import Snapshot
from standto_desk.jobs.contexts import JobContext
from standto_desk.jobs.functions import FUNCTIONS
from standto_desk.jobs.leases import Watch
from standto_desk.jobs.models import CANCELLED, DONE, Job
from standto_desk.jobs.queueing import cancel
from standto_desk.jobs.working import Worker
from tests.desk.jobs.counting import fail, wait
from tests.desk.reading_pages import words_of


def asked_by(client) -> Job:
    return wait.enqueue(account=str(client.account.pk))


def running(one: Job, share: int) -> None:
    Watch().take(FUNCTIONS.keys())[1].beat(share)


def test_a_job_shows_how_far_it_is_with_scripts_and_without(desk, client_as):
    client = client_as("planner")
    one = asked_by(client)
    assert "waiting It starts when the server has finished other work." in words_of(client.get(f"/jobs/{one.pk}/"))
    running(one, 40)
    page = client.get(f"/jobs/{one.pk}/")
    assert "in progress 40% done." in words_of(page)
    text = page.content.decode()
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in text
    assert f'hx-get="/jobs/{one.pk}/" hx-trigger="every 2s"' in text
    assert 'max="100" value="40"' in text


def test_a_job_is_cancelled_from_its_page_by_its_account_alone(desk, client_as):
    client, other = client_as("planner"), client_as("commander")
    one = asked_by(client)
    assert other.post(f"/jobs/{one.pk}/cancel/").status_code == 404
    assert client.get(f"/jobs/{one.pk}/cancel/").status_code == 405
    assert client.post(f"/jobs/{one.pk}/cancel/").headers["Location"] == f"/jobs/{one.pk}/"
    assert Job.objects.get().state == CANCELLED
    assert "You cancelled it" in words_of(client.get(f"/jobs/{one.pk}/"))
    running_one = asked_by(client)
    running(running_one, 10)
    cancel(running_one)
    said = words_of(client.get(f"/jobs/{running_one.pk}/"))
    assert "We stop it as soon as it can be stopped." in said
    assert "Cancel this work" not in said


def test_an_account_sees_its_own_jobs_alone(desk, client_as):
    client, other = client_as("planner"), client_as("commander")
    one = asked_by(client)
    assert "Wait for the tests" in words_of(client.get("/jobs/"))
    assert "You have asked for no long work" in words_of(other.get("/jobs/"))
    assert [other.get(f"/jobs/{one.pk}/{part}").status_code for part in ("", "file/")] == [404, 404]


def test_a_job_that_failed_says_why_on_its_page(desk, client_as):
    client = client_as("planner")
    one = fail.enqueue(account=str(client.account.pk), foreseen=False)
    Worker().do_one()
    said = words_of(client.get(f"/jobs/{one.pk}/"))
    assert "failed The work failed for a reason that nobody foresaw" in said
    assert "m0001" not in said


def test_a_file_is_fetched_by_its_account_once_it_is_done(desk, client_as):
    client = client_as("planner")
    one = asked_by(client)
    _, lease = Watch().take(FUNCTIONS.keys())
    JobContext(lease).keep_file("a.txt", "text/plain", b"words")
    assert client.get(f"/jobs/{one.pk}/file/").status_code == 404
    lease.end(DONE)
    assert "Download a.txt" in words_of(client.get(f"/jobs/{one.pk}/"))
    answer = client.get(f"/jobs/{one.pk}/file/")
    assert (answer.content, answer.headers["Content-Disposition"]) == (b"words", 'attachment; filename="a.txt"')


def test_the_file_of_an_account_that_lost_its_permission_is_refused(desk, client_as):
    client = client_as("auditor")
    one = FUNCTIONS["verify"].enqueue(account=str(client.account.pk))
    _, lease = Watch().take(FUNCTIONS.keys())
    JobContext(lease).keep_file("a.txt", "text/plain", b"words")
    lease.end(DONE)
    assert client.get(f"/jobs/{one.pk}/file/").status_code == 200
    client.account.memberships.all().delete()
    assert client.get(f"/jobs/{one.pk}/file/").status_code == 403


def test_a_commander_rebuilds_the_projections_once_at_a_time(handful, client_as):
    client, other = client_as("commander"), client_as("auditor")
    assert "Rebuild the projections" in words_of(client.get("/jobs/rebuild/"))
    asked = client.post("/jobs/rebuild/")
    assert client.post("/jobs/rebuild/").headers["Location"] == asked.headers["Location"]
    refused = other.post("/jobs/rebuild/")
    assert (refused.status_code, "Somebody else has already asked for this" in words_of(refused)) == (409, True)
    assert Worker().do_one()
    one = Job.objects.get()
    assert (one.state, one.result, one.saved) == (DONE, Snapshot.objects.count(), {"dropped": True})
    assert client_as("planner").post("/jobs/rebuild/").status_code == 403
