"""Opening a person's record leaves a line that only auditors read."""

from __future__ import annotations

import logging
import re

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import override_settings

from standto_desk.access.models import Opening, SecurityEvent
from standto_desk.access.roles import Role
from standto_desk.access.sealing import differences, seals_in
from standto_desk.access.write_limits import WRITES
from standto_desk.acts.record_openings import Where, note_opened
from standto_desk.acts.stepping_back import step_back
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.models import Entry
from tests.desk.access.routes import ROUTES, address_of
from tests.desk.access.strangers import LENT, OURS, account_with, with_kent
from tests.desk.people import HOME, account_of, client_of
from tests.desk.random_tokens import without_tokens
from tests.desk.reading_pages import words_of
from tests.desk.recorded import record_for_people

OWN = {"/record/entries/", "/record/done/k/"}
"""Pages that list an officer's own entries."""


@pytest.fixture
def officer(handful):
    """A browser of a duty officer with an entry of their own."""
    with_kent()
    browser = client_of(account_of("duty-officer", post="duty-officer"), raise_request_exception=False)
    author = Author(str(browser.account.pk), "duty-officer", HOME)
    record_for_people(account=browser.account, author=author, kind="unavailable", people=["m0002", "m0003"], key="k")
    return browser


def opened(after: int = 0) -> set[tuple[str, str]]:
    """The people whose records were opened, and the pages."""
    lines = Opening.objects.filter(pk__gt=after)
    return {(person, line.page) for line in lines for _, person in line.persons}


def last() -> int:
    return Opening.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def shown_in(answer) -> set[str]:
    """The ciphers on a page."""
    text = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()
    return set(re.findall(r"\b[mk]0\d{3}\b", without_tokens(text)))


def test_every_page_that_shows_a_person_notes_that_it_was_opened(officer):
    """On every route, and on those of each entry about a person, the request notes every person shown."""
    numbers = Entry.objects.filter(subject__in=[OURS, "m0002", LENT]).values_list("sequence", flat=True)
    addresses = [address_of(route) for route in ROUTES if not route.startswith(("live/", "clock/", "account/"))]
    for number in numbers:
        addresses += [f"/look-back/entries/{number}/", f"/record/entries/{number}/"]
    addresses += ["/record/done/k/", "/record/done/k/correct/"]
    officer.post("/record/entries/", {"cipher": OURS})
    officer.post("/look-back/entries/person/", {"cipher": "m0002"})
    preview = officer.post("/record/", {"kind_of_event": "stepped-back", "people": "m0004 m0005"}).url
    supposed = officer.post("/what-if/new/", {"sentences": "m0006 steps back", "choice": "worst"}).url
    addresses += [preview, supposed, "/look-back/entries/?page=2"]
    told, pages = [], set()
    for address in addresses:
        WRITES.forget()
        before = last()
        seen = shown_in(officer.get(address))
        if address not in OWN and seen - {person for person, _ in opened(before)}:
            told.append(address)
        pages |= {page for _, page in opened(before)}
    assert (told, pages) == ([], {str(where) for where in Where})
    assert LENT not in {person for person, _ in opened()}


def test_a_line_says_who_when_of_whom_and_where(officer):
    before = last()
    officer.post("/record/entries/", {"cipher": " M0001 "})
    assert opened(before) == set()
    officer.get("/record/entries/person/")
    (line,) = Opening.objects.filter(pk__gt=before)
    assert (line.account, line.persons, line.page) == (officer.account.pk, [(HOME, OURS)], "record")


def test_the_preview_of_an_entry_tells_of_people_and_notes_it(officer):
    url = officer.post("/record/", {"kind_of_event": "called-in", "people": "m0004 m0005"}).url
    before = last()
    officer.get(url)
    assert opened(before) == {("m0004", "before recording"), ("m0005", "before recording")}


def test_people_left_out_of_a_recording_are_opened_without_a_preview_too(officer):
    """People named as already stepped back; the form is sent at once, without the preview."""
    url = officer.post("/record/", {"kind_of_event": "stepped-back", "people": f"m0004 {OURS}"}).url
    before = last()
    answer = officer.post(url, {"based_on": str(Entry.objects.count())})
    assert OURS in shown_in(officer.get(answer.url))
    assert opened(before) == {(OURS, "before recording")}


def test_a_person_without_an_entry_is_opened_too(officer):
    officer.post("/look-back/entries/person/", {"cipher": "m0009"})
    before = last()
    officer.get("/look-back/entries/person/")
    assert ("m0009", "entries") in opened(before)


def test_a_file_of_entries_opens_all_that_are_in_it(officer):
    before = last()
    seen = shown_in(officer.get("/look-back/entries/file/"))
    assert {person for person, _ in opened(before)} == seen
    assert len(seen) > 20


def test_a_correction_opens_the_records_of_its_people(officer):
    number = Entry.objects.get(subject="m0002", account=str(officer.account.pk)).sequence
    before = last()
    officer.get(f"/record/entries/{number}/")
    assert opened(before) == {("m0002", "correct")}


