"""The command's answer and what is left out, against plain code on a grid of half hours."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standto.coverage import cover
from standto.model.time import FOREVER, HOUR
from standto.register import Records, situation_in, situation_of
from standto.resting import rest
from tests.register.reading import windows_by_name
from tests.resting.worlds import Grid, is_unavailable, known_events, readiness, worlds


def compare(world, at, known_at):
    """Compare the stints of an answer, and who is left out cell by cell, with the grid's."""
    situation = situation_of(world, at=at, known_at=known_at)
    answer = rest(situation)
    known = FOREVER if situation.known_at is None else situation.known_at
    grid = Grid(world, known)
    zone, (start, until) = world.zone, situation.period
    expected = [
        {
            "person": person,
            "from": zone.iso(begins),
            "until": zone.iso(ends),
            "rule": world.working_time.own[rule].id,
            "effect": world.working_time.own[rule].effect,
            "measured": measured,
            "bound": world.working_time.own[rule].bound,
        }
        for begins, person, rule, ends, measured in grid.breaks
        if begins < until and ends > start
    ]
    assert answer.as_json()["stints"] == expected
    assert answer.in_breach == any(each["effect"] == "breach" for each in expected)
    for cell in range(grid.cell(start), grid.cell(until)):
        there = [one for one in world.people if cell in grid.left_out[one.id]]
        on_duty = [one for one in there if readiness(world, one, grid.at(cell), known)[0] is not None]
        assert situation.not_counted(grid.at(cell), [0]).get("not-rested", 0) == len(on_duty), zone.iso(grid.at(cell))
    for window in cover(situation).as_json()["windows"]:
        cell = grid.cell(world.instant(window["from"]))
        assert window["rest"] == numbers_at(grid, cell, known), window["from"]


def numbers_at(grid, cell, known):
    """Return how many people who count in a cell are in a stint in breach, and in one for which rest is owed."""
    numbers = {"breach": 0, "owed": 0}
    for person in grid.scenario.people:
        minutes, _ = readiness(grid.scenario, person, grid.at(cell), known)
        away = is_unavailable(known_events(grid.scenario, person, known), grid.at(cell))
        # The duty that waits longest waits an hour, so that everybody on duty and rested counts.
        if minutes is not None and not away and cell not in grid.left_out[person.id]:
            numbers["breach"] += cell in grid.breached[person.id]
            numbers["owed"] += cell in grid.owed[person.id]
    return numbers


@given(world=worlds(), data=st.data())
@settings(max_examples=60, deadline=None)
def test_stints_and_what_is_left_out_are_those_of_the_grid(world, data):
    moments = [None, world.horizon.start, world.horizon.start + 10 * HOUR]
    compare(world, data.draw(st.sampled_from(moments)), data.draw(st.sampled_from(moments)))


@pytest.mark.slow
@given(world=worlds(), data=st.data())
@settings(max_examples=3000, deadline=None)
def test_stints_and_what_is_left_out_are_those_of_the_grid_many_times(world, data):
    moments = [None, world.horizon.start, world.horizon.start + 10 * HOUR]
    compare(world, data.draw(st.sampled_from(moments)), data.draw(st.sampled_from(moments)))


@given(world=worlds(), data=st.data())
@settings(max_examples=40, deadline=None)
def test_records_that_events_follow_have_the_rest_of_fresh_ones(world, data):
    cut = data.draw(st.integers(0, len(world.events)))
    moments = [None, world.horizon.start, world.horizon.start + 10 * HOUR]
    at, known_at, later = (data.draw(st.sampled_from(moments)) for _ in range(3))
    early = Records(replace(world, events=world.events[:cut]))
    rest(situation_in(early, at=at, known_at=known_at))
    grown = early.followed_by(world.events[cut:])
    for moment in (known_at, later):
        found, fresh = situation_in(grown, at=at, known_at=moment), situation_of(world, at=at, known_at=moment)
        assert rest(found).as_json() == rest(fresh).as_json()
        assert cover(found).as_json() == cover(fresh).as_json()


def duties_on_grid(grid, cell):
    """Return the duties that each person counts for in a cell: the second can wait for an hour, the first cannot."""
    found = {}
    for person in grid.scenario.people:
        minutes, _ = readiness(grid.scenario, person, grid.at(cell), FOREVER)
        away = is_unavailable(known_events(grid.scenario, person, FOREVER), grid.at(cell))
        if minutes is not None and not away and cell not in grid.left_out[person.id]:
            found[person.id] = {"guard", "wait"} if minutes == 0 else {"wait"}
    return found


@given(world=worlds())
@settings(max_examples=60, deadline=None)
def test_windows_are_cut_where_somebody_is_left_out_and_count_all_others(world):
    grid = Grid(world)
    first, last = (grid.cell(moment) for moment in world.horizon)
    expected = []
    for cell in range(first, last):
        there = duties_on_grid(grid, cell)
        if not expected or expected[-1][1] != there:
            expected.append((grid.at(cell), there))
    found = windows_by_name(situation_of(world), "confirmed", None)
    assert [(window.start, {who: set(duties) for who, duties in window.people.items()}) for window in found] == expected
