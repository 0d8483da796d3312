"""Counting step-backs, returns and the days in which they could have happened."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standto import OptionError, rates, read_scenario, situation_of
from standto.estimating.away_counts import counts_in
from standto.model.event import RETURNED, STEPPED_BACK
from standto.model.time import DAY, HOUR, Period
from tests.estimating.histories import START, event, force_of

LONDON = read_scenario("london-2023")


def counted(events, *, people=3, since=0, until=10):
    scenario = force_of(people, 20, events)
    return counts_in(situation_of(scenario), Period(START + since * DAY, START + until * DAY), "ours")


def test_days_by_hand():
    # Person 0 is away from day 2 to 5, person 1 from day 8 on; person 2 never.
    found = counted([event(STEPPED_BACK, 0, 2), event(RETURNED, 0, 5), event(STEPPED_BACK, 1, 8)])
    assert (found.step_backs, found.returns, found.there, found.away) == (2, 1, 2, 1)
    assert (found.away_days, found.there_days) == (3 + 2, 30 - 5)
    assert (found.leavers, found.back, found.away_before) == (2, 1, 0)
    bands = [(band.days, band.returns, band.person_days) for band in found.by_time_away]
    assert bands == [(0, 0, 2), (1, 0, 2 + 1), (3, 1, 0), (7, 0, 0), (28, 0, 0)]


def test_people_away_before_the_record_begins_count_from_then_with_the_time_they_have_been_away():
    found = counted([event(STEPPED_BACK, 0, 1), event(RETURNED, 0, 9)], since=4)
    assert (found.step_backs, found.returns, found.away_before, found.away_days) == (0, 1, 1, 5)
    bands = [(band.days, band.returns, band.person_days) for band in found.by_time_away]
    assert bands == [(0, 0, 0), (1, 0, 0), (3, 0, 4), (7, 1, 1), (28, 0, 0)]


STEPS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 19 * 24 - 1)), max_size=30, unique_by=lambda one: one)


@given(STEPS, st.integers(0, 100), st.integers(101, 480))
def test_days_and_counts_are_those_of_looking_at_each_hour(steps, since, until):
    """Each step turns a person from there to away or back; the judge looks at every person in every hour."""
    events, away = [], dict.fromkeys(range(5), False)
    for person, hour in sorted(steps, key=lambda one: one[1]):
        away[person] = not away[person]
        events.append(event(STEPPED_BACK if away[person] else RETURNED, person, hour / 24))
    found = counted(events, people=5, since=Fraction(since, 24), until=Fraction(until, 24))
    hours = {person: [False] * 481 for person in range(5)}
    for person, hour in sorted(steps, key=lambda one: one[1]):
        hours[person][hour:] = [not hours[person][hour]] * (481 - hour)
    gone = sum(row[hour] for row in hours.values() for hour in range(since, until))
    assert (found.away_days, found.there_days) == (Fraction(gone, 24), Fraction(5 * (until - since) - gone, 24))
    turns = [(row[hour], row[hour + 1]) for row in hours.values() for hour in range(since, until)]
    assert (found.step_backs, found.returns) == (turns.count((False, True)), turns.count((True, False)))
    assert sum(band.person_days for band in found.by_time_away) == found.away_days
    assert sum(band.returns for band in found.by_time_away) == found.returns


def test_only_what_was_known_counts():
    scenario = force_of(3, 20, [event(STEPPED_BACK, 0, 2, known=6), event(STEPPED_BACK, 1, 3)])
    period = Period(START, START + 5 * DAY)
    early, late = (situation_of(scenario, at=START + 5 * DAY, known_at=START + day * DAY) for day in (5, 7))
    assert [counts_in(situation, period, "ours").step_backs for situation in (early, late)] == [1, 2]


def test_the_counts_of_the_weekend_are_those_of_its_register():
    found = rates(situation_of(LONDON, at="2023-09-24T12:00"))
    assert (found.home.away, found.home.step_backs, found.home.returns) == (227, 227, 0)
    assert found.home.away == found.situation.stepped_back("met", found.period.until)
    assert {row.counts.capability: row.counts.away for row in found.by_row if row.counts.capability} == {
        "afo": 227,
        "arv": 217,
        "sfo": 73,
        "ctsfo": 65,
    }


def test_a_record_needs_time():
    with pytest.raises(OptionError, match="since: the record ends at 2023-09-22T12:00:00"):
        rates(situation_of(LONDON, at="2023-09-22T12:00"), since="2023-09-22T12:00")


def test_days_without_a_current_ticket_are_nobodys():
    scenario = force_of(1, 20, [])
    expired = scenario.authorisations[0].__class__("p0", "crew", Period(START, START + 36 * HOUR))
    from dataclasses import replace

    found = counts_in(
        situation_of(replace(scenario, authorisations=(expired,))), Period(START, START + 10 * DAY), "ours"
    )
    assert (found.there_days, found.away_days) == (Fraction(3, 2), 0)
