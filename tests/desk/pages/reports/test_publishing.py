"""A report from its draft to the archive, as the how-to page tells it."""

from __future__ import annotations

import json

import pytest
from django.test import override_settings
from django.urls import reverse

from standto_desk.clock import now
from standto_desk.clock.setting import set_demo_clock
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.models import Entry, Text
from standto_desk.ledger.verifying import verify_ledger
from standto_desk.presenting.waiting_counts import what_waits
from tests.desk.pages.reports.drafting import carried, desk_of_reports, report
from tests.desk.people import HOME, account_of, client_of
from tests.desk.reading_pages import faults_of, words_of
from tests.desk.recorded import record_for_people


@pytest.fixture
def desk_with_reports(handful):
    return desk_of_reports()


def page_of(client, number: int) -> str:
    return words_of(client.get(reverse("report", args=[number])))


def test_a_report_is_drafted_worded_approved_by_a_second_person_and_published(desk_with_reports):
    desk = desk_with_reports
    number = desk.draft()
    assert "This report is a draft. It has not been published." in page_of(desk.planner, number)
    desk.write(number, "Kent sends four at 15:00.\n\nWe expect to be covered by then.")
    assert desk.step(number, "approve").status_code == 302
    assert "A commander can now publish this report." in page_of(desk.planner, number)
    assert desk.step(number, "publish").status_code == 302
    page = page_of(desk.planner, number)
    assert "Comment Kent sends four at 15:00. We expect to be covered by then. Written by planner" in page
    sorts = ["report", "report-words", "report-approved", "report-published"]
    assert list(Entry.objects.filter(sort__startswith="report").values_list("sort", flat=True)) == sorts
    assert verify_ledger().fault == ""


def test_numbers_run_from_one_without_a_gap_over_all_readers(desk_with_reports):
    desk = desk_with_reports
    assert [desk.draft(audience) for audience in ("command", "desk", "public", "command")] == [1, 2, 3, 4]


def test_the_same_form_sent_twice_drafts_one_report(desk_with_reports):
    desk = desk_with_reports
    for _ in range(2):
        answer = desk.planner.post(reverse("report-new"), {"audience": "desk", "key": "once"})
        assert answer["Location"] == "/reports/1/"
    assert Entry.objects.filter(sort="report").count() == 1


def test_who_drafted_or_wrote_words_cannot_approve(desk_with_reports):
    desk = desk_with_reports
    number = desk.draft()
    desk.write(number, "Fog tonight.", by=desk.commander)
    desk.write(number, "Fog until noon.")
    answer = desk.step(number, "approve")
    assert (answer.status_code, report(number).approval) == (422, None)
    assert faults_of(answer) == ["You drafted it or wrote words of it: another account must approve it"]
    other = client_of(account_of("commander", username="other"))
    assert desk.step(number, "approve", by=other).status_code == 302


def test_words_after_an_approval_need_another(desk_with_reports):
    desk = desk_with_reports
    number = desk.draft()
    assert desk.step(number, "approve").status_code == 302
    desk.write(number, "One more thing.")
    answer = desk.step(number, "publish")
    assert (answer.status_code, report(number).published) == (422, None)
    assert "a second person must approve it first" in faults_of(answer)[0]


def test_an_approval_of_a_page_that_is_older_than_some_words_is_refused(desk_with_reports):
    desk = desk_with_reports
    number = desk.draft()
    read = carried(desk.commander.get(reverse("report", args=[number])))
    desk.write(number, "Words that the commander has not read.")
    answer = desk.commander.post(reverse("report-approve", args=[number]), read)
    assert (answer.status_code, report(number).approval) == (409, None)
    assert "Words that the commander has not read." in words_of(answer)


def test_two_who_write_the_same_part_see_the_others_words_and_keep_their_own(desk_with_reports):
    desk = desk_with_reports
    number = desk.draft()
    address = reverse("report-words", args=[number, "risks"])
    read = carried(desk.planner.get(address))
    desk.write(number, "Fog tonight.", section="risks", by=desk.commander)
    answer = desk.planner.post(address, {"words": "A strike on the ferries.", **read})
    page = words_of(answer)
    assert (answer.status_code, "The words now: Fog tonight." in page, "A strike on the ferries." in page) == (
        409,
        True,
        True,
    )
    again = {"words": "Fog, and a strike on the ferries.", **carried(answer)}
    assert desk.planner.post(address, again).status_code == 302
    assert [Text.objects.get(sequence=one.sequence).text for one in report(number).words.values()] == [
        "Fog, and a strike on the ferries."
    ]


def test_two_who_write_different_parts_do_not_disturb_each_other(desk_with_reports):
    desk = desk_with_reports
    number = desk.draft()
    address = reverse("report-words", args=[number, "risks"])
    read = carried(desk.planner.get(address))
    desk.write(number, "We hold on.", section="intentions", by=desk.commander)
    assert desk.planner.post(address, {"words": "Fog.", **read}).status_code == 302


