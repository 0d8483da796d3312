"""Breaking points against every group that may step back, and against every order in which they may."""

from __future__ import annotations

from itertools import combinations, permutations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from standto.coverage import margin
from standto.register import situation_of
from standto.scenario import read_scenario
from standto.weighing.smallest_step_backs import breaking_points
from tests.ladder import building
from tests.register import oracle
from tests.register.scenarios import scenarios
from tests.supposing import brute

PERCENTILES = (5, 50, 95)


def breaks(scenario, gone, moments, basis="confirmed"):
    """Whether some duty is short at some instant once a group has stepped back at the start of the horizon."""
    after = brute.after(scenario, gone, None, scenario.horizon.start)
    return any(brute.short_at(after, moment, basis) > 0 for moment in moments)


def moments_of(scenario):
    return oracle.moments(oracle.KnownEvents(scenario), *scenario.horizon)


@st.composite
def scenarios_with_a_few_who_may_go(draw):
    scenario = draw(scenarios(people=4, events=6, real=True, crewed=draw(st.booleans())))
    people, places = brute.register(scenario, None, scenario.horizon.start)
    assume(1 <= len(people) + len(places) <= 5)
    return scenario


@settings(max_examples=25)
@given(scenarios_with_a_few_who_may_go(), st.sampled_from(["", "team"]))
def test_the_worst_case_is_the_smallest_of_all_groups_that_break_a_duty(scenario, sort):
    start, moments = scenario.horizon.start, moments_of(scenario)
    points = breaking_points(situation_of(scenario), runs=None)
    teams = {one.id for one in points.points if one.group == "team"} if sort else {""}
    for team in teams:
        people, places = brute.register(scenario, None, start, team)
        every = [*people, *places]
        sizes = range(len(every) + 1)
        least = next(
            (n for n in sizes if any(breaks(scenario, gone, moments) for gone in combinations(every, n))), None
        )
        (found,) = points.of(sort or "everybody", team)[-1:]
        assert (found.worst, found.at_least, found.size) == (least, least, len(every))


@settings(max_examples=12)
@given(scenarios_with_a_few_who_may_go())
def test_the_orders_are_those_of_every_permutation(scenario):
    start, moments = scenario.horizon.start, moments_of(scenario)
    (found,) = breaking_points(situation_of(scenario), runs=3000).of("everybody")[-1:]
    people, places = brute.register(scenario, None, start)
    every = [*people, *places]
    broken = {
        places: breaks(scenario, [every[one] for one in sorted(places)], moments)
        for number in range(len(every) + 1)
        for places in map(frozenset, combinations(range(len(every)), number))
    }
    at = [_breaks_at(order, broken) for order in permutations(range(len(every)))]
    for percent, number in zip(PERCENTILES, found.orders, strict=True):
        place = len(every) + 1 if number is None else number
        share = percent / 100
        # four standard errors of 3,000 runs
        error = 4 * (share * (1 - share) / 3000) ** 0.5
        below, up_to = sum(one < place for one in at) / len(at), sum(one <= place for one in at) / len(at)
        assert below < share + error
        assert up_to > share - error


def _breaks_at(order, broken):
    """The number who have left when a duty is first short; one more than all of them if none is."""
    numbers = range(len(order) + 1)
    return next((number for number in numbers if broken[frozenset(order[:number])]), len(order) + 1)


def test_everybody_breaks_each_criticality_where_the_margin_says():
    situation = situation_of(read_scenario("london-2023"), at="2023-09-22T18:00", known_at="2023-09-22T18:00")
    points = [one for one in breaking_points(situation, runs=None).of("everybody") if one.ends]
    least = margin(situation, runs=None).least
    assert [(one.criticality, one.worst, one.first) for one in points] == [
        (one.criticality, one.critical.worst_case + 1, one.critical.duties) for one in least
    ]


def test_a_donor_breaks_a_duty_when_it_withdraws_what_home_people_cannot_fill():
    rows = [
        building.duty("guard", 3),
        building.places(2),
        *building.donor("kent", 2, state="arrived"),
    ]
    (point,) = breaking_points(situation_of(building.scenario(*rows)), runs=None).of("force", "kent")
    assert (point.worst, point.size, point.orders) == (2, 2, None)


def test_a_duty_that_is_short_already_breaks_at_none():
    world = building.scenario(building.duty("guard", 3), building.places(2))
    answer = breaking_points(situation_of(world), runs=10)
    assert [(one.group, one.worst, one.orders) for one in answer.points if one.ends] == [
        ("everybody", 0, (0, 0, 0)),
        ("capability", 0, (0, 0, 0)),
    ]
    assert "now" in answer.summary()


def test_the_same_seed_gives_the_same_answer():
    situation = situation_of(read_scenario("lifeboat"))
    assert breaking_points(situation, runs=50).as_json() == breaking_points(situation, runs=50).as_json()


@pytest.mark.parametrize("wrong", [{"runs": 0}, {"seed": -1}, {"basis": "hope"}, {"until": "2001-01-01T00:00"}])
def test_a_wrong_argument_is_refused(wrong):
    from standto.errors import OptionError

    with pytest.raises(OptionError):
        breaking_points(situation_of(read_scenario("lifeboat")), **wrong)
