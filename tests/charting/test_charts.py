"""Charts: what is drawn is what the rows say, told apart without colour, and without touching anybody's settings."""

from __future__ import annotations

import re
from itertools import groupby

import matplotlib as mpl
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from standto import (
    OptionError,
    compare,
    cover,
    draw_comparison,
    draw_cover,
    draw_ladder,
    draw_margin,
    draw_relief,
    draw_statement,
    margin,
    read_scenario,
    relief,
    replay,
    situation_of,
    statement,
)
from standto.charting.duty_pile import LEAST_SHARE
from standto.model.time import HOUR
from tests.new_process import printed_by

FUNCTIONS = [draw_cover, draw_margin, draw_ladder, draw_statement, draw_relief, draw_comparison]


@pytest.fixture(scope="module")
def london():
    return read_scenario("london-2023")


@pytest.fixture(scope="module")
def weekend(london):
    return cover(situation_of(london, at="2023-09-22T18:00", known_at="end"), until="2023-09-26T00:00")


@pytest.fixture(scope="module")
def boats():
    return read_scenario("lifeboat")


def axes_of(figure: Figure) -> Axes:
    (axes,) = figure.axes
    return axes


def hours(scenario, time, start):
    """Where a time of a row stands on an axis that starts at an instant."""
    return (scenario.zone.instant(time) - start) / HOUR


def runs(rows, scenario, start, *, where):
    """The times of rows in a row for which something holds, as points of an axis."""
    found = []
    for row in rows:
        ends = hours(scenario, row["from"], start), hours(scenario, row["until"], start)
        if where(row):
            if found and found[-1][1] == ends[0]:
                found[-1] = (found[-1][0], ends[1])
            else:
                found.append(ends)
    return found


def bars(axes, label):
    """The bars of each row of a chart: from and until, by the middle of the bar."""
    found = {}
    first = next(each for each in axes.collections if each.get_label() == label)
    for each in axes.collections:
        if each.get_hatch() == first.get_hatch():
            for path in each.get_paths():
                (left, low), (right, high) = path.vertices.min(axis=0), path.vertices.max(axis=0)
                found.setdefault(round((low + high) / 2), []).append((left, right))
    return found


def near(found):
    """Numbers to compare with, up to rounding."""
    return {row: [pytest.approx(each) for each in times] for row, times in found.items()}


def test_the_strips_of_cover_are_the_gaps_of_the_rows(weekend):
    axes, scenario = axes_of(draw_cover(weekend)), weekend.scenario
    assert [label.get_text() for label in axes.get_yticklabels()] == [duty.label for duty in scenario.duties_in_order]
    start, rows = weekend.asked_period.start, weekend.rows()
    by_duty = [[row for row in rows if row["duty"] == duty.id] for duty in scenario.duties_in_order]
    short = [runs(each, scenario, start, where=lambda row: row["gap"] > 0) for each in by_duty]
    assert bars(axes, "short, with the most missing") == near({row: each for row, each in enumerate(short) if each})
    least = LEAST_SHARE * weekend.asked_period.hours
    wide = [(row, left, right) for row, each in enumerate(short) for left, right in each if right - left >= least]
    most = [
        max(one["gap"] for one in by_duty[row] if left <= hours(scenario, one["from"], start) < right)
        for row, left, right in wide
    ]
    assert [text.get_text() for text in axes.texts] == list(map(str, most)) != []


def test_the_strips_of_crews_are_their_states_in_the_rows(boats):
    answer = cover(boats)
    axes, start, rows = axes_of(draw_cover(answer)), answer.asked_period.start, answer.rows()
    names = [label.get_text() for label in axes.get_yticklabels()]
    drawn = bars(axes, "short, with the most missing")
    inshore = [row for row in rows if row["crew"] == "ilb"]
    short = runs(inshore, boats, start, where=lambda row: row["state"] == "off")
    assert drawn == near({names.index("Inshore boat"): short})


