"""A moment has the declared horizon, or one that rolls with the clock."""

from __future__ import annotations

from datetime import datetime

import pytest

from standto.model.policies import Policy
from standto.model.time import DAY, HOUR, MINUTE, Period
from standto.model.zone import Zone
from standto_desk.book.horizons import horizon_of, rolling

LONDON = Zone("Europe/London")


def at(text):
    return LONDON.instant(datetime.fromisoformat(text))


WEEKEND = Period(at("2023-09-21T18:00"), at("2023-10-02T07:00"))


def test_the_declared_horizon_is_kept_while_it_holds_the_whole_look_ahead():
    last = WEEKEND.until - 72 * HOUR
    assert horizon_of(WEEKEND, LONDON, Policy(), last) == WEEKEND
    assert horizon_of(WEEKEND, LONDON, Policy(), last + 1) == rolling(LONDON, Policy(), last + 1)
    assert horizon_of(WEEKEND, LONDON, Policy(), WEEKEND.start - 1) == rolling(LONDON, Policy(), WEEKEND.start - 1)


def test_a_horizon_of_a_whole_season_is_not_used():
    season = Period(WEEKEND.start, WEEKEND.start + 15 * DAY)
    moment = WEEKEND.start + DAY
    assert horizon_of(season, LONDON, Policy(), moment) == rolling(LONDON, Policy(), moment)


def test_the_rolling_horizon_goes_from_midnight_to_midnight():
    found = rolling(LONDON, Policy(), at("2023-09-24T12:34"))
    assert found == Period(at("2023-09-22T00:00"), at("2023-09-29T00:00"))


def test_the_rolling_horizon_is_the_same_all_day():
    day = {rolling(LONDON, Policy(), at("2023-09-24T00:00") + minutes * MINUTE) for minutes in range(24 * 60)}
    assert len(day) == 1


@pytest.mark.parametrize("change", ["2023-03-26", "2023-10-29"])
def test_midnights_are_those_of_the_local_clock_when_it_changes(change):
    found = rolling(LONDON, Policy(), at(f"{change}T12:00"))
    assert {LONDON.local(end).hour for end in found} == {0}
    assert found.until - found.start in (7 * DAY - HOUR, 7 * DAY + HOUR)


@pytest.mark.parametrize("policy", [Policy(), Policy(look_ahead_hours=1, hold_hours=0), Policy(hold_hours=50)])
def test_the_rolling_horizon_holds_a_review_s_look_ahead_and_hold_with_a_day_to_spare(policy):
    for hours in range(48):
        moment = at("2023-10-28T00:30") + hours * HOUR
        found = rolling(LONDON, policy, moment)
        assert found.start <= moment - round(policy.hold_hours * HOUR) - DAY + HOUR
        assert found.until >= moment + round(policy.look_ahead_hours * HOUR) + DAY - HOUR