def test_words_with_a_cipher_are_refused_at_their_field(desk_with_reports, handful):
    desk = desk_with_reports
    number, cipher = desk.draft(), handful.scenario.people[0].id
    address = reverse("report-words", args=[number, "comment"])
    answer = desk.planner.post(address, {"words": f"{cipher} is ill", **carried(desk.planner.get(address))})
    assert faults_of(answer) == ["Contains somebody's cipher; write nothing about a person here"]


def test_a_published_report_never_changes(desk_with_reports):
    desk = desk_with_reports
    number = desk.publish()
    before = {form: file_of(desk.planner, number, form) for form in ("html", "md", "pdf")}
    address = reverse("report-words", args=[number, "comment"])
    answer = desk.planner.post(address, {"words": "Something else", "key": "new", "based_on": ""})
    assert answer.status_code == 422
    assert desk.planner.post(reverse("report-withdraw", args=[number]), {"key": "gone"}).status_code == 422
    set_demo_clock(at=now() + 3_600_000_000 * 24)
    assert {form: file_of(desk.planner, number, form) for form in before} == before


def file_of(client, number: int, form: str) -> bytes:
    answer = client.get(reverse("report-file", args=[number, form]))
    assert answer.status_code == 200
    return answer.content


def test_a_correction_supersedes_the_report_and_both_say_so(desk_with_reports):
    desk = desk_with_reports
    old = desk.publish()
    new = desk.draft(corrects=old)
    assert f"It corrects report {old}." in page_of(desk.planner, new)
    assert "superseded" not in page_of(desk.planner, old)
    for name in ("approve", "publish"):
        assert desk.step(new, name).status_code == 302
    assert f"This report is superseded. Read report {new} in its place." in page_of(desk.planner, old)
    assert f"Read report {new} in its place" in file_of(desk.planner, old, "md").decode()
    answer = desk.planner.post(reverse("report-new"), {"audience": "command", "key": "again", "corrects": old})
    assert answer.status_code == 422


def test_a_correction_is_of_a_report_to_the_same_readers(desk_with_reports):
    desk = desk_with_reports
    old = desk.publish("desk")
    answer = desk.planner.post(reverse("report-new"), {"audience": "command", "key": "again", "corrects": old})
    assert (answer.status_code, "published to the same audience" in faults_of(answer)[0]) == (422, True)


def test_no_change_takes_one_press_and_keeps_the_words(desk_with_reports):
    desk = desk_with_reports
    desk.publish(words="Nothing to add.")
    answer = desk.planner.post(reverse("report-no-change", args=["command"]), {"key": "same"})
    assert answer["Location"] == "/reports/2/"
    page = page_of(desk.planner, 2)
    assert ("No change since report 1." in page, "Comment Nothing to add." in page) == (True, True)
    for name in ("approve", "publish"):
        assert desk.step(2, name).status_code == 302


def test_no_change_is_refused_with_the_changes_if_the_headline_has_changed(desk_with_reports, handful):
    desk = desk_with_reports
    desk.publish()
    set_demo_clock(at=handful.at("2023-09-25T12:00"))
    answer = desk.planner.post(reverse("report-no-change", args=["command"]), {"key": "same"})
    assert (answer.status_code, Entry.objects.filter(sort="report").count()) == (422, 1)
    assert faults_of(answer)[0].startswith("The situation has changed since report 1. ")


def test_a_report_lists_what_has_changed_since_the_last_to_the_same_readers(desk_with_reports, handful):
    desk = desk_with_reports
    desk.publish("command")
    desk.publish("public")
    officer = account_of("duty-officer", username="officer", post="duty-officer")
    author = Author(str(officer.pk), "duty-officer", HOME)
    people = [person.id for person in handful.scenario.people[:2]]
    before = handful.situation().stepped_back("met", now())
    record_for_people(account=officer, author=author, kind="stepped-back", people=people, key="back")
    after = handful.situation().stepped_back("met", now())
    number = desk.draft("command")
    changes = page_of(desk.planner, number).partition("Changed since report 1 What Then Now")[2]
    assert after > before
    assert f"Stepped back, Metropolitan Police Service {before} {after}" in changes
    assert "No change since report 2." in page_of(desk.planner, desk.draft("public"))


def test_no_change_needs_a_report_before(desk_with_reports):
    answer = desk_with_reports.planner.post(reverse("report-no-change", args=["desk"]), {"key": "first"})
    assert (answer.status_code, Entry.objects.filter(sort="report").count()) == (422, 0)


