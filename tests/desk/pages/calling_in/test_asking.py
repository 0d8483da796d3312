"""Asking people to come in: the list, the answers, what others see of it, and what is left after the shift."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.db import connection

from standto import candidates
from standto.model.time import HOUR, MINUTE
from standto_desk.access.models import Opening
from standto_desk.acts.asks import current_asks, forget_past
from standto_desk.acts.models import Ask
from standto_desk.clock import now
from standto_desk.clock.setting import set_demo_clock
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import head
from tests.desk.reading_pages import faults_of, hidden, words_of

SHORT = "armed-response-inner"


@pytest.fixture
def officer(weekend, client_as):
    return client_as("duty-officer", post="duty-officer")


def the_list(duty=SHORT, at=None):
    """The address of a list."""
    return f"/call-in/{now() if at is None else at}/{duty}/"


def first(page) -> str:
    """The cipher of the first person in the list of those who could come."""
    could = page.content.decode().split('id="could"')[1]
    return re.search(r'scope="row"[^>]*>(\w+)<', could)[1]


def answered(client, person, answer, address=None, **more):
    """The answer to recording one, on the list."""
    address = address or the_list()
    return client.post(address, {"person": person, "answer": answer, "key": f"{person}-{answer}", **more})


def test_the_list_holds_those_whom_the_library_names_in_its_order(officer, weekend):
    page = officer.get(the_list())
    named = [one.person for one in candidates(weekend.situation(), duty=SHORT).candidates]
    shown = re.findall(r'scope="row"[^>]*>(\w+)<', page.content.decode())
    assert (shown, len(named) > 20) == (named[:20], True)
    assert f"{len(named):,} people could come" in words_of(page)
    assert "Longest rested first, then by cipher" in words_of(page)


def test_an_account_that_opens_the_list_leaves_a_line_with_the_people_shown(officer):
    page = officer.get(the_list())
    line = Opening.objects.get()
    assert (line.page, f" met/{first(page)} " in line.people, len(line.people.split())) == ("who could come", True, 20)


@pytest.mark.parametrize(("answer", "words"), [("asked", "asked"), ("no-answer", "no answer"), ("cannot", "cannot")])
def test_an_answer_is_kept_beside_the_ledger_until_the_shift_ends(officer, answer, words):
    person, entries = first(officer.get(the_list())), head().count
    done = answered(officer, person, answer)
    assert (done.status_code, head().count) == (302, entries)
    page = officer.get(the_list())
    assert re.search(rf"{person} (\S )?{words} ", words_of(page))
    assert "1 asked, 0 coming" in words_of(page)
    assert first(page) != person
    (ask,) = current_asks("met", now())
    set_demo_clock(at=ask.ends)
    assert "This shift has ended" in words_of(officer.get(the_list(at=ask.starts)))
    assert current_asks("met", now()) == ()
    assert not Ask.objects.exists()


def test_somebody_who_was_not_asked_after_all_is_back_in_the_list(officer):
    person = first(officer.get(the_list()))
    for answer in ("asked", "not-asked"):
        assert answered(officer, person, answer).status_code == 302
    assert (Ask.objects.exists(), first(officer.get(the_list()))) == (False, person)


def test_the_rounds_delete_the_answers_of_a_shift_that_has_ended_though_nobody_looks(officer):
    answered(officer, first(officer.get(the_list())), "cannot")
    forget_past(Ask.objects.get().ends - 1)
    assert Ask.objects.exists()
    forget_past(Ask.objects.get().ends)
    assert not Ask.objects.exists()


def test_somebody_who_is_coming_is_called_in_from_then_until_the_shift_ends(officer):
    person = first(officer.get(the_list()))
    before = head().count
    done = answered(officer, person, "coming", coming="13:30")
    assert done.status_code == 302
    entry = Entry.objects.get(sequence=before + 1)
    assert (entry.kind, entry.subject, entry.occurred - now(), entry.until - now()) == (
        "called-in",
        person,
        90 * MINUTE,
        3 * HOUR,
    )
    assert f"{person} " in words_of(officer.get(the_list()))
    assert "coming at 13:30 BST" in words_of(officer.get(the_list()))


def test_the_same_answer_sent_twice_is_entered_once(officer):
    person = first(officer.get(the_list()))
    before = head().count
    for _ in range(2):
        assert answered(officer, person, "coming", coming="13:30").status_code == 302
    assert (head().count, Ask.objects.count()) == (before + 1, 1)


@pytest.mark.parametrize(
    ("time", "fault"),
    [
        ("", "Coming at must have a time such as 14:05"),
        ("soon", "Coming at must have a time such as 14:05"),
        ("16:00", "Coming at must be a time from Sat 23 Sep 11:00 BST to 15:00 BST"),
    ],
)
def test_somebody_comes_at_a_time_of_the_shift(officer, time, fault):
    person, before = first(officer.get(the_list())), head().count
    page = answered(officer, person, "coming", coming=time)
    assert (page.status_code, faults_of(page), head().count) == (422, [fault], before)


def test_nobody_else_can_be_asked(officer, weekend):
    could = {one.person for one in candidates(weekend.situation(), duty=SHORT).candidates}
    other = next(person.id for person in weekend.scenario.people if person.id not in could)
    page = answered(officer, other, "asked")
    assert (page.status_code, Ask.objects.exists()) == (422, False)
    assert faults_of(page) == ["Nobody with this cipher could come for this duty now"]


def test_who_is_coming_can_only_be_taken_back_by_a_correction(officer):
    person = first(officer.get(the_list()))
    answered(officer, person, "coming", coming="13:30")
    page = answered(officer, person, "cannot")
    assert page.status_code == 422
    assert faults_of(page) == [f"They are called in by entry {head().count}: correct that entry first"]


def links(client, address="/ladder/") -> list[str]:
    """The addresses of the lists for recommended call-ins, and for gaps."""
    return re.findall(r'href="(/call-in/[^"]+)"', client.get(address).content.decode())


@pytest.mark.parametrize("address", ["/", "/ladder/"])
def test_others_see_counts_alone(officer, client_as, address):
    the_page = links(officer, address)[0]
    person = first(officer.get(the_page))
    answered(officer, person, "cannot", the_page)
    for role in ("commander", "planner", "auditor"):
        words = words_of(client_as(role, post=role).get(address))
        assert "1 asked, 0 coming" in words
        assert person not in words
        assert "Who could come" not in words
    assert "asked, " not in words_of(client_as("viewer").get(address))


def test_a_recommendation_counts_who_is_coming_and_closes_when_it_is_met(officer, client_as):
    commander = client_as("commander", post="commander")
    the_page = next(one for one in links(officer) if "ct-response" in one)
    answered(officer, first(officer.get(the_page)), "no-answer", the_page)
    words = words_of(commander.get("/ladder/"))
    assert "Sat 23 Sep 16:00 BST to 23:00 BST: 1 asked, 0 coming, 1 still needed" in words
    for number in (1, 2):
        person = first(officer.get(the_page))
        assert answered(officer, person, "coming", the_page, coming="16:00").status_code == 302
        words = words_of(commander.get("/ladder/"))
        assert ("Sat 23 Sep 16:00 BST to 23:00 BST: 2 asked, 1 coming" in words) == (number == 1)
    assert the_page not in links(officer)


@pytest.mark.parametrize("address", ["/", "/ladder/"])
def test_the_board_and_the_ladder_lead_a_duty_officer_to_the_lists(officer, address):
    found = links(officer, address)
    assert len(found) > 3
    assert {officer.get(one).status_code for one in found} == {200}


def test_a_duty_that_is_not_there_has_no_list(officer):
    assert officer.get(the_list(duty="nothing")).status_code == 404
    assert officer.get(the_list(at=1)).status_code == 404
    assert officer.get(the_list(at=10**30)).status_code == 404


@pytest.mark.parametrize("answer", ["no-answer", "cannot"])
def test_a_page_from_before_takes_no_later_answer_back(officer, client_as, answer):
    person = first(officer.get(the_list()))
    answered(officer, person, "asked")
    answered(client_as("duty-officer", post="duty-officer"), person, answer)
    assert answered(officer, person, "asked").status_code == 302
    assert [one.answer for one in current_asks("met", now())] == [answer]


def test_for_a_crew_the_list_says_what_is_missing_and_which_seats_each_may_take(sample_at, client_as):
    boats = sample_at("lifeboat", "2024-07-13T12:00", events=())
    officer = client_as("duty-officer", force="northhaven")
    page = words_of(officer.get(the_list("alb", boats.at("2024-07-14T02:00"))))
    assert "1 place is unfilled: mechanic." in page
    assert "Those who may take a missing seat first; then longest rested first, then by cipher." in page
    assert "Volunteer Seat Rest Answer v04 mechanic or crew No work on record" in page
    assert re.findall(r"(v\d\d) (?:coxswain|mechanic|crew)", page)[:5] == ["v04", "v05", "v06", "v02", "v03"]
    assert "v11 crew No work on record" in page


def test_for_one_seat_the_list_names_no_seats(sample_at, client_as):
    boats = sample_at("lifeboat", "2024-07-13T12:00", events=())
    officer = client_as("duty-officer", force="northhaven")
    page = words_of(officer.get(the_list("alb/mechanic", boats.at("2024-07-14T02:00"))))
    assert "1 place is unfilled." in page
    assert "Volunteer Rest Answer v04 No work on record" in page


def test_two_who_record_at_once_that_somebody_comes_enter_one_call_in_and_the_second_is_told(officer, client_as):
    person = first(officer.get(the_list()))
    coming = {"coming": "13:30"}
    answered(officer, person, "coming", **coming)
    entered = head().count
    page = client_as("duty-officer", post="duty-officer").post(
        the_list(), {"person": person, "answer": "coming", "key": "another", **coming}
    )
    assert faults_of(page) == ["They are already called in, so we have recorded nothing more"]
    assert head().count == entered


def test_after_the_correction_of_a_call_in_somebody_has_not_answered(officer):
    person = first(officer.get(the_list()))
    answered(officer, person, "coming", coming="13:30")
    entry = head().count
    page = officer.get(f"/record/entries/{entry}/")
    sent = {name: hidden(page, name) for name in ("key", "based_on")}
    assert officer.post(f"/record/entries/{entry}/", sent).status_code == 302
    assert [(one.answer, one.entry) for one in current_asks("met", now())] == [("asked", None)]
    assert answered(officer, person, "cannot").status_code == 302
    assert "1 asked, 0 coming" in words_of(officer.get(the_list()))


def test_somebody_who_steps_back_after_all_is_not_shown_as_good_news(officer):
    person = first(officer.get(the_list()))
    answered(officer, person, "coming", coming="13:30")
    assert "does not count" not in words_of(officer.get(the_list()))
    append([Draft("event", "stepped-back", person)], author=Author("tests", "", ""), now=now())
    assert "coming at 13:30 BST, but does not count any more" in words_of(officer.get(the_list()))


def test_after_the_shift_no_file_of_the_database_holds_an_answer(officer, weekend):
    for _ in range(3):
        answered(officer, first(officer.get(the_list())), "cannot")
    folder = Path(connection.settings_dict["NAME"]).parent
    ends = Ask.objects.first().ends
    forget_past(ends)
    files = [path.read_bytes() for path in folder.glob("desk.sqlite3*")]
    assert [found for found in files if b"cannot" in found] == []


def test_the_board_counts_who_was_asked_for_a_crew_without_saying_who(sample_at, client_as):
    boats = sample_at("lifeboat", "2024-07-13T12:00", events=())
    officer = client_as("duty-officer", force="northhaven")
    answered(officer, "v04", "cannot", the_list("alb", boats.at("2024-07-14T02:00")))
    words = words_of(client_as("planner", force="northhaven").get("/"))
    assert ("1 asked, 0 coming" in words, "v04" in words, "Who could come" in words) == (True, False, False)
    assert "asked, " not in words_of(client_as("viewer", force="northhaven").get("/"))
