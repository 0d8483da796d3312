"""The pages of the rota: who sees what of a month, what a cell leads to, the files, and publishing."""

from __future__ import annotations

import csv
import io
import re
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

from standto.model.time import HOUR
from standto_desk.access.models import Opening
from standto_desk.clock import now
from standto_desk.kit.act_forms import CHANGED
from standto_desk.ledger.drafts import Draft
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import head
from standto_desk.picture.rota.months import Month
from standto_desk.picture.rota.untold import untold_at
from tests.desk.acts.rota.small_rota import MARCH, enter, moment, row, row_ended, row_set, small_rota
from tests.desk.people import account_of, client_of
from tests.desk.random_tokens import TAKEN, without_tokens
from tests.desk.reading_pages import faults_of, hidden, words_of

EVERYBODY = "/rota/2024/3/everybody/"
PEOPLE, TEAMS, PUBLISH = "/rota/2024/3/", "/rota/2024/3/teams/", "/rota/2024/3/publish/"


@pytest.fixture
def officer(database):
    """A browser of a duty officer of the small force."""
    return client_of(small_rota().account)


def as_role(role, **fields):
    return client_of(account_of(role, **fields))


def offered(page):
    """The answers of the form of a page, as it comes."""
    teams = re.findall(r'name="teams"[^>]*value="([^"]+)"', page.content.decode())
    return {"key": hidden(page, "key"), "based_on": hidden(page, "based_on"), "teams": teams}


def publish(client, **more):
    """Send the form as its page offers it."""
    return client.post(PUBLISH, {**offered(client.get(PUBLISH)), **more})


def test_each_role_is_led_to_what_it_may_see(officer):
    assert officer.get("/rota/").headers["Location"] == "/rota/2024/2/"
    for role in ("planner", "commander", "auditor"):
        client = as_role(role)
        assert client.get("/rota/").headers["Location"] == "/rota/2024/2/teams/"
        assert (client.get(TEAMS).status_code, client.get(PEOPLE).status_code) == (200, 403)
    for role in ("viewer", "volunteer", "administrator"):
        client = as_role(role)
        assert [client.get(page).status_code for page in ("/rota/", TEAMS, PEOPLE)] == [403, 403, 403]


def test_a_month_that_is_none_is_not_found(officer):
    for page in ("/rota/2024/13/", "/rota/2024/0/", "/rota/1999/12/", "/rota/2101/1/", "/rota/2024/2/30/people/"):
        assert officer.get(page).status_code == 404
    for page in ("/rota/2000/1/", "/rota/2100/12/", "/rota/2024/2/29/people/", "/rota/2024/12/31/"):
        assert officer.get(page).status_code == 200


def test_the_grid_shows_each_person_of_the_home_force_and_notes_that_they_were_opened(officer):
    enter(row("forces", "kent", kind="police"), row("people", "k1", force="kent"), row_set("k1", 3, 9, 17))
    words = words_of(officer.get(PEOPLE))
    assert ("a1 alpha" in words, "b1 beta" in words, "k1" in words) == (True, True, False)
    assert words.count("8– 20") == 2
    assert Opening.objects.last().page == "rota"
    assert "met/a1 met/a2 met/b1" in Opening.objects.last().people


def test_teams_are_shown_in_numbers_without_any_cipher(officer):
    words = words_of(as_role("planner").get(TEAMS))
    assert ("alpha 2 people" in words, "beta 1 person" in words) == (True, True)
    assert re.findall(r"\b[ab][12]\b", words) == []
    assert Opening.objects.count() == 0


def test_people_are_found_by_cipher_and_by_team_without_a_cipher_in_an_address(officer):
    answer = officer.post(PEOPLE, {"cipher": "B"})
    assert answer.headers["Location"] == f"{PEOPLE}?found=1"
    words = words_of(officer.get(f"{PEOPLE}?found=1"))
    assert ("b1 beta" in words, "a1 alpha" in words) == (True, False)
    words = words_of(officer.get(f"{PEOPLE}?team=alpha"))
    assert ("b1 beta" in words, "a1 alpha" in words) == (False, True)
    assert "b1 beta" in words_of(officer.get(f"{PEOPLE}?team=nobody"))
    blank = officer.post(PEOPLE, {"cipher": ""})
    assert (blank.status_code, faults_of(blank)) == (422, ["Enter a cipher, or a part of one"])


