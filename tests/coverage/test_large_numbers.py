"""Numbers of people and places as large as the limits allow, and sums of many of them: exact, at each limit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from standto import ScenarioError, cover, margin, read_scenario, review, sitrep, situation_of
from standto.kernel.critical_sets import critical_sets_by_program, critical_sets_by_transform
from standto.kernel.parts import parts_of
from tests.kernel.worlds import random_windows
from tests.register.building import duty, event, pool, scenario, when

SETTINGS = """\
format = 1
title = "As many as there may be"
timezone = "UTC"
starts = 2023-09-22T18:00:00
ends = 2023-09-24T06:00:00
home = "met"

[policy]
reserve = {}
"""
MOST = 1_000_000
"""The greatest number of people or places that one cell allows."""
SUMS = (2**31 - 1, 2**31, 2**31 + 1, 2**32 - 1, 2**32, 2**32 + 1)
"""Sums at which narrower numbers would overflow."""


def cells(total):
    """Return numbers with some sum, each of which a cell can hold."""
    return [MOST] * (total // MOST) + ([total % MOST] if total % MOST else [])


def pools_of(total, **more):
    """Return pools with some sum of places."""
    return tuple(
        pool(f"p{number}", count=count, **{"force": "met", "state": "available"} | more)
        for number, count in enumerate(cells(total))
    )


@pytest.mark.parametrize("total", SUMS)
def test_a_supply_of_any_sum_is_counted_exactly(total):
    folder = scenario(pools=pools_of(total), duties=(duty(strength=MOST),), people=(), authorisations=())
    answer = margin(folder, runs=20)
    (line,) = answer.as_json()["margins"]
    (least,) = answer.as_json()["summary"]
    spare = total - MOST
    assert (line["worst_case"], line["critical"]["eligible"], line["random"]) == (
        spare,
        total,
        {"p05": spare, "p50": spare, "p95": spare},
    )
    assert (least["worst_case"], least["register"], least["random"]) == (spare, total, line["random"])
    words = " ".join(answer.summary().split())
    assert (cover(folder).covered, f"{total:,} people could fill guard, which requires {MOST:,}" in words) == (
        True,
        True,
    )


@pytest.mark.parametrize("total", SUMS)
def test_help_of_any_sum_is_counted_exactly_and_not_more(total):
    # Every place has arrived and may lawfully do nothing, so every place is counted as not permitted.
    folder = scenario(
        pools=pools_of(total, force="mod", state="deployed"),
        duties=(duty(strength=MOST),),
        people=(),
        authorisations=(),
        powers=(),
    )
    (window,) = cover(folder).as_json()["windows"]
    assert [(one["required"], one["eligible"], one["short"]) for one in window["bottlenecks"]] == [(MOST, 0, MOST)]
    assert window["bottlenecks"][0]["not_counted"]["not-permitted"] == total


@pytest.mark.parametrize("total", SUMS)
def test_a_requirement_of_any_sum_and_its_place_hours_are_exact(total):
    duties = tuple(duty(f"d{number}", strength=count) for number, count in enumerate(cells(total)))
    answer = cover(scenario(pools=pools_of(3 * MOST + 1), duties=duties, people=(), authorisations=())).as_json()
    (window,) = answer["windows"]
    gaps = [one["gap"] for one in window["duties"]]
    (proof,) = window["bottlenecks"]
    assert (sum(gaps), proof["required"], proof["short"]) == (total - 3 * MOST - 1, total, total - 3 * MOST - 1)
    assert answer["summary"]["gap_hours"] == {one["duty"]: 48.0 * one["gap"] for one in window["duties"] if one["gap"]}


@pytest.mark.parametrize("total", SUMS)
def test_places_that_come_by_events_add_up_exactly(total):
    events = [
        event("aid-arrived", "kent-arv", "22T18:00", count=count, id=f"e{n}") for n, count in enumerate(cells(total))
    ]
    folder = scenario(*events, pools=(pool(count=0),), duties=(duty(strength=1),), people=(), authorisations=())
    answer = cover(folder, assignments=True)
    (window,) = answer.as_json()["windows"]
    assert (window["assignments"], situation_of(folder).places(answer.windows)[1].tolist()) == (
        [{"duty": "guard", "force": "kent", "pool": "kent-arv", "count": 1, "power": None}],
        [[total]],
    )


def test_assignments_of_a_million_places_are_exact():
    folder = scenario(
        pools=(
            pool("ones", force="met", state="available", count=MOST),
            pool("others", force="met", state="available", count=500_000),
        ),
        duties=(duty("one", strength=600_000), duty("two", strength=700_000)),
        people=(),
        authorisations=(),
    )
    (window,) = cover(folder, assignments=True).as_json()["windows"]
    assert [(one["duty"], one["pool"], one["count"]) for one in window["assignments"]] == [
        ("one", "ones", 600_000),
        ("two", "ones", 400_000),
        ("two", "others", 300_000),
    ]


@pytest.mark.parametrize("total", [2**31, 2**32 + 1])
def test_a_review_a_replay_and_a_report_count_any_sum_exactly(total):
    home = pools_of(total + MOST)
    folder = scenario(
        *(event("stepped-back", one.id, "22T18:00") for one in home[1:]),
        event("report", "met", "22T19:00", low=0, high=MOST, source=""),
        pools=(*home, pool("kent-arv", count=MOST)),
        duties=(duty("one", strength=MOST), duty("two", strength=MOST)),
        people=(),
        authorisations=(),
    )
    at = when("22T20:00")
    advice = review(folder, at=at).as_json()
    (asked,) = [one for one in advice["recommendations"] if one["step"] == "ask-aid"]
    (proof,) = asked["because"]["bottlenecks"]
    assert (asked["pool"], asked["count"], proof["not_counted"]["stepped-back"]) == ("kent-arv", MOST, total)
    assert situation_of(folder, at=at).stepped_back("met", at) == total
    assert f"the register says {total:,}" in cover(folder).summary()
    assert f"{total:,}" in sitrep(folder, at=at).as_markdown()


@pytest.mark.parametrize("scale", [1, 1_000, MOST, 10**9, 10**12])
def test_an_integer_program_of_any_numbers_is_exact_or_gives_a_bound_that_holds(scale):
    held, exact = [], []
    for seed in range(8):
        windows = random_windows(
            seed, duties=8, classes=14, forces=3, windows=2, people=9 * scale, strength=5 * scale, spread=0.3
        )
        for part in parts_of(windows):
            for found, true in zip(
                critical_sets_by_program(part, seconds=60), critical_sets_by_transform(part), strict=True
            ):
                exact.append(found == true)
                held.append(found == true or found.worst_case <= true.worst_case <= found.at_most)
    assert (all(held), all(exact) or scale > 1_000) == (True, True)


@pytest.mark.parametrize("scale", [MOST, 10**12])
def test_an_integer_program_is_exact_where_all_numbers_are_at_the_limit(scale):
    windows = random_windows(3, duties=8, classes=14, forces=3, windows=4, people=9, strength=5, spread=0.3)
    large = replace(windows, counts=windows.counts * scale, required=windows.required * scale)
    for part in parts_of(large):
        assert critical_sets_by_program(part, seconds=60) == critical_sets_by_transform(part)


def folder_with(tmp_path, number):
    """Return a folder with the same number in every cell for people or places."""
    tables = {
        "scenario.toml": SETTINGS.format(number),
        "forces.csv": "force,kind\nmet,home\nkent,police\n",
        "capabilities.csv": "capability\na\n",
        "duties.csv": f"duty,task,capabilities,strength\nfirst,guard,a,{number}\n",
        "pools.csv": "pool,force,capabilities,count,lead_minutes\n"
        f"ours,met,a,{number},\ntheirs,kent,a,{number},{number}\n",
        "events.csv": "id,occurred,event,subject,count,low,high,step,source\n"
        f"e1,2023-09-22T18:00,strength-changed,first,{number},,,,\n"
        f"e2,2023-09-22T18:00,stepped-back,ours,{number},,,,\n"
        f"e3,2023-09-22T18:00,report,met,{number},,,,s1\n"
        f"e4,2023-09-22T18:00,report,met,,0,{number},,s1\n"
        f"e5,2023-09-22T18:00,report,met,,{number},{number},,s1\n"
        f"e6,2023-09-22T18:00,aid-asked,theirs,{number},,,,\n"
        f"e7,2023-09-22T18:00,decision,theirs,{number},,,ask-aid,\n",
        "sources.csv": "source,title\ns1,A paper\n",
    }
    for name, text in tables.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def test_every_cell_accepts_the_limit(tmp_path):
    folder = read_scenario(folder_with(tmp_path, MOST))
    (window,) = cover(folder).as_json()["windows"]
    assert [(one["required"], one["gap"]) for one in window["duties"]] == [(MOST, MOST)]
    assert review(folder, at=folder.horizon.start).as_json()["remaining"] == []


def test_no_cell_accepts_one_more_than_the_limit(tmp_path):
    with pytest.raises(ScenarioError) as refused:
        read_scenario(folder_with(tmp_path, MOST + 1))
    wrong = "'1000001' is not allowed: write a whole number from 0 to 1,000,000"
    assert sorted(str(fault).removeprefix(f"{tmp_path}/") for fault in refused.value.faults) == sorted(
        [
            f"duties.csv:2: strength: {wrong}",
            *(f"pools.csv:{line}: count: {wrong}" for line in (2, 3)),
            f"pools.csv:3: lead_minutes: {wrong}",
            f"events.csv:2: count: {wrong} (this fault occurs 5 times, first on lines 2, 3 and 4)",
            *(f"events.csv:{line}: high: {wrong}" for line in (5, 6)),
            f"events.csv:6: low: {wrong}",
            f"scenario.toml:9: policy.reserve: {wrong}",
        ]
    )
