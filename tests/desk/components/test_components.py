from __future__ import annotations

from datetime import datetime

import pytest
from django.utils import timezone
from jinja2 import UndefinedError
from markupsafe import Markup

from standto.model.zone import Zone
from tests.desk.components.rendering import drawn, rendered

NOON = Zone("Europe/London").instant(datetime(2023, 9, 23, 12))


@pytest.fixture(autouse=True)
def in_london():
    with timezone.override("Europe/London"):
        yield


@pytest.mark.parametrize(("tone", "mark"), [("gap", "▲"), ("watch", "◆"), ("good", "●"), ("open", "○"), ("quiet", "")])
def test_a_state_is_words_with_a_mark_of_its_own_shape(tone, mark):
    tag = drawn("{{ desk.tag('4 missing', tone) }}", tone=tone).one("strong")
    assert tag.text == f"{mark}4 missing"
    assert [each.attributes["aria-hidden"] for each in tag.all("span")] == (["true"] if mark else [])


def test_a_time_is_for_people_and_for_machines():
    time = drawn("{{ desk.time(noon) }}", noon=NOON).one("time")
    assert (time.text, time.attributes["datetime"]) == (
        "Saturday 23 September 2023, 12:00 BST",
        "2023-09-23T12:00:00+01:00",
    )


ROWS = [
    {"cells": ["<First>", 1200, {"instant": NOON}, {"text": "4 missing", "tag": "gap"}], "tone": "gap"},
    ["Second", {"text": "none", "numeric": True}, Markup("<em>soon</em>"), {"text": "see", "href": "/x/?a=1&b=2"}],
]
TABLE = (
    "{{ desk.table('Gaps', ['Duty', {'text': 'Missing', 'numeric': true}, 'When', 'State'], rows, stacked=stacked) }}"
)


def test_a_table_has_a_caption_heads_and_numbers_to_the_right():
    table = drawn(TABLE, rows=ROWS, stacked=False).one("table")
    assert table.one("caption").text == "Gaps"
    heads = [(each.attributes["scope"], each.text) for each in table.one("thead").all("th")]
    assert heads == [("col", "Duty"), ("col", "Missing"), ("col", "When"), ("col", "State")]
    rows = [[cell.text for cell in row.all() if cell.name in ("th", "td")] for row in table.one("tbody").all("tr")]
    assert rows == [
        ["<First>", "1,200", "Sat 23 Sep 12:00 BST", "▲4 missing"],
        ["Second", "none", "soon", "see"],
    ]
    numeric = [each.text for each in table.all("td", class_="govuk-table__cell--numeric")]
    assert numeric == ["1,200", "none"]
    assert table.one("a").attributes["href"] == "/x/?a=1&b=2"


def test_a_table_scrolls_in_a_frame_that_the_keyboard_reaches():
    frame = drawn(TABLE, rows=ROWS, stacked=False).one("div")
    assert (frame.attributes["role"], frame.attributes["aria-label"], frame.attributes["tabindex"]) == (
        "region",
        "Gaps",
        "0",
    )


def test_a_table_that_becomes_a_list_names_the_column_of_each_cell():
    page = drawn(TABLE, rows=ROWS, stacked=True)
    assert page.all("div") == []
    named = [each.attributes["data-column"] for each in page.all("td")]
    assert named == ["Missing", "When", "State"] * 2


def test_a_summary_says_what_each_link_changes():
    page = drawn(
        "{{ desk.summary(rows) }}", rows=[{"key": "Pool", "value": "Aid", "href": "#"}, {"key": "N", "value": 3}]
    )
    pairs = [
        (key.text, value.text)
        for key, value in zip(page.all("dt"), page.all("dd", class_="govuk-summary-list__value"), strict=True)
    ]
    assert pairs == [("Pool", "Aid"), ("N", "3")]
    assert page.one("a").text == "Change pool"


def test_a_timeline_says_what_is_open_and_what_was_corrected():
    items = [
        {"title": "Ask", "instant": NOON, "by": "Gold", "tag": ["asked", "open"], "state": "open", "text": "Why"},
        {"title": "Offer", "state": "undone", "html": Markup("<p>More</p>")},
    ]
    said = [each.text for each in drawn("{{ desk.timeline(items) }}", items=items).all("li")]
    assert said == [
        "Ask ○asked Saturday 23 September 2023, 12:00 BST, Gold Why",
        "Offer Corrected. We keep this, but it no longer counts. More",
    ]


def test_figures_show_a_number_or_a_word():
    items = [{"label": "Margin", "number": 1200, "note": "least"}, {"label": "Cover", "word": "failed", "tone": "gap"}]
    said = [each.text for each in drawn("{{ desk.figures(items) }}", items=items).all("li")]
    assert said == ["Margin 1,200 least", "Cover ▲ failed"]


@pytest.mark.parametrize(
    ("number", "of", "shown"),
    [
        (1, 1, []),
        (1, 3, ["1", "2", "3", "Next page"]),
        (5, 9, ["Previous page", "1", "⋯", "4", "5", "6", "⋯", "9", "Next page"]),
        (9, 9, ["Previous page", "1", "⋯", "8", "9"]),
    ],
)
def test_pages_show_the_first_the_last_and_those_around(number, of, shown):
    page = drawn("{{ desk.pages('/x/', number, of, query='kind=a&') }}", number=number, of=of)
    entries = [
        each.text for each in page.all() if each.name == "a" or each.has({"class": "govuk-pagination__item--ellipsis"})
    ]
    assert entries == shown
    assert all(each.attributes["href"].startswith("/x/?kind=a&page=") for each in page.all("a"))


def test_a_button_cannot_be_pressed_twice_and_may_be_a_link():
    button = drawn("{{ desk.button('Record', kind='warning', name='act', value='record') }}").one("button")
    assert (button.attributes["name"], button.attributes["value"], button.attributes["type"]) == (
        "act",
        "record",
        "submit",
    )
    assert button.attributes["data-prevent-double-click"] == "true"
    link = drawn("{{ desk.button('Start', href='/record/') }}").one("a")
    assert (link.attributes["href"], link.attributes["role"]) == ("/record/", "button")


@pytest.mark.parametrize("kind", ["info", "success", "warning", "error"])
def test_a_notice_says_what_sort_it_is(kind):
    banner = drawn("{{ desk.notice('<b>', kind) }}", kind=kind).one(class_="govuk-notification-banner")
    title = {"success": "Done", "error": "Not done"}.get(kind, "Important")
    assert (banner.one("h2").text, banner.one("p").text) == (title, "<b>")
    assert banner.attributes["role"] == ("region" if kind == "info" else "alert")


def test_words_within_a_block_and_as_an_argument_are_the_same():
    for name in ("inset", "warning"):
        block = f"{{% call desk.{name}() %}}Rest{{% endcall %}}"
        assert rendered(block) == rendered(f"{{{{ desk.{name}('Rest') }}}}")


def test_details_are_closed_and_keep_their_id():
    details = drawn("{% call desk.details('How', id='how') %}<p>So</p>{% endcall %}").one("details")
    assert details.attributes == {"class": "govuk-details", "id": "how"}
    assert details.text == "How So"


def test_a_name_that_is_not_there_is_an_error():
    with pytest.raises(UndefinedError):
        rendered("{{ nothing }}")
