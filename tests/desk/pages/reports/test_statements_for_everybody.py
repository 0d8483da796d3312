"""Cover statements that are published to the public: drafted, approved, published and superseded as reports are."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from standto.model.time import HOUR, Period
from standto.reporting.plain_values import document_of
from standto.reporting.small_numbers import SMALL
from standto_desk.acts.situation_reports import finding_reports
from standto_desk.acts.situation_reports.finding_reports import last_published
from standto_desk.acts.situation_reports.report_parts import PUBLIC, STATEMENT, ReportState
from standto_desk.clock import now
from standto_desk.clock.setting import set_demo_clock
from standto_desk.ledger.drafts import Author
from standto_desk.pages.reports.statement_forms import months_before
from standto_desk.presenting.ledger_statements import report_for_public, statement_of
from standto_desk.presenting.report_facts.drawn_facts import draw_statement
from tests.desk.pages.reports.drafting import Desk, carried, desk_of_reports, report
from tests.desk.people import account_of, client_of
from tests.desk.reading_pages import faults_of, hidden, words_of
from tests.desk.recorded import record_for_people

FORMS = ("", ".md", ".pdf")
NUMBER = re.compile(r"\d[\d,]*")
BAND = re.compile(r"([\d,]+) to ([\d,]+)")


@pytest.fixture
def october(weekend):
    """The weekend's desk when September is over, with its public pages switched on."""
    set_demo_clock(at=weekend.scenario.instant("2023-10-02T06:30"))
    with override_settings(STANDTO_PUBLIC_REPORTS=True):
        yield desk_of_reports()


def drafting(people: Desk, first: int = 0, last: int = 0, corrects: int | str = ""):
    """Send the form that drafts a statement of months counted back from the last; the answer."""
    key = hidden(people.planner.get(reverse("report-statement")), "key")
    fields = {"first": first, "last": last, "corrects": corrects, "key": key}
    return people.planner.post(reverse("report-statement"), fields)


def drafted(people: Desk, first: int = 0, last: int = 0, corrects: int | str = "") -> int:
    """Draft a statement; its number."""
    answer = drafting(people, first, last, corrects)
    assert answer.status_code == 302, faults_of(answer)
    return int(answer["Location"].split("/")[2])


def published(people: Desk, **fields) -> int:
    """Draft, approve and publish a statement; its number."""
    number = drafted(people, **fields)
    for name in ("approve", "publish"):
        assert people.step(number, name).status_code == 302, name
    return number


def september(weekend) -> Period:
    return Period(weekend.scenario.instant("2023-09-01T00:00"), weekend.scenario.instant("2023-10-01T00:00"))


def cells_of(content) -> dict[str, str]:
    """Every number of a statement with its name, as its readers see it."""
    return dict(content["compared"])


def test_a_statement_goes_from_a_draft_to_the_public(october):
    number = drafted(october)
    assert "Cover statement" in words_of(october.planner.get(f"/reports/{number}/"))
    assert "September 2023" in words_of(october.planner.get("/reports/"))
    assert Client().get(f"/public/{number}/").status_code == 404
    october.step(number, "approve")
    assert Client().get(f"/public/{number}/").status_code == 404
    october.step(number, "publish")
    answers = [Client().get(f"/public/{number}{form or '/'}") for form in FORMS]
    assert [one["Content-Type"].partition(";")[0] for one in answers] == [
        "text/html",
        "text/markdown",
        "application/pdf",
    ]
    for page in (words_of(answers[0]), answers[1].content.decode()):
        assert f"Cover statement {number}" in page
        assert "About 545 place-hours were short" in page
    listed = words_of(Client().get("/public/"))
    assert (f"Cover statement {number}" in listed, "September 2023" in listed) == (True, True)
    assert "About 545 place-hours were short" in words_of(client_of(account_of("viewer")).get(f"/reports/{number}/"))


