"""HTML, Markdown and the pictures in them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import datetime
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest

from standto import read_scenario, sitrep
from standto.model.event import Event, Source
from standto.model.time import Period
from standto.model.words import USUAL, Vocabulary
from standto.model.zone import Zone
from standto.presenting.duties import Stretch
from standto.register import Records
from standto.reporting.charts import duty_chart
from standto.reporting.command import DutySeries
from standto.reporting.html import css
from standto.reporting.markdown import escaped
from tests.ladder.building import duty, hour, places, scenario
from tests.reporting.reading import Page

LONDON = Zone("Europe/London")
WEEKEND = read_scenario("london-2023")
RECORDS = Records(WEEKEND)
SATURDAY = LONDON.instant(datetime(2023, 9, 23, 9))
NASTY = '<script>alert(1)</script> & "quoted" | *bold* `code` [link](x) {{ 7 * 7 }} {% raw %} \\ #1'


@pytest.fixture(scope="module", params=["command", "public"])
def report(request):
    return sitrep(RECORDS, at=SATURDAY, audience=request.param, runs=20)


@pytest.fixture(scope="module")
def page(report):
    return Page(report.as_html())


def test_every_id_is_unique_and_every_link_leads_to_one(page):
    assert [each for each, often in Counter(page.ids).items() if often > 1] == []
    assert set(page.links) - set(page.ids) == set()


def test_a_page_fetches_nothing(page, report):
    assert set(page.tags) & {"script", "link", "img", "iframe", "object", "embed", "form"} == {"link"}
    assert {address for address in page.addresses if not address.startswith("#")} == {"data:,"}
    assert re.findall(r"url\((?!#)|@import|https?://(?!www\.w3\.org/2000/svg)", report.as_html()) == []


def test_headings_go_down_one_step_at_a_time(page):
    levels = [int(tag[1]) for tag in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_every_picture_has_a_name_a_description_and_its_table(report):
    html = report.as_html()
    pictures = re.findall(r'<svg [^>]*role="img" aria-labelledby="(\S+) (\S+)"', html)
    assert len(pictures) == html.count("<svg") == html.count("<details>")
    assert len(pictures) == (len(WEEKEND.duties) if report.heading.audience == "command" else 0)
    for title, what in pictures:
        assert re.search(rf'<title id="{title}">[^<]+ over time</title>', html)
        assert re.search(rf'<desc id="{what}">[^<]+The table after the picture has the same numbers\.</desc>', html)


def test_text_of_a_scenario_never_becomes_markup():
    event = Event("e1", "statement", "home", hour(1), hour(1), note=NASTY, source="paper")
    decision = Event("e2", "decision", "home", hour(1), hour(1), step="no-change", note=NASTY)
    nasty = replace(
        scenario(places(3), replace(duty("shot", 2), name=NASTY)),
        title=NASTY,
        events=(event, decision),
        sources=(Source("paper", NASTY, NASTY, "2024-01-08"),),
    )
    for audience in ("command", "public"):
        report = sitrep(nasty, at=hour(2), audience=audience, marking=NASTY[:90])
        html = report.as_html()
        assert "script" not in Page(html).tags
        assert NASTY in " ".join(Page(html).words)
        assert re.findall(r"(?<!\\)[<>`]", re.sub(r'(?m)<a id="a\d+"></a>|<br>|^> ', "", report.as_markdown())) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a_b *c*", r"a\_b \*c\*"),
        ("1. first", r"1\. first"),
        ("- no list", r"\- no list"),
        ("# no heading", r"\# no heading"),
        ("a | b", r"a \| b"),
        ("ct-response, 12.5 %", "ct-response, 12.5 %"),
    ],
)
def test_markdown_escapes_text(text, shown):
    assert escaped(text) == shown


def test_a_marking_is_escaped_in_a_style_sheet():
    assert css('a — "}') == r"a\000020\002014\000020\000022\00007d"


def test_markdown_leaves_out_the_pictures_and_keeps_their_tables():
    text = sitrep(RECORDS, at=SATURDAY, runs=20).as_markdown()
    assert "<svg" not in text
    assert text.count("over time (") == len(WEEKEND.duties)
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert all(line.endswith("|") for line in rows)


# -- pictures --------------------------------------------------------------------------------------------------


def drawn(*stretches, start, until, at=None, words=USUAL):
    period = Period(LONDON.instant(start), LONDON.instant(until))
    series = DutySeries("ct", "Response", stretches or (Stretch(*period, 2, 2, 0, 0, 0),), ())
    return duty_chart(series, period, period.start if at is None else at, LONDON, "key", words)


def days(svg):
    """Where the name of each day stands."""
    return {name: float(x) for x, name in re.findall(r'<text [^>]*x="([\d.]+)"[^>]*>(\w{3} \d+ \w{3})</text>', svg)}


def test_a_picture_has_the_words_of_the_scenario_as_they_are():
    words = Vocabulary(people="<volunteers>", aid=r"$\x$ & loans", contingency="flank station")
    svg = drawn(start=datetime(2023, 9, 22), until=datetime(2023, 9, 23), words=words)
    said = {unescape(text) for text in re.findall(r">([^<>]+)</text>", svg)}
    assert said >= {"<volunteers>", r"$\x$ & loans", "flank station"}


def test_a_day_is_as_wide_as_the_clocks_make_it():
    autumn = days(drawn(start=datetime(2023, 10, 28), until=datetime(2023, 11, 1)))
    spring = days(drawn(start=datetime(2023, 3, 25), until=datetime(2023, 3, 29)))
    long, short = autumn["Mon 30 Oct"] - autumn["Sun 29 Oct"], spring["Mon 27 Mar"] - spring["Sun 26 Mar"]
    assert long / (autumn["Tue 31 Oct"] - autumn["Mon 30 Oct"]) == pytest.approx(25 / 24, rel=1e-4)
    assert short / (spring["Tue 28 Mar"] - spring["Mon 27 Mar"]) == pytest.approx(23 / 24, rel=1e-4)


def test_a_gap_is_named_and_described():
    start, until = datetime(2023, 9, 23), datetime(2023, 9, 25)
    noon, end = (LONDON.instant(datetime(2023, 9, 24, hour)) for hour in (0, 12))
    stretches = (
        Stretch(LONDON.instant(start), noon, 5, 5, 0, 0, 0),
        Stretch(noon, end, 6, 2, 1, 0, 3),
        Stretch(end, LONDON.instant(until), None, 0, 0, 0, 0),
    )
    svg = drawn(*stretches, start=start, until=until)
    assert ">3 short</text>" in svg
    assert "requires 5 people to 6; at most 3 are missing, first from Sun 24 Sep 00:00." in svg


def test_a_picture_is_the_same_bytes_whatever_the_readers_settings(monkeypatch):
    import matplotlib as mpl

    window = {"start": datetime(2023, 9, 23), "until": datetime(2023, 9, 25)}
    plain = drawn(**window)
    with mpl.rc_context({"font.size": 30, "axes.facecolor": "red", "svg.hashsalt": None}):
        assert drawn(**window) == plain
    assert "Date" not in plain
    assert set(re.findall(r"font-family: ([^;\"]+)", plain)) == {"Arial, Helvetica, sans-serif"}


def test_a_long_time_and_an_empty_duty_can_be_drawn():
    start, until = datetime(2023, 1, 1), datetime(2023, 1, 29)
    never = Stretch(LONDON.instant(start), LONDON.instant(until), None, 0, 0, 0, 0)
    assert "The duty does not stand; none is missing" in drawn(never, start=start, until=until)


# -- the reference ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("audience", ["command", "public"])
def test_every_key_of_the_json_is_in_the_reference(audience):
    page = (Path(__file__).parents[2] / "docs" / "reference" / "results.md").read_text("utf-8")
    told = set(re.findall(r"`([a-z_0-9]+)`", page.partition("## Situation report")[2].partition("\n## ")[0]))
    told |= {
        "requested",
        "id",
        "step",
        "by",
        "late",
        "approvers",
        "trace",
    }  # as in the review, which the page points to
    report = sitrep(RECORDS, at=SATURDAY, audience=audience, runs=20).as_json()
    reasons = set(report["shortages"][0]["not_counted"]) if audience == "command" else set()
    assert keys(report) - reasons - told == set()


def keys(value):
    """Every key of a record in what was read from JSON."""
    if isinstance(value, dict):
        return set(value).union(*map(keys, value.values()))
    return set().union(*map(keys, value)) if isinstance(value, list) else set()