def test_the_pile_of_a_duty_has_its_requirement_and_the_area_of_its_gap(weekend):
    axes = axes_of(draw_cover(weekend, duty="ct-response"))
    scenario, start = weekend.scenario, weekend.asked_period.start
    rows = [row for row in weekend.rows() if row["duty"] == "ct-response"]
    (line,) = axes.lines
    drawn = dict(zip(*line.get_data(), strict=True))
    assert set(drawn.values()) == {row["required"] for row in rows}
    assert max(drawn) == pytest.approx(hours(scenario, rows[-1]["until"], start))
    gap = next(each for each in axes.collections if each.get_label() == "gap").get_hatch()
    shapes = [path.vertices for each in axes.collections if each.get_hatch() == gap for path in each.get_paths()]
    # The shoelace formula: twice the area of a polygon = |sum of x[i] * y[i + 1] - x[i + 1] * y[i]|.
    area = sum(abs((one[:-1, 0] * one[1:, 1] - one[1:, 0] * one[:-1, 1]).sum()) / 2 for one in shapes)
    assert area == pytest.approx(sum(row["gap"] * row["hours"] for row in rows))
    assert area == pytest.approx(weekend.gap_hours["ct-response"], abs=0.01)


def test_the_lines_of_a_margin_are_its_rows(london):
    answer = margin(situation_of(london, at="2023-09-22T18:00", known_at="end"), until="2023-09-25T00:00", runs=None)
    axes, rows = axes_of(draw_margin(answer)), answer.rows()
    start = answer.asked_period.start
    for line, criticality in zip(axes.lines, (1, 2, 3), strict=False):
        own = [row for row in rows if row["criticality"] == criticality]
        moments = [hours(london, row["from"], start) for row in own]
        assert line.get_xdata()[:-1] == pytest.approx(moments)
        assert list(line.get_ydata()[:-1]) == [row["worst_case"] for row in own]
    labels = [text.get_text() for text in axes.get_legend().get_texts()]
    assert labels == ["criticality 1", "criticalities 1 to 2", "criticalities 1 to 3", "short already"]


def test_the_ladder_has_the_recommended_times_and_the_decisions(boats):
    answer = replay(boats)
    axes = axes_of(draw_ladder(answer))
    steps, start, until = answer.as_json()["steps"], *boats.horizon
    names = [label.get_text().replace(" ", "-") for label in axes.get_yticklabels()]
    ends = [*(boats.instant(step["at"]) for step in steps[1:]), until]
    found = {}
    for row, name in enumerate(names):
        times = [
            (there, boats.instant(step["at"]), end)
            for step, end in zip(steps, ends, strict=True)
            for there in [any(one.split(":")[0] == name for one in step["recommended"])]
        ]
        for there, same in groupby(times, key=lambda time: time[0]):
            run = list(same)
            if there:
                found.setdefault(row, []).append(((run[0][1] - start) / HOUR, (run[-1][2] - start) / HOUR))
    assert bars(axes, "recommended") == near(found)
    assert sum(len(line.get_xdata()) for line in axes.lines) == sum(len(step["decided"]) for step in steps)


@pytest.mark.parametrize(("sample", "crews"), [("london-2023", False), ("lifeboat", True)])
def test_the_bars_of_a_statement_are_its_rows(sample, crews):
    answer = statement(read_scenario(sample))
    axes, rows = axes_of(draw_statement(answer, crews=crews)), [row for row in answer.rows() if row["crew"] == crews]
    names = list(dict.fromkeys(row["row"] for row in rows))
    short = [sum(row["hours_short"] for row in rows if row["row"] == name) for name in names]
    heights = [0.0] * len(names)
    for container in axes.containers:
        for place, bar in enumerate(container):
            heights[place] += bar.get_height()
    assert heights == pytest.approx(short, abs=0.05)
    assert axes.get_ylabel() == ("crew-hours short" if crews else "place-hours short")


def test_the_curve_of_relief_is_its_rows(london):
    answer = relief(london, pool="kent-arv", up_to=6)
    line = axes_of(draw_relief(answer)).lines[0]
    rows = answer.rows()
    hours_short = [sum(row["hours_short"] for row in rows if row["count"] == number) for number in range(7)]
    assert list(line.get_xdata()) == list(range(7))
    assert line.get_ydata() == pytest.approx(hours_short, abs=0.05)


class Compared:
    """Two answers side by side, in numbers."""

    difference = None

    def __init__(self):
        self.gap_hours = {"guard": (12.0, 4.5, -7.5), "patrol": (0.0, 3.0, 3.0)}
        self.crew_hours = {"boat": (2.0, 0.0, -2.0)}