def test_an_account_that_drafted_a_statement_does_not_approve_it(october):
    key = hidden(october.commander.get(reverse("report-statement")), "key")
    answer = october.commander.post(reverse("report-statement"), {"first": 0, "last": 0, "corrects": "", "key": key})
    number = int(answer["Location"].split("/")[2])
    refused = october.commander.post(
        reverse("report-approve", args=[number]), carried(october.commander.get(f"/reports/{number}/"))
    )
    assert "another account must approve it" in words_of(refused)
    assert report(number).state is ReportState.DRAFT


def test_a_cache_may_keep_a_statement_and_no_session_is_read(october):
    number = published(october)
    for address in ("/public/", *(f"/public/{number}{form or '/'}" for form in FORMS)):
        with CaptureQueriesContext(connection) as asked:
            first = october.commander.get(address)
        assert (first["Cache-Control"], first.cookies) == ("public, max-age=60", {})
        assert [query["sql"] for query in asked if "session" in query["sql"].lower()] == []
        again = Client().get(address, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b""), address


def test_what_is_published_is_the_public_statement_of_the_library_and_nothing_else(october, weekend):
    number = published(october)
    held, known = report(number), now() - now() % HOUR
    with timezone.override("Europe/London"):
        laid_out = report_for_public(statement_of(september(weekend), known, known), known, known)
    kept = document_of(held.content)
    own = {part.id: part for part in laid_out.document.sections if part.id != "made-from"}
    assert {part.id: part for part in kept.sections} == own
    assert kept.heading.digest is None
    texts = [words_of(Client().get(f"/public/{number}/")), Client().get(f"/public/{number}.md").content.decode()]
    scenario = weekend.scenario
    secret = [*(one.name for one in scenario.duties), *(one.id for one in scenario.people[:200]), "m0001"]
    sites = {one.site for one in scenario.duties if one.site}
    for text in texts:
        assert [name for name in (*secret, *sites) if name and re.search(rf"\b{re.escape(name)}\b", text)] == []


def test_every_number_of_a_statement_is_suppressed_or_in_steps(october):
    for name, value in cells_of(report(published(october)).content).items():
        assert in_steps(value), (name, value)


def in_steps(value: str) -> bool:
    """Whether a number is suppressed, below the bound, in whole steps, or a band as wide as a step."""
    plain = value.removesuffix(" or more")
    if plain in ("suppressed", f"fewer than {SMALL}", "0"):
        return True
    if band := BAND.fullmatch(plain):
        low, high = (int(end.replace(",", "")) for end in band.groups())
        return low % SMALL == 0 and high == low + SMALL - 1
    return bool(NUMBER.fullmatch(plain)) and int(plain.replace(",", "")) % SMALL == 0


def late_step_backs(weekend, count: int) -> None:
    """Some people stepped back on the Saturday, which is recorded only now."""
    officer = account_of("duty-officer", username="the-officer", post="duty-officer")
    people = [one.id for one in weekend.scenario.people if one.force == "met"][:count]
    record_for_people(
        account=officer,
        author=Author(str(officer.pk), "duty-officer", "met"),
        kind="stepped-back",
        people=people,
        occurred=weekend.scenario.instant("2023-09-23T08:00"),
        key="late",
    )
    set_demo_clock(at=now() + 2 * HOUR)


@pytest.mark.parametrize("count", [1, 60])
def test_a_superseding_statement_differs_by_whole_steps_alone(october, weekend, count):
    """So the two of them, side by side, tell no smaller number than each alone."""
    old = published(october)
    late_step_backs(weekend, count)
    new = published(october, corrects=old)
    before, after = cells_of(report(old).content), cells_of(report(new).content)
    assert before.keys() == after.keys()
    changed = {name for name in before if before[name] != after[name]}
    assert bool(changed) == (count > 1)
    for name in changed:
        assert (in_steps(before[name]), in_steps(after[name])) == (True, True), name
    page = words_of(Client().get(f"/public/{new}/"))
    assert f"It corrects report {old}." in page
    assert ("No change since" in page) == (not changed)
    for name in changed:
        assert name in page
    assert report(old).state is ReportState.SUPERSEDED
    assert f"Read report {new} in its place." in words_of(Client().get(f"/public/{old}/"))


