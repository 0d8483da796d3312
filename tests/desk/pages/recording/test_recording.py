from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from standto import cover
from standto.model.time import HOUR
from standto_desk.clock import now
from standto_desk.clock.setting import set_demo_clock
from standto_desk.kit.act_forms import CHANGED
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import head
from standto_desk.picture.showing import picture_now
from tests.desk.random_tokens import without_tokens
from tests.desk.reading_pages import faults_of, hidden, words_of

HAND = Author("somebody", "", "met")
KINDS = ("stepped-back", "returned", "unavailable", "available", "called-in", "stood-off", "on-call")


@pytest.fixture
def officer(handful, client_as):
    return client_as("duty-officer", post="duty-officer")


def told(client, people, kind="stepped-back", **more):
    """The answer to telling what happened, followed to the page that shows the effect."""
    return client.post("/record/", {"kind_of_event": kind, "people": people, **more}, follow=True)


def confirmed(client, page, **more):
    """The answer to confirming what a page shows."""
    path = page.request["PATH_INFO"]
    return client.post(path, {"based_on": hidden(page, "based_on"), **more})


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_recorded_of_many_in_three_steps(officer, handful, kind):
    people = [person.id for person in handful.scenario.people[:3]]
    undone = {"returned": "stepped-back", "available": "unavailable"}
    if kind in undone:
        append([Draft("event", kind=undone[kind], subject=person) for person in people], author=HAND, now=now())
    before = head().count
    page = told(officer, "\n".join(people), kind)
    assert head().count == before
    receipt = confirmed(officer, page)
    assert receipt.status_code == 302
    entries = list(Entry.objects.filter(sequence__gt=before).order_by("sequence"))
    assert [(one.kind, one.subject, one.post, one.force) for one in entries] == [
        (kind, person, "duty-officer", "met") for person in people
    ]
    words = words_of(officer.get(receipt.headers["Location"]))
    assert f"Entries {before + 1:,} to {before + 3:,}" in words
    assert "Saturday 23 September 2023, 12:00" in words


def test_people_are_on_call_until_a_time_with_a_readiness(officer):
    until = {f"until_{place}": part for place, part in enumerate(("24", "9", "2023", "18:00"))}
    page = told(officer, "m0001 m0002", "on-call", count="20", **until)
    assert "within 20 minutes" in words_of(page)
    receipt = confirmed(officer, page)
    found = list(Entry.objects.filter(kind="on-call").values_list("subject", "count").order_by("sequence"))
    assert found == [("m0001", 20), ("m0002", 20)]
    assert "On call" in words_of(officer.get(receipt.headers["Location"]))
    again = told(officer, "m0001", "on-call", count="20", **until)
    assert again.status_code == 200


def test_only_people_on_call_have_a_readiness(officer):
    page = told(officer, "m0001", "called-in", count="20")
    assert (page.status_code, faults_of(page)) == (422, ["Leave the minutes blank. “Called in” has none"])
    assert told(officer, "m0001", "called-in", count="0").status_code == 422


def test_the_second_step_shows_what_the_library_says_it_would_do(weekend, client_as):
    home = [person.id for person in weekend.scenario.people[:400]]
    page = told(client_as("duty-officer", post="duty-officer"), " ".join(home))
    append(
        [Draft("event", kind="stepped-back", subject=person) for person in home],
        author=HAND,
        now=now(),
    )
    after = cover(weekend.situation(), until=now() + 72 * HOUR)
    name = {duty.id: duty.name for duty in weekend.scenario.duties}
    for duty, hours in after.gap_hours.items():
        assert f"{name[duty]} " in words_of(page)
        assert f"{round(hours, 1):,.1f} place-hours in all" in words_of(page)


def test_a_line_that_is_too_long_for_a_table_is_no_cipher(officer):
    page = told(officer, "x" * 150_000)
    assert f"Nobody in your force has the cipher {'x' * 40}…" in words_of(page)


def test_nothing_is_written_by_looking_at_the_effect(officer):
    before, picture = head(), picture_now()
    told(officer, "m0001 m0002")
    assert head() == before
    assert picture_now() is picture


def test_a_list_can_be_uploaded(officer):
    file = SimpleUploadedFile("who.csv", b"person,team\r\nm0001,a\r\nm0002,b\r\n", content_type="text/csv")
    page = told(officer, "", file=file)
    assert "2 people" in words_of(page)


