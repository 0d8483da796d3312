"""Synthetic forces are without faults, plausible, and the same for the same seed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from standto.errors import OptionError
from standto.model.scenario import Scenario
from standto.model.time import DAY
from standto.scenario.generating import generate
from standto.scenario.generating.rhythm import rhythm_of
from standto.scenario.generating.volunteers import SKILLS

USUAL = {"people": 2_595, "days": 28, "duties": 12, "teams": 5}
RUNGS = [skill.id for skill in SKILLS]


@pytest.fixture(scope="module")
def usual() -> Scenario:
    return generate(**USUAL, seed=1)


def test_the_same_seed_gives_the_same_force(usual):
    assert generate(**USUAL, seed=1) == usual


def test_another_seed_gives_another_force(usual):
    other = generate(**USUAL, seed=2)
    assert (other.people == usual.people, other.events == usual.events) == (False, False)


def test_a_force_has_the_numbers_of_people_duties_and_teams_asked_for(usual):
    days = (usual.horizon.until - usual.horizon.start) / DAY
    assert (len(usual.people), days, len(usual.duties), len(usual.teams)) == (2_595, 28, 12, 5)


def test_nobody_ever_holds_a_skill_without_the_skills_below_it(usual):
    held = {(ticket.person, ticket.capability): ticket.period for ticket in usual.authorisations}
    without = [
        (person, capability)
        for (person, capability), period in held.items()
        for below in RUNGS[: RUNGS.index(capability)]
        if (lower := held.get((person, below))) is None
        or not (lower.start <= period.start and period.until <= lower.until)
    ]
    assert without == []


def test_about_three_hundred_step_back_from_the_usual_force_in_four_weeks(usual):
    stepped_back = {event.subject for event in usual.events if event.kind == "stepped-back"}
    returned = {event.subject for event in usual.events if event.kind == "returned"}
    assert (250 <= len(stepped_back) <= 310, 180 <= len(returned) <= 300) == (True, True)


def test_every_kind_of_event_that_a_force_can_have_occurs(usual):
    kinds = {event.kind for event in usual.events}
    assert {
        "authority-restored", "authority-withdrawn", "available", "contingency-agreed", "contingency-requested",
        "contingency-stood-down", "aid-arrived", "aid-asked", "aid-confirmed", "aid-declined", "aid-offered",
        "aid-released", "aid-withdrawn", "correction", "decision", "declared", "duty-suspended", "ended", "report",
        "returned", "statement", "stepped-back", "strength-changed", "unavailable",
    } == kinds  # fmt: skip


def test_leave_and_sickness_end(usual):
    away = [event for event in usual.events if event.kind == "unavailable"]
    endless = [event for event in away if event.until - event.occurred > 400 * DAY]
    assert 0 < len(endless) < 0.1 * len(usual.people) < len(away)


def test_requirements_differ_by_shift_criticality_task_and_declaration(usual):
    duties = usual.duties
    assert {duty.criticality for duty in duties} == {1, 2, 3}
    assert {duty.shifts for duty in duties} == {(), ("early", "late"), ("late", "night"), ("late",)}
    assert {duty.task for duty in duties} == {"static-guard", "routine", "ct-response", "protection"}
    assert {duty.when for duty in duties} == {"", "major-incident"}


def test_soldiers_never_have_power_over_routine_work(usual):
    permitted = {power.task: power.when for power in usual.powers or () if power.kind == "military" and power.permitted}
    assert permitted == {"ct-response": "attack", "static-guard": "attack"}


def test_events_are_in_the_order_in_which_they_occurred(usual):
    occurred = [event.occurred for event in usual.events]
    assert occurred == sorted(occurred)


@pytest.mark.parametrize("teams", range(2, 25))
def test_every_shift_has_a_team_every_day(teams):
    rhythm = rhythm_of(teams)
    length = len(rhythm.cycle)
    on_duty = [{rhythm.cycle[(day + offset) % length] for offset in rhythm.offsets} for day in range(length)]
    shifts = {shift.id for shift in rhythm.shifts}
    assert all(shifts <= day for day in on_duty)


@pytest.mark.parametrize(
    "size",
    [
        {"people": 1, "days": 1, "duties": 1, "teams": 1},
        {"people": 1, "days": 1, "duties": 20, "teams": 5},
        {"people": 2, "days": 1, "duties": 1, "teams": 30},
        {"people": 7, "days": 3, "duties": 2, "teams": 2},
        {"people": 40, "days": 60, "duties": 30, "teams": 3},
        {"people": 90, "days": 10, "duties": 5, "teams": 4},
    ],
)
def test_very_small_forces_can_be_made(size):
    scenario = generate(**size, seed=3)
    assert (len(scenario.people), len(scenario.duties), len(scenario.teams)) == (
        size["people"], size["duties"], size["teams"],
    )  # fmt: skip
    assert len({duty.id for duty in scenario.duties}) == size["duties"]
    assert min(duty.strength for duty in scenario.duties) >= 0 < scenario.duties[0].strength
    people, pools = {person.id for person in scenario.people}, {pool.id for pool in scenario.pools}
    known = people | pools | {"home", "entered-in-error", "major-incident"} | {duty.id for duty in scenario.duties}
    assert {event.subject for event in scenario.events} - known == set()


def test_a_force_ten_times_as_large_can_be_made():
    assert len(generate(people=25_950, days=28, duties=12, teams=5, seed=1).people) == 25_950


def test_one_error_names_every_argument_that_is_not_allowed():
    with pytest.raises(OptionError) as caught:
        generate(people=0, days=-1, duties=1_001, teams=True, seed=1.5)
    assert str(caught.value).splitlines() == [
        "people: 0 is not allowed: a whole number from 1 to 1000000",
        "days: -1 is not allowed: a whole number from 1 to 3660",
        "duties: 1001 is not allowed: a whole number from 1 to 1000",
        "teams: True is not allowed: a whole number from 1 to 10000",
        "seed: 1.5 is not allowed: a whole number",
    ]


def test_the_horizon_starts_on_a_fixed_day_by_default(usual):
    assert usual.zone.iso(usual.horizon.start) == "2024-01-08T07:00:00+00:00"


def test_the_horizon_ends_at_the_local_time_at_which_it_starts():
    scenario = generate(people=5, days=3, duties=1, teams=1, seed=0, starts=datetime(2023, 10, 28, 6))
    assert scenario.zone.iso(scenario.horizon.until) == "2023-10-31T06:00:00+00:00"


def test_a_start_may_carry_its_offset():
    starts = datetime(2023, 10, 28, 6, tzinfo=UTC) + timedelta(hours=1)
    scenario = generate(people=5, days=1, duties=1, teams=1, seed=0, starts=starts)
    assert scenario.zone.iso(scenario.horizon.start) == "2023-10-28T08:00:00+01:00"


def test_a_start_that_the_clocks_skip_is_refused():
    with pytest.raises(OptionError) as caught:
        generate(people=5, days=1, duties=1, teams=1, seed=0, starts=datetime(2023, 3, 26, 1, 30))
    assert str(caught.value).startswith("starts: 2023-03-26T01:30:00 is not allowed:")
