from __future__ import annotations

import re

import pytest
from django.urls import reverse

from standto_desk.access.models import Appointment
from standto_desk.access.posts import holders_of
from standto_desk.book.situations import scenario_at
from standto_desk.clock import now
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.ledger.models import Entry
from standto_desk.ledger.verifying import verify_ledger
from tests.desk.people import HOME, account_of, client_of
from tests.desk.reading_pages import hidden, words_of
from tests.desk.recorded import record_for_people

GOLD = "strategic-commander"


@pytest.fixture
def watch(handful):
    """The holder of a post, and who is to hold it next."""
    return [client_of(account_of("commander", username=name, post=post)) for name, post in (("one", GOLD), ("two", ""))]


def offer(watch, **fields) -> int:
    holder, successor = watch
    form = {"to": str(successor.account.pk), "note": "Kent rings back at four.", **fields}
    answer = holder.post(reverse("handover-new", args=[GOLD]), form)
    assert answer.status_code == 302, words_of(answer)
    return int(Entry.objects.get(sort="handover").sequence)


def holders() -> list[str]:
    return [one.username for one in holders_of(GOLD, HOME, now())]


def test_a_post_changes_hands_when_it_is_accepted_by_name_and_not_before(watch):
    sequence = offer(watch)
    assert holders() == ["one"]
    watch[1].post(reverse("handover-accept", args=[sequence]), {"name": "Two of Two"})
    assert holders() == ["two"]
    assert Appointment.objects.get(account=watch[1].account).accepted_as == "Two of Two"


def test_the_next_holder_reads_the_brief_as_it_was_when_the_post_was_offered(watch):
    page = words_of(watch[1].get(reverse("handover-one", args=[offer(watch)])))
    brief = words_of(watch[0].get(reverse("handover-new", args=[GOLD])))
    assert "Kent rings back at four." in page
    headline = re.search(r"Situation at .*? \d\d:\d\d \w+ (.*?) Next review", brief).group(1)
    assert headline in page


def test_nobody_else_can_accept(watch, client_as):
    sequence = offer(watch)
    for client in (watch[0], client_as("commander"), client_as("planner")):
        assert client.post(reverse("handover-accept", args=[sequence]), {"name": "Me"}).status_code == 403
    assert holders() == ["one"]


def test_accepting_without_a_name_is_refused_at_its_field(watch):
    page = watch[1].post(reverse("handover-accept", args=[offer(watch)]), {"name": " "})
    assert (page.status_code, holders()) == (422, ["one"])
    assert "Error: " in page.content.decode()


def test_an_offer_that_was_taken_back_cannot_be_accepted(watch):
    sequence = offer(watch)
    watch[0].post(reverse("handover-withdraw", args=[sequence]))
    page = watch[1].post(reverse("handover-accept", args=[sequence]), {"name": "Two"})
    assert ("This handover is over" in words_of(page), holders()) == (True, ["one"])


def test_a_post_is_offered_to_one_at_a_time(watch, client_as):
    offer(watch)
    other = client_as("commander")
    page = watch[0].post(reverse("handover-new", args=[GOLD]), {"to": str(other.account.pk)})
    assert "This post is already being handed over" in words_of(page)
    assert Entry.objects.filter(sort="handover").count() == 1


def test_only_the_holder_of_a_post_can_offer_it(watch):
    assert watch[1].get(reverse("handover-new", args=[GOLD])).status_code == 404


def test_offer_and_acceptance_are_entries_and_the_note_lies_beside_the_chain(watch):
    sequence = offer(watch)
    watch[1].post(reverse("handover-accept", args=[sequence]), {"name": "Two"})
    told = list(Entry.objects.filter(sequence__gte=sequence).values_list("sort", "subject", "post"))
    assert told == [("handover", GOLD, GOLD), ("acceptance", f"entry-{sequence}", GOLD)]
    assert "Kent" not in repr(vars(Entry.objects.get(sequence=sequence)))
    assert verify_ledger().fault == ""


