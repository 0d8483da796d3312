"""The calendar at a secret address: what it shows, to whom, and until when."""

from __future__ import annotations

import logging
import re

import pytest
from django.test import override_settings
from icalendar import Calendar

from standto.model.time import DAY, HOUR, Period
from standto_desk.access.models import Account, CalendarAddress, SecurityEvent
from standto_desk.clock import now
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.pages.own.calendars import calendar_text
from standto_desk.picture.times_on_duty import OwnTime
from tests.desk.access.walking import Keeping
from tests.desk.people import client_of
from tests.desk.reading_pages import words_of


@pytest.fixture
def volunteer(handful, client_as):
    return client_as("volunteer", cipher="m0001")


def address_in(page) -> str:
    return re.search(r"http://[^\s<]*/calendar/[^\s<]*\.ics", page.content.decode())[0]


def made(client) -> str:
    """Make an address; return its path."""
    return address_in(client.post("/my/calendar/")).removeprefix("http://testserver")


def lines_of(data: bytes) -> list[str]:
    """The content lines of a calendar, unfolded, as RFC 5545 has them."""
    assert data.endswith(b"\r\n")
    folded = data.removesuffix(b"\r\n").split(b"\r\n")
    assert [line for line in folded if len(line) > 75 or b"\n" in line or b"\r" in line] == []
    return data.replace(b"\r\n ", b"").decode().splitlines()


def test_the_address_is_shown_once_and_only_its_hash_is_kept(volunteer):
    page = volunteer.post("/my/calendar/")
    secret = address_in(page).split("/")[-1].removesuffix(".ics")
    assert "We show it only once." in words_of(page)
    again = volunteer.get("/my/calendar/")
    assert secret not in again.content.decode()
    assert "We cannot show it again, because we do not keep it." in words_of(again)
    assert secret not in str(list(CalendarAddress.objects.values()))
    assert len(secret) == 43


