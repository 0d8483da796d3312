"""Outlooks in words, from futures written by hand."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from django.utils import timezone

from standto.assuming.processes import StepBackShock
from standto.model.time import HOUR
from standto.outlooks.chances import Chance
from standto.scenario import read_scenario
from standto_desk.presenting.outlooks.outlook_content import content_of
from standto_desk.presenting.outlooks.shown_outlook import quote_of, range_of, shown
from tests.futures.assumed import assumptions_with, whole
from tests.outlooks.by_hand import outlook_of

POSTS = "Posts: 4 places from Sat 23 Sep 15:00 BST"


@pytest.fixture(autouse=True)
def in_london():
    with timezone.override("Europe/London"):
        yield


@pytest.fixture(scope="module")
def scenario():
    return read_scenario("london-2023")


def futures_of(scenario, gaps):
    """Futures of 30 hours: in each of some, the first duty lacks a number of places in one hour."""
    duties = len(scenario.duties_in_order)
    found = []
    for hour, gap in gaps:
        steps = [(0,) * duties for _ in range(30)]
        if hour is not None:
            steps[hour] = (gap, *(0,) * (duties - 1))
        found.append(steps)
    return found


@pytest.fixture(scope="module")
def content(scenario):
    gaps = [(5, 1)] * 30 + [(20, 2)] * 10 + [(None, 0)] * 60
    return content_of(outlook_of(scenario, futures_of(scenario, gaps), alone=[21] * 100))


def test_what_is_kept_is_plain_json(content):
    assert json.loads(json.dumps(content)) == content


def test_the_likeliest_duty_comes_first_with_its_number_its_error_and_its_word(scenario, content):
    found = shown(content)
    first = scenario.duties_in_order[0].label
    assert found.first.name == first
    assert found.first.chance == Chance(40, 100)
    assert found.likeliest.startswith(f"Likeliest to fail: {first}, in 40 % ± 5 of futures (realistic possibility)")
    assert ", half of them by " in found.likeliest


def test_the_heat_map_has_at_most_12_periods_each_with_the_share_of_its_worst_hour(content):
    ((_, cells),) = shown(content).heat
    assert [share for _, _, share in cells] == [0, 30, 0, 0, 0, 0, 10, 0, 0, 0]
    assert len(cells) <= 12
    assert all(until - start == 3 * HOUR for start, until, _ in cells)


def test_help_goes_when_the_force_alone_holds_cover(content):
    assert shown(content).help_goes.startswith("In half the futures, the force alone holds cover from")


def test_an_outlook_without_a_gap_says_so(scenario):
    found = shown(content_of(outlook_of(scenario, futures_of(scenario, [(None, 0)] * 100))))
    assert found.tone == "good"
    assert found.likeliest == "No duty has a gap in any of 100 futures."
    assert found.heat == []


def test_assumptions_whose_time_is_not_that_of_the_outlook_are_named(scenario, content):
    start, facts = scenario.horizon.start, outlook_of(scenario, futures_of(scenario, [(None, 0)] * 100))
    shocks = [StepBackShock(name, whole(1, 2), start - 9 * HOUR, start) for name in ("storm", "news")]
    found = content_of(replace(facts, assumptions=assumptions_with(*shocks)))
    assert shown(found).outside == "storm and news"
    assert shown(content).outside == ""
    kept_before = {key: value for key, value in content.items() if key != "outside"}
    assert shown(kept_before).outside == ""


@pytest.mark.parametrize(
    ("count", "futures", "words"),
    [(400, 1000, "36 to 44 %"), (4000, 10_000, "39 to 41 %"), (1, 100, "0 to 3 %"), (99, 100, "97 to 100 %")],
)
def test_a_report_quotes_a_range_that_holds_95_of_100_estimates(count, futures, words):
    assert range_of(Chance(count, futures)) == words


def test_a_range_of_none_or_all_is_a_bound():
    assert [range_of(Chance(count, 1000)) for count in (0, 1000)] == ["under 0.3 %", "over 99.7 %"]


def test_a_quotation_says_if_these_assumptions_hold_and_what_it_was_made_from(content):
    told = quote_of("60 to 300", content)
    assert "Outlook “60 to 300”" in told
    assert "100 futures, if these assumptions hold." in told
    assert "in 30 to 50 % of futures: realistic possibility" in told
    assert content["inputs"][:12] in told


@pytest.mark.parametrize(
    ("pools", "latest", "words"),
    [
        ([], None, f"{POSTS}. No pool can give them."),
        ([["kent", 4]], 3, f"{POSTS}. Ask kent (4) by Sat 23 Sep 13:00 BST."),
        (
            [["kent", 2]],
            3,
            f"{POSTS}. Ask 2 of kent (2) by Sat 23 Sep 13:00 BST. No pool can give the other 2.",
        ),
        (
            [["kent", 4]],
            1,
            f"{POSTS}. Ask kent (4) now: it is too late for the first hours.",
        ),
    ],
)
def test_what_to_ask_for_says_of_whom_by_when_and_what_nobody_can_give(scenario, content, pools, latest, words):
    noon = scenario.instant("2023-09-23T12:00")
    by = None if latest is None else noon + (latest - 2) * HOUR
    ask = {"duty": "Posts", "places": 4, "needed": noon + 3 * HOUR, "by": by, "pools": pools}
    assert shown({**content, "at": noon, "asks": [ask]}).asks == [words]


def test_what_can_be_asked_for_comes_first(content):
    ask = {"duty": "Posts", "places": 4, "needed": 0, "by": None, "pools": []}
    asks = [ask, {**ask, "duty": "Court", "pools": [["kent", 4]]}]
    assert [one.split(":")[0] for one in shown({**content, "asks": asks}).asks] == ["Court", "Posts"]
