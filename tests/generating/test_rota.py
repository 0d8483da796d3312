"""Synthetic forces with a rota made by hand, people on call, crews and rules on working time."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from standto.errors import OptionError
from standto.model.time import DAY, HOUR
from standto.scenario import check_scenario, write_scenario
from standto.scenario.generating import generate
from standto.scenario.generating.rostering import READY_MINUTES

SIZE = {"people": 200, "days": 10, "duties": 6, "teams": 5, "seed": 4}
EVERYTHING = {"rota": True, "crews": 4, "on_call": 0.25, "rest": True}
SIZES = [
    SIZE,
    {"people": 90, "days": 3, "duties": 4, "teams": 3, "seed": 1},
    {"people": 60, "days": 2, "duties": 2, "teams": 2, "seed": 2},
    {"people": 50, "days": 2, "duties": 3, "teams": 1, "seed": 3},
    {"people": 1, "days": 1, "duties": 1, "teams": 1, "seed": 0},
]


@pytest.fixture(scope="module")
def whole():
    return generate(**SIZE, **EVERYTHING)


def rows_by_person(scenario):
    rows = {}
    for row in scenario.rota:
        rows.setdefault(row.person, []).append(row)
    return rows


def test_the_same_options_give_the_same_force(whole):
    assert generate(**SIZE, **EVERYTHING) == whole


def test_a_rota_changes_nothing_else(whole):
    plain, rota = generate(**SIZE), generate(**SIZE, rota=True)
    assert plain.rota == ()
    assert [getattr(rota, table) for table in ("people", "authorisations", "duties", "pools", "events", "teams")] == [
        getattr(plain, table) for table in ("people", "authorisations", "duties", "pools", "events", "teams")
    ]
    assert (whole.people, whole.authorisations, whole.pools) == (plain.people, plain.authorisations, plain.pools)


@pytest.mark.parametrize("size", SIZES)
def test_a_force_with_everything_is_read_back_as_it_was_written_without_a_fault(size, tmp_path):
    scenario = generate(**size, **EVERYTHING)
    write_scenario(scenario, tmp_path / "force")
    checked = check_scenario(tmp_path / "force")
    assert (checked.faults, checked.scenario) == ((), scenario)


def test_everybody_has_rows_and_nobody_two_at_once(whole):
    rows = rows_by_person(whole)
    assert set(rows) == {person.id for person in whole.people}
    for mine in rows.values():
        assert all(one.period.until <= after.period.start for one, after in pairwise(mine))


def test_swaps_leave_as_many_people_on_each_shift_as_the_patterns_do():
    rota = generate(**SIZE, rota=True)
    start = rota.horizon.start
    worked = Counter((row.period.start - start) // (8 * HOUR) for row in rota.rota)
    cycle = rota.patterns[0].cycle
    shifts = [shift.id for shift in rota.shifts]
    offsets = {team.id: team.offset_days for team in rota.teams}
    planned = Counter(
        3 * day + shifts.index(entry)
        for person in rota.people
        for day in range(SIZE["days"])
        if (entry := cycle[(day + offsets[person.team]) % len(cycle)]) != "rest"
    )
    assert planned == {slot: count for slot, count in worked.items() if 0 <= slot < 3 * SIZE["days"]}
    own = {(person.id, start + 8 * HOUR * slot) for person in rota.people for slot in range(3 * SIZE["days"])}
    assert {(row.person, row.period.start) for row in rota.rota} - own == set()


def test_a_share_of_people_is_on_call_on_rest_days(whole):
    on_call = {row.person for row in whole.rota if row.ready_minutes}
    assert len(on_call) == 50
    assert {row.ready_minutes for row in whole.rota} == {0, *READY_MINUTES}
    assert {row.period.until - row.period.start for row in whole.rota if row.ready_minutes} == {DAY}
    waiting = {duty.id for duty in whole.duties if duty.ready_minutes}
    bound = {row.duty for row in whole.rota} - {""}
    assert bound
    assert bound <= waiting


def test_without_a_rota_people_on_call_say_so_themselves():
    scenario = generate(**SIZE, on_call=0.25)
    said = [event for event in scenario.events if event.kind == "on-call"]
    assert scenario.rota == ()
    assert len({event.subject for event in said}) == 50
    assert {event.count for event in said} == set(READY_MINUTES)
    assert all(event.until > event.occurred > event.recorded for event in said)


def test_crews_have_four_to_six_seats_in_the_full_state_and_the_same_seats_in_the_limited_one(whole):
    assert len(whole.crews) == 4
    for crew in whole.crews:
        seats = [seat for seat in whole.seats if seat.crew == crew.id]
        full = {seat.id: (seat.capabilities, seat.strength) for seat in seats if seat.state == "full"}
        limited = {seat.id: (seat.capabilities, seat.strength) for seat in seats if seat.state == "limited"}
        assert 4 <= sum(strength for _, strength in full.values()) <= 6
        assert limited.items() < full.items()
    assert {crew.needs for crew in whole.crews} == {"full", "limited"}


def test_a_force_has_rules_on_working_time_only_if_asked_for():
    assert generate(**SIZE, rest=True).working_time.rules == "gb-police-2024"
    assert not generate(**SIZE).working_time


def test_people_of_one_team_are_spread_over_the_hours_by_a_rota():
    scenario = generate(people=50, days=2, duties=3, teams=1, seed=3, rota=True)
    start = scenario.horizon.start
    on_duty = [
        sum(row.period.start <= start + hour * HOUR < row.period.until for row in scenario.rota) for hour in range(48)
    ]
    assert min(on_duty) == max(on_duty) == 10


def test_one_error_names_every_extra_that_is_not_allowed():
    with pytest.raises(OptionError) as caught:
        generate(**SIZE, rota=1, crews=1_001, on_call=1.5, rest="yes")
    assert str(caught.value).splitlines() == [
        "crews: 1001 is not allowed: a whole number from 0 to 1000",
        "on_call: 1.5 is not allowed: a number from 0 to 1",
        "rota: 1 is not allowed: True or False",
        "rest: 'yes' is not allowed: True or False",
    ]