def test_anybody_with_the_address_reads_the_persons_times_and_nothing_else(volunteer):
    append(
        [
            Draft("event", "on-call", "m0001", occurred=now() + 48 * HOUR, until=now() + 50 * HOUR, count=30),
            Draft("event", "stepped-back", "m0001"),
            Draft("event", "unavailable", "m0001"),
        ],
        author=Author("x", "", "met"),
        now=now(),
    )
    before = client_of(None).get(made(volunteer))
    assert (before.status_code, before["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert {part.strip() for part in before["Cache-Control"].split(",")} == {"private", "no-store"}
    text = before.content.decode()
    assert "SUMMARY:On duty" in text
    assert "m0001" not in text
    assert "nx" not in text.lower().replace("begin", "").split("SUMMARY")[0]
    for word in ("stepped", "unavailable", "leave", "armed", volunteer.account.username, str(volunteer.account.pk)):
        assert word not in text
    assert not before.cookies


def test_the_times_in_the_calendar_are_those_of_the_record(volunteer):
    found = Calendar.from_ical(client_of(None).get(made(volunteer)).content)
    events = found.walk("VEVENT")
    assert events
    for event in events:
        assert event["DTSTART"].dt < event["DTEND"].dt
        assert event["DTSTART"].dt.utcoffset().total_seconds() == 0
    first = min(event["DTSTART"].dt for event in events)
    assert first.timestamp() * 1_000_000 >= now() - 7 * DAY


def test_the_text_keeps_the_standard_to_the_letter():
    times = [
        OwnTime(Period(0, HOUR), "rota", 0, "a duty"),
        OwnTime(Period(2 * HOUR, 3 * HOUR + 1), "rota", 45),
        OwnTime(Period(4 * HOUR, 5 * HOUR), "called-in"),
        OwnTime(Period(6 * HOUR, 7 * HOUR), "on-call", 1),
    ]
    lines = lines_of(calendar_text(times, of="somebody", now=HOUR))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    assert {"VERSION:2.0", "METHOD:PUBLISH"} < set(lines)
    assert [line for line in lines if line.startswith("DTSTART")] == [
        "DTSTART:19700101T000000Z",
        "DTSTART:19700101T020000Z",
        "DTSTART:19700101T040000Z",
        "DTSTART:19700101T060000Z",
    ]
    assert [line for line in lines if line.startswith("DTEND")][1] == "DTEND:19700101T030000Z"
    assert [line for line in lines if line.startswith("DTSTAMP")] == ["DTSTAMP:19700101T010000Z"] * 4
    assert [line for line in lines if line.startswith("SUMMARY")] == [
        "SUMMARY:On duty",
        "SUMMARY:On call\\, at work within 45 minutes",
        "SUMMARY:Called in",
        "SUMMARY:On call\\, at work within 1 minute",
    ]


def test_a_time_keeps_its_id_when_its_end_changes_and_two_people_share_none():
    def ids(times, of):
        return [line for line in lines_of(calendar_text(times, of=of, now=0)) if line.startswith("UID")]

    time, longer = OwnTime(Period(0, HOUR), "rota"), OwnTime(Period(0, 2 * HOUR), "rota", 10)
    assert ids([time], "a") == ids([longer], "a")
    assert ids([time], "a") != ids([time], "b")
    assert len(set(ids([time, OwnTime(Period(HOUR, 2 * HOUR), "rota")], "a"))) == 2


def test_a_new_address_ends_the_old_one_at_once(volunteer):
    first = made(volunteer)
    second = made(volunteer)
    assert [client_of(None).get(path).status_code for path in (first, second)] == [404, 200]


def test_an_address_ends_when_its_owner_says_so(volunteer):
    path = made(volunteer)
    assert volunteer.post("/my/calendar/end/").headers["Location"] == "/my/calendar/"
    assert "The address of your calendar no longer works" in words_of(volunteer.get("/my/calendar/"))
    assert client_of(None).get(path).status_code == 404
    assert CalendarAddress.objects.count() == 0


def test_a_wrong_address_and_one_that_has_ended_get_one_answer(volunteer):
    path = made(volunteer)
    volunteer.post("/my/calendar/end/")
    answers = [client_of(None).get(one) for one in (path, "/calendar/x.ics", f"/calendar/{'x' * 5000}.ics")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


@pytest.mark.parametrize(
    "what", [{"is_active": False}, {"unconfirmed": "somebody"}, {"temporary_until": 10**18}, {"cipher": ""}]
)
def test_the_calendar_stops_when_its_account_does_not_work(volunteer, what):
    path = made(volunteer)
    account = Account.objects.get(pk=volunteer.account.pk)
    for name, value in what.items():
        setattr(account, name, value)
    account.save()
    assert client_of(None).get(path).status_code == 404


def test_the_calendar_stops_when_its_person_leaves_the_register(volunteer):
    path = made(volunteer)
    tickets = Draft("row", "people", "m0001", step="ended")
    held = {"arv", "afo"}
    from standto_desk.ledger.models import Entry

    held = set(Entry.objects.filter(kind="authorisations", subject="m0001").values_list("capability", flat=True))
    gone = [Draft("row", "authorisations", "m0001", capability=one, step="ended") for one in sorted(held)]
    append([*gone, tickets], author=Author("x", "", ""), now=now())
    assert client_of(None).get(path).status_code == 404


def test_the_security_log_says_when_an_address_was_made_and_ended_and_not_which(volunteer):
    path = made(volunteer)
    made(volunteer)
    volunteer.post("/my/calendar/end/")
    lines = SecurityEvent.objects.filter(account=volunteer.account.pk, kind__contains="calendar").order_by("sequence")
    assert [line.kind for line in lines] == [
        "calendar address made",
        "calendar address ended",
        "calendar address made",
        "calendar address ended",
    ]
    secret = path.split("/")[-1].removesuffix(".ics")
    assert secret not in str(list(SecurityEvent.every_line.values()))


def test_the_secret_is_never_logged(volunteer):
    path = made(volunteer)
    kept: list[logging.LogRecord] = []
    logger, keeping = logging.getLogger(), Keeping(kept)
    level = logger.level
    logger.addHandler(keeping)
    logger.setLevel(logging.INFO)
    try:
        client_of(None).get(path)
    finally:
        logger.removeHandler(keeping)
        logger.setLevel(level)
    secret = path.split("/")[-1].removesuffix(".ics")
    assert [line for line in kept if getattr(line, "route", "") == "calendar"]
    assert [line for line in kept if secret in str(line.__dict__)] == []


def test_too_many_requests_from_one_address_are_told_to_wait(volunteer):
    path = made(volunteer)
    with override_settings(STANDTO_WRITES_A_MINUTE=1):
        answers = [client_of(None).get(path) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [200] * 10 + [429]
    assert answers[-1]["Retry-After"] == "60"


def test_an_account_without_a_record_gets_no_address(handful, client_as):
    client = client_as("volunteer")
    assert "The register does not have your cipher yet." in words_of(client.post("/my/calendar/"))
    assert CalendarAddress.objects.count() == 0
