"""The weekend, imported, gives the answers of its folder."""

from __future__ import annotations

import pytest

from standto.coverage import cover, margin
from standto.ladder import Reviewer
from standto.model.time import HOUR
from standto.register import Records, situation_in
from standto_desk.book.situations import scenario_at
from standto_desk.picture.showing import picture_at


@pytest.fixture
def folder(weekend):
    """Return the scenario of the weekend's folder, which the desk has imported."""
    return weekend.scenario


def said_by(folder, reviewer, at):
    situation = situation_in(reviewer.records, at=at)
    until = min(at + 72 * HOUR, folder.horizon.until)
    return [
        cover(situation, until=until).as_json(),
        margin(situation, until=until, runs=None).as_json(),
        reviewer.of(situation).as_json(),
    ]


def last_hour(folder):
    """Return the end of the hours whose whole look-ahead lies in the folder's horizon; later, a board has another."""
    return folder.horizon.until - folder.policy.look_ahead + 1


def check_hours(folder, hours):
    reviewer = Reviewer(Records(folder))
    for at in hours:
        picture = picture_at(at)
        drawn = [picture.cover.as_json(), picture.margin.as_json(), picture.review.as_json()]
        assert drawn == said_by(folder, reviewer, at)


def test_some_hours_of_the_weekend_are_as_in_the_folder(folder):
    check_hours(folder, range(folder.horizon.start, last_hour(folder), 26 * HOUR))


@pytest.mark.slow
def test_every_hour_of_the_weekend_is_as_in_the_folder(folder):
    check_hours(folder, range(folder.horizon.start, last_hour(folder), HOUR))


def test_the_scenario_of_the_end_is_the_folder(folder):
    assert scenario_at(folder.horizon.until - 1) == folder


def test_the_scenario_of_a_moment_holds_what_was_known_then(folder):
    at = folder.instant("2023-09-23T12:00")
    kept = scenario_at(at).events
    assert kept == tuple(event for event in folder.events if event.recorded <= at)
