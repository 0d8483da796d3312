"""The numbers and states of people beside a picture."""

from __future__ import annotations

from dataclasses import replace

import pytest

from standto.model.event import Event
from standto.model.time import HOUR
from standto.register import Records, situation_in
from standto.scenario import read_scenario
from standto_desk.picture.headcounts import headcount
from standto_desk.picture.people import person_state
from tests.desk.picture.drawn import picture_of


@pytest.fixture(scope="module")
def weekend():
    return read_scenario("london-2023")


@pytest.fixture(scope="module")
def saturday(weekend):
    """Return the picture of Saturday evening."""
    return picture_of(weekend, weekend.instant("2023-09-23T18:00"))


def test_headcounts_agree_with_the_states_of_the_people(saturday):
    situation, at = saturday.situation, saturday.at
    people = situation.scenario.people
    standings = [situation.standings[number] for number in situation.standing_of(at).tolist()]
    mine = [standing for person, standing in zip(people, standings, strict=True) if person.force == "met"]
    counted = headcount(situation, at, "met")
    assert (counted.people, counted.stepped_back, counted.unavailable) == (
        len(mine),
        sum(standing.stepped_back for standing in mine),
        sum(standing.unavailable for standing in mine),
    )
    assert counted.stepped_back == situation.stepped_back("met", at) > 0
    some = [person_state(situation, at, person.id) for person in people[::50] if person.force == "met"]
    assert 0 < sum(state.on_duty for state in some) <= counted.on_duty


def test_a_person_who_stepped_back_again_is_stepped_back(weekend):
    person, at = weekend.people[0], weekend.instant("2023-09-23T12:00")
    events = (
        Event("", "stepped-back", person.id, at - 5 * HOUR, at - 5 * HOUR),
        Event("", "returned", person.id, at - 4 * HOUR, at - 4 * HOUR),
        Event("", "stepped-back", person.id, at - 3 * HOUR, at - 3 * HOUR),
    )
    situation = situation_in(Records(replace(weekend, events=events)), at=at)
    state = person_state(situation, at, person.id)
    assert (state.person, state.stepped_back, state.stepped_back_from) == (person.id, True, state.current)
    assert not person_state(situation, at - 4 * HOUR, person.id).stepped_back
    assert person_state(situation, at, "nobody") is None
