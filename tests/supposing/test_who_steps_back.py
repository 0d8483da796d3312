"""Who steps back when a number do: the bounds against every group, and the three groups against the bounds."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from standto.comparing import cover_if
from standto.coverage import cover
from standto.errors import OptionError
from standto.model.ladder import HOME_STEPS
from standto.model.people import Person
from standto.model.time import HOUR
from standto.register import situation_of
from standto.scenario import read_scenario
from standto.supposing import what_if
from standto.supposing.choice import stepping_back
from tests.register import building
from tests.register.building import ticket
from tests.register.scenarios import scenarios
from tests.supposing import brute

MOST_GROUPS = 130


@st.composite
def questions(draw):
    """Draw a scenario, a capability or None, a number who step back, and everybody's groups."""
    scenario = draw(scenarios(people=5, events=8, real=True, crewed=draw(st.booleans())))
    asked = sorted({one for demand in scenario.demands for names in demand.alternatives for one in names})
    capability = draw(st.sampled_from([None, *asked]))
    people, places = brute.register(scenario, capability, scenario.horizon.start)
    assume(people or places)
    count = draw(st.integers(1, min(len(people) + len(places), 3)))
    every = list(brute.groups(scenario, count, capability, scenario.horizon.start))
    assume(len(every) <= MOST_GROUPS)
    return scenario, capability, count, every


def table(scenario, every, capability, starts, basis="confirmed"):
    """Return the places short at some instants for each group."""
    start = scenario.horizon.start
    return [
        [brute.short_at(brute.after(scenario, group, capability, start), moment, basis) for moment in starts]
        for group in every
    ]


@settings(max_examples=60)
@given(questions(), st.sampled_from(["confirmed", "none"]))
def test_no_group_leaves_more_places_short_in_a_window_than_the_bound_or_fewer_and_some_group_attains_each(
    question, basis
):
    scenario, capability, count, every = question
    bounds = stepping_back(situation_of(scenario), count, capability, basis=basis).bounds
    starts = bounds.starts.tolist()
    shorts = table(scenario, every, capability, starts, basis)
    most = [max(column) for column in zip(*shorts, strict=True)]
    least = [min(column) for column in zip(*shorts, strict=True)]
    assert bounds.before.tolist() == [brute.short_at(scenario, moment, basis) for moment in starts]
    moved = {one.subject for one in scenario.events if one.kind in HOME_STEPS} & {one.id for one in scenario.pools}
    if not moved:
        event("exact")
        assert bounds.most.tolist() == bounds.attained.tolist() == most
    assert all(bound >= found for bound, found in zip(bounds.most.tolist(), most, strict=True))
    assert all(bound <= found for bound, found in zip(bounds.least.tolist(), least, strict=True))
    if not moved:
        event("least exact")
        assert bounds.least.tolist() == least
    hours = bounds.hours.tolist()
    for row in shorts:
        total = sum(short * length for short, length in zip(row, hours, strict=True))
        assert bounds.at_least - 1e-9 <= total <= bounds.at_most + 1e-9


@settings(max_examples=40)
@given(questions(), st.sampled_from(["worst", "best", "random"]), st.integers(0, 3))
def test_a_group_has_so_many_who_may_step_back_and_says_what_it_costs(question, choice, seed):
    scenario, capability, count, every = question
    group = stepping_back(situation_of(scenario), count, capability, choice=choice, seed=seed)
    chosen = (*group.people, *(pool for pool, number in group.places for _ in range(number)))
    assert chosen in every
    assert group.may == sum(map(len, brute.register(scenario, capability, scenario.horizon.start)))
    after = brute.after(scenario, chosen, capability, scenario.horizon.start)
    bounds = group.bounds
    costs = [brute.short_at(after, moment) for moment in bounds.starts.tolist()]
    hours = ((bounds.untils - bounds.starts) / HOUR).tolist()
    assert group.place_hours == pytest.approx(sum(map(float.__mul__, map(float, costs), hours)))
    if choice == "worst" and not group.places:
        rise = (bounds.attained - bounds.before).tolist()
        assert rise[group.window] == max(rise)
        assert costs[group.window] == bounds.attained[group.window]


