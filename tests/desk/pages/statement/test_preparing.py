"""Long statements are worked out as jobs."""

from __future__ import annotations

import pytest

from standto.model.time import DAY
from standto_desk.clock import now
from standto_desk.jobs.models import FAILED, Job, JobFile
from standto_desk.jobs.working import Worker
from standto_desk.kit.instants import written
from tests.desk.reading_pages import words_of


def asked(days: int) -> dict[str, str]:
    return {"since": written(now() - days * DAY), "until": written(now()), "audience": "command"}


@pytest.mark.parametrize("form", ["html", "csv", "pdf"])
def test_a_statement_made_aside_is_the_file_that_waiting_gives(weekend, client_as, form):
    client = client_as("commander")
    waited = client.get(f"/statement/file/{form}/", asked(1))
    answer = client.post("/statement/prepare/", asked(1) | {"form": form})
    one = Job.objects.get()
    assert answer.headers["Location"] == f"/jobs/{one.pk}/"
    assert Worker().do_one()
    file = client.get(f"/jobs/{one.pk}/file/")
    assert file.headers["Content-Disposition"] == waited.headers["Content-Disposition"]
    assert file.content == waited.content


def test_a_long_statement_is_offered_as_a_job_and_can_be_waited_for(weekend, client_as):
    client = client_as("commander")
    page = client.get("/statement/", asked(200))
    assert "This statement is long" in words_of(page)
    assert 'href="/statement/?' in page.content.decode()
    assert Job.objects.count() == 0
    assert "This statement is long" not in words_of(client.get("/statement/", asked(200) | {"here": "1"}))


def test_a_statement_made_aside_for_an_account_that_may_no_longer_look_back_is_refused(weekend, client_as):
    client = client_as("commander")
    client.post("/statement/prepare/", asked(1) | {"form": "html"})
    client.account.memberships.all().delete()
    assert Worker().do_one()
    assert (Job.objects.get().state, JobFile.objects.count()) == (FAILED, 0)


@pytest.mark.parametrize("odd", [{"form": "doc"}, {"form": "html", "since": "x"}, {}])
def test_an_odd_question_makes_no_job(weekend, client_as, odd):
    answer = client_as("commander").post("/statement/prepare/", asked(1) | odd)
    assert (answer.status_code, Job.objects.count()) == (302, 0)


def test_the_file_of_an_account_that_sees_numbers_no_longer_is_not_sent(weekend, client_as):
    client = client_as("commander")
    client.post("/statement/prepare/", asked(1) | {"form": "csv"})
    assert Worker().do_one()
    address = f"/jobs/{Job.objects.get().pk}/file/"
    assert client.get(address).status_code == 200
    held = client.account.memberships.get()
    held.role = "viewer"
    held.save()
    assert client.get(address).status_code == 403


def test_a_viewer_has_a_public_statement_made_aside(sample_at, client_as):
    client = client_as("viewer", force=sample_at("london-2023", "2023-10-02T06:30").scenario.home)
    period = {"since": "2023-08-31T23:00:00Z", "until": "2023-09-30T23:00:00Z"}
    client.post("/statement/prepare/", period | {"form": "csv", "audience": "command"})
    assert Worker().do_one()
    file = client.get(f"/jobs/{Job.objects.get().pk}/file/")
    assert (file.status_code, "statement-public" in file.headers["Content-Disposition"]) == (200, True)
