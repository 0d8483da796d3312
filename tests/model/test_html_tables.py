"""What a notebook shows of answers and scenarios: tables with heads, escaped, and cut with a way to the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest

from standto import candidates, cover, read_scenario, situation_of
from standto.model.html_tables import SHOWN, facts_table, rows_table
from tests.model.every_result import results_of


class Page(HTMLParser):
    """The elements and the cells of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.scopes: list[str | None] = []
        self.cells: list[str] = []
        self.said = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append(tag)
        if tag == "th":
            self.scopes.append(dict(attrs).get("scope"))
        if tag in ("td", "th"):
            self.cells.append("")

    def handle_data(self, data):
        self.said += f"{data}\n"
        if self.cells and self.elements[-1] in ("td", "th"):
            self.cells[-1] += data


@pytest.fixture(scope="module")
def boats():
    return read_scenario("lifeboat")


def test_everything_public_is_a_table_with_a_caption_and_heads_and_no_script(boats):
    for value in (boats, situation_of(boats), *results_of("lifeboat"), *results_of("on-call")):
        page = Page(value._repr_html_())
        assert set(page.elements) <= {"table", "caption", "thead", "tbody", "tr", "th", "td", "p"}
        assert page.elements[:2] == ["table", "caption"]
        assert set(page.scopes) <= {"col", "row"}
        assert page.scopes != []


def test_a_table_has_the_values_of_the_rows(boats):
    answer = candidates(situation_of(boats, at="2024-07-13T12:00"), duty="ilb")
    page, rows = Page(answer._repr_html_()), answer.rows()
    values = ["" if value is None else str(value).removesuffix(".0") for row in rows for value in row.values()]
    assert page.cells == [*answer.columns, *values]


def test_cover_shows_what_is_short_and_says_so(boats):
    page = Page(cover(boats)._repr_html_())
    assert page.cells.count("off") == 2
    assert "Rows that are covered are left out. to_pandas(), to_polars() and rows() have all of them.\n" in page.said
    covered = Page(cover(situation_of(boats, at="2024-07-13T12:00"), until="+1h")._repr_html_())
    assert "left out" not in covered.said


def test_a_long_table_is_cut_and_says_how_to_see_the_rest():
    rows = [{"duty": f"d{number}", "gap": number} for number in range(SHOWN + 5)]
    page = Page(rows_table("Of 25", {"duty": str, "gap": int}, rows))
    assert len(page.cells) == 2 * (SHOWN + 1)
    assert page.said.endswith("20 of 25 rows are shown. to_pandas(), to_polars() and rows() have all of them.\n")
    assert Page(rows_table("Of 20", {"duty": str}, rows[:SHOWN])).said.endswith("d19\n")
    assert Page(rows_table("Of none", {"duty": str}, [])).said.endswith("No rows.\n")


def test_names_are_text_and_never_markup(boats):
    named = replace(boats, title='<script>alert("1")</script> & co')
    for value in (named, situation_of(named), cover(named)):
        text = value._repr_html_()
        assert "<script" not in text
        assert "&lt;script&gt;" in text
    text = rows_table("<b>", {"<i>": str}, [{"<i>": "<img src=x>"}], "<u>")
    assert set(Page(text).elements) == {"table", "caption", "thead", "tbody", "tr", "th", "td", "p"}


def test_values_are_told_as_people_read_them():
    noon = datetime(2023, 9, 23, 12, tzinfo=ZoneInfo("Europe/London"))
    page = Page(facts_table("Of", {"at": noon, "late": True, "hours": 1234.5, "count": 2595, "by": None}))
    assert page.cells[1::2] == ["Sat 23 Sep 2023 12:00 (BST)", "yes", "1,234.5", "2,595", ""]
