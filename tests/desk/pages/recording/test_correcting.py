from __future__ import annotations

import pytest

from standto_desk.clock import now
from standto_desk.kit.act_forms import CHANGED
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import head
from standto_desk.picture.people import person_state
from standto_desk.picture.showing import picture_now
from tests.desk.reading_pages import faults_of, hidden, words_of


@pytest.fixture
def officer(handful, client_as):
    return client_as("duty-officer", post="duty-officer")


def entered(officer, kind="stepped-back", subject="m0001"):
    author = Author(str(officer.account.pk), "duty-officer", "met")
    return append([Draft("event", kind=kind, subject=subject)], author=author, now=now())[0]


def corrected(officer, sequence):
    path = f"/record/entries/{sequence}/"
    page = officer.get(path)
    return officer.post(path, {"based_on": hidden(page, "based_on"), "key": hidden(page, "key")})


def test_a_corrected_entry_has_no_effect_and_both_are_seen(officer):
    wrong = entered(officer)
    picture = picture_now()
    assert person_state(picture.situation, picture.at, "m0001").stepped_back
    answer = corrected(officer, wrong.sequence)
    words = words_of(officer.get(answer.headers["Location"]))
    assert f"{wrong.sequence:,} Stepped back m0001" in words
    assert f"by duty-officer, entry {wrong.sequence + 1:,}" in words
    picture = picture_now()
    assert not person_state(picture.situation, picture.at, "m0001").stepped_back
    assert Entry.objects.filter(sequence=wrong.sequence).exists()


def test_what_a_correction_would_do_to_cover_is_shown_first(officer, handful):
    wrong = append(
        [Draft("event", kind="strength-changed", subject="site-a", count=400)],
        author=Author(str(officer.account.pk), "duty-officer", "met"),
        now=now(),
    )[0]
    assert "would have a smaller gap" in words_of(officer.get(f"/record/entries/{wrong.sequence}/"))


def test_the_last_entries_of_an_officer_are_listed(officer):
    entered(officer, "unavailable")
    append([Draft("event", kind="unavailable", subject="m0002")], author=Author("somebody", "", "met"), now=now())
    words = words_of(officer.get("/record/entries/"))
    assert "Unavailable m0001" in words
    assert "m0002" not in words


def test_the_entries_about_a_person_are_found_by_a_search_that_no_address_shows(officer):
    entered(officer, "unavailable")
    answer = officer.post("/record/entries/", {"cipher": " M0001 "})
    assert answer.headers["Location"] == "/record/entries/person/"
    words = words_of(officer.get("/record/entries/person/"))
    assert "m0001 " in words
    assert "Unavailable yes" in words


def test_a_stranger_is_not_found(officer):
    assert "Nobody in your force has this cipher" in words_of(officer.post("/record/entries/", {"cipher": "zz1"}))


def test_an_entry_is_corrected_once(officer):
    wrong = entered(officer)
    corrected(officer, wrong.sequence)
    count = head().count
    assert "This entry is already corrected." in words_of(officer.get(f"/record/entries/{wrong.sequence}/"))
    officer.post(f"/record/entries/{wrong.sequence}/", {"based_on": str(count), "key": "another"})
    assert head().count == count


def test_sending_a_correction_twice_corrects_once(officer):
    wrong = entered(officer)
    path = f"/record/entries/{wrong.sequence}/"
    page = officer.get(path)
    sent = {"based_on": hidden(page, "based_on"), "key": hidden(page, "key")}
    officer.post(path, sent)
    count = head().count
    assert officer.post(path, sent).status_code == 302
    assert head().count == count


def test_decisions_and_steps_of_the_ladder_are_not_corrected_here(officer, handful):
    decision = Entry.objects.filter(kind="decision").first()
    assert officer.get(f"/record/entries/{decision.sequence}/").status_code == 403


def test_all_that_was_recorded_at_once_is_corrected_at_once(officer):
    page = officer.post("/record/", {"kind_of_event": "stepped-back", "people": "m0001 m0002 m0003"}, follow=True)
    done = officer.post(page.request["PATH_INFO"], {"based_on": hidden(page, "based_on")}).headers["Location"]
    assert "Correct all of these" in words_of(officer.get(done))
    first = head().count - 2
    corrected(officer, first)
    page = officer.get(f"{done}correct/")
    assert "The corrections say that these 2 events never happened." in words_of(page)
    sent = {"based_on": hidden(page, "based_on"), "key": hidden(page, "key")}
    count = head().count
    answer = officer.post(f"{done}correct/", sent)
    assert head().count == count + 2
    assert words_of(officer.get(answer.headers["Location"])).count("by duty-officer, entry") == 3
    assert officer.post(f"{done}correct/", sent).status_code == 302
    assert head().count == count + 2


def test_nobody_else_corrects_an_entry_that_a_volunteer_made(officer, client_as):
    volunteer = client_as("volunteer", cipher="m0001")
    page = volunteer.get("/my/step-back/")
    volunteer.post("/my/step-back/", {"capability": "", "key": hidden(page, "key")})
    assert officer.get(f"/record/entries/{head().count}/").status_code == 403
    officer.post("/record/entries/", {"cipher": "m0001"})
    assert "you cannot correct this" in words_of(officer.get("/record/entries/person/"))


def test_changes_since_the_correction_was_opened_are_listed(officer):
    wrong = entered(officer)
    path = f"/record/entries/{wrong.sequence}/"
    page = officer.get(path)
    entered(officer, "returned")
    count = head().count
    answer = officer.post(path, {"based_on": hidden(page, "based_on"), "key": hidden(page, "key")})
    assert (answer.status_code, head().count) == (409, count)
    assert CHANGED in faults_of(answer)