def test_everybody_is_printed_250_on_a_page_by_team_without_buttons_that_do_nothing(officer):
    enter(*(row("people", f"c{number:03}", team="beta") for number in range(250)))
    first, last = officer.get(EVERYBODY), officer.get(f"{EVERYBODY}?team=beta&page=2")
    assert "Rota of March 2024, everybody, page 1 of 2" in words_of(first)
    assert (f'href="{EVERYBODY}?page=2"' in first.content.decode(), first.content.count(b"desk-rota__press")) == (
        True,
        0,
    )
    shown = [re.findall(r"\b(?:[ab]\d|c\d{3})(?= alpha| beta)", words_of(one)) for one in (first, last)]
    assert [len(one) for one in shown] == [250, 1]
    assert (shown[0][0], shown[1]) == ("a1", ["c249"])
    assert f'href="{EVERYBODY}?team=beta&amp;page=1"' in last.content.decode()
    assert Opening.objects.last().people.split() == ["met/c249"]


def test_no_page_of_the_largest_sample_to_print_is_above_one_and_a_half_megabytes(weekend, client_as):
    client = client_as("duty-officer")
    pages = [client.get(f"/rota/2023/9/everybody/?page={page}").content for page in range(1, 12)]
    assert [page.count(b'scope="row" class="desk-rota__who">m') for page in pages] == [250] * 10 + [95]
    assert [size for page in pages if (size := len(page)) > 1_500_000] == []


def test_somebody_away_is_shown_as_away_and_never_why(officer):
    enter(Draft("event", "unavailable", "a1", occurred=moment(1, 0), until=moment(3, 0), text=""))
    first = officer.get(PEOPLE).content.decode().split('<th scope="row" class="desk-rota__who">a1')[1]
    cells = re.findall(r'<td class="desk-rota__cell ([^"]*)">', first)
    assert cells[:3] == ["desk-rota__cell--away", "desk-rota__cell--away", "desk-rota__cell--off"]
    words = words_of(officer.get("/rota/2024/3/1/people/"))
    assert "1 person is away" in words


def pressed(client, page, place, day):
    """Press a cell of a page, as its form sends it."""
    people = re.search(r'name="people" value="([^"]+)"', client.get(page).content.decode())[1]
    return client.post("/rota/2024/3/cell/", {"people": people, "cell": f"{place}-{day}"})


def test_a_cell_leads_to_its_row_and_an_empty_one_to_a_new_row(officer):
    row_page = pressed(officer, PEOPLE, 0, 1).headers["Location"]
    assert without_tokens(row_page) == f"/register/change/rota/{TAKEN}/"
    words = words_of(officer.get(row_page))
    assert re.search(r"\ba1\b", words)
    empty = pressed(officer, PEOPLE, 0, 2).headers["Location"]
    assert without_tokens(unquote(empty)) == f"/register/add/rota/?of={TAKEN}"
    assert officer.get(empty).status_code == 200


@pytest.mark.parametrize("cell", ["", "9-1", "0-0", "0-32", "x", "0-1-2"])
def test_a_cell_that_is_none_leads_nowhere(officer, cell):
    people = re.search(r'name="people" value="([^"]+)"', officer.get(PEOPLE).content.decode())[1]
    assert officer.post("/rota/2024/3/cell/", {"people": people, "cell": cell}).status_code == 404
    assert officer.post("/rota/2024/3/cell/", {"people": "a1 b1", "cell": "0-1"}).status_code == 404


def test_the_files_hold_what_the_grid_shows(officer):
    text = officer.get("/rota/2024/3/file/csv/").content.decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(one["person"], one["team"], one["2024-03-01"], one["2024-03-02"]) for one in rows] == [
        ("a1", "alpha", "8–20", ""),
        ("a2", "alpha", "", ""),
        ("b1", "beta", "", "8–20"),
    ]
    book = load_workbook(io.BytesIO(officer.get("/rota/2024/3/file/xlsx/").content))
    sheet = [[cell.value or "" for cell in line] for line in book["March 2024"].iter_rows()]
    assert sheet[1:] == [list(one.values()) for one in rows]
    assert officer.get("/rota/2024/3/file/pdf/").status_code == 404


def test_publishing_shows_old_and_new_times_first_and_counts_who_has_looked_after(officer):
    assert "Nobody has been told this rota yet." in words_of(officer.get(PEOPLE))
    first = publish(officer)
    assert first.headers["Location"] == f"/rota/published/{head().count}/"
    enter(row_set("a1", 1, 8, 22))
    words = words_of(officer.get(PUBLISH))
    assert "alpha: 1 person, 1 old and 1 new times" in words
    assert "Fri 1 Mar 08:00 GMT to 20:00 GMT" in words
    assert "Fri 1 Mar 08:00 GMT to 22:00 GMT" in words
    assert "✱ new" in words_of(officer.get(PEOPLE))
    second = publish(officer)
    assert untold_at(MARCH, now()) == ()
    words = words_of(as_role("commander").get(second.headers["Location"]))
    assert "People whose times changed 1" in words
    assert "Have no account 1" in words
    assert "there is nothing to publish" in words_of(officer.get(PUBLISH))


