from __future__ import annotations

import csv
import io
import re

import pytest

from standto.model.time import BEGINNING, HOUR
from standto_desk.acts.free_text import OutsideWords, Rationale
from standto_desk.acts.redacting import redact_text
from standto_desk.acts.stepping_back import step_back
from standto_desk.clock import now
from standto_desk.ledger.appending import append
from standto_desk.ledger.chain import GENESIS
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import entries
from tests.desk.people import account_of, client_of
from tests.desk.random_tokens import without_tokens
from tests.desk.reading_pages import faults_of, words_of
from tests.desk.recorded import correct_entry

ANYBODY = Author("0" * 8, "gold", "met")
LIST = "/look-back/entries/"


def rows_of(response) -> list[dict[str, str]]:
    """The rows of a file that a page sends."""
    return list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode())))


def listed(response) -> list[int]:
    """The numbers of the entries on a page."""
    return [int(number) for number in re.findall(r'href="/look-back/entries/(\d+)/"', response.content.decode())]


def entered(draft: Draft) -> Entry:
    """An entry made now."""
    (made,) = append((draft,), author=ANYBODY, now=now())
    return made


def wanted(**asked) -> list[int]:
    """The numbers of the known entries that match, the latest first."""
    found = entries().filter(known__lte=now(), **asked).order_by("-sequence")
    return list(found.values_list("sequence", flat=True))


def test_entries_are_listed_the_latest_first_and_page_by_page(handful, client_as):
    client, every = client_as("auditor"), wanted()
    assert listed(client.get(LIST)) == every[:50]
    assert listed(client.get(f"{LIST}?page=2")) == every[50:100]
    assert f"{len(every):,} entries found, with no filter." in words_of(client.get(LIST))


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("kind=decision", {"kind": "decision"}),
        ("sort=row&kind=pools", {"sort": "row", "kind": "pools"}),
        ("about=kent-arv", {"subject": "kent-arv"}),
        ("imported=no", {"imported": False}),
        ("first=20&last=30", {"sequence__gte": 20, "sequence__lte": 30}),
    ],
)
def test_a_filter_finds_what_the_ledger_holds(handful, client_as, query, asked):
    entered(Draft("event", kind="statement", subject="met", text="Words."))
    rows = rows_of(client_as("auditor").get(f"{LIST}file/?{query}"))
    assert [int(row["sequence"]) for row in rows] == wanted(**asked)
    assert rows


def test_entries_are_filtered_by_when_they_became_known_were_recorded_or_take_effect(handful, client_as):
    client, start = client_as("auditor"), handful.at("2023-09-23T08:00")
    boxes = "start_0=23&start_1=9&start_2=2023&start_3=08:00&until=2023-09-23T08:00:00Z"
    for by, column in (("", "known"), ("occurred", "occurred"), ("recorded", "recorded")):
        rows = rows_of(client.get(f"{LIST}file/?by={by}&{boxes}"))
        asked = {f"{column}__gte": start, f"{column}__lt": start + HOUR}
        assert [int(row["sequence"]) for row in rows] == wanted(**asked)


def test_an_impossible_filter_is_an_error(handful, client_as):
    page = client_as("auditor").get(f"{LIST}?first=9&last=3&start_0=30&start_1=2&start_2=2023&start_3=08:00")
    assert faults_of(page) == [
        "From must be a real date, such as 23 9 2023",
        "“Last entry number” must not be before “First entry number”",
    ]


def test_no_address_filters_by_a_person(handful, client_as):
    cipher = handful.scenario.people[0].id
    page = client_as("duty-officer").get(f"{LIST}?about={cipher}")
    assert faults_of(page) == ["Choose one from the list"]
    assert f'value="{cipher}"' not in page.content.decode()


def test_an_entry_shows_its_columns_and_its_place_in_the_chain(handful, client_as):
    first, second = entries()[:2]
    client = client_as("auditor")
    assert GENESIS in words_of(client.get(f"{LIST}1/"))
    page = words_of(client.get(f"{LIST}2/"))
    assert first.hash in page
    assert second.hash in page
    decision = Entry.objects.filter(kind="decision").first()
    page = words_of(client.get(f"{LIST}{decision.sequence}/"))
    assert "Decided: Ask kent-arv for help" in page
    assert "About kent-arv Name d01" in page
    assert "Takes effect Saturday 23 September 2023, 08:00 BST" in page
    assert "That help was asked for is reported. The hour is invented." in page


