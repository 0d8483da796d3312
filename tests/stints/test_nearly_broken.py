"""Rules on rest that stints keep by little, beside counting by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from standto import read_scenario, situation_of
from standto.model.rotas import RotaRow
from standto.model.time import HOUR, MINUTE, Period
from standto.model.working_time import RestRule, WorkingTime


def near(rules, times):
    """Whether a person who works at some times, in hours, keeps some rule by little."""
    whole = read_scenario("on-call")
    person, start = next(one for one in whole.people if one.force == whole.home), whole.horizon.start
    rows = tuple(
        RotaRow(person.id, Period(start + round(begins * HOUR), start + round(ends * HOUR))) for begins, ends in times
    )
    scenario = replace(
        whole, people=(person,), authorisations=(), rota=rows, events=(), working_time=WorkingTime(own=rules)
    )
    record = situation_of(scenario).rest
    broken = {one.person for one in record.broken(scenario.horizon)}
    return bool(record.nearly_broken(scenario.horizon)), bool(broken)


@pytest.mark.parametrize("minutes", [0, 600, 659, 660, 661, 692, 693, 694, 720, 1440])
def test_rest_is_only_just_kept_up_to_a_twentieth_more_than_its_bound(minutes):
    gap = Fraction(minutes, 60)
    rule = RestRule("daily", "rest-before", 11, "owed")
    found, broken = near((rule,), [(0, 8), (8 + gap, 16 + gap)])
    together = minutes == 0  # one stint, which has no rest before it
    assert broken == (0 < gap < 11)
    assert found == (not together and 11 <= gap <= Fraction(11 * 21, 20))
    assert MINUTE * 60 == HOUR


@pytest.mark.parametrize(
    ("hours", "expected"), [(11, (False, False)), (11.5, (True, False)), (12, (True, False)), (13, (False, True))]
)
def test_the_length_of_a_stint_is_only_just_kept_from_a_twentieth_less_than_its_bound(hours, expected):
    assert near((RestRule("long", "stint-hours", 12, "breach"),), [(0, hours)]) == expected


@pytest.mark.parametrize(("stints", "expected"), [(2, (False, False)), (3, (True, False)), (4, (True, True))])
def test_a_number_of_stints_is_only_just_kept_when_it_is_the_bound(stints, expected):
    rule = RestRule("run", "run", 3, "note", gap_hours=24)
    assert near((rule,), [(24 * day, 24 * day + 8) for day in range(stints)]) == expected