def test_a_redacted_word_is_gone_from_every_report_that_has_it(desk_with_reports):
    desk = desk_with_reports
    first = desk.publish(words="Sergeant Miller is on leave.")
    desk.planner.post(reverse("report-no-change", args=["command"]), {"key": "same"})
    written = Entry.objects.get(sort="report-words")
    address = reverse("ladder-redact", args=[written.sequence])
    assert address in desk.commander.get(reverse("report", args=[first])).content.decode()
    answer = desk.commander.post(address, {"why": "person", "key": "redact"})
    assert answer.status_code == 302
    for number in (first, 2):
        page = page_of(desk.planner, number)
        assert ("Miller" in page, "These words have been redacted." in page) == (False, True)
        assert b"Miller" not in file_of(desk.planner, number, "html")
    assert "Miller" not in "".join(Entry.objects.values_list("body", flat=True))
    assert verify_ledger().fault == ""


def test_a_viewer_reads_what_was_published_to_the_desk_and_the_public_alone(desk_with_reports, client_as):
    desk, viewer = desk_with_reports, client_as("viewer")
    numbers = {audience: desk.publish(audience) for audience in ("command", "desk", "public")}
    draft = desk.draft("desk")
    opened = {audience: viewer.get(reverse("report", args=[each])).status_code for audience, each in numbers.items()}
    assert opened == {"command": 404, "desk": 200, "public": 200}
    assert viewer.get(reverse("report", args=[draft])).status_code == 404
    assert viewer.get(reverse("report-file", args=[numbers["command"], "md"])).status_code == 404
    listed = words_of(viewer.get(reverse("reports")))
    assert [f"Report {number}" in listed for number in (*numbers.values(), draft)] == [False, True, True, False]


def test_what_waits_is_counted_for_who_can_take_the_next_step(desk_with_reports):
    desk = desk_with_reports
    number = desk.draft()
    waits = lambda client: what_waits(client.account, now()).get("/reports/", "")  # noqa: E731
    assert (waits(desk.commander), waits(desk.planner)) == ("1 report waits for your approval", "")
    desk.step(number, "approve")
    assert waits(desk.commander) == "1 report waits for you"
    desk.step(number, "publish")
    assert waits(desk.commander) == ""


def test_a_withdrawn_draft_keeps_its_number_and_waits_for_nobody(desk_with_reports):
    desk = desk_with_reports
    number = desk.draft()
    assert desk.step(number, "withdraw", by=desk.planner).status_code == 302
    assert "This report was withdrawn." in page_of(desk.planner, number)
    assert desk.draft() == number + 1
    assert desk.step(number + 1, "approve").status_code == 302
    answer = desk.commander.post(reverse("report-approve", args=[number]), {"key": "late", "based_on": ""})
    assert faults_of(answer)[0] == f"Report {number} was withdrawn: draft a new one"


def test_the_archive_is_filtered_by_readers_and_by_moment(desk_with_reports):
    desk = desk_with_reports
    numbers = {audience: desk.publish(audience) for audience in ("command", "desk")}
    listed = words_of(desk.planner.get(reverse("reports"), {"audience": "desk"})).partition(
        "Reports, the latest first"
    )[2]
    assert [f"Report {number}" in listed for number in numbers.values()] == [False, True]
    later = {"since": "2023-09-24T00:00:00Z"}
    assert "There is no report here yet." in words_of(desk.planner.get(reverse("reports"), later))


def test_a_report_about_a_past_moment_shows_that_moment(desk_with_reports):
    desk = desk_with_reports
    number = desk.draft(at_0="23", at_1="9", at_2="2023", at_3="08:00")
    assert "As of Sat 23 Sep 2023 08:00" in page_of(desk.planner, number)


def test_a_moment_in_the_future_is_refused_at_its_field(desk_with_reports):
    fields = {"at_0": "30", "at_1": "9", "at_2": "2023", "at_3": "08:00", "audience": "command", "key": "ahead"}
    answer = desk_with_reports.planner.post(reverse("report-new"), fields)
    assert faults_of(answer) == ["The moment must not be in the future"]


def test_the_published_entry_holds_the_facts_without_any_free_text(desk_with_reports):
    desk = desk_with_reports
    desk.publish(words="Some words that can be redacted.")
    body = json.loads(Entry.objects.get(sort="report-published").body)
    assert sorted(body) == ["content", "digest", "words"]
    assert "Some words" not in json.dumps(body)
    assert (
        desk.commander.get(reverse("look-back-entry", args=[Entry.objects.latest("sequence").sequence])).status_code
        == 200
    )


def test_facts_that_are_no_longer_those_that_were_drafted_cannot_be_approved(desk_with_reports):
    desk = desk_with_reports
    number = desk.draft("desk")
    with override_settings(STANDTO_SMALL_NUMBER=7):
        answer = desk.step(number, "approve")
    assert (answer.status_code, "Its facts are no longer those" in faults_of(answer)[0]) == (422, True)