def test_a_comparison_has_a_bar_before_and_one_after_for_each_that_is_short():
    axes = axes_of(draw_comparison(Compared()))
    assert [label.get_text() for label in axes.get_yticklabels()] == ["guard", "patrol", "boat"]
    before, after = ([bar.get_width() for bar in container] for container in axes.containers)
    assert (before, after) == ([12.0, 0.0, 2.0], [4.5, 3.0, 0.0])


def test_a_chart_in_which_nothing_is_short_says_so():
    pumps = read_scenario("retained")
    for figure, words in (
        (draw_comparison(compare(pumps, pumps)), "Nothing is short in either"),
        (draw_statement(statement(pumps), crews=True), "Nothing short"),
    ):
        axes = axes_of(figure)
        assert ([text.get_text() for text in axes.texts], axes.get_legend(), figure.alt) == ([words], None, f"{words}.")


@pytest.fixture(scope="module")
def figures(weekend, boats, london):
    return {
        "strips": draw_cover(weekend),
        "pile": draw_cover(weekend, duty="ct-response"),
        "margin": draw_margin(margin(boats, runs=None)),
        "ladder": draw_ladder(replay(boats)),
        "statement": draw_statement(statement(london)),
        "relief": draw_relief(relief(london, pool="kent-arv", up_to=2)),
        "comparison": draw_comparison(Compared()),
    }


def test_every_chart_has_a_title_and_alternative_text_that_a_notebook_shows(figures):
    for figure in figures.values():
        assert axes_of(figure).get_title(loc="left") != ""
        found = re.fullmatch(
            r'<img src="data:image/png;base64,[^"]+" alt="([^"]+)" style="[^"]*">', figure._repr_html_()
        )
        assert len(found[1].split()) > 3


def test_no_two_parts_of_a_chart_differ_by_colour_alone(figures):
    for figure in figures.values():
        parts = []
        for each in axes_of(figure).get_legend().legend_handles:
            hatch = each.get_hatch() if hasattr(each, "get_hatch") else None
            line = (each.get_linestyle(), each.get_marker()) if hasattr(each, "get_marker") else None
            shade = None if line or hatch else round(mpl.colors.rgb_to_hsv(each.get_facecolor()[:3])[2], 1)
            parts.append((hatch, line, shade))
        assert len(set(parts)) == len(parts)


def test_a_chart_can_be_drawn_on_the_axes_of_another_figure(weekend, boats):
    figure = Figure()
    first, second = figure.subplots(2)
    assert draw_cover(weekend, duty="ct-response", ax=first) is figure
    assert draw_margin(margin(boats, runs=None), ax=second) is figure
    assert first.get_title(loc="left") == "Cover of Counter-terrorist response"


def test_drawing_changes_no_setting_and_opens_no_window():
    script = (
        "import sys, matplotlib, standto\n"
        "def settings():\n"
        "    return {name: matplotlib.rcParams[name] for name in matplotlib.rcParams if name != 'backend'}\n"
        "before = settings()\n"
        "standto.draw_cover(standto.cover(standto.read_scenario('lifeboat')))._repr_html_()\n"
        "print(before == settings(), 'matplotlib.pyplot' in sys.modules)"
    )
    assert printed_by(script) == "True False\n"


@pytest.mark.parametrize("function", FUNCTIONS)
def test_anything_but_its_answer_is_one_error_that_says_where_it_comes_from(function, boats):
    with pytest.raises(OptionError, match=r"^answer: <Scenario 'North.* is not a?.*: \w+\(scenario.*\) returns one$"):
        function(boats)


def test_an_unknown_duty_is_an_error_that_names_those_there_are(weekend):
    with pytest.raises(
        OptionError, match=r"^duty: 'nothing' is not a duty of the scenario; allowed are ct-response, site"
    ):
        draw_cover(weekend, duty="nothing")


def test_many_duties_are_cut_to_those_ever_short_and_the_title_says_so(weekend, monkeypatch):
    from standto.charting import cover_chart

    monkeypatch.setattr(cover_chart, "MOST", 4)
    axes = axes_of(draw_cover(weekend))
    assert len(axes.get_yticklabels()) == 3
    assert " ".join(axes.get_title(loc="left").split()).endswith("(3 of 9 duties and crews; duty= draws another)")
