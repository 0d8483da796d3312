"""Own people first, then aid, then contingency: each row of the contract's table of steps up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from standto.model.duties import Power
from standto.model.people import Team
from standto.model.time import HOUR
from tests.ladder.building import (
    advice,
    changes,
    donor,
    duty,
    event,
    hour,
    hours_of,
    law,
    people,
    places,
    remaining,
    scenario,
    soldiers,
    step,
    team,
)

DAYS = duty("patrol", 4, shifts=("day",))


def resting(number, *events, **policy):
    """Day shifts that lack two people, and a team that never works."""
    return scenario(DAYS, places(2), team("spare", "rest"), people(number, "spare"), *events, **policy)


# -- call-in ---------------------------------------------------------------------------------------------------


def test_own_people_come_first_then_aid_then_contingency():
    world = scenario(
        duty("patrol", 6, shifts=("day",)),
        places(2),
        team("spare", "rest"),
        people(10, "spare"),
        donor("kent", 2),
        soldiers(9),
        law(("military", "patrol")),
        look_ahead_hours=24,
    )
    assert changes(world, 0) == {"call-in:patrol": 1, "ask-aid:kent": 2, "request-contingency:army": 3}
    assert step(world, 0, "ask-aid:kent").counted_before == {"call-in": 1}
    assert step(world, 0, "request-contingency:army").counted_before == {"call-in": 1, "ask-aid": 2}


def test_at_most_the_share_of_people_who_could_come_is_called_in():
    assert [changes(resting(number, look_ahead_hours=24), 0) for number in (9, 10, 19, 20, 99)] == [
        {},
        {"call-in:patrol": 1},
        {"call-in:patrol": 1},
        {"call-in:patrol": 2},
        {"call-in:patrol": 2},
    ]


def test_the_share_is_taken_as_an_exact_decimal():
    world = scenario(
        duty("patrol", 60, shifts=("day",)), team("spare", "rest"), people(100, "spare"), call_in_share=0.29
    )
    assert changes(world, 0) == {"call-in:patrol": 29}


def test_nobody_is_called_in_for_two_shifts():
    called_in = step(resting(3, call_in_share=1), 0, "call-in:patrol")
    assert hours_of(called_in) == [(7, 19, 2), (31, 43, 1)]


def test_one_call_in_serves_every_window_of_its_shift():
    fewer = event(12, "strength-changed", "patrol", until=13, count=3, recorded=0)
    world = resting(2, fewer, call_in_share=1, look_ahead_hours=24)
    assert hours_of(step(world, 0, "call-in:patrol")) == [(7, 12, 2), (12, 13, 1), (13, 19, 2)]


def test_people_who_can_do_least_are_called_in_first():
    world = scenario(
        duty("patrol", 1, shifts=("day",)),
        duty("treatment", 1, needs="medic", shifts=("night",)),
        team("spare", "rest"),
        people(1, "spare"),
        team("medics", "rest"),
        people(1, "medics"),
        people(1, "medics", holds="medic"),
        call_in_share=1,
        look_ahead_hours=31,
    )
    assert changes(world, 0) == {"call-in:patrol": 1, "call-in:treatment": 1}


@pytest.mark.parametrize(("at", "windows"), [(3, [(7, 19, 2)]), (3.5, [(31, 43, 2)])])
def test_nobody_is_called_in_at_short_notice(at, windows):
    world = resting(2, call_in_share=1, call_in_notice_hours=4, look_ahead_hours=40)
    assert hours_of(step(world, at, "call-in:patrol")) == windows


@pytest.mark.parametrize(
    ("notice", "at", "said"),
    [(4, 0, (3, False)), (4, 2.5, (3, False)), (4, 3, (3, True)), (0, 3, (7, False)), (1.5, 0, (5.5, False))],
)
def test_a_call_in_must_be_decided_before_its_notice_period(notice, at, said):
    world = resting(2, call_in_share=1, call_in_notice_hours=notice, look_ahead_hours=24)
    found = step(world, at, "call-in:patrol")
    assert (hours_of(found)[0][0], (found.by - hour(0)) / HOUR, found.late) == (7, *said)


def test_a_call_in_for_a_later_window_must_be_decided_by_that_windows_notice():
    found = step(resting(2, call_in_share=1, call_in_notice_hours=4, look_ahead_hours=40), 3.5, "call-in:patrol")
    assert (hours_of(found), found.by, found.late) == ([(31, 43, 2)], hour(27), False)


@pytest.mark.parametrize("cycle", [("rest", "rest", "day"), ("day", "rest", "rest")], ids=["after", "before"])
@pytest.mark.parametrize(("rest", "steps"), [(12, {"call-in:patrol": 1}), (12.5, {})])
def test_a_call_in_leaves_a_rest_before_and_after_it(cycle, rest, steps):
    # The gap is on Tuesday from 07:00 to 19:00; the team works the same hours a day before or after.
    world = scenario(
        DAYS, places(3), team("own", *cycle), people(1, "own"), call_in_share=1, rest_hours=rest, look_ahead_hours=24
    )
    assert changes(world, 20) == steps


@pytest.mark.parametrize(
    "reason",
    [
        event(0, "stepped-back", "spare1"),
        event(0, "unavailable", "spare1"),
        event(0, "authority-withdrawn", "spare1"),
        event(0, "authorisation-ended", "spare1", capability="shot"),
        event(0, "stood-off", "spare1"),
        event(12, "stepped-back", "spare1", recorded=0),
        event(18, "unavailable", "spare1", recorded=0),
    ],
    ids=lambda event: f"{event.kind} from {(event.occurred - hour(0)) // 3_600_000_000}",
)
def test_somebody_who_would_not_count_throughout_the_window_is_not_called_in(reason):
    assert changes(resting(1, reason, call_in_share=1, look_ahead_hours=24), 0) == {}


def test_somebody_who_has_been_called_in_counts_already():
    world = resting(1, event(0, "called-in", "spare1", until=24), call_in_share=1, look_ahead_hours=24)
    assert (changes(world, 0), remaining(world, 0)) == ({}, [("patrol", 7, 19, 1)])


def test_people_without_a_pattern_are_on_duty_and_never_called_in():
    world = scenario(DAYS, Team("always", "home"), people(3, "always"), call_in_share=1, look_ahead_hours=24)
    assert (changes(world, 0), remaining(world, 0)) == ({}, [("patrol", 7, 19, 1)])


# -- ask-aid ---------------------------------------------------------------------------------------------------


def short(*rows, strength=4, home=2, **policy):
    """A duty that lacks two people day and night."""
    return scenario(duty("guard", strength), places(home), *rows, **policy)


def test_aid_closes_the_gap_and_leaves_the_reserve():
    assert changes(short(donor("kent", 9), reserve=2), 0) == {"ask-aid:kent": 4}


def test_the_reserve_is_asked_for_only_with_help():
    assert changes(short(donor("kent", 9), home=4, reserve=2), 0) == {}


def test_donors_are_asked_by_tier_and_then_as_listed():
    world = short(donor("coast", 9, kind="other", tier=2), donor("kent", 1), donor("essex", 2), reserve=2)
    assert changes(world, 0) == {"ask-aid:kent": 1, "ask-aid:essex": 2, "ask-aid:coast": 1}


def test_the_reserve_comes_from_places_that_may_fill_the_gap():
    world = short(
        donor("kent", 3),
        donor("essex", 9, holds="medic"),
        duty("ward", 1, needs="medic"),
        places(1, holds="medic", pool="medics"),
    )
    assert changes(world, 0) == {"ask-aid:kent": 3}


def test_aid_counts_from_the_time_it_can_arrive():
    world = short(donor("kent", 9, lead=90))
    asked = step(world, 2, "ask-aid:kent")
    assert (hours_of(asked), asked.by, asked.late) == ([(3.5, 74, 4)], hour(2), True)
    assert remaining(world, 2) == [("guard", 2, 3.5, 2)]


def test_a_nearer_donor_fills_in_until_the_first_one_arrives():
    world = short(donor("kent", 9, lead=90), donor("essex", 9))
    assert hours_of(step(world, 2, "ask-aid:essex")) == [(2, 3.5, 4)]


def test_a_step_is_late_when_the_help_cannot_arrive_in_time():
    world = scenario(duty("patrol", 4, shifts=("day",)), places(2), donor("kent", 9, lead=300), look_ahead_hours=24)
    told = {at: step(world, at, "ask-aid:kent") for at in (0, 2, 3)}
    assert {at: (one.by, one.late) for at, one in told.items()} == {
        0: (hour(2), False),
        2: (hour(2), True),
        3: (hour(3), True),
    }


def test_a_request_without_an_answer_counts_for_some_hours_only():
    world = short(donor("kent", 4), donor("essex", 9), event(1, "aid-asked", "kent"), answer_hours=6)
    assert [changes(world, at) for at in (1, 6.5, 7)] == [{}, {}, {"ask-aid:essex": 4}]


def test_places_that_an_answer_leaves_open_do_not_count():
    world = short(
        donor("kent", 4),
        donor("essex", 9),
        event(1, "aid-asked", "kent"),
        event(2, "aid-offered", "kent", count=1),
        reserve=0,
    )
    assert changes(world, 2) == {"ask-aid:essex": 1}


def test_offered_help_counts_before_it_is_confirmed():
    assert changes(short(donor("kent", 2, state="offered"), donor("essex", 9)), 0) == {}


def test_a_donor_that_declined_is_asked_again_after_a_while():
    world = short(
        donor("kent", 9), event(0, "aid-asked", "kent"), event(1, "aid-declined", "kent"), stale_hours=24, reserve=0
    )
    assert [changes(world, at) for at in (1, 25, 25.5)] == [{}, {}, {"ask-aid:kent": 2}]


@pytest.mark.parametrize("left", ["withdrawn", "released"])
def test_places_that_went_may_be_asked_for_again(left):
    assert changes(short(donor("kent", 9, state=left), reserve=0), 0) == {"ask-aid:kent": 2}


def test_when_fewer_arrive_than_were_confirmed_the_rest_still_count_until_they_are_withdrawn():
    rows = [donor("kent", 2, state="confirmed"), event(1, "aid-arrived", "kent", count=1)]
    gone = event(2, "aid-withdrawn", "kent")
    assert [changes(short(*rows, *more, reserve=0), 2) for more in ((), (gone,))] == [{}, {"ask-aid:kent": 1}]


def test_a_pool_is_asked_only_for_the_time_when_it_can_lend():
    world = short(donor("kent", 9, period=(10, 20)), reserve=0)
    assert hours_of(step(world, 0, "ask-aid:kent")) == [(10, 20, 2)]


# -- what the law does not allow -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "pool",
    [donor("kent", 9), donor("kent", 9, state="declined"), soldiers(9), soldiers(9, state="standby")],
    ids=["aid", "aid that declined", "soldiers", "soldiers on standby"],
)
def test_no_step_up_is_for_a_duty_that_the_powers_do_not_allow(pool):
    world = short(pool, law((pool[0].kind, "another task")))
    up = ("ask-aid", "request-contingency", "deploy-contingency")
    assert [one for one in changes(world, 30) if one.startswith(up)] == []


def test_help_without_powers_fills_no_gap():
    world = short(donor("kent", 9, state="arrived"), soldiers(9, state="deployed"), law(("police", "another task")))
    assert remaining(world, 0) == [("guard", 0, 72, 2)]


def test_a_power_that_forbids_overrules_one_that_permits():
    world = short(soldiers(9), law(("military", "*")))
    refused = replace(world, powers=(*world.powers, Power("no", "military", "guard", permitted=False)))
    assert (changes(world, 0), changes(refused, 0)) == ({"request-contingency:army": 4}, {})


# -- contingency -----------------------------------------------------------------------------------------------


def test_contingency_is_requested_if_aid_does_not_suffice():
    world = short(donor("kent", 1), soldiers(9, lead=60), law(("military", "guard")), reserve=2)
    asked = step(world, 5, "request-contingency:army")
    assert (asked.count, asked.power, asked.approvers, asked.by, asked.late) == (
        3,
        "p4",
        ("strategic-commander", "home-office", "ministry-of-defence"),
        hour(4),
        True,
    )


def test_help_that_only_a_declaration_would_permit_is_requested_under_it():
    world = short(soldiers(9), law(("military", "guard", "attack")), reserve=2)
    asked = step(world, 0, "request-contingency:army:attack")
    assert (asked.condition, asked.count, asked.duties, asked.power) == ("attack", 4, ("guard",), "p4")
    assert remaining(world, 0) == [("guard", 0, 72, 2)]


def test_help_permitted_without_a_declaration_is_not_requested_under_it():
    world = short(soldiers(9), law(("military", "guard"), ("military", "guard", "attack")), reserve=0)
    assert changes(world, 0) == {"request-contingency:army": 2}


def test_while_a_declaration_is_in_force_its_request_is_a_plain_one():
    world = short(
        soldiers(9), law(("military", "guard", "attack")), event(10, "declared", "attack", until=20), reserve=0
    )
    asked = {one: hours_of(step(world, 10, one)) for one in changes(world, 10)}
    assert asked == {
        "request-contingency:army": [(10, 20, 2)],
        "request-contingency:army:attack": [(20, 82, 2)],
    }


@pytest.mark.parametrize("kind", ["contingency-requested", "contingency-agreed"])
@pytest.mark.parametrize(("already", "more"), [(1, {"request-contingency:army:attack": 3}), (4, {}), (9, {})])
def test_nothing_is_requested_twice(kind, already, more):
    world = short(soldiers(9), law(("military", "guard", "attack")), event(0, kind, "army", count=already), reserve=2)
    assert changes(world, 0) == more


def test_contingency_is_requested_only_for_gaps_that_exist_now():
    world = scenario(
        duty("guard", 2), duty("cordon", 5, when="attack"), places(2), soldiers(9), law(("military", "*", "attack"))
    )
    assert changes(world, 0) == {}


def test_a_request_is_as_large_as_the_gap_would_be_under_its_declaration():
    world = scenario(
        duty("cordon", 5, when="attack"),
        duty("guard", 4, criticality=2),
        places(3),
        soldiers(9),
        law(("military", "guard", "attack")),
        reserve=0,
    )
    assert changes(world, 0) == {"request-contingency:army:attack": 4}


def test_contingency_is_deployed_only_where_and_when_powers_permit_it():
    world = short(
        soldiers(9, state="standby"),
        law(("military", "guard", "attack")),
        event(10, "declared", "attack", until=20),
        reserve=2,
    )
    told = step(world, 12, "deploy-contingency:army")
    assert [changes(world, at) for at in (9, 12)] == [{}, {"deploy-contingency:army": 2}]
    assert (hours_of(told), told.by, told.late, told.counted_before) == ([(12, 20, 2)], hour(12), True, {})


def test_only_as_many_are_deployed_as_the_gap_needs():
    world = short(soldiers(9, state="standby"), law(("military", "guard")), reserve=2)
    assert changes(world, 0) == {"deploy-contingency:army": 2}


def test_deployed_places_fill_the_gap():
    world = short(soldiers(2, state="deployed"), law(("military", "guard")))
    assert (changes(world, 0), remaining(world, 0)) == ({}, [])


def test_every_look_ahead_ends_with_the_horizon():
    assert advice(short(donor("kent", 9), lasts=10, reserve=0), 5) == {"ask-aid:kent": 2}
    assert hours_of(step(short(donor("kent", 9), lasts=10, reserve=0), 5, "ask-aid:kent")) == [(5, 10, 2)]
