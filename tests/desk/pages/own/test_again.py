"""Pressing again, and a page whose key was used or damaged: nothing twice, and what to do is said."""

from __future__ import annotations

import pytest

from standto_desk.kit.act_forms import DAMAGED, USED
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import head
from tests.desk.hostile.values import NUL
from tests.desk.reading_pages import faults_of, hidden, words_of


@pytest.fixture
def volunteer(handful, client_as):
    return client_as("volunteer", cipher="m0001")


def pressed(client, path="/my/step-back/", capability="", **more):
    sent = {"capability": capability, "key": hidden(client.get(path), "key"), **more}
    return client.post(path, sent)


def test_stepping_back_again_leads_to_the_first_receipt_and_says_that_nothing_more_was_entered(volunteer):
    first = pressed(volunteer)
    count = head().count
    again = pressed(volunteer)
    assert (again.headers["Location"], head().count) == (first.headers["Location"], count)
    said = words_of(volunteer.get(again.headers["Location"]))
    assert "You had already stepped back from everything, so we have recorded nothing more" in said
    assert "so we have recorded nothing more" not in words_of(volunteer.get(first.headers["Location"]))


def test_going_back_in_the_browser_and_sending_again_with_another_choice_enters_what_was_not_so(volunteer):
    key = hidden(volunteer.get("/my/step-back/"), "key")
    sent = {"capability": "afo", "key": key}
    assert volunteer.post("/my/step-back/", sent).status_code == 302
    page = volunteer.post("/my/step-back/", {"capability": "", "key": key})
    assert (page.status_code, faults_of(page)) == (409, [USED])
    count = head().count
    assert hidden(page, "key") != key
    assert volunteer.post("/my/step-back/", {"capability": "", "key": hidden(page, "key")}).status_code == 302
    assert head().count == count + 1


def test_returning_where_one_has_not_stepped_back_says_so(volunteer):
    count = head().count
    answer = pressed(volunteer, "/my/return/")
    assert (answer.headers["Location"], head().count) == ("/my/", count)
    assert "You have not stepped back from that, so we have recorded nothing" in words_of(volunteer.get("/my/"))


@pytest.mark.parametrize("path", ["/my/step-back/", "/my/return/"])
def test_a_key_of_something_else_is_a_conflict_that_says_what_to_do(volunteer, path):
    append([Draft("event", kind="stepped-back", subject="m0002", key="theirs/1")], author=Author("x", "", "met"), now=0)
    append([Draft("event", kind="unavailable", subject="m0001", key="used")], author=Author("x", "", "met"), now=0)
    append(
        [Draft("event", kind="stepped-back", subject="m0001", capability="arv")], author=Author("x", "", "met"), now=0
    )
    append([Draft("note", subject="m0001", key="mine/1")], author=Author("x", "", "met"), now=0)
    count = head().count
    for key in ("theirs", "mine"):
        page = pressed(volunteer, path, key=key)
        assert (page.status_code, faults_of(page)) == (409, [USED])
    assert head().count == count


@pytest.mark.parametrize("key", ["a b", "schlüssel", f"a{NUL}", "x" * 65, "a/1", "\u200b", "\u202ekey"])
@pytest.mark.parametrize("path", ["/my/step-back/", "/my/return/"])
def test_an_odd_key_is_refused_with_what_to_do_and_a_new_one(volunteer, path, key):
    count = head().count
    page = pressed(volunteer, path, key=key)
    assert (page.status_code, faults_of(page), head().count) == (422, [DAMAGED], count)
    assert volunteer.post("/my/step-back/", {"capability": "", "key": hidden(page, "key")}).status_code == 302


def test_a_step_back_without_a_key_is_entered_once_too(volunteer):
    for _ in range(2):
        assert volunteer.post("/my/step-back/", {"capability": ""}).status_code == 302
    assert Entry.objects.filter(kind="stepped-back", subject="m0001").count() == 1