def test_a_rota_that_changed_meanwhile_is_shown_before_it_is_published(officer):
    sent = offered(officer.get(PUBLISH))
    enter(row_set("a1", 1, 8, 22))
    page = officer.post(PUBLISH, {**sent, "teams": ["alpha", "beta"]})
    assert (page.status_code, faults_of(page)[0]) == (409, CHANGED)
    assert Entry.objects.filter(sort="rota-published").count() == 0
    again = officer.post(PUBLISH, {**offered(page), "teams": ["alpha"]})
    assert again.status_code == 302
    assert [one.team for one in untold_at(MARCH, now())] == ["beta"]


def test_choosing_no_team_or_a_strange_one_is_refused_at_the_field(officer):
    assert faults_of(publish(officer, teams=[])) == ["Choose at least one team"]
    page = publish(officer, teams=["zulu"])
    assert (page.status_code, head().count) == (422, Entry.objects.count())


def test_a_volunteer_sees_changed_times_until_they_have_seen_them(officer):
    volunteer = as_role("volunteer", cipher="a1")
    assert "Your times" not in words_of(volunteer.get("/my/")).split("Your times on duty")[0]
    publish(officer)
    words = words_of(volunteer.get("/my/"))
    assert "Your times in March 2024 are out" in words
    assert "1 thing waits for you" in words
    assert "1 month of your rota to look at" in words_of(volunteer.get("/waiting/"))
    page = volunteer.get("/my/")
    sequence = re.search(r"/my/rota/(\d+)/seen/", page.content.decode())[1]
    sent = {"key": re.search(r'name="key" value="([^"]+)"', page.content.decode())[1]}
    for _ in range(2):
        assert volunteer.post(f"/my/rota/{sequence}/seen/", sent).headers["Location"] == "/my/"
    assert Entry.objects.filter(sort="rota-seen").count() == 1
    words = words_of(volunteer.get("/my/"))
    assert ("I have seen it" in words, "waits for you" in words) == (False, False)
    enter(row_set("a1", 1, 8, 22), row_ended("b1", 2, 8))
    publish(officer)
    words = words_of(volunteer.get("/my/"))
    assert "Your times in March 2024 changed" in words
    assert (
        "Old times, which no longer hold Fri 1 Mar 08:00 GMT to 20:00 GMT New times Fri 1 Mar 08:00 GMT to 22:00 GMT"
        in words
    )


@pytest.mark.parametrize("role", ["commander", "auditor"])
def test_who_has_seen_their_times_is_told_to_nobody(officer, role):
    volunteer = as_role("volunteer", cipher="a1", username="robin-smith")
    publish(officer)
    volunteer.post(f"/my/rota/{head().count}/seen/")
    seen = Entry.objects.get(sort="rota-seen").sequence
    reader = as_role(role)
    for address in ("/look-back/entries/", f"/look-back/entries/{seen}/", "/look-back/entries/file/"):
        answer = reader.get(address)
        text = b"".join(answer) if answer.streaming else answer.content
        assert (answer.status_code, b"robin-smith" in text) == (200, False), address


def test_somebody_elses_account_cannot_say_that_they_have_seen_it(officer):
    publish(officer)
    sequence = head().count
    assert as_role("planner").post(f"/my/rota/{sequence}/seen/").status_code == 403
    assert as_role("volunteer").post(f"/my/rota/{sequence}/seen/").status_code == 403
    lent = as_role("volunteer", cipher="a2")
    assert lent.post(f"/my/rota/{sequence}/seen/").headers["Location"] == "/my/"
    assert Entry.objects.filter(sort="rota-seen").count() == 0


def test_months_follow_one_another_over_years():
    assert (Month(2023, 12).after, Month(2024, 1).before, Month(2024, 11).later(14)) == (
        Month(2024, 1),
        Month(2023, 12),
        Month(2026, 1),
    )
    assert (len(Month(2024, 2).days), len(Month(2023, 2).days), Month(2024, 3).label) == (29, 28, "March 2024")
    assert HOUR  # the small rota counts in hours


def test_entries_of_the_rota_are_read_like_others_and_name_nobody(officer):
    publish(officer)
    sequence = head().count
    as_role("volunteer", cipher="a1").post(f"/my/rota/{sequence}/seen/")
    for client in (as_role("auditor"), as_role("commander"), officer):
        for number in (sequence, sequence + 1):
            page = client.get(f"/look-back/entries/{number}/")
            assert (page.status_code, re.findall(r"\b(?:a1|a2|b1)\b", without_tokens(words_of(page)))) == (200, [])