@settings(max_examples=40)
@given(scenarios(people=5, events=8, real=True))
def test_of_one_who_steps_back_the_best_costs_the_least_of_all(scenario):
    start = scenario.horizon.start
    people, places = brute.register(scenario, None, start)
    assume(people and not places)
    group = stepping_back(situation_of(scenario), 1, choice="best")
    hours = group.bounds.hours.tolist()
    every = table(scenario, [(one,) for one in people], None, group.bounds.starts.tolist())
    least = min(sum(short * length for short, length in zip(row, hours, strict=True)) for row in every)
    assert group.place_hours == pytest.approx(least)


@settings(max_examples=40)
@given(scenarios(people=5, events=6, real=True), st.sampled_from(["worst", "best", "random"]))
def test_a_group_of_a_team_is_of_that_team_and_within_the_bounds_of_its_groups(scenario, choice):
    start = scenario.horizon.start
    (team, *_) = [*(one.id for one in scenario.teams), ""]
    people, _ = brute.register(scenario, None, start, team)
    assume(team and people)
    count = (len(people) + 1) // 2
    group = stepping_back(situation_of(scenario), count, choice=choice, team=team)
    every = list(brute.groups(scenario, count, None, start, team))
    assert (group.people in every, group.places) == (True, ())
    starts = group.bounds.starts.tolist()
    columns = list(zip(*table(scenario, every, None, starts), strict=True))
    assert group.bounds.most.tolist() == [max(column) for column in columns]


@settings(max_examples=40)
@given(scenarios(people=5, events=10, real=True), st.sampled_from(["worst", "best", "random"]), st.booleans())
def test_a_sentence_costs_what_its_group_says(scenario, choice, of_team):
    (team, *_) = [*(one.id for one in scenario.teams if of_team), ""]
    people, places = brute.register(scenario, None, scenario.horizon.start, team)
    assume(people or places)
    supposed = what_if(scenario, f"1 of team {team} steps back" if team else "1 steps back", choice=choice)
    ((group,), short) = supposed.groups, sum(cover(supposed.after).gap_hours.values())
    assert group.place_hours == pytest.approx(short, abs=0.05)
    assert group.bounds.at_least - 0.05 <= short <= group.bounds.at_most + 0.05


def test_the_worst_group_is_the_worst_for_the_time_that_the_answer_looks_at():
    noon = situation_of(read_scenario("london-2023"), at="2023-09-23T12:00")
    supposed = cover_if(noon, "40 of arv step back", until=noon.scenario.instant("2023-09-23T18:00"))
    worst, best, random = (sum(each.after.gap_hours.values()) for each in supposed.comparisons)
    (group,) = supposed.supposed[0].groups
    assert best <= random <= worst == pytest.approx(group.place_hours) == pytest.approx(group.bounds.at_most)


def test_a_change_after_the_time_that_the_answer_looks_at_is_a_warning():
    noon = situation_of(read_scenario("london-2023"), at="2023-09-23T12:00")
    for sentence in ("team c away Sun", "40 of arv step back from Sun"):
        (warning,) = what_if(noon, sentence, until="Sat 18:00").warnings
        assert "lies outside the time that the answer looks at" in warning
        assert what_if(noon, sentence).warnings == ()


@pytest.mark.parametrize("choice", ["worst", "best", "random"])
def test_of_more_than_there_are_all_step_back(choice):
    situation = situation_of(read_scenario("london-2023"))
    more, everybody = (stepping_back(situation, count, "ctsfo", choice=choice) for count in (131, 130))
    assert (more, more.count, more.may) == (everybody, 130, 130)


def test_a_skill_that_no_duty_asks_for_is_an_error_that_says_which_are_allowed():
    situation = situation_of(read_scenario("london-2023"))
    with pytest.raises(OptionError) as caught:
        stepping_back(situation, 1, "ctfso")
    allowed = "afo, arv, ctsfo, military-support, sfo"
    assert str(caught.value) == f"capability: 'ctfso' is not one that a duty or crew asks for; allowed: {allowed}"


def test_who_counts_without_lent_people_does_not_go_by_the_classes_of_the_windows_asked_for():
    people = Person("nx1", "met"), Person("k1", "kent")
    situation = situation_of(building.scenario(people=people, authorisations=(ticket(), ticket("k1"))))
    windows = situation.windows(basis="none")
    ours, theirs = [
        [kinds.tolist() for kinds in situation.people_classes(asked, "none")]
        for asked in (windows, replace(windows, classes=windows.classes[::-1]))
    ]
    assert ours == theirs == [[0, -1]]
