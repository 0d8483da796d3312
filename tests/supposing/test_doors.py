from __future__ import annotations

import ast
import re
import warnings
from datetime import datetime
from importlib import import_module
from inspect import getmembers, isfunction, signature
from pathlib import Path

import pytest

from standto import OptionError, ScenarioError, StandtoWarning, cover, read_scenario, sitrep, situation_of, what_if
from standto.model import doors
from standto.model.doors import Supposable
from standto.model.people import Pool
from standto.model.time import BEGINNING, Period

SOURCE = Path(doors.__file__).parent.parent
SAT = {"occurred": "Sat 18:00"}
METHODS = [name for name, _ in getmembers(Supposable, isfunction) if not name.startswith("_")]


@pytest.fixture(scope="module")
def london():
    return read_scenario("london-2023")


def texts_in(path):
    """Return the texts in a module that name a module alone."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return {text for text in texts if re.fullmatch(r"[a-z_.]+", text)}


@pytest.mark.parametrize("name", METHODS)
def test_each_door_leads_to_a_function_with_its_parameters(name):
    room = import_module("standto.supposing")
    door, inside = (list(signature(one).parameters)[1:] for one in (getattr(Supposable, name), getattr(room, name)))
    assert door == inside


def test_no_other_module_below_looks_upwards():
    rooms = ("model", "wording", "stints", "kernel", "register", "scenario", "sheets", "presenting")
    paths = [path for room in rooms for path in sorted((SOURCE / room).rglob("*.py"))]
    found = [path.name for path in paths if any(text.startswith("standto.") for text in texts_in(path))]
    assert found == ["doors.py"]


def test_all_faults_are_told_at_once_with_the_nearest(london):
    with pytest.raises(OptionError) as caught:
        london.with_strength("ct-respons", -1, since="Blursday")
    told = str(caught.value).splitlines()
    assert told[:2] == [
        "duty: no duty 'ct-respons': the nearest is 'ct-response'",
        "strength: -1 is not allowed: give a whole number from 0 to 1,000,000",
    ]
    assert told[2].startswith("since: 'Blursday' is not a time")
    assert len(told) == 3


def test_rows_of_events_are_checked_as_those_of_a_file(london):
    with pytest.raises(ScenarioError) as caught:
        london.with_events(
            {"occurred": "2023-09-23T18:00", "event": "stepped-back", "subject": "m9999"},
            {"occurred": "2023-09-23T18:00", "event": "steped-back", "subject": "m0001"},
            {"event": "declared", "subject": "attack", "note": "x", "hue": 3},
        )
    assert [(fault.place, fault.column) for fault in caught.value.faults] == [
        ("row 1", "subject"),
        ("row 2", "event"),
        ("row 3", None),
        ("row 3", "occurred"),
    ]


def test_a_row_of_a_pool_is_checked_as_one_of_a_file(london):
    with pytest.raises(ScenarioError) as caught:
        london.with_pool("m0001", count=-3, force="kant", capabilities=["arv", "arx"])
    assert [fault.column for fault in caught.value.faults] == ["pool", "force", "capabilities", "count"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            lambda scenario: scenario.with_step("kent-arv", "withdrawn"),
            "this changes nothing: kent-arv has no place confirmed or offered then; it has ",
        ),
        (lambda scenario: scenario.with_strength("ct-response", 13), "it is so already"),
        (lambda scenario: scenario.with_pool("more", count=0, force="met", capabilities="arv"), "it has no place"),
        (lambda scenario: scenario.with_stepped_back(0), "this changes nothing"),
        (
            lambda scenario: scenario.with_events({**SAT, "event": "returned", "subject": "m0001"}),
            "row 1: it is so already",
        ),
        (
            lambda scenario: scenario.with_events({**SAT, "event": "aid-withdrawn", "subject": "kent-arv", "count": 9}),
            "row 1: aid-withdrawn moves 4 of 9 places",
        ),
        (lambda scenario: scenario.without("m0001", since=scenario.horizon.until), "lies outside the time"),
    ],
)
def test_a_change_that_moves_nothing_is_a_warning(london, change, told):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        change(london)
    assert caught[0].category is StandtoWarning
    assert told in str(caught[0].message)
    assert caught[0].filename == __file__


@pytest.mark.parametrize("moment", ["2023-09-23T18:00", "Sat 18:00", datetime(2023, 9, 23, 18), 1_695_488_400_000_000])
def test_a_moment_may_be_a_text_a_datetime_or_an_instant(london, moment):
    assert london.with_strength("ct-response", 16, since=moment).events[-1].occurred == 1_695_488_400_000_000


def test_a_seed_makes_a_random_group_and_without_one_it_is_the_worst(london):
    worst, drawn = (
        london.with_stepped_back(40, capability="arv"),
        london.with_stepped_back(40, capability="arv", seed=1),
    )
    assert worst.supposed.told[0].endswith("the worst group")
    assert drawn.supposed.told[0].endswith("a random group by seed 1")
    assert drawn.events == london.with_stepped_back(40, capability="arv", seed=1).events
    assert sum(cover(worst).gap_hours.values()) > sum(cover(drawn).gap_hours.values())


def test_a_scenario_tells_what_was_supposed_of_it_and_of_which_files(london):
    changed = london.with_strength("ct-response", 16).without("kent-arv")
    assert changed.supposed.told == (
        "ct-response needs 16 instead of 13, from 2023-09-21T18:00:00+01:00 until the end",
        "kent-arv (2 places) is not there, from 2023-09-21T18:00:00+01:00 until the end",
    )
    assert changed.supposed.digest == london.digest
    assert (changed.digest, london.supposed.told) == ("", ())


def test_no_report_of_a_what_if_is_for_the_public(london):
    situation = situation_of(london, at="2023-09-23T12:00").without("kent-arv")
    with pytest.raises(OptionError, match="not for the public"):
        sitrep(situation, audience="public")
    report = sitrep(situation, runs=5)
    assert report.as_markdown().startswith("**WHAT IF, not what is: ")
    assert report.as_json()["heading"]["what_if"] == [
        "kent-arv (4 places) is not there, from 2023-09-23T12:00:00+01:00 until the end"
    ]
    assert report.as_json()["heading"]["digest"] == london.digest


def test_a_situation_that_was_asked_about_stays_as_it_is(london):
    situation = situation_of(london, at="2023-09-23T12:00")
    before = cover(situation).as_json()
    what_if(situation, "team c away Sun", "+10 lent arv", "ct-response needs 30")
    assert cover(situation).as_json() == before
    assert situation.scenario is london


def test_a_pool_may_be_given_as_its_row(london):
    row = Pool("more", "kent", ("afo", "arv"), 4, "confirmed", Period(BEGINNING, london.horizon.until), lead_minutes=60)
    assert london.with_pool(row).pool["more"] == row