def test_everything_wrong_with_a_list_is_named_at_once(officer):
    page = told(officer, "m0001 zz9 m0001 zz8", "")
    assert faults_of(page) == [
        "Choose what happened",
        "Nobody in your force has these ciphers: zz8, zz9",
        "Listed more than once: m0001",
    ]
    assert page.status_code == 422


def test_a_file_that_is_no_text_is_refused(officer):
    page = told(officer, "m0001", file=SimpleUploadedFile("who.xls", b"\xd0\xcf\x11\xe0\xff"))
    assert faults_of(page) == ["The selected file must be text or CSV in UTF-8"]


def test_a_file_that_is_too_large_is_refused(officer):
    page = told(officer, "m0001", file=SimpleUploadedFile("who.txt", b"m0001 " * 200_000))
    assert faults_of(page) == ["The selected file must be smaller than 1 MB"]


def test_an_empty_list_is_refused(officer):
    assert faults_of(told(officer, "  ")) == ["Enter at least one cipher, or choose a file"]


def test_what_a_kind_does_not_use_is_refused(officer):
    page = told(officer, "m0001", "available", until_0="1", until_1="10", until_2="2023", until_3="12:00")
    assert faults_of(page) == ["Leave the end blank. “Available again” has no end"]
    page = told(officer, "m0001", "called-in", capability="arv")
    assert faults_of(page) == ["Choose “All skills”. “Called in” always applies to all of them"]


def test_an_end_before_the_beginning_is_refused(officer):
    page = told(officer, "m0001", until_0="22", until_1="9", until_2="2023", until_3="12:00")
    assert faults_of(page) == ["The end must be after the beginning"]


def test_it_can_take_effect_at_another_time_and_for_one_capability(officer, handful):
    when = {"occurred_0": "24", "occurred_1": "9", "occurred_2": "2023", "occurred_3": "07:00"}
    end = {"until_0": "25", "until_1": "9", "until_2": "2023", "until_3": "07:00"}
    confirmed(officer, told(officer, "m0001", capability="arv", **when, **end))
    entry = Entry.objects.order_by("-sequence").first()
    assert (entry.occurred, entry.until, entry.capability) == (
        handful.at("2023-09-24T07:00"),
        handful.at("2023-09-25T07:00"),
        "arv",
    )


def test_sending_the_same_twice_records_it_once(officer):
    page = told(officer, "m0001")
    first = confirmed(officer, page)
    count = head().count
    second = confirmed(officer, page)
    assert second.headers["Location"] == first.headers["Location"]
    assert head().count == count


def test_people_whose_record_already_says_it_are_named(officer, handful):
    append([Draft("event", kind="stepped-back", subject="m0001")], author=HAND, now=now())
    assert "1 person’s record already says this: m0001." in words_of(told(officer, "m0001 m0002"))


def test_changes_since_the_page_was_opened_are_listed_and_nothing_is_recorded(officer):
    page = told(officer, "m0001 m0002")
    append([Draft("event", kind="unavailable", subject="m0002")], author=HAND, now=now())
    count = head().count
    answer = confirmed(officer, page)
    assert answer.status_code == 409
    assert head().count == count
    assert CHANGED in faults_of(answer)
    assert "m0002: unavailable" in words_of(answer)
    again = confirmed(officer, answer)
    assert again.status_code == 302
    assert head().count == count + 2


@pytest.mark.slow
def test_ten_thousand_ciphers_pasted_are_recorded(large, client_as):
    officer = client_as("duty-officer", post="duty-officer")
    people = [person.id for person in large.scenario.people][:10_000]
    page = told(officer, "\n".join(people))
    assert "10,000 people" in words_of(page)
    confirmed(officer, page)
    assert Entry.objects.filter(kind="stepped-back").count() == 10_000


@pytest.mark.parametrize("role", ["viewer", "planner", "commander", "auditor", "administrator", "volunteer"])
def test_only_a_duty_officer_records(handful, client_as, role):
    client = client_as(role)
    for path in ("/record/", "/record/other/", "/record/other/report/", "/record/entries/", "/record/entries/1/"):
        assert client.get(path).status_code == 403


