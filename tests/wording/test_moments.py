"""Moments and lengths of time as people say them: with the year where it matters, and the same everywhere."""

from __future__ import annotations

import re

import pytest

from standto import cover, margin, replay, review, sitrep
from standto.model.time import DAY, HOUR, MINUTE, SECOND, Period
from standto.model.zone import Zone
from standto.scenario import read_scenario
from standto.wording import between, moment, short_day, span
from tests.register.building import duty, event, scenario, ticket, when

LONDON = Zone("Europe/London")


def instant(text):
    """The instant of a local time in London."""
    return when(text, LONDON)


def told(start, until):
    """London, speaking of a period."""
    return LONDON.leaving_out_year_of(Period(instant(start), instant(until)))


YEARS = {
    "within one year": ("2023-09-22T18:00", "2023-09-29T06:00", "Sun 24 Sep 23:00"),
    "up to the last moment of one year": ("2023-09-22T18:00", "2023-12-31T23:59", "Sun 24 Sep 23:00"),
    "over the new year": ("2023-09-22T18:00", "2024-01-01T00:00", "Sun 24 Sep 2023 23:00"),
    "of six years": ("2023-09-22T18:00", "2029-01-01T00:00", "Sun 24 Sep 2023 23:00"),
    "of another year": ("2024-09-22T18:00", "2024-09-29T06:00", "Sun 24 Sep 2023 23:00"),
}


@pytest.mark.parametrize(("start", "until", "words"), YEARS.values(), ids=YEARS)
def test_a_moment_has_its_year_unless_the_zone_implies_it(start, until, words):
    zone = told(start, until)
    assert (moment(zone, instant("24T23:00")), short_day(zone, instant("24T23:00"))) == (
        words,
        words.removesuffix(" 23:00"),
    )


def test_both_ends_of_a_span_have_their_years_if_these_differ():
    zone = told("2023-12-01T00:00", "2023-12-31T00:00")
    assert span(zone, instant("2023-12-30T20:00"), instant("2024-01-01T08:00")) == (
        "Sat 30 Dec 2023 20:00 to Mon 1 Jan 2024 08:00"
    )
    assert (
        span(zone, instant("2023-12-30T20:00"), instant("2023-12-31T08:00")) == "Sat 30 Dec 20:00 to Sun 31 Dec 08:00"
    )


def years():
    """A duty with a gap in 2024 and another in 2029, help between, and what was said."""
    return scenario(
        event("report", "met", "2024-01-01T06:00", count=9, source="s"),
        event("aid-asked", "kent-arv", "2024-01-01T06:00", count=1),
        event("decision", "met", "2024-01-01T07:00", step="no-change", id="d1"),
        starts="2023-12-31T00:00",
        ends="2029-01-03T00:00",
        authorisations=(
            ticket(until="2024-01-01T00:00"),
            ticket(start="2024-01-02T00:00", until="2029-01-01T00:00"),
            ticket(start="2029-01-02T00:00"),
        ),
        duties=(duty(),),
    )


def lines_without_year(text):
    """The lines that name a day of a month, and no year."""
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    found = []
    for line in text.splitlines():
        words = [word.strip(":;,.()") for word in line.split()]
        for place, word in enumerate(words[:-1]):
            if (
                word in months
                and words[place - 1].isdigit()
                and not (len(words[place + 1]) == 4 and words[place + 1].isdigit())
            ):
                found.append(line)
    return found


def test_every_text_of_a_scenario_of_several_years_has_the_year_with_every_day():
    folder, at = years(), instant("2024-01-01T12:00")
    texts = [
        cover(folder).summary(),
        margin(folder, runs=20).summary(),
        review(folder, at=at).summary(),
        replay(folder).summary(),
        sitrep(folder, at=at).as_markdown(),
        sitrep(folder, at=at, audience="public").as_markdown(),
        re.sub(r"<[^>]+>", " ", sitrep(folder, at=at).as_html()),
    ]
    assert [lines_without_year(text) for text in texts] == [[]] * len(texts)
    assert [" Jan 2024" in text for text in texts] == [True] * len(texts)


def test_a_text_of_a_scenario_of_one_year_is_as_short_as_before():
    text = cover(read_scenario("london-2023")).summary()
    assert "Cover, Thu 21 Sep 18:00 to" in text


@pytest.mark.parametrize(
    ("start", "until", "words"),
    [
        (50 * SECOND, 8 * HOUR + 10 * SECOND, "8 h"),
        (10 * SECOND, 8 * HOUR + 50 * SECOND, "8 h"),
        (59 * SECOND, 2 * DAY + 9 * HOUR, "2 days 9 h"),
        (0, 2 * DAY + 9 * HOUR - SECOND, "2 days 8 h"),
        (-30 * SECOND, 0, "1 min"),
        (0, 59 * SECOND, "less than a minute"),
        (5 * MINUTE, 0, "less than a minute"),
    ],
)
def test_a_length_of_time_is_between_the_minutes_that_are_shown(start, until, words):
    assert between(start, until) == words
