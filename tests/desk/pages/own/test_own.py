from __future__ import annotations

import pytest

from standto_desk.clock import now
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import head
from standto_desk.picture.people import person_state
from standto_desk.picture.showing import picture_now
from tests.desk.random_tokens import without_tokens
from tests.desk.reading_pages import hidden, words_of


@pytest.fixture
def volunteer(handful, client_as):
    return client_as("volunteer", cipher="m0001")


def chosen(client, path, capability=""):
    page = client.get(path)
    return client.post(path, {"capability": capability, "key": hidden(page, "key")})


def state():
    picture = picture_now()
    return person_state(picture.situation, picture.at, "m0001")


def test_a_volunteer_sees_their_own_record(volunteer):
    words = words_of(volunteer.get("/my/"))
    assert "You have not stepped back." in words
    assert "Authorised firearms officer" in words
    assert "Monday 30 September 2024, 07:00 BST" in words
    assert "Your times on duty in the next 14 days" in words


def test_stepping_back_takes_effect_at_once_with_a_timed_receipt(volunteer):
    before = head().count
    answer = chosen(volunteer, "/my/step-back/")
    assert state().stepped_back
    words = words_of(volunteer.get(answer.headers["Location"]))
    assert "You have stepped back" in words
    assert "12:00" in words
    assert "BST" in words
    entry = Entry.objects.get(sequence=before + 1)
    assert (entry.kind, entry.subject, entry.account) == ("stepped-back", "m0001", str(volunteer.account.pk))
    assert f"Entry {entry.sequence:,}" in words
    assert " ".join(entry.hash[at : at + 4] for at in range(0, 16, 4)) in words


def test_returning_takes_effect_at_once(volunteer):
    chosen(volunteer, "/my/step-back/")
    assert "You have stepped back from everything." in words_of(volunteer.get("/my/"))
    chosen(volunteer, "/my/return/")
    assert not state().stepped_back
    assert "You have not stepped back." in words_of(volunteer.get("/my/"))


def test_a_volunteer_may_step_back_from_one_capability(volunteer):
    chosen(volunteer, "/my/step-back/", "afo")
    assert state().stepped_back_from == ("afo",)
    assert "You have stepped back from some of your authorisations." in words_of(volunteer.get("/my/"))


def test_what_others_enter_meanwhile_does_not_hold_a_volunteer_up(volunteer):
    page = volunteer.get("/my/step-back/")
    append([Draft("event", kind="unavailable", subject="m0001")], author=Author("somebody", "", "met"), now=now())
    answer = volunteer.post("/my/step-back/", {"capability": "", "key": hidden(page, "key")})
    assert answer.status_code == 302
    assert state().stepped_back


def test_pressing_twice_steps_back_once(volunteer):
    page = volunteer.get("/my/step-back/")
    sent = {"capability": "", "key": hidden(page, "key")}
    first = volunteer.post("/my/step-back/", sent)
    count = head().count
    assert volunteer.post("/my/step-back/", sent).headers["Location"] == first.headers["Location"]
    assert head().count == count


def test_no_page_asks_for_a_reason(volunteer):
    page = volunteer.get("/my/step-back/").content.decode()
    assert "<textarea" not in page
    assert 'type="text"' not in page
    words = words_of(volunteer.get("/my/step-back/"))
    assert "We do not ask for a reason, and there is no penalty." in words
    assert "are you sure" not in words.lower()


def test_a_receipt_is_its_volunteer_s_alone(volunteer, client_as):
    answer = chosen(volunteer, "/my/step-back/")
    other = client_as("volunteer", cipher="m0002")
    assert other.get(answer.headers["Location"]).status_code == 404
    officer = client_as("duty-officer")
    assert officer.get(answer.headers["Location"]).status_code == 403


def test_an_account_without_a_cipher_has_no_record(handful, client_as):
    assert "The register does not have your cipher yet." in words_of(client_as("volunteer").get("/my/"))


@pytest.mark.parametrize("role", ["viewer", "duty-officer", "planner", "commander", "auditor", "administrator"])
def test_no_other_role_steps_back_by_these_pages(handful, client_as, role):
    client = client_as(role)
    for path in ("/my/", "/my/step-back/", "/my/return/"):
        assert client.get(path).status_code == 403
        assert client.post(path, {"capability": ""}).status_code in (403, 405)


def test_no_address_holds_a_cipher(volunteer):
    answer = chosen(volunteer, "/my/step-back/")
    assert "m0001" not in without_tokens(answer.headers["Location"])


@pytest.mark.parametrize("page", ["/", "/my/", "/my/step-back/", "/my/return/"])
def test_a_volunteer_who_is_not_in_the_register_yet_reads_whom_to_ask(handful, client_as, page):
    client, before = client_as("volunteer", cipher="nobody-yet"), head().count
    answer = client.get(page, follow=True)
    assert (answer.status_code, "The register does not have your cipher yet." in words_of(answer)) == (200, True)
    assert "ask an administrator of your force" in words_of(answer)
    assert client.post("/my/step-back/", {"capability": "", "key": "k"}).status_code == 200
    assert head().count == before
