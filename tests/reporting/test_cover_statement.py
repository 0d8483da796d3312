"""Cover statements as readers and programs get them, and what the public cannot work out."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standto import OptionError, read_scenario, statement, statement_report
from standto.cli.main import main
from standto.model.time import HOUR
from standto.reporting.document import Trend
from standto.reporting.small_numbers import HoursShort, banded, shown_parts, stepped
from standto.reporting.trends import trend_chart
from tests.register.building import duty, event, scenario, ticket, when
from tests.reporting.reading import Page

WEEKEND = read_scenario("london-2023")
AUDIENCES = ("command", "public")


@pytest.fixture(scope="module")
def weekend():
    return statement(WEEKEND)


def report_of(answer, audience, **asked):
    return statement_report(answer, audience=audience, **asked)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_statement_is_one_page_that_fetches_nothing(weekend, audience):
    text = report_of(weekend, audience, trace=True).as_html()
    page = Page(text)
    assert [each for each, often in Counter(page.ids).items() if often > 1] == []
    assert set(page.links) - set(page.ids) == set()
    assert set(page.tags) & {"script", "link", "img", "iframe", "object", "embed", "form"} == {"link"}
    assert re.findall(r"url\((?!#)|@import|https?://(?!www\.w3\.org/2000/svg)", text) == []


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_same_statement_has_the_same_bytes(weekend, audience):
    one, other = (report_of(each, audience, trace=True) for each in (weekend, statement(WEEKEND)))
    for form in ("as_html", "as_markdown", "as_text", "as_csv", "as_json"):
        assert getattr(one, form)() == getattr(other, form)()


def test_no_statement_names_a_volunteer_in_a_page(weekend):
    ciphers = {person.id for person in WEEKEND.people}
    for audience in AUDIENCES:
        report = report_of(weekend, audience, trace=True)
        for text in (report.as_html(), report.as_markdown(), report.as_text(), report.as_csv()):
            assert ciphers & set(re.findall(r"[\w.-]+", text)) == set()


def test_the_public_sees_no_duty_and_no_site(weekend):
    report = report_of(weekend, "public")
    text = "\n".join([report.as_html(), report.as_markdown(), report.as_csv(), json.dumps(report.as_json())])
    for one in WEEKEND.duties:
        assert one.label not in text
        assert f'"{one.id}"' not in text
        assert not one.site or one.site not in text
    assert report.as_json()["place_hours"] == 545


def test_a_table_for_a_spreadsheet_has_a_row_for_each_month_and_duty(weekend):
    rows = list(csv.DictReader(io.StringIO(report_of(weekend, "command").as_csv())))
    assert len(rows) == 2 * len(WEEKEND.duties)
    assert sum(float(row["hours_short"]) for row in rows) == 545.25
    assert rows[0]["from"] == "2023-09-21T18:00:00+01:00"


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_report_is_one_line_and_a_frame(weekend, audience):
    report = report_of(weekend, audience)
    assert repr(report).endswith(f": 20230921-1800+0100-to-20231002-0700+0100 for {audience}>")
    assert list(report.to_pandas().columns) == list(report.rows()[0])


def test_a_name_that_looks_like_a_formula_is_none_in_a_spreadsheet():
    odd = scenario(duties=(duty(name='=HYPERLINK("x")'),))
    assert ',"\'=HYPERLINK(""x"")",' in report_of(statement(odd), "command").as_csv()


# -- small numbers ---------------------------------------------------------------------------------------------


PARTS = st.lists(
    st.builds(HoursShort, st.integers(0, 60).map(lambda hours: hours * HOUR), st.integers(0, 9)), max_size=9
)


def within(shown, step):
    """Return the least and the most hours that a shown number can stand for."""
    return (0, 0) if shown == 0 else (shown - step / 2, shown + step / 2)


@given(parts=PARTS)
def test_no_suppressed_part_can_be_worked_out_from_the_sum(parts):
    bound = 5
    parts = [part if part.micros and part.most else HoursShort(0, 0) for part in parts]
    whole = HoursShort(sum(part.micros for part in parts), max((part.most for part in parts), default=0))
    total = whole.shown(bound)
    if total is None:
        return
    shown = shown_parts(parts, bound)
    hidden = [place for place, hours in enumerate(shown) if hours is None]
    assert len(hidden) != 1
    assert all(parts[place].micros for place in hidden)
    assert all(hours is None for hours, part in zip(shown, parts, strict=True) if part.small(bound))
    least = within(total, bound)[0] - sum(within(hours, bound)[1] for hours in shown if hours is not None)
    most = within(total, bound)[1] - sum(within(hours, bound)[0] for hours in shown if hours is not None)
    # Each hidden part may be anything from nothing to all that the shown ones leave.
    for place in hidden:
        assert max(least, 0) <= sum(parts[other].micros for other in hidden) / HOUR <= most
        assert most >= bound
        assert parts[place].micros / HOUR <= most


@given(number=st.integers(0, 9_999), step=st.integers(1, 20))
def test_bands_and_steps_hold_the_number(number, step):
    low = 0 if number < step else int(banded(number, step).split(" to ")[0].replace(",", ""))
    assert low <= number < low + step
    assert abs(stepped(number * HOUR, step) - number) <= step / 2


def test_a_month_shows_the_same_whatever_other_months_are_in_the_statement():
    people = {"people": (), "authorisations": (ticket("nobody"),), "duties": (duty(strength=6),)}
    long = scenario(starts="2023-09-01T00:00", ends="2023-12-01T00:00", **(people | {"authorisations": ()}))
    whole = report_of(statement(long), "public").content
    for place, (start, until) in enumerate([("09", "10"), ("10", "11"), ("11", "12")]):
        part = statement(long, since=when(f"2023-{start}-01T00:00"), until=when(f"2023-{until}-01T00:00"))
        assert report_of(part, "public").content.months == (whole.months[place],)


def test_few_places_short_are_suppressed_with_every_cause():
    content = report_of(statement(scenario(event("stepped-back", "nx1", "23T06:00"))), "public").content
    assert (content.hours, content.months[0].causes) == (None, (None, 0, 0, 0, 0, 0, 0, 0, 0))
    assert content.months[0].strengths == ("fewer than 5",) * 6


def test_what_is_not_for_the_public_is_refused():
    one = scenario(starts="2023-09-01T00:00", ends="2023-11-01T00:00")
    with pytest.raises(OptionError, match=r"starts at 2023-09-02T00:00:00\+01:00, which is not the start of a"):
        report_of(statement(one, since=when("2023-09-02T00:00")), "public")
    with pytest.raises(OptionError, match="not over yet"):
        report_of(statement(one, now=when("2023-10-02T00:00")), "public")
    with pytest.raises(OptionError, match=r"^audience: 'press' is not one of command, public$"):
        report_of(statement(one), "press")


# -- the picture and the command -------------------------------------------------------------------------------


def test_a_picture_says_what_it_shows_and_tells_its_parts_apart():
    trend = Trend("Hours", "place-hours short", ("2023-09", "2023-10"), ((0, "a $1", (1.0, 2.0)), (8, "b", (0.0, 4.0))))
    drawn = trend_chart(trend, "key")
    assert drawn == trend_chart(trend, "key")
    assert "At most 6.00 place-hours short, in 2023-10; 7.00 in all." in drawn
    assert 'aria-labelledby="key-title key-what"' in drawn
    nothing = trend_chart(Trend("Hours", "place-hours short", ("2023-09",), ()), "key")
    assert "No place-hours short." in nothing


def test_a_screen_lists_the_rows_behind_each_cause_if_asked(capsys):
    words = ["statement", "london-2023", "--audience", "command"]
    assert main(words) == 0
    plain = capsys.readouterr().out
    assert main([*words, "--trace"]) == 0
    traced = capsys.readouterr().out
    assert traced.startswith(plain)
    assert "Entries behind each cause, by row of events.csv\n  Counter-terrorist response, stepped back: 65" in traced
    assert max(map(len, traced.splitlines())) <= 120


@pytest.mark.parametrize("ending", ["html", "md", "json", "csv", "txt"])
def test_the_command_writes_each_format_by_the_ending(tmp_path, capsys, ending):
    file = tmp_path / f"statement.{ending}"
    assert main(["statement", "london-2023", "--audience", "public", "-o", str(file)]) == 0
    assert capsys.readouterr().out == f"{file}: cover statement 20230921-1800+0100-to-20231002-0700+0100, Public\n"
    assert file.stat().st_size > 200


def test_the_command_refuses_what_it_cannot_write_or_read(capsys):
    assert main(["statement", "london-2023", "--audience", "command", "-o", "x.doc"]) == 2
    assert main(["statement", "london-2023", "--audience", "command", "--from", "nowhen"]) == 2
    assert main(["statement", "london-2023", "--audience", "command", "--basis", "all"]) == 2
    assert main(["statement", "lifeboat", "--audience", "command", "--json", "--format", "csv"]) == 2
    assert main(["statement", "lifeboat", "--audience", "command", "--assume", "attack"]) == 2
    said = capsys.readouterr().err
    assert "-o: 'x.doc' is not a statement's name: end it with one of .txt, .html, .md, .json, .csv" in said
    assert "--from: " in said
    assert "--basis: 'all' is not allowed" in said
    assert "--json: does not go with --format csv: choose one" in said
    assert ("--assume: 'attack' is not a declaration of the scenario, which names none: leave --assume out\n") in said


def test_the_past_never_depends_on_the_clock_and_the_future_is_marked(capsys):
    words = ["statement", "london-2023", "--audience", "command", "--json"]
    assert main(words) == 0
    assert json.loads(capsys.readouterr().out)["now"] is None
    assert main([*words, "--now", "2023-09-24T00:00"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert [list(row["incomplete"]) for row in rows] == [["not-over-yet"], ["not-over-yet"]]
