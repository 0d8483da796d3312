"""What everybody can read without an account: what was published to the public, and nothing else."""

from __future__ import annotations

import io
import re
import subprocess

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from standto.model.time import HOUR
from standto_desk.acts.situation_reports.report_parts import AUDIENCES, PUBLIC, ReportState
from standto_desk.book.situations import situation_at
from standto_desk.clock import now
from standto_desk.clock.setting import start_demo_clock
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.models import Entry
from standto_desk.ledger.scenario_import import import_scenario
from standto_desk.pages.reports import public_views, views
from standto_desk.presenting.report_facts.drawn_facts import draw_facts
from tests.desk.pages.reports.drafting import desk_of_reports, report
from tests.desk.people import account_of, client_of
from tests.desk.reading_pages import words_of
from tests.desk.recorded import record_for_people
from tests.desk.weekends import SATURDAY, few

FORMS = ("", ".md", ".pdf")


@pytest.fixture
def public(handful):
    with override_settings(STANDTO_PUBLIC_REPORTS=True):
        yield desk_of_reports()


def address_of(number: int, form: str = "") -> str:
    return f"/public/{number}{form or '/'}"


def test_public_pages_are_off_unless_the_force_switches_them_on(handful):
    number = desk_of_reports().publish("public")
    for address in ("/public/", *(address_of(number, form) for form in FORMS)):
        assert Client().get(address).status_code == 404, address


def test_what_was_published_to_the_public_is_there_without_an_account(public):
    number = public.publish("public", words="The bridges stay open.")
    assert f"Situation report {number}" in words_of(Client().get("/public/"))
    answers = [Client().get(address_of(number, form)) for form in FORMS]
    assert [(one.status_code, one["Content-Type"]) for one in answers] == [
        (200, "text/html; charset=utf-8"),
        (200, "text/markdown; charset=utf-8"),
        (200, "application/pdf"),
    ]
    assert "The bridges stay open." in words_of(answers[0])
    assert "The bridges stay open." in answers[1].content.decode()


def test_nothing_else_is_there(public):
    others = [public.publish(audience) for audience in ("command", "desk")]
    draft = public.draft("public")
    approved = public.draft("public")
    public.step(approved, "approve")
    for number in (*others, draft, approved, 99, 10**18):
        for form in FORMS:
            assert Client().get(address_of(number, form)).status_code == 404, (number, form)
    assert "Nothing has been published yet." in words_of(Client().get("/public/"))
    assert Client().get(address_of(1, ".html")).status_code == 404
    assert 'href="/"' not in Client().get(address_of(99)).content.decode()


def test_no_cookie_is_set_and_no_session_is_read(public):
    number = public.publish("public")
    for client in (Client(), public.commander):
        for address in ("/public/", *(address_of(number, form) for form in FORMS)):
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(address)
            assert (answer.cookies, answer.get("Vary", "Accept-Encoding")) == ({}, "Accept-Encoding"), address
            assert [query["sql"] for query in asked if "session" in query["sql"].lower()] == [], address


def test_a_signed_in_reader_gets_the_very_same_bytes(public):
    number = public.publish("public")
    for address in ("/public/", *(address_of(number, form) for form in FORMS)):
        assert public.commander.get(address).content == Client().get(address).content, address


