from __future__ import annotations

from datetime import datetime

import pytest
from django.utils import timezone

from standto.model.time import HOUR, MINUTE
from standto.model.zone import Zone
from standto_desk.components.axis import Axis
from standto_desk.components.cover_chart import BAR, cover_picture
from standto_desk.components.margin_chart import margin_picture
from tests.desk.components.rendering import drawn

LONDON = Zone("Europe/London")
START = LONDON.instant(datetime(2023, 9, 23, 12))
UNTIL = START + 72 * HOUR


@pytest.fixture(autouse=True)
def in_london():
    with timezone.override("Europe/London"):
        yield


def window(first, last, required, filled):
    return {"start": START + first * HOUR, "until": START + last * HOUR, "required": required, "filled": filled}


DUTIES = [
    {"name": "Posts <day>", "windows": [window(-5, 18, 12, 8), window(18, 36, 12, 12), window(36, 99, 12, 12)]},
    {"name": "Airport", "windows": [window(0, 18, 0, 0), window(18, 36, 2, 2), window(36, 72, 0, 0)]},
    {"name": "Court", "windows": []},
]


def picture(duties=DUTIES, start=START, until=UNTIL, now=None):
    return cover_picture(duties, start, until, LONDON, now)


def test_bars_lie_where_their_hours_are():
    posts, airport, court = picture().rows
    assert [(part.x, part.width, part.missing) for part in posts.stretches] == [("0%", "25%", 4), ("25%", "75%", 0)]
    assert [(part.x, part.width, part.missing) for part in airport.stretches] == [("25%", "25%", 0)]
    assert court.stretches == []
    assert [row.state for row in (posts, airport, court)] == ["4 missing at worst", "Covered", "Does not stand"]


@pytest.mark.parametrize(("filled", "height"), [(0, 0), (1, 3), (30, 12), (59, 16), (60, BAR)])
def test_whatever_is_missing_shows_and_so_does_whatever_is_filled(filled, height):
    (row,) = picture([{"name": "Posts", "windows": [window(0, 72, 60, filled)]}]).rows
    assert row.stretches[0].height == height


def test_the_picture_is_said_in_words():
    assert picture().summary == (
        "From Sat 23 Sep 12:00 BST to Tue 26 Sep 12:00 BST, 1 of 3 duties have a gap. Posts <day>: 4 missing at worst."
    )
    assert picture(DUTIES[1:2]).summary == (
        "From Sat 23 Sep 12:00 BST to Tue 26 Sep 12:00 BST, 1 duty is shown, and no place is missing."
    )


def test_an_axis_marks_hours_and_names_days_where_there_is_room():
    ticks = Axis(START, UNTIL, LONDON).ticks()
    assert [tick.day for tick in ticks if tick.day] == ["Sat", "Sun 24 Sep", "Mon 25 Sep", "Tue"]
    assert [tick.words for tick in ticks if tick.words] == ["18", "06", "12", "18", "06", "12", "18", "06"]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (datetime(2023, 10, 28, 12), "Clocks go back at Sun 29 Oct 01:00 GMT"),
        (datetime(2023, 3, 25, 11), "Clocks go forward at Sun 26 Mar 02:00 BST"),
    ],
)
def test_a_change_of_the_clocks_shows(day, words):
    start = LONDON.instant(day)
    (change,) = Axis(start, start + 72 * HOUR, LONDON).changes()
    assert (change.words, change.x) == (words, "19.44%")


def test_a_start_within_an_hour_keeps_hours_whole():
    ticks = Axis(START + 20 * MINUTE, START + 24 * HOUR, LONDON).ticks()
    assert [tick.words for tick in ticks if tick.words] == ["15", "18", "21", "03", "06", "09"]


def test_a_chart_is_one_image_with_a_title_and_a_description():
    page = drawn(
        "{{ charts.cover('c', 'Cover', duties, start, until, now=start) }}", duties=DUTIES, start=START, until=UNTIL
    )
    image = page.one("svg", role="img")
    assert image.attributes["aria-labelledby"] == "c-title c-what"
    assert (image.one("title").text, image.one("desc").text) == ("Cover", picture().summary)
    assert [each.text for each in image.all("text", class_="desk-chart__halo")] == [
        "−4",
        "▲ 4 missing at worst: Posts <day>",
        "Covered: Airport",
        "Does not stand: Court",
    ]
    hatched = [each for each in image.all("rect") if each.attributes.get("fill") == "url(#c-hatch)"]
    assert [(each.attributes["x"], each.attributes["width"]) for each in hatched] == [("0%", "25%")]
    assert image.one("pattern").attributes["id"] == "c-hatch"


def test_the_table_behind_a_chart_holds_every_stretch():
    page = drawn("{{ charts.cover('c', 'Cover', duties, start, until) }}", duties=DUTIES, start=START, until=UNTIL)
    rows = page.one("details").one("tbody").all("tr")
    assert [[cell.text for cell in row.all() if cell.name in ("th", "td")] for row in rows] == [
        ["Posts <day>", "Sat 23 Sep 12:00 BST", "Sun 24 Sep 06:00 BST", "12", "8", "4"],
        ["Posts <day>", "Sun 24 Sep 06:00 BST", "Tue 26 Sep 12:00 BST", "12", "12", "0"],
        ["Airport", "Sun 24 Sep 06:00 BST", "Mon 25 Sep 00:00 BST", "2", "2", "0"],
    ]


def level(first, last, margin):
    return {"start": START + first * HOUR, "until": START + last * HOUR, "margin": margin}


STEPS = [level(0, 18, 3), level(18, 36, -1), level(36, 48, None), level(48, 72, 9)]


def test_a_margin_steps_where_it_follows_on_and_stops_where_nothing_stands():
    drawing = margin_picture(STEPS, START, UNTIL, LONDON, START, 2)
    assert [(step.x1, step.x2, step.y, step.rise) for step in drawing.steps] == [
        ("0%", "25%", 130.0, 190.0),
        ("25%", "50%", 190.0, None),
        ("66.67%", "100%", 40.0, None),
    ]
    assert [(each.words, each.y) for each in drawing.levels] == [("0", 175.0), ("9", 40.0)]
    assert drawing.reserve.words == "reserve 2"
    assert drawing.summary == "Cover fails from Sun 24 Sep 06:00 BST. The reserve is 2."


def test_the_least_margin_is_said():
    assert (
        margin_picture(STEPS[:1], START, UNTIL, LONDON).summary == "The least margin is 3, from Sat 23 Sep 12:00 BST."
    )
    assert margin_picture([], START, UNTIL, LONDON).summary == "No duty stands, so there is no margin."


def test_the_table_behind_a_margin_says_where_cover_has_failed():
    page = drawn(
        "{{ charts.margin('m', 'Margin', steps, start, until, reserve=2) }}", steps=STEPS, start=START, until=UNTIL
    )
    rows = page.one("details").one("tbody").all("tr")
    assert [row.all("td")[-1].text for row in rows] == ["3", "cover has failed", "9"]
    assert page.one("svg", role="img").one("desc").text == "Cover fails from Sun 24 Sep 06:00 BST. The reserve is 2."
