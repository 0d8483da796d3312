"""The report of an outlook: the same numbers in every format, and no picture without its table."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from standto import OptionError, breaking_points, draw_outlook, outlook, outlook_report, read_scenario
from standto.assuming.processes import StepBackShock
from standto.charting.gap_heat import HEAT, heat_classes
from standto.charting.range_bars import RangeBar
from standto.model.time import HOUR
from standto.reporting.document import SelfDrawn, Table
from standto.reporting.outlook_bars import WeighedBars, value_bars
from standto.reporting.plain_values import document_of, plain_document
from standto.weighing.difference_tally import DifferenceTally
from standto.weighing.value_facts import HelpValue, HelpValuesFacts
from tests.futures.assumed import assumptions_with, whole
from tests.outlooks.by_hand import outlook_of
from tests.register.building import scenario, when

LONDON = read_scenario("london-2023")
DUTIES = len(LONDON.duties_in_order)
FUTURES = [
    [[(number + hour) % 4 // 3 if duty in (0, DUTIES - 1) else 0 for duty in range(DUTIES)] for hour in range(4)]
    for number in range(200)
]
FACTS = outlook_of(LONDON, FUTURES, at=LONDON.instant("2023-09-22T18:00"), used=[[(300, 3, 0)] * 4] * 200)
HELP = WeighedBars(
    "value",
    "Value of help",
    "What each would save.",
    "hours saved",
    (RangeBar("kent-arv", 2.5, 2.0, 3.0, "2.5 ± 0.5"),),
)


@pytest.fixture(scope="module")
def report():
    points = breaking_points(FACTS.situation, until="2023-09-22T22:00", runs=20)
    return outlook_report(FACTS, breaking=points, weighed=[HELP])


@pytest.fixture(scope="module")
def page(report):
    return report.as_html()


def test_every_picture_is_followed_by_its_table(report):
    blocks = [block for section in report.document.sections for block in section.blocks]
    followed = [isinstance(after, Table) for block, after in pairwise(blocks) if isinstance(block, SelfDrawn)]
    assert len(followed) == 1 + 1 + 5 + 3 + 1
    assert all(followed)


def test_pictures_have_words_in_their_place_and_no_two_share_an_id(page):
    pictures = len(re.findall(r"<svg", page))
    assert pictures == len(re.findall(r"<title id=", page)) == len(re.findall(r"<desc id=", page))
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_the_page_is_one_file_with_the_same_bytes_every_time(report, page):
    assert report.as_html() == page
    assert not re.findall(r"<script|https?://(?!www\.w3\.org/2000/svg)", page)


def test_markdown_and_plain_values_have_the_tables_and_leave_pictures_out(report):
    text = report.as_markdown().replace("\\", "")
    assert "Value of help" in text
    assert "2.5 ± 0.5" in text
    assert "remote chance" in text
    plain = plain_document(report.document)
    assert document_of(plain) == document_of(plain_document(document_of(plain)))


def test_assumptions_that_have_no_effect_in_this_time_are_named_in_the_head(report):
    past = StepBackShock("storm", whole(1, 2), LONDON.horizon.start, LONDON.horizon.start + HOUR)
    found = outlook_report(replace(FACTS, assumptions=assumptions_with(past)), breaking=None)
    assert "**Not in this time, so without effect**: storm" in found.as_markdown()
    assert "without effect" not in report.as_markdown()


def test_every_chance_stands_beside_the_condition(report):
    for section in report.document.sections:
        for block in section.blocks:
            if isinstance(block, Table) and any(" ± " in cell.text for row in block.rows for cell in row):
                assert "if these assumptions hold" in block.caption.text or section.id == "value"


def test_a_report_is_for_command_and_has_the_digests_of_its_inputs_and_results(report):
    assert report.heading.audience == "command"
    assert report.heading.number == "20230922-1800+0100-outlook"
    told = report.as_json()
    assert told["digest"] in report.as_markdown()
    assert told["inputs"] in report.as_markdown()
    assert report.rows()[0]["subject"] == "1"


def test_what_is_no_outlook_is_refused():
    with pytest.raises(OptionError, match="outlook: 'this' is not an outlook"):
        outlook_report("this")
    with pytest.raises(OptionError, match="answer: 'this' is not an outlook"):
        draw_outlook("this")
    with pytest.raises(
        OptionError, match="of: 'nothing' is not judged in the outlook; allowed are 1, 2, 3, ct-response"
    ):
        draw_outlook(FACTS, of="nothing")


def test_an_outlook_without_duties_has_no_heat_map_and_its_report_says_why():
    start = when("22T18:00")
    shock = StepBackShock("shock", whole(0, 1), start, start + HOUR)
    report = outlook_report(outlook(scenario(duties=()), assumptions=assumptions_with(shock), futures=8))
    assert "There is no duty and no crew." in report.as_html()
    assert not [
        block for section in report.document.sections for block in section.blocks if isinstance(block, SelfDrawn)
    ]


def test_a_chart_draws_all_duties_or_the_gap_of_one_and_says_so_in_words():
    assert "is covered in" in draw_outlook(FACTS).alt
    assert draw_outlook(FACTS, of="ct-response").alt.startswith("Counter-terrorist response, Fri 22 Sep 18:00 to 22:00")


def test_classes_of_a_heat_map_begin_at_their_number():
    import numpy as np

    assert heat_classes(np.array([0, 9, 10, 39, 40, 99, 100, 159, 160, 200]), 200).tolist() == [
        0, 0, 1, 1, 2, 2, 3, 3, 4, 4,
    ]  # fmt: skip
    patterns = [(each.face, each.hatch) for each in HEAT]
    assert len(set(patterns)) == len(HEAT)


def test_the_value_of_help_is_a_bar_with_a_line_of_two_standard_errors():
    # 90 of 100 futures save nothing, and 10 save 10 place-hours: 1 on average, with a standard error of 0.3.
    saved = DifferenceTally(100, 6_000, 6_000, 10 * 600**2, 50, 40, 10, 0)
    zero = DifferenceTally(100, 6_000, 0, 0, 50, 50, 0, 0)
    helps = (HelpValue("pool", "kent-arv", 2, (zero, zero, zero)), HelpValue("team", "team-a", 9, (zero, zero, saved)))
    values = HelpValuesFacts(
        situation=FACTS.situation,
        basis="confirmed",
        assumptions=FACTS.assumptions,
        seed=7,
        futures=100,
        until=int(FACTS.untils[-1]),
        criticalities=(1, 2, 3),
        inputs="1" * 64,
        asked=int(FACTS.starts[0]),
        values=helps,
    )
    best, nothing = value_bars(values).rows
    assert (best.number, best.low, best.high, best.words) == (1.0, pytest.approx(0.4), pytest.approx(1.6), "1.0 ± 0.3")
    assert (nothing.number, nothing.words) == (0.0, "0")
    assert "What each help would save" in outlook_report(FACTS, value=values).as_markdown()
