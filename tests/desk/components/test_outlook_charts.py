"""The charts of outlooks: shares by duty and time, and quantiles over time."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.utils import timezone

from standto.model.time import HOUR
from standto.model.zone import Zone
from standto_desk.components.fan_chart import HEAD, PLOT, fan_picture
from standto_desk.components.heat_chart import heat_picture
from tests.desk.components.rendering import drawn

LONDON = Zone("Europe/London")
START = LONDON.instant(datetime(2023, 9, 23, 12))
UNTIL = START + 24 * HOUR
STEPS = [
    (START, START + 6 * HOUR, 0, 2, 4),
    (START + 6 * HOUR, START + 12 * HOUR, 0, 2, 4),
    (START + 12 * HOUR, UNTIL, 0, 0, 2),
]


@pytest.fixture(autouse=True)
def in_london():
    with timezone.override("Europe/London"):
        yield


def heat(*shares):
    cells = [(START + place * 6 * HOUR, START + (place + 1) * 6 * HOUR, share) for place, share in enumerate(shares)]
    return heat_picture([("Posts <day>", cells)], START, UNTIL, LONDON)


@pytest.mark.parametrize(("share", "shade"), [(0, 0), (1, 1), (25, 1), (26, 2), (50, 2), (75, 3), (76, 4), (100, 4)])
def test_a_cell_is_the_darker_the_greater_its_share(share, shade):
    assert heat(share).rows[0].cells[0].shade == shade


def test_cells_lie_where_their_hours_are_and_the_worst_is_said():
    (row,) = heat(0, 10, 99, 3).rows
    assert [(cell.x, cell.width, cell.share) for cell in row.cells] == [
        ("0%", "25%", 0),
        ("25%", "25%", 10),
        ("50%", "25%", 99),
        ("75%", "25%", 3),
    ]
    assert heat(0, 10, 99, 3).summary == (
        "From Sat 23 Sep 12:00 BST to Sun 24 Sep 12:00 BST. Posts <day>: 99 % at worst."
    )


def test_each_cell_has_its_number_so_that_no_colour_is_needed():
    rows = [["Posts", [[START, UNTIL, 40]]]]
    figure = drawn('{{ charts.heat("h", "Gaps", rows, start, until) }}', rows=rows, start=START, until=UNTIL)
    assert "40" in [text.words() for text in figure.all("text")]


def test_steps_with_the_same_quantiles_are_one_and_the_band_spans_them():
    picture = fan_picture(STEPS, START, UNTIL, LONDON)
    first, second = picture.parts
    assert (first.x1, first.x2, first.top, first.height) == ("0%", "50%", HEAD, PLOT)
    assert (first.y, first.rise, second.y, second.rise) == (HEAD + PLOT / 2, HEAD + PLOT, HEAD + PLOT, None)
    assert [words for _, words in picture.levels] == ["0", "4"]


def test_a_fan_is_said_in_words():
    assert fan_picture(STEPS, START, UNTIL, LONDON).summary == (
        "At worst, from Sat 23 Sep 12:00 BST, 90 of 100 futures lack 0 to 4 places, half of them up to 2."
    )
    assert fan_picture([(START, UNTIL, 0, 0, 0)], START, UNTIL, LONDON).summary == (
        "No place is missing in 95 of 100 futures, at any time."
    )
