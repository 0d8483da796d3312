"""Saying when one is available, and taking it back: two taps, once, and nothing asked."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import PermissionDenied

from standto.model.time import HOUR, MINUTE, Period
from standto_desk.acts.own_availability import said_by, say_available, take_back
from standto_desk.book.situations import scenario_at
from standto_desk.clock import now
from standto_desk.clock.setting import set_demo_clock
from standto_desk.kit.act_forms import USED
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import head
from standto_desk.picture.showing import picture_now
from standto_desk.picture.times_on_duty import own_times, said_about
from tests.desk.acts.small_desk import NOON, small_desk
from tests.desk.people import account_of
from tests.desk.reading_pages import faults_of, hidden, words_of

NEW = "/my/available/"


@pytest.fixture
def volunteer(handful, client_as):
    return client_as("volunteer", cipher="m0001")


def boxes(name: str, day: str, month: str, year: str, clock: str) -> dict[str, str]:
    return {f"{name}_{place}": part for place, part in enumerate((day, month, year, clock))}


def shown(page, name: str) -> str:
    """What a box of a form holds."""
    box = next(one for one in re.findall(r"<input[^>]*>", page.content.decode()) if f'name="{name}"' in one)
    found = re.search(r'value="([^"]*)"', box)
    return found[1] if found else ""


def as_offered(page) -> dict[str, str]:
    """The form of a page, as it comes, without the answers that are blank."""
    return {name: shown(page, name) for name in (*(f"until_{place}" for place in range(4)), "ready", "key")}


def said(client, **more):
    """Send the form as its page offers it, with other answers where given."""
    return client.post(NEW, {**as_offered(client.get(NEW)), **more})


def last() -> Entry:
    return Entry.objects.order_by("-sequence").first()


def on_call_times(person: str = "m0001"):
    """The times on call that a folder of the ledger gives its person, by the events that are known."""
    at = now()
    scenario = scenario_at(at)
    row = next(one for one in scenario.people if one.id == person)
    about = [one.event for one in said_about(person, at)]
    times = own_times(scenario, [row], about, Period(at - HOUR, at + 72 * HOUR))[person]
    return [(one.period.start - at, one.period.until - at) for one in times if one.sort == "on-call"]


def test_saying_that_one_is_available_takes_two_taps_and_gives_a_receipt(volunteer):
    answer = said(volunteer)
    entry = last()
    assert (entry.kind, entry.subject, entry.account) == ("on-call", "m0001", str(volunteer.account.pk))
    assert (entry.until, entry.count) == (now() + 12 * HOUR - now() % HOUR, None)
    words = words_of(volunteer.get(answer.headers["Location"]))
    assert "You are on call" in words
    assert f"Entry {entry.sequence:,}" in words
    assert "Take it back" in words_of(volunteer.get("/my/"))


def test_a_time_and_a_readiness_are_entered_as_they_were_typed(volunteer):
    typed = {**boxes("occurred", "24", "9", "2023", "08:00"), **boxes("until", "24", "9", "2023", "16:30")}
    assert said(volunteer, **typed, ready="25").status_code == 302
    entry, zone = last(), picture_now().scenario.zone
    assert [zone.iso(entry.occurred), zone.iso(entry.until)] == [
        "2023-09-24T08:00:00+01:00",
        "2023-09-24T16:30:00+01:00",
    ]
    assert entry.count == 25
    page = words_of(volunteer.get("/my/"))
    assert "On call, at work within 25 minutes" in page
    assert shown(volunteer.get(NEW), "ready") == "25"


def test_an_error_keeps_what_was_typed(volunteer):
    count = head().count
    page = said(volunteer, **boxes("until", "22", "9", "2023", "08:00"), ready="soon")
    assert (page.status_code, head().count) == (422, count)
    assert faults_of(page) == ["The end must be in the future", "Enter a whole number of minutes, such as 10"]
    assert (shown(page, "until_3"), shown(page, "ready")) == ("08:00", "soon")
    page = said(volunteer, **boxes("occurred", "25", "9", "2023", "8:00"), **boxes("until", "24", "9", "2023", "8:00"))
    assert faults_of(page) == ["The end must be after the beginning"]


@pytest.mark.parametrize("ready", ["-1", "10081", "1.5", "x" * 4000, "", "٣٠"])
def test_a_readiness_that_is_no_number_of_minutes_is_refused_or_read(volunteer, ready):
    assert said(volunteer, ready=ready).status_code in (302, 422)


def test_pressing_twice_says_it_once(volunteer):
    sent = as_offered(volunteer.get(NEW))
    first = volunteer.post(NEW, sent)
    count = head().count
    assert volunteer.post(NEW, sent).headers["Location"] == first.headers["Location"]
    assert head().count == count
    other = volunteer.post(NEW, {**sent, "ready": "5"})
    assert (other.status_code, faults_of(other)) == (409, [USED])


def test_saying_the_same_again_leads_to_the_first_receipt(volunteer):
    typed = {
        **boxes("occurred", "24", "9", "2023", "08:00"),
        **boxes("until", "24", "9", "2023", "16:30"),
        "ready": "5",
    }
    first = said(volunteer, **typed)
    count = head().count
    again = said(volunteer, **typed)
    assert (again.headers["Location"], head().count) == (first.headers["Location"], count)
    assert "You had already said so" in words_of(volunteer.get(again.headers["Location"]))


def test_what_has_not_begun_is_taken_back_as_if_it_had_never_been_said(volunteer):
    said(volunteer, **boxes("occurred", "24", "9", "2023", "08:00"), **boxes("until", "24", "9", "2023", "16:00"))
    entry, count = last(), head().count
    page = volunteer.get(f"{NEW}{entry.sequence}/take-back/")
    assert "It will be as if you had not said so." in words_of(page)
    answer = volunteer.post(f"{NEW}{entry.sequence}/take-back/", {"key": hidden(page, "key")})
    assert (last().kind, last().subject, head().count) == ("correction", entry.reference, count + 1)
    assert "You have taken it back" in words_of(volunteer.get(answer.headers["Location"]))
    assert "Take it back" not in words_of(volunteer.get("/my/"))
    assert on_call_times() == []


def test_the_time_until_now_stays_when_the_rest_is_taken_back(volunteer):
    begun = now()
    said(volunteer, ready="10")
    entry = last()
    set_demo_clock(at=begun + HOUR)
    path = f"{NEW}{entry.sequence}/take-back/"
    key = hidden(volunteer.get(path), "key")
    first = volunteer.post(path, {"key": key})
    left = last()
    assert (left.kind, left.occurred, left.count) == ("on-call", entry.occurred, 10)
    assert begun + HOUR <= left.until < begun + HOUR + MINUTE
    count = head().count
    set_demo_clock(at=begun + 2 * HOUR)
    assert volunteer.post(path, {"key": key}).headers["Location"] == first.headers["Location"]
    assert head().count == count
    assert "Take it back" not in words_of(volunteer.get("/my/"))


def test_taking_back_what_was_taken_back_or_is_over_says_so(volunteer):
    said(volunteer)
    path = f"{NEW}{last().sequence}/take-back/"
    key = hidden(volunteer.get(path), "key")
    volunteer.post(path, {"key": key})
    count = head().count
    assert volunteer.post(path, {"key": "another"}).headers["Location"] == "/my/"
    assert "That is over, or you had already taken it back" in words_of(volunteer.get("/my/"))
    assert volunteer.get(path).headers["Location"] == "/my/"
    assert head().count == count


def test_nobody_takes_back_what_somebody_else_said(volunteer, client_as):
    said(volunteer)
    sequence, count = last().sequence, head().count
    other = client_as("volunteer", cipher="m0002")
    assert other.get(f"{NEW}{sequence}/take-back/").status_code == 302
    assert other.post(f"{NEW}{sequence}/take-back/", {"key": "k"}).status_code == 403
    assert other.get(f"/my/receipt/{sequence}/").status_code == 404
    with pytest.raises(PermissionDenied):
        take_back(account=other.account, author=Author("x", "", "met"), sequence=sequence)
    assert head().count == count


def test_an_officer_corrects_nothing_that_a_volunteer_said(volunteer, client_as):
    said(volunteer)
    officer = client_as("duty-officer")
    assert officer.post(f"/record/entries/{last().sequence}/", {"key": "k", "based_on": "0"}).status_code == 403


def test_what_others_enter_meanwhile_holds_nobody_up(volunteer):
    page = volunteer.get(NEW)
    append([Draft("event", kind="unavailable", subject="m0001")], author=Author("somebody", "", "met"), now=now())
    assert volunteer.post(NEW, as_offered(page)).status_code == 302


def test_the_pages_ask_for_no_reason_and_for_no_second_thought(volunteer):
    for page in (volunteer.get("/my/"), volunteer.get(NEW)):
        assert "<textarea" not in page.content.decode()
        assert "are you sure" not in words_of(page).lower()


def test_an_account_without_a_record_says_nothing(database):
    account = account_of("volunteer", username="somebody")
    with pytest.raises(PermissionDenied):
        say_available(account=account, author=Author(str(account.pk), "", "met"), until=10**16)


def test_saying_and_taking_back_work_on_each_database(database):
    small_desk()
    append([Draft("row", "people", "m0001", step="set")], author=Author("x", "", ""), now=NOON)
    account = account_of("volunteer", cipher="m0001", username="somebody")
    author = Author(str(account.pk), "", "met")
    entry = say_available(account=account, author=author, until=now() + HOUR, ready=5, key="a")
    assert said_by(account, "m0001", now()) == [entry]
    take_back(account=account, author=author, sequence=entry.sequence, key="b")
    assert said_by(account, "m0001", now()) == []
