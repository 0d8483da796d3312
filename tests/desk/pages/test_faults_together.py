"""The faults of fields and those of their act are listed together, on forms of every family."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from standto_desk.access.models import Appointment, Post
from standto_desk.acts.models import WhatIf
from standto_desk.alerts.models import Address, Owner
from standto_desk.clock import now
from standto_desk.kit.act_forms import USED
from standto_desk.ledger.reading import head
from tests.desk.pages.reports.drafting import desk_of_reports
from tests.desk.people import HOME, account_of
from tests.desk.reading_pages import faults_of, hidden

PASSWORD = "a long enough password"
NO_TIME = {"until_0": "1", "until_1": "13", "until_2": "2023", "until_3": "12:00"}


@pytest.fixture
def administrator(handful, client_as):
    return client_as("administrator", username="keeper", password=PASSWORD)


def told(answer, *beginnings: str) -> None:
    """Check that a form came back with faults that begin with these words, in this order."""
    assert answer.status_code in (409, 422)
    faults = faults_of(answer)
    assert [fault[: len(words)] for fault, words in zip(faults, beginnings, strict=True)] == list(beginnings)


def test_the_minutes_of_an_availability_and_a_key_that_was_used(handful, client_as):
    client = client_as("volunteer", cipher="m0001")
    until = {"until_0": "24", "until_1": "9", "until_2": "2023", "until_3": "12:00"}
    sent = {**until, "ready": "30", "key": hidden(client.get("/my/available/"), "key")}
    assert client.post("/my/available/", sent).status_code == 302
    before = head()
    told(client.post("/my/available/", {**sent, "ready": "soon"}), USED, "Enter a whole number of minutes")
    assert head() == before


def test_the_moment_of_a_report_and_the_report_that_it_corrects(handful):
    desk = desk_of_reports()
    corrected = desk.publish("desk")
    given = {"audience": "command", "key": "again", "corrects": corrected, "at": "soon"}
    answer = desk.planner.post(reverse("report-new"), given)
    told(answer, "", f"Does it correct a report that is published is report {corrected}")


def test_the_secret_and_both_addresses_of_a_post(administrator):
    account_of("commander", post="gold")
    given = {"post": "gold", "email": "nowhere", "webhook": "ftp://somewhere", "secret": "x" * 101}
    answer = administrator.post("/alerts/addresses/", given)
    told(answer, "The mailbox", "The webhook", "Secret that signs messages to the webhook: enter")
    assert not Address.objects.exists()


def test_the_post_of_an_address_and_that_there_is_none(administrator):
    told(administrator.post("/alerts/addresses/", {"post": "nobody's"}), "Enter a shared mailbox", "Select a valid")


def test_the_minutes_of_an_owner_and_a_place_that_is_taken(administrator):
    for post in ("gold", "silver"):
        account_of("commander", post=post)
    Owner.objects.create(kind="gap", place=0, post="gold")
    answer = administrator.post("/alerts/owners/", {"kind": "gap", "place": "0", "post": "silver", "minutes": "0"})
    told(answer, "Place 0 is already taken by gold", "Minutes to acknowledge: enter a whole number")


def test_the_end_of_an_appointment_and_a_post_that_nobody_here_can_hold(administrator):
    Post.objects.create(post="strategic-commander", force=HOME, outside=True)
    given = {"force": HOME, "post": "strategic-commander", "account": account_of("commander").pk, **NO_TIME}
    told(administrator.post("/accounts/posts/appoint/", given), "Post is outside", "Until must")
    assert not Appointment.objects.exists()


def test_a_post_that_no_rule_names_and_the_times_of_its_appointment(administrator):
    start = {f"start_{place}": part for place, part in enumerate(("24", "9", "2023", "12:00"))}
    until = {f"until_{place}": part for place, part in enumerate(("24", "9", "2023", "11:00"))}
    given = {"force": HOME, "post": "a-desk", "account": account_of("commander").pk, **start, **until}
    told(administrator.post("/accounts/posts/appoint/", given), "No rule names a-desk", "Until is not after")
    assert not Post.objects.exists()


def test_how_many_may_hold_a_post_and_that_somebody_holds_it(administrator):
    account_of("commander", post="strategic-commander", username="gold")
    given = {"force": HOME, "post": "strategic-commander", "outside": "on", "most": "0"}
    told(
        administrator.post("/accounts/posts/mark/", given),
        "Post is held by gold",
        "How many accounts may hold it at once: enter",
    )
    assert not Post.objects.exists()


def test_the_end_of_a_role_and_its_start_in_the_past(administrator):
    account = account_of(username="other")
    since = {"since_0": "1", "since_1": "1", "since_2": "2020", "since_3": "12:00"}
    given = {"force": HOME, "role": "planner", **since, **NO_TIME}
    told(administrator.post(f"/accounts/{account.pk}/role/give/", given), "From is in the past", "Until must")
    account.refresh_from_db()
    assert account.roles == set()


def test_a_new_cipher_beside_no_record_and_whose_it_is(administrator):
    account_of("volunteer", cipher="m0042")
    account = account_of("planner", username="other")
    given = {"cipher": "m0042", "no_record": "on"}
    answer = administrator.post(f"/accounts/{account.pk}/change/", given)
    told(answer, "New cipher belongs to another account", "Either enter a new cipher or remove the record")


def test_the_delivery_of_invitations_and_a_file_that_is_no_table(administrator):
    file = SimpleUploadedFile("people.csv", b"name\nsomebody\n")
    answer = administrator.post("/accounts/invite/", {"force": HOME, "delivery": "pigeon", "people": file})
    assert [fault for fault in faults_of(answer) if "pigeon" in fault]
    assert len(faults_of(answer)) == 2


def test_the_time_of_a_figure_and_that_it_is_two_figures(handful, client_as):
    wrong = {f"occurred_{place}": part for place, part in enumerate(("1", "13", "2023", "12:00"))}
    answer = client_as("duty-officer").post("/record/other/report/", {"count": "3", "low": "1", "high": "4", **wrong})
    faults = faults_of(answer)
    assert "Enter either one number, or a lowest and a highest number" in faults
    assert "From when must be a real date, such as 23 9 2023" in faults


def test_a_form_with_faults_is_refused_to_an_account_without_the_permission_as_its_act_is(handful, client_as):
    kept = WhatIf.objects.create(
        name="Kent", force=HOME, account="another", made=now(), key="kept", sentences="kent-arv withdraws",
        at=now(), known_at=now(), sequence=head().count, ahead=False, choice="worst", seed=0,
    )  # fmt: skip
    planner, address = client_as("planner"), reverse("what-if-rename", args=[kept.pk])
    for name in ("Kent withdraws", "x" * 101):
        assert planner.post(address, {"name": name, "was": "Kent"}).status_code == 403