def test_what_is_not_known_yet_is_not_there(handful, client_as):
    later = Entry.objects.filter(known__gt=now()).first()
    assert client_as("auditor").get(f"{LIST}{later.sequence}/").status_code == 404


def test_a_correction_and_what_it_corrects_lead_to_each_other(handful, client_as):
    officer = account_of("duty-officer", post="duty-desk")
    made = entered(Draft("event", kind="report", subject="met", count=3, source="met-0924"))
    author = Author(str(officer.pk), "duty-desk", "met")
    correction = correct_entry(account=officer, author=author, sequence=made.sequence, key="k")
    client = client_as("auditor")
    assert f"Corrected by entry {correction.sequence:,}" in words_of(client.get(f"{LIST}{made.sequence}/"))
    assert f"Corrects entry {made.sequence:,}" in words_of(client.get(f"{LIST}{correction.sequence}/"))


def test_redacted_words_are_shown_as_redacted(handful, client_as):
    commander = account_of("commander", post="gold")
    made = entered(Draft("event", kind="statement", subject="met", text="Not to be read."))
    author = Author(str(commander.pk), "gold", "met")
    gone = redact_text(account=commander, author=author, sequence=made.sequence, why="sensitive", key="k")
    page = words_of(client_as("auditor").get(f"{LIST}{made.sequence}/"))
    assert f"Redacted by entry {gone.sequence:,}" in page
    assert "Not to be read" not in page


def test_a_handover_shows_its_receiver_and_time_in_words(handful, client_as):
    successor = account_of("commander", username="next-in-line")
    draft = Draft(
        "handover", subject="gold", body={"to": str(successor.pk), "since": BEGINNING}, text="Kent rings back."
    )
    made = entered(draft)
    page = words_of(client_as("auditor").get(f"{LIST}{made.sequence}/"))
    assert "Since the beginning To next-in-line" in page
    assert "Kent rings back." in page
    unknowing = words_of(client_as("duty-officer").get(f"{LIST}{made.sequence}/"))
    assert "Since the beginning To another account" in unknowing
    (row,) = rows_of(client_as("auditor").get(f"{LIST}file/?sort=handover"))
    assert row["details"] == "Since: the beginning; To: next-in-line"


def test_a_rationale_is_shown_under_its_headings(handful, client_as):
    why = Rationale(information="Two duties are short.", conditions="All have returned.")
    made = entered(Draft("proposal", kind="aid-asked", subject="kent-arv", step="ask-aid", count=2, text=why.as_text()))
    client = client_as("auditor")
    page = words_of(client.get(f"{LIST}{made.sequence}/"))
    assert "Information Two duties are short. Conditions for standing down All have returned." in page
    (row,) = rows_of(client.get(f"{LIST}file/?sort=proposal"))
    assert row["text"] == "Information: Two duties are short. Conditions for standing down: All have returned."


def test_an_outside_agreement_shows_who_agreed_apart_from_who_recorded_it(handful, client_as):
    words = OutsideWords("duty minister", "by telephone", now())
    body = {"post": "home-office", "outside": True, "when": words.when}
    made = entered(Draft("approval", subject="entry-1", body=body, text=words.as_text()))
    page = words_of(client_as("auditor").get(f"{LIST}{made.sequence}/"))
    assert "Post gold Force met" in page
    assert "Outside Yes Post that agreed home office When Saturday 23 September 2023, 12:00 BST" in page
    assert "Who agreed duty minister How by telephone" in page


# -- masked people ------------------------------------------------------------------------------------------


def test_a_duty_officer_of_the_force_sees_a_person_and_nobody_else_does(handful, client_as):
    volunteer = account_of("volunteer", cipher=handful.scenario.people[0].id)
    made = step_back(account=volunteer, author=Author(str(volunteer.pk), "", "met"), key="m-key")
    seen = {
        (role, force): volunteer.cipher
        in without_tokens(client_as(role, force=force).get(f"{LIST}{made.sequence}/").content.decode())
        for role, force in (("duty-officer", "met"), ("commander", "met"), ("auditor", "met"), ("duty-officer", "kent"))
    }
    assert [who for who, named in seen.items() if named] == [("duty-officer", "met")]
    page = words_of(client_as("auditor").get(f"{LIST}{made.sequence}/"))
    assert "About a person of met" in page
    assert made.hash in page
    # Nothing that would lead to them either: not their account, nor the key that their browser made.
    assert volunteer.username not in page
    assert "m-key" not in page


