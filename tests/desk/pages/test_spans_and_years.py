"""Spans and years on pages: a span reads the same everywhere, and a moment of another year shows its year."""

from __future__ import annotations

import pytest

from standto import sitrep
from standto.model.time import DAY, HOUR
from standto_desk.clock import now
from standto_desk.clock.setting import set_demo_clock
from standto_desk.components import moments
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.picture.showing import picture_now
from standto_desk.presenting.boards import board_of
from tests.desk.reading_pages import words_of

OFFICER = Author("importer", "", "met")
POOL = "surrey-arv"


def asked_at(weekend, text):
    """Ask a pool for help at a time."""
    set_demo_clock(at=weekend.at(text))
    append([Draft("event", "aid-asked", POOL, occurred=now())], author=OFFICER, now=now())


@pytest.mark.parametrize(
    ("since", "at", "span"),
    [
        ("2023-09-23T12:00:50", "2023-09-25T21:00:10", "2 days 9 h"),
        ("2023-09-23T12:00:10", "2023-09-25T20:59:50", "2 days 8 h"),
        ("2023-09-23T12:00:59", "2023-09-23T20:00:01", "8 h"),
    ],
)
def test_the_same_span_reads_the_same_on_the_board_on_the_ladder_and_in_a_report(since, at, span, weekend, client_as):
    asked_at(weekend, since)
    set_demo_clock(at=weekend.at(at))
    viewer = client_as("viewer")
    (line,) = [line for line in board_of(picture_now()).help if (line.pool, line.state) == (POOL, "asked")]
    assert line.since == weekend.at(since)
    report = sitrep(weekend.situation(), at=now()).as_markdown()
    (row,) = [row for row in report.splitlines() if row.startswith(f"| {POOL} ") and "asked" in row]
    assert f"asked 1 place, {span} ago" in words_of(viewer.get(f"/ladder/{POOL}/"))
    assert f"{moments.short_moment(line.since, weekend.scenario.zone)} {span} " in words_of(viewer.get("/"))
    assert f"| {span} |" in row


def test_a_moment_of_another_year_has_its_year_on_a_page_and_one_of_this_year_has_none(weekend):
    moments.speak_as_of(now())
    try:
        zone = moments.here()
        this, other = moments.short_moment(now(), zone), moments.short_moment(now() - 365 * DAY, zone)
        both = moments.span((weekend.at("2023-12-31T20:00"), weekend.at("2024-01-01T08:00")), zone)
    finally:
        moments.speak_as_of(None)
    assert (this, other) == ("Sat 23 Sep 11:00 UTC", "Fri 23 Sep 2022 11:00 UTC")
    assert both == "Sun 31 Dec 2023 20:00 UTC to Mon 1 Jan 2024 08:00 UTC"


def test_a_page_over_the_new_year_shows_both_years(weekend, client_as):
    set_demo_clock(at=weekend.at("2023-12-31T20:00"))
    said = words_of(client_as("commander").get("/"))
    assert "Wed 3 Jan 2024 20:00 GMT" in said
    set_demo_clock(at=weekend.at("2024-01-01T08:00") + HOUR)
    assert "Thu 4 Jan 09:00 GMT" in words_of(client_as("commander").get("/"))