def test_whoever_is_refused_opened_nothing(officer):
    before = last()
    for page in ("/record/entries/", "/look-back/entries/person/"):
        officer.post(page, {"cipher": LENT})
    assert opened(before) == set()


def test_ones_own_record_leaves_no_line(handful):
    account = account_with((HOME, "volunteer"), (HOME, "duty-officer"), cipher=OURS)
    step_back(account=account, author=Author(str(account.pk), "", HOME))
    browser = client_of(account)
    browser.get("/my/")
    browser.post("/record/entries/", {"cipher": OURS})
    assert browser.get("/record/entries/person/").status_code == 200
    assert opened() == set()


def test_openings_are_read_by_the_auditor_alone(officer):
    officer.post("/record/entries/", {"cipher": OURS}, follow=True)
    answers = {}
    for role in Role:
        answer = client_of(account_of(role)).get("/openings/")
        answers[role] = (answer.status_code, OURS in shown_in(answer))
    assert answers == {role: (200, True) if role is Role.AUDITOR else (403, False) for role in Role}
    assert client_of(account_of("auditor", force="kent")).get("/openings/").status_code == 403


def test_openings_are_found_by_account_and_by_person(officer):
    officer.post("/record/entries/", {"cipher": OURS}, follow=True)
    other = account_of("duty-officer", username="other")
    note_opened(account=other, people=["m0007"], where=Where.RECORD)
    auditor = client_of(account_of("auditor"))
    assert shown_in(auditor.get(f"/openings/?account={other.pk}")) == {"m0007"}
    found = auditor.post("/openings/", {"cipher": " M0007 "})
    assert (found.status_code, "other" in words_of(found), OURS in words_of(found)) == (200, True, False)
    assert auditor.post("/openings/", {"cipher": ""}).status_code == 422
    assert shown_in(auditor.get("/openings/?account=nonsense")) >= {OURS, "m0007"}


def test_many_people_opened_at_once_are_on_a_page_of_their_own(officer):
    people = [f"m{number:04}" for number in range(2000, 4595)]
    text = f" {' '.join(f'met/{one}' for one in people)} "
    for at in range(3):
        Opening.objects.create(at=at, account=officer.account.pk, people=text, page=Where.REGISTER)
    auditor = client_of(account_of("auditor"))
    for listed in (auditor.get("/openings/"), auditor.post("/openings/", {"cipher": "m2007"})):
        assert words_of(listed).count("2,595 people") == 3
        assert "m2007," not in words_of(listed)
    address = f"/openings/{last()}/"
    pages = [set(re.findall(r"m\d{4}", words_of(auditor.get(f"{address}?page={number}")))) for number in (1, 2, 3)]
    assert [len(page) for page in pages] == [1_000, 1_000, 595]
    assert set().union(*pages) == set(people)
    assert client_of(account_of("auditor", force="kent", username="kent")).get(address).status_code == 403


def test_nothing_of_an_opening_is_in_another_log(officer):
    kept: list[str] = []

    class Keeping(logging.Handler):
        def emit(self, record):
            kept.append(str(record.__dict__))

    keeping, logger = Keeping(logging.DEBUG), logging.getLogger()
    logger.addHandler(keeping)
    try:
        officer.post("/record/entries/", {"cipher": OURS}, follow=True)
        client_of(account_of("auditor")).post("/openings/", {"cipher": OURS})
    finally:
        logger.removeHandler(keeping)
    assert [line for line in kept if OURS in line] == []
    assert OURS not in str(list(SecurityEvent.every_line.values()))


@pytest.mark.usefixtures("tampering")
def test_an_opening_that_was_taken_out_is_found_when_the_log_is_verified(officer):
    officer.post("/record/entries/", {"cipher": OURS}, follow=True)
    officer.get("/record/entries/person/")
    assert list(differences(seals_in(SecurityEvent.seals()))) == []
    gone = last()
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER openings_delete")
        cursor.execute(f"DELETE FROM access_opening WHERE id = {gone}")
    assert list(differences(seals_in(SecurityEvent.seals()))) == [
        f"the opening {gone} is gone, and the security log has no removal of it"
    ]


@pytest.mark.parametrize("change", ["UPDATE access_opening SET people = 'x'", "DELETE FROM access_opening"])
def test_the_database_refuses_any_change_of_what_was_opened(database, change):
    Opening.objects.create(at=1, account=account_of("duty-officer").pk, people=f" {HOME}/{OURS} ", page="record")
    with pytest.raises(DatabaseError, match="the list of openings only grows: no line is"), transaction.atomic():
        connection.cursor().execute(change)
    assert Opening.objects.count() == 1


def test_what_cannot_be_noted_is_not_shown(officer):
    officer.post("/record/entries/", {"cipher": OURS})
    connection.cursor().execute(
        "CREATE TRIGGER full BEFORE INSERT ON access_opening BEGIN SELECT RAISE(ABORT, 'no room'); END"
    )
    with override_settings(DEBUG=False):
        answer = officer.get("/record/entries/person/")
    assert (answer.status_code >= 500, shown_in(answer)) == (True, set())