def test_an_entry_about_a_person_shows_the_post_that_made_it(handful, client_as):
    officer = account_of("duty-officer", post="duty-desk", username="on-duty-tonight")
    draft = Draft("event", kind="stepped-back", subject=handful.scenario.people[0].id)
    (made,) = append((draft,), author=Author(str(officer.pk), "duty-desk", "met"), now=now())
    page = words_of(client_as("auditor").get(f"{LIST}{made.sequence}/"))
    shown = {part: part in page for part in ("Post duty desk", "Force met", "Account on-duty-tonight")}
    assert shown == dict.fromkeys(shown, True)


def test_a_correction_of_an_entry_about_a_person_names_nobody(handful, client_as):
    cipher = handful.scenario.people[0].id
    made = entered(Draft("event", kind="stepped-back", subject=cipher, name=f"back-{cipher}"))
    correction = entered(Draft("event", kind="correction", subject=made.name))
    page = without_tokens(client_as("auditor").get(f"{LIST}{correction.sequence}/").content.decode())
    assert f"entry {made.sequence}" in page
    assert cipher not in page
    assert cipher in words_of(client_as("duty-officer").get(f"{LIST}{made.sequence}/"))


def test_a_cipher_in_free_words_is_masked_too(handful, client_as):
    cipher = handful.scenario.people[0].id
    made = entered(Draft("event", kind="statement", subject="met", text=f"Asked for {cipher.upper()}. And others."))
    page = words_of(client_as("auditor").get(f"{LIST}{made.sequence}/"))
    assert "Asked for a person of met. And others." in page


def test_the_entries_of_a_person_are_found_without_a_cipher_in_any_address(handful, client_as):
    cipher = next(event.subject for event in handful.scenario.events if event.kind == "unavailable")
    client = client_as("duty-officer")
    answer = client.post(f"{LIST}person/", {"cipher": cipher})
    assert (answer.status_code, answer.url) == (302, f"{LIST}person/")
    assert listed(client.get(answer.url)) == wanted(subject=cipher)[:50]


def test_a_person_of_another_force_is_not_found(handful, client_as):
    cipher = handful.scenario.people[0].id
    page = client_as("duty-officer", force="kent").post(f"{LIST}person/", {"cipher": cipher})
    assert faults_of(page) == ["Enter the cipher of a person whom you may see"]


def test_no_page_of_an_auditor_names_anybody(handful, client_as):
    volunteer = account_of("volunteer", cipher=handful.scenario.people[0].id)
    step_back(account=volunteer, author=Author(str(volunteer.pk), "", "met"))
    people = {person.id for person in handful.scenario.people}
    client, last = client_as("auditor"), Entry.objects.count()
    pages = [f"{LIST}?page={number}" for number in range(1, last // 50 + 2)]
    pages += [f"{LIST}{sequence}/" for sequence in wanted() if sequence % 7 == 0 or sequence > last - 20]
    pages += ["/look-back/", "/look-back/decisions/", "/look-back/verify/"]
    said = {page: without_tokens(client.get(page).content.decode()) for page in pages}
    named = {page for page, text in said.items() if people & set(re.findall(r"[a-z0-9-]+", text))}
    assert named == set()
    file = b"".join(client.get(f"{LIST}file/").streaming_content).decode()
    assert people & set(re.findall(r"[a-z0-9-]+", file)) == set()


# -- the file ------------------------------------------------------------------------------------------------------


def test_the_file_holds_what_the_list_does(handful, client_as):
    made = entered(Draft("event", kind="statement", subject="met", text="=HYPERLINK(1), and more"))
    client = client_as("auditor")
    answer = client.get(f"{LIST}file/?kind=statement")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="entries.csv"'
    rows = rows_of(answer)
    assert [int(row["sequence"]) for row in rows] == listed(client.get(f"{LIST}?kind=statement"))
    assert rows[0]["text"] == "'=HYPERLINK(1), and more"
    assert (rows[0]["hash"], rows[0]["about"]) == (made.hash, "met")


def test_a_reader_without_permission_gets_no_link_to_entries(handful):
    page = client_of(account_of("viewer")).get("/look-back/").content.decode()
    assert LIST not in page