def test_what_is_recorded_after_the_hour_changes_nothing_in_a_draft(october, weekend):
    months, hour = september(weekend), now() - now() % HOUR
    with timezone.override("Europe/London"):
        before = draw_statement(months, hour, None)
        late_step_backs(weekend, 60)
        assert draw_statement(months, hour, None) == before


def test_a_month_shows_the_same_in_every_statement_that_is_published(october, weekend):
    set_demo_clock(at=weekend.scenario.instant("2023-11-02T06:30"))
    both, alone = published(october, first=1), [published(october, first=back, last=back) for back in (1, 0)]
    by_month = [{k: v for k, v in cells_of(report(one).content).items() if k.startswith("2023-")} for one in alone]
    together = {k: v for k, v in cells_of(report(both).content).items() if k.startswith("2023-")}
    assert together == by_month[0] | by_month[1]
    words = words_of(Client().get("/public/"))
    assert "September 2023 to October 2023" in words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"first": 0, "last": 1}, "The last month must not be before the first"),
        ({"first": 3, "last": 0}, "A statement is of 3 months at most"),
        ({"first": 5, "last": 5}, "months in which nothing was planned"),
        ({"first": 99, "last": 0}, "Select a valid choice"),
    ],
)
def test_months_that_cannot_be_stated_are_refused_at_their_field(october, fields, words):
    answer = drafting(october, **fields)
    assert answer.status_code == 422
    assert words in words_of(answer)


def test_months_are_stated_again_only_as_a_correction(october, weekend):
    old = published(october)
    assert f"the new statement must correct cover statement {old}" in words_of(drafting(october))
    set_demo_clock(at=weekend.scenario.instant("2023-11-02T06:30"))
    assert "is about other months" in words_of(drafting(october, corrects=old))
    assert drafting(october, first=1, last=1, corrects=old).status_code == 302


def test_of_two_drafts_about_the_same_months_one_is_published(october):
    first, second = drafted(october), drafted(october)
    for number in (first, second):
        october.step(number, "approve")
    assert october.step(first, "publish").status_code == 302
    refused = october.step(second, "publish")
    assert refused.status_code == 422
    assert faults_of(refused) == [
        f"Cover statement {first} is about the same months: withdraw this draft, and draft a correction"
    ]
    assert [report(each).state for each in (first, second)] == [ReportState.PUBLISHED, ReportState.APPROVED]
    assert Client().get(f"/public/{second}/").status_code == 404


def test_a_statement_is_found_however_many_were_drafted_since(october, monkeypatch):
    monkeypatch.setattr(finding_reports, "RECENT", 1)
    old = published(october)
    october.step(drafted(october, corrects=old), "withdraw", by=october.planner)
    assert f"the new statement must correct cover statement {old}" in words_of(drafting(october))
    assert drafting(october, corrects=old).status_code == 302


def test_a_month_that_is_not_over_cannot_be_chosen(october, weekend):
    with timezone.override("Europe/London"):
        latest = months_before(now())[0]
    assert latest == september(weekend)


def test_statements_stay_apart_from_situation_reports(october):
    published(october)
    assert last_published(PUBLIC) is None
    assert last_published(STATEMENT) is not None
    number = october.publish("public", words="")
    assert "This is the first report to these readers." in words_of(Client().get(f"/public/{number}/"))
    assert "Cover statement 1" not in words_of(october.planner.get(reverse("report-new")))
    found = words_of(october.planner.get(reverse("reports"), {"audience": "statement"})).partition("the latest first")[
        2
    ]
    assert ("Cover statement 1" in found, "Report 2" in found) == (True, False)
