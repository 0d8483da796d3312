"""What pages say of a picture: duties, pools, people in numbers, people one by one, and what changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from standto.model.event import Event
from standto.model.time import HOUR
from standto.register import Records, situation_in
from standto.scenario import read_scenario
from standto_desk.picture.duties import duty_lines
from standto_desk.picture.headcounts import capability_counts, headcount
from standto_desk.picture.people import people_states, person_state, stepped_back_since
from standto_desk.picture.pools import OURS, THEIRS, pool_lines
from tests.desk.picture.drawn import picture_of


@pytest.fixture(scope="module")
def weekend():
    return read_scenario("london-2023")


@pytest.fixture(scope="module")
def saturday(weekend):
    """The picture of Saturday evening."""
    return picture_of(weekend, weekend.instant("2023-09-23T18:00"))


def test_each_duty_is_told_from_the_moment_to_the_end_of_the_look_ahead(saturday):
    for line in duty_lines(saturday):
        ends = [(span.start, span.until) for span in line.spans]
        assert (ends[0][0], ends[-1][1]) == (saturday.at, saturday.until)
        assert [until for _, until in ends[:-1]] == [start for start, _ in ends[1:]]


def test_the_gaps_of_the_lines_are_those_of_the_cover(saturday):
    cover, duties = saturday.cover, saturday.scenario.duties_in_order
    lines = duty_lines(saturday)
    missing = {line.duty.id: sum(span.gap * (span.until - span.start) for span in line.spans) for line in lines}
    lengths = cover.windows.untils - cover.windows.starts
    assert missing == {duty.id: int((cover.gap[:, place] * lengths).sum()) for place, duty in enumerate(duties)}
    for line in lines:
        assert all(span.required is None or span.filled + span.gap == span.required for span in line.spans)


def test_duties_with_a_gap_come_first_the_soonest_before_the_others(saturday):
    lines = duty_lines(saturday)
    firsts = [line.first_gap.start if line.first_gap else None for line in lines]
    short = [first for first in firsts if first is not None]
    assert short
    assert firsts == [*sorted(short), *[None] * (len(firsts) - len(short))]


def test_a_pool_is_told_by_state_with_its_age_and_whose_move_it_is(weekend):
    pool = weekend.pools[0]
    asked = weekend.instant("2023-09-22T10:00")
    events = (
        Event("", "aid-asked", pool.id, asked, asked, count=5),
        Event("", "aid-offered", pool.id, asked + HOUR, asked + HOUR, count=3),
    )
    situation = situation_in(Records(replace(weekend, events=events)), at=asked + 2 * HOUR)
    line = next(line for line in pool_lines(situation, situation.at) if line.pool.id == pool.id)
    told = [(state.state, state.count, state.since, state.turn) for state in line.open]
    assert sorted(told) == [("asked", 2, asked, THEIRS), ("offered", 3, asked + HOUR, OURS)]


def test_people_are_told_in_numbers_that_agree_with_one_by_one(saturday):
    situation, at = saturday.situation, saturday.at
    states = people_states(situation, at, force="met")
    told = headcount(situation, at, "met")
    assert (told.people, told.on_duty, told.stepped_back, told.unavailable) == (
        len(states),
        sum(state.on_duty for state in states),
        sum(state.stepped_back for state in states),
        sum(state.unavailable for state in states),
    )
    assert told.stepped_back == situation.stepped_back("met", at)


def test_tickets_are_told_by_capability(saturday):
    situation, at = saturday.situation, saturday.at
    states = people_states(situation, at, force="met")
    for line in capability_counts(situation, at, "met"):
        holders = [state for state in states if line.capability in state.current]
        assert line.tickets == len(holders)
        assert line.stepped_back == sum(line.capability in state.stepped_back_from for state in holders)


def test_one_person_is_told_alone_and_since_when_they_have_stepped_back(weekend):
    person, at = weekend.people[0], weekend.instant("2023-09-23T12:00")
    events = (
        Event("", "stepped-back", person.id, at - 5 * HOUR, at - 5 * HOUR),
        Event("", "returned", person.id, at - 4 * HOUR, at - 4 * HOUR),
        Event("", "stepped-back", person.id, at - 3 * HOUR, at - 3 * HOUR),
    )
    situation = situation_in(Records(replace(weekend, events=events)), at=at)
    state = person_state(situation, at, person.id)
    assert (state.person, state.stepped_back, state.stepped_back_from) == (person.id, True, state.current)
    assert stepped_back_since(situation, at, person.id) == at - 3 * HOUR
    assert stepped_back_since(situation, at - 4 * HOUR, person.id) is None
    assert person_state(situation, at, "nobody") is None