def test_the_brief_counts_what_the_board_counts_also_while_the_clock_stands(watch, client_as):
    officer = client_as("duty-officer")
    people = [person.id for person in scenario_at(now()).people if person.force == HOME][:30]
    author = Author(str(officer.account.pk), "", HOME)
    record_for_people(account=officer.account, author=author, kind="stepped-back", people=people)
    board, brief = (words_of(watch[0].get(page)) for page in ("/", reverse("handover-new", args=[GOLD])))
    missing = re.search(r"\d+ places? (is|are) missing", board)[0]
    assert missing in brief


def test_an_auditor_reads_a_handover_and_its_brief_and_can_do_nothing_to_it(watch, client_as):
    sequence, auditor = offer(watch), client_as("auditor")
    page = reverse("handover-one", args=[sequence])
    assert page in auditor.get(reverse("handover")).content.decode()
    shown = auditor.get(page)
    assert "Kent rings back at four." in words_of(shown)
    assert [sign in shown.content.decode() for sign in ("/accept/", "/withdraw/")] == [False, False]
    acts = (reverse("handover-accept", args=[sequence]), reverse("handover-withdraw", args=[sequence]))
    refused = [auditor.post(address, {"name": "Me"}).status_code for address in acts]
    assert [*refused, auditor.get(reverse("handover-new", args=[GOLD])).status_code] == [403, 403, 403]
    assert holders() == ["one"]


def test_an_offer_that_is_sent_twice_is_made_once(watch):
    page, key = reverse("handover-new", args=[GOLD]), hidden(watch[0].get(reverse("handover-new", args=[GOLD])), "key")
    form = {"to": str(watch[1].account.pk), "note": "Kent rings back at four.", "key": key}
    answers = [watch[0].post(page, form)]
    answers.append(watch[0].post(page, form))
    sequence = Entry.objects.get(sort="handover").sequence
    watch[1].post(reverse("handover-accept", args=[sequence]), {"name": "Two"})
    answers.append(watch[0].post(page, form))
    assert [one.url for one in answers] == [reverse("handover-one", args=[sequence])] * 3
    assert Entry.objects.filter(sort="handover").count() == 1


def test_an_acceptance_that_is_sent_twice_is_entered_once_and_shown_once(watch):
    page = reverse("handover-one", args=[offer(watch)])
    form = {"name": "Two of Two", "key": hidden(watch[1].get(page), "key")}
    answers = [watch[1].post(f"{page}accept/", form, follow=True) for _ in range(2)]
    told = ["There is a problem" in words_of(one) for one in answers]
    assert (told, holders(), Entry.objects.filter(sort="acceptance").count()) == ([False, False], ["two"], 1)
    assert Appointment.objects.filter(account=watch[1].account).count() == 1


def test_an_offer_that_is_taken_back_twice_is_taken_back_once(watch):
    page = reverse("handover-one", args=[offer(watch)])
    form = {"key": hidden(watch[0].get(page), "key")}
    answers = [watch[0].post(f"{page}withdraw/", form, follow=True) for _ in range(2)]
    assert ["This handover is over" in words_of(one) for one in answers] == [False, False]
    assert Entry.objects.filter(sort="handover-withdrawn").count() == 1


def test_a_key_that_was_used_for_something_else_is_refused(watch, client_as):
    offer(watch, key="same")
    form = {"to": str(client_as("commander").account.pk), "key": "same"}
    page = watch[0].post(reverse("handover-new", args=[GOLD]), form)
    assert "already sent this form with other answers" in words_of(page)


def test_many_handovers_are_on_pages_and_the_latest_comes_first(watch):
    by = Author(str(watch[0].account.pk), GOLD, HOME)
    body = {"to": str(watch[1].account.pk), "since": 0}
    append([Draft("handover", subject=f"post-{number}", body=body) for number in range(120)], author=by, now=now())
    pages = [words_of(watch[0].get(f"/handover/?page={number}")) for number in (1, 2, 3)]
    assert [page.count("open one two") for page in pages] == [50, 50, 20]
    assert "post-119" in pages[0]
    assert "post-0 " in pages[2]
