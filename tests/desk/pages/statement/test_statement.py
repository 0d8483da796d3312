"""The pages of cover statements."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

import pytest
from django.utils import timezone

from standto import statement
from standto.model.time import HOUR, Period
from standto_desk.clock import now
from standto_desk.kit.instants import written
from standto_desk.ledger.reading import known_entries
from standto_desk.pages.statement.answers import report_asked
from standto_desk.pages.statement.forms import StatementForm
from standto_desk.presenting.ledger_statements import statement_of
from tests.desk.random_tokens import without_tokens
from tests.desk.reading_pages import words_of

SINCE, UNTIL = "2023-09-21T18:00", "2023-09-23T12:00"


def asking(weekend, since=SINCE, until=UNTIL, **more):
    """The query for a period of the weekend."""
    at = weekend.scenario.instant
    asked = {"since": written(at(since)), "until": written(at(until)), "audience": "command"} | more
    return "&".join(f"{name}={value}" for name, value in asked.items())


def test_a_statement_of_the_ledger_is_that_of_the_folder(weekend):
    scenario, at = weekend.scenario, now()
    period = Period(scenario.horizon.start, at)
    known = replace(scenario, horizon=period)
    found, plain = statement_of(period, at, at).found, statement(known, known_at=at)
    last = known_entries().known_by(at).order_by("sequence").last()
    assert found.as_json() == {**plain.as_json(), "digest": last.hash}


def test_a_commander_sees_every_cause_and_the_entries_behind_it(weekend, client_as):
    client = client_as("commander", force=weekend.scenario.home)
    response = client.get(f"/statement/?{asking(weekend)}")
    words = words_of(response)
    assert response.status_code == 200
    assert "Cover statement for command" in words
    assert "place-hours were short" in words
    links = re.findall(r'href="(/statement/entries/\?[^"]+)"', response.content.decode())
    entries = client.get(links[0].replace("&amp;", "&"))
    assert "Entries behind “stepped back”" in words_of(entries)
    (first, *_) = re.findall(r'href="(/look-back/entries/\d+/)"', entries.content.decode())
    assert "stepped back" in words_of(client.get(first)).lower()


def test_a_planner_sees_the_statement_but_no_entries(weekend, client_as):
    client = client_as("planner", force=weekend.scenario.home)
    page = client.get(f"/statement/?{asking(weekend)}").content.decode()
    assert "/statement/entries/" not in page
    assert client.get(f"/statement/entries/?{asking(weekend)}&duty=ct-response&cause=stepped-back").status_code == 403


def test_a_viewer_sees_the_public_statement_of_whole_months_alone(weekend, client_as):
    client = client_as("viewer", force=weekend.scenario.home)
    refused = client.get(f"/statement/?{asking(weekend)}")
    assert refused.status_code == 422
    assert "must be the start of a month" in words_of(refused)
    page = client.get("/statement/").content.decode()
    assert "audience=public" in page
    assert "As known at" not in page


def test_a_viewer_gets_no_more_by_asking_for_command(sample_at, client_as):
    desk = sample_at("london-2023", "2023-10-02T06:30")
    query = asking(desk, "2023-09-01T00:00", "2023-10-01T00:00")
    client = client_as("viewer", force=desk.scenario.home)
    for address in ("/statement/?", "/statement/file/csv/?", "/statement/file/html/?"):
        text = without_tokens(client.get(address + query).content.decode())
        assert "545" in text
        assert "Counter-terrorist response" not in text
        assert "545.25" not in text
    shown = words_of(client.get(f"/statement/?{query}"))
    assert "Cover statement for the public" in shown


def test_readers_of_the_hour_and_of_now_get_answers_of_their_own(weekend, client_as):
    at = now()
    period, hour = Period(weekend.scenario.horizon.start, at - 2 * HOUR), at - 30 * 60_000_000
    for known in (hour, at):
        found = statement_of(period, None, known, exact=known == at)
        events = [one for one in weekend.scenario.events if one.recorded <= known]
        assert len(found.sequences) == len(events)


def test_files_are_those_of_the_page(weekend, client_as):
    client = client_as("auditor", force=weekend.scenario.home)
    answer = client.get(f"/statement/file/csv/?{asking(weekend)}")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    found = statement_of(Period(weekend.scenario.instant(SINCE), weekend.scenario.instant(UNTIL)), None, now()).found
    assert round(sum(float(row["hours_short"]) for row in rows), 2) == round(found.place_hours, 2)
    assert answer.headers["Content-Disposition"].startswith(
        'attachment; filename="statement-command-20230921-1800p0100'
    )
    page = client.get(f"/statement/file/html/?{asking(weekend)}").content.decode()
    assert "<svg" in page
    assert client.get(f"/statement/file/pdf/?{asking(weekend)}").content.startswith(b"%PDF-")
    assert client.get(f"/statement/file/exe/?{asking(weekend)}").status_code == 404


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"until": "2023-09-21T17:00"}, "Until must be after From"),
        ({"until": "2023-09-30T00:00"}, "Until must not be in the future"),
        ({"since": "2013-09-21T17:00"}, "three years at most"),
        ({"audience": "press"}, "press"),
    ],
)
def test_what_cannot_be_answered_is_said_at_the_field(weekend, client_as, asked, words):
    client = client_as("commander", force=weekend.scenario.home)
    response = client.get(f"/statement/?{asking(weekend, **asked)}")
    assert response.status_code == 422
    assert words in words_of(response)


@pytest.mark.parametrize("audience", ["command", "public"])
def test_the_files_too_warn_of_rows_that_changed_during_the_period(sample_at, audience):
    desk = sample_at("london-2023", "2023-10-02T06:30")
    period = Period(desk.scenario.instant("2023-09-01T00:00"), desk.scenario.instant("2023-10-01T00:00"))
    found = statement_of(period, None, now())
    assert "rows changed during this period" not in found.report(audience).as_html()
    assert "rows changed during this period" in found._replace(same_tables=False).report(audience).as_html()


def test_a_public_month_shows_the_same_alone_and_among_others_where_rows_changed(sample_at):
    desk = sample_at("london-2023", "2023-11-02T06:30")
    first, middle, last = (desk.scenario.instant(f"2023-{month:02}-01T00:00") for month in (9, 10, 11))
    whole, *months = (
        statement_of(Period(*ends), None, now())._replace(same_tables=False)
        for ends in ((first, last), (first, middle), (middle, last))
    )
    alone = [row for one in months for row in one.report("public").rows()]
    form = StatementForm({"since": written(first), "until": written(last), "audience": "public"}, hour=None)
    with timezone.override("Europe/London"):
        assert form.is_valid()
        together = report_asked(form, whole)
    assert together.rows() == alone
    assert "Each month uses those in force at its own end" in together.as_html()


def test_a_state_of_knowledge_can_be_chosen(weekend, client_as):
    client = client_as("commander", force=weekend.scenario.home)
    known = written(weekend.scenario.instant("2023-09-22T12:00"))
    then = words_of(client.get(f"/statement/?{asking(weekend, known=known)}"))
    assert "It ends after the state of knowledge" in then


def test_a_desk_without_a_scenario_says_so(desk, client_as):
    at = now()
    query = f"since={written(at - 2 * HOUR)}&until={written(at - HOUR)}&audience=command"
    assert "Nothing was planned then" in words_of(client_as("commander").get(f"/statement/?{query}"))