def test_ciphers_of_another_force_are_unknown(officer):
    append([Draft("row", kind="people", subject="k0001", step="set", body={"force": "kent"})], author=HAND, now=now())
    assert faults_of(told(officer, "k0001")) == ["Nobody in your force has the cipher k0001"]


def test_a_duty_officer_of_another_force_records_nothing_here(handful, client_as):
    assert told(client_as("duty-officer", force="kent", post="duty-officer"), "m0001").status_code == 403


def test_no_form_has_a_place_for_a_reason(officer):
    page = officer.get("/record/").content.decode()
    assert page.count("<textarea") == 1
    assert 'name="people"' in page
    for kind in ("authority-withdrawn", "authorised", "strength-changed", "declared", "report"):
        form = officer.get(f"/record/other/{kind}/").content.decode()
        assert 'name="note"' not in form


def test_no_cipher_is_ever_in_an_address(officer):
    page = told(officer, "m0001")
    addresses = [page.request["PATH_INFO"], *(address for address, _ in page.redirect_chain)]
    addresses.append(confirmed(officer, page).headers["Location"])
    found = officer.post("/record/entries/", {"cipher": "m0001"})
    addresses.append(found.headers["Location"])
    assert [one for one in addresses if "m0001" in without_tokens(one)] == []


def test_the_horizon_may_end_before_the_look_ahead_does(officer, handful):
    set_demo_clock(at=handful.at("2023-10-01T12:00"))
    assert told(officer, "m0001").status_code == 200


def test_people_whose_record_already_says_it_are_left_out_and_the_receipt_says_so(officer, handful):
    append([Draft("event", kind="stepped-back", subject="m0001")], author=HAND, now=now())
    page = told(officer, "m0001 m0002 m0003")
    assert "1 person’s record already says this: m0001. We will leave this person out." in words_of(page)
    count = head().count
    receipt = officer.get(confirmed(officer, page).headers["Location"])
    assert [one.subject for one in Entry.objects.filter(sequence__gt=count)] == ["m0002", "m0003"]
    assert "Who 2 people Left out 1 person whose record already said this" in words_of(receipt)
    assert "Show who was left out m0001" in words_of(receipt)


def test_if_every_record_already_says_it_there_is_nothing_to_confirm(officer, handful):
    append([Draft("event", kind="stepped-back", subject=one) for one in ("m0001", "m0002")], author=HAND, now=now())
    page = told(officer, "m0002 m0001")
    assert "2 people’s records already say this: m0002, m0001. There is nothing to record." in words_of(page)
    assert "Confirm and record" not in words_of(page)
    count = head().count
    answer = officer.post(page.request["PATH_INFO"], {"based_on": str(count)})
    assert (answer.status_code, head().count) == (409, count)


def test_what_another_officer_has_entered_meanwhile_of_some_is_left_out_too(officer, handful):
    page = told(officer, "m0001 m0002")
    append([Draft("event", kind="stepped-back", subject="m0001")], author=HAND, now=now())
    count = head().count
    receipt = officer.get(confirmed(officer, page).headers["Location"])
    assert [one.subject for one in Entry.objects.filter(sequence__gt=count)] == ["m0002"]
    assert "Left out 1 person whose record already said this" in words_of(receipt)


def test_a_list_without_anybody_left_out_says_nothing_of_it(officer, handful):
    receipt = officer.get(confirmed(officer, told(officer, "m0001 m0002")).headers["Location"])
    assert "eft out" not in words_of(receipt)


def test_invisible_characters_are_removed_from_a_list(officer, handful):
    page = told(officer, "\u200bm0001\u200b\n\u202am0002\u202c\n\ufeffm0003")
    assert "Show the ciphers m0001, m0002, m0003" in words_of(page)


def test_signs_that_look_like_others_are_shown_by_their_number(officer, handful):
    page = told(officer, "\u043c0001 m0001\u0301")
    assert faults_of(page) == ["Nobody in your force has these ciphers: m0001[U+0301], [U+043C]0001"]


def test_a_person_is_found_by_a_cipher_with_invisible_characters(officer, handful):
    assert officer.post("/record/entries/", {"cipher": "\u202aM0001\u202c\u200b"}).status_code == 302
    assert officer.post("/look-back/entries/person/", {"cipher": "\u2066 m0001\u2069"}).status_code == 302