def test_a_cache_may_keep_a_page_for_a_minute_and_ask_whether_it_has_changed(public):
    number = public.publish("public")
    for address in ("/public/", *(address_of(number, form) for form in FORMS)):
        first = Client().get(address)
        assert first["Cache-Control"] == "public, max-age=60"
        assert re.fullmatch(r"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} [\d:]{8} GMT", first["Last-Modified"])
        again = Client().get(address, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"]), address
        assert Client().get(address, headers={"If-None-Match": '"other"'}).status_code == 200


def test_no_page_leads_into_the_desk(public):
    number = public.publish("public")
    for address in ("/public/", address_of(number)):
        links = set(re.findall(r'href="([^"#]+)"', Client().get(address).content.decode()))
        assert {link for link in links if not link.startswith(("/public/", "/static/"))} == set()
        assert "<script" not in Client().get(address).content.decode()


def test_a_superseded_report_says_so_everywhere_and_its_tag_changes(public):
    old = public.publish("public")
    before = {form: Client().get(address_of(old, form)) for form in FORMS}
    new = public.publish("public", corrects=old)
    assert report(old).state is ReportState.SUPERSEDED
    for form in ("", ".md"):
        assert f"Read report {new} in its place." in Client().get(address_of(old, form)).content.decode()
    for form in FORMS:
        assert Client().get(address_of(old, form))["ETag"] != before[form]["ETag"]
    assert "Superseded" in words_of(Client().get("/public/"))


def test_a_redacted_word_is_gone_from_the_public_page(public):
    number = public.publish("public", words="Sergeant Miller is on leave.")
    written = Entry.objects.get(sort="report-words")
    public.commander.post(reverse("ladder-redact", args=[written.sequence]), {"why": "person", "key": "redact"})
    for form in ("", ".md"):
        page = Client().get(address_of(number, form)).content.decode()
        assert ("Miller" in page, "These words have been redacted." in page) == (False, True)


def test_no_number_of_the_desk_is_in_any_form_of_a_public_report(public, handful):
    """Every number there is a date, a time, the report's own number, or in what others published."""
    number = public.publish("public", words="")
    pdf = Client().get(address_of(number, ".pdf")).content
    texts = [words_of(Client().get(address_of(number))), Client().get(address_of(number, ".md")).content.decode()]
    texts.append(subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode())
    for text in texts:
        assert numbers_in(text, number) == []


def numbers_in(text: str, number: int) -> list[str]:
    """The numbers of a report that are neither its own number nor a part of a moment, a digest, a version or a page."""
    for known in (
        r"(?i)situation report \d+|report\W+\d+|\b1 of 1\b",
        r"\d{1,2} [A-Z][a-z]{2,8} \d{4}",
        r"\d\d:\d\d",
        r"UTC[+\-]",
        r"Standto [\d.]+",
        r"SHA-256\s+[\da-f\s]{64,70}",
    ):
        text = re.sub(known, " ", text)
    return re.findall(r"\d+", text)


def test_one_more_who_steps_back_within_the_hour_changes_nothing_for_the_public(public, handful):
    hour = now() - now() % HOUR
    before = draw_facts(PUBLIC, hour, hour, None)
    officer = client_of(account_of("duty-officer", post="duty-officer")).account
    people = [person.id for person in handful.scenario.people[:3]]
    author = Author(str(officer.pk), "duty-officer", "met")
    record_for_people(account=officer, author=author, kind="stepped-back", people=people, key="back")
    assert situation_at(now()).stepped_back("met", now()) > 0
    assert draw_facts(PUBLIC, hour, hour, None) == before


def test_the_cost_of_a_page_does_not_grow_with_the_ledger(public, handful):
    number = public.publish("public")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert Client().get(address_of(number)).status_code == 200
        return len(queries)

    first = asked()
    for _ in range(5):
        public.draft("public")
    assert asked() == first < 15


def test_only_reading_is_allowed(public):
    number = public.publish("public")
    assert Client().post(address_of(number)).status_code == 405
    assert Client().head(address_of(number)).status_code == 200


def test_the_list_has_pages(public, monkeypatch):
    monkeypatch.setattr(public_views, "SIZE", 2)
    numbers = [public.publish("public") for _ in range(3)]
    assert [f"Situation report {each}" in words_of(Client().get("/public/")) for each in numbers] == [False, True, True]
    assert f"Situation report {numbers[0]}" in words_of(Client().get("/public/?page=2"))


def test_a_pdf_is_made_of_words_as_they_are(public):
    pikepdf = pytest.importorskip("pikepdf", reason="pikepdf judges PDF")
    number = public.publish("public", words='#read("/etc/passwd") *bold*')
    content = Client().get(address_of(number, ".pdf")).content
    assert bool(pikepdf.open(io.BytesIO(content)).Root.MarkInfo.Marked)
    said = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout.decode()
    assert '#read("/etc/passwd") *bold*' in said


def test_reports_are_published_and_read_on_each_database(database):
    import_scenario(few().scenario, author=Author("tests", "", ""), now=few().scenario.horizon.start)
    start_demo_clock(at=few().at(SATURDAY))
    people = desk_of_reports()
    numbers = [people.publish(audience) for audience in AUDIENCES]
    with override_settings(STANDTO_PUBLIC_REPORTS=True):
        statuses = [Client().get(address_of(number, form)).status_code for number in numbers for form in FORMS]
    assert statuses == [404, 404, 404, 404, 404, 404, 200, 200, 200]
    found = words_of(people.planner.get(reverse("reports"), {"since": "2023-09-23T00:00:00Z", "audience": "public"}))
    assert [f"Report {number}" in found.partition("the latest first")[2] for number in numbers] == [False, False, True]


def test_drafts_that_are_not_published_add_no_page_to_any_list_of_readers(public, monkeypatch):
    """How many reports to the public were drafted, and withdrawn, is nothing that was published."""
    public.publish("public")
    before = Client().get("/public/").content
    for module in (public_views, views):
        monkeypatch.setattr(module, "SIZE", 1)
    for audience in ("public", "desk", "command"):
        public.draft(audience)
    assert Client().get("/public/").content == before
    looker = client_of(account_of("viewer"))
    assert "page=2" not in looker.get("/reports/").content.decode()
