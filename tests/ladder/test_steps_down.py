"""Stand-down and release: when help may go, in which order, and why other help is kept."""

from __future__ import annotations

import pytest

from standto import review
from standto.ladder.lines import kept_lines
from standto.model.duties import Power
from standto.model.time import Period
from tests.ladder.building import (
    changes,
    donor,
    duty,
    event,
    hour,
    kept,
    law,
    places,
    scenario,
    soldiers,
    step,
)

GUARD = law(("military", "guard"))
ATTACK = law(("military", "guard", "attack"))


def enough(*rows, home=6, **policy):
    """A duty for four people, and home places with two to spare."""
    return scenario(duty("guard", 4), places(home), *rows, **policy)


# -- contingency -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["requested", "standby", "deployed"])
def test_contingency_is_stood_down_when_home_alone_has_the_reserve(state):
    rows = (soldiers(9, state=state), GUARD)
    assert [changes(enough(*rows, home=home), 10) for home in (4, 5, 6)] == [{}, {}, {"stand-down-contingency:army": 9}]


def test_home_alone_means_without_aid():
    world = enough(soldiers(9, state="standby"), donor("kent", 9, state="arrived"), GUARD, home=5)
    assert kept(world, 10)["army"]["worst_case"] == 1


def test_a_stand_down_names_the_duties_and_the_approvers():
    told = step(enough(soldiers(9, state="standby"), ATTACK), 10, "stand-down-contingency:army")
    assert (told.duties, told.approvers, told.basis, told.by, told.windows) == (
        ("guard",),
        ("strategic-commander",),
        "none",
        None,
        None,
    )


def test_only_the_duties_that_a_pool_may_do_keep_it():
    world = enough(duty("ward", 3, needs="medic"), soldiers(9, state="standby"), ATTACK)
    assert changes(world, 10) == {"stand-down-contingency:army": 9}


def test_contingency_is_stood_down_only_after_the_reason_has_held():
    returned = event(10, "returned", "places", count=1)
    world = enough(soldiers(9, state="standby"), ATTACK, event(0, "stepped-back", "places", count=1), returned)
    assert [changes(world, at) for at in (10, 13, 14)] == [{}, {}, {"stand-down-contingency:army": 9}]


def test_between_full_hours_the_hold_starts_at_its_first_full_hour():
    returned = event(10, "returned", "places", count=1)
    world = enough(soldiers(9, state="standby"), ATTACK, event(0, "stepped-back", "places", count=1), returned)
    assert changes(world, 13.5) == {"stand-down-contingency:army": 9}


def test_an_hour_of_the_hold_is_judged_by_what_was_known_then():
    returned = event(0, "returned", "places", count=1, recorded=12)
    world = enough(soldiers(9, state="standby"), ATTACK, event(0, "stepped-back", "places", count=1), returned)
    assert [changes(world, at) for at in (12, 15, 16)] == [{}, {}, {"stand-down-contingency:army": 9}]


def test_nothing_is_stood_down_before_the_hold_has_passed_since_the_start():
    world = enough(soldiers(9, state="standby"), GUARD)
    assert [changes(world, at) for at in (0, 3.5, 4)] == [{}, {}, {"stand-down-contingency:army": 9}]


@pytest.mark.parametrize("kind", ["contingency-requested", "contingency-agreed", "contingency-deployed"])
def test_nothing_is_stood_down_soon_after_a_step_up(kind):
    world = enough(soldiers(9), GUARD, event(10, kind, "army", count=3))
    assert [changes(world, at) for at in (13.5, 14)] == [{}, {"stand-down-contingency:army": 3}]


def test_a_declared_condition_keeps_contingency():
    world = enough(soldiers(9, state="standby"), ATTACK, event(5, "declared", "attack", until=20))
    assert [changes(world, at) for at in (4.5, 10, 20)] == [
        {"stand-down-contingency:army": 9},
        {},
        {"stand-down-contingency:army": 9},
    ]


def opened(*powers, pool=None, declared="flood"):
    """The steps for soldiers on standby and for a donor's people while something is declared."""
    rows = (pool or soldiers(9, state="standby"), donor("kent", 9, state="arrived"), *powers)
    return changes(enough(*rows, event(0, "declared", declared)), 10)


BOTH_GO = {"stand-down-contingency:army": 9, "release-aid:kent": 9}
ARMY_STAYS, KENT_STAYS = {"release-aid:kent": 9}, {"stand-down-contingency:army": 9}


def power(name, kind, task, when="", *, permitted=True, **more):
    """One row of powers; `period` in hours."""
    if period := more.pop("period", None):
        more["period"] = Period(hour(period[0]), hour(period[1]))
    return Power(name, kind, task, permitted=permitted, when=when, **more)


ALL = tuple(power(f"all-{kind}", kind, "*") for kind in ("home", "police"))


@pytest.mark.parametrize(
    ("powers", "goes"),
    [
        ((power("a", "military", "guard", "flood"),), ARMY_STAYS),
        ((power("a", "military", "rescue", "flood"),), BOTH_GO),
        ((power("a", "military", "guard", "flood", site="docks"),), BOTH_GO),
        ((power("a", "military", "guard"), power("b", "military", "rescue", "flood")), BOTH_GO),
        ((power("a", "military", "guard"), power("b", "military", "guard", "flood")), BOTH_GO),
        ((power("a", "military", "guard", "flood"), power("b", "military", "guard", permitted=False)), BOTH_GO),
        ((power("a", "military", "guard", "flood", period=(0, 10)),), BOTH_GO),
        ((power("a", "military", "guard", "flood", period=(30, 40)),), ARMY_STAYS),
        ((power("a", "military", "guard", "attack"),), BOTH_GO),
        (
            (power("a", "military", "guard", "flood"), power("b", "military", "guard", "attack")),
            ARMY_STAYS,
        ),
        ((power("a", "police", "guard", "flood"),), BOTH_GO),
    ],
    ids=[
        "opens a duty",
        "opens a task of no duty",
        "opens a site of no duty",
        "opens nothing beside what it may anyway",
        "opens what it may anyway",
        "opens what another row forbids",
        "opened a duty once",
        "opens a duty later in the look-ahead",
        "is not the one",
        "is one of two",
        "opens to others what they may anyway",
    ],
)
def test_only_a_declaration_that_opens_a_duty_to_a_pool_keeps_it(powers, goes):
    assert opened(*ALL, *powers) == goes


def test_a_declaration_does_not_keep_a_pool_without_the_skill_for_the_duty_it_opens():
    rows = (*ALL, power("a", "military", "guard", "flood"))
    assert opened(*rows, pool=soldiers(9, state="standby", holds="medic")) == BOTH_GO


def test_a_declaration_keeps_aid_too_if_it_opens_a_duty():
    assert opened(ALL[0], power("a", "police", "guard", "flood")) == KENT_STAYS


def test_each_pool_has_conditions_of_its_own():
    world = scenario(
        duty("guard", 4),
        duty("treat", 1, needs="medic"),
        places(9),
        places(3, holds="medic", pool="medics"),
        soldiers(9, state="standby"),
        donor("navy", 2, kind="military", tier=3, holds="medic", state="standby"),
        law(("military", "guard", "attack"), ("military", "treat", "flood")),
        event(0, "declared", "flood"),
    )
    assert changes(world, 10) == {"stand-down-contingency:army": 9}


def test_a_look_ahead_cut_short_keeps_help():
    world = enough(soldiers(9, state="standby"), donor("kent", 9, state="arrived"), GUARD, lasts=100)
    assert [changes(world, at) for at in (28, 28.5)] == [
        {"stand-down-contingency:army": 9, "release-aid:kent": 9},
        {},
    ]


def test_a_gap_known_to_come_keeps_contingency():
    leaves = event(60, "stepped-back", "places", count=1, recorded=0)
    world = enough(soldiers(9, state="standby"), ATTACK, leaves, look_ahead_hours=24)
    assert [changes(world, at) for at in (36, 36.5)] == [{"stand-down-contingency:army": 9}, {}]


# -- aid -------------------------------------------------------------------------------------------------------


def test_aid_is_released_when_people_present_do_without_it():
    rows = (donor("kent", 1, state="arrived"), donor("essex", 1, state="arrived"))
    assert [changes(enough(*rows, home=home), 10) for home in (4, 5)] == [{}, {"release-aid:essex": 1}]


def test_help_that_is_not_here_yet_does_not_release_help_that_is():
    coming = donor("essex", 9, state="confirmed")
    world = enough(donor("kent", 3, state="arrived"), coming, home=4)
    assert changes(world, 10) == {"release-aid:essex": 9}


def test_soldiers_do_not_release_aid():
    world = enough(donor("kent", 3, state="arrived"), soldiers(9, state="deployed"), GUARD, home=5)
    assert changes(world, 10) == {}


def test_aid_goes_from_the_highest_tier_and_the_end_of_the_list():
    world = enough(
        donor("coast", 2, kind="other", tier=2, state="arrived"),
        donor("kent", 2, state="arrived"),
        donor("essex", 2, state="arrived"),
        home=8,
    )
    assert list(changes(world, 10)) == ["release-aid:coast", "release-aid:essex", "release-aid:kent"]


def test_places_released_do_not_count_towards_the_next_release():
    world = enough(
        donor("kent", 2, state="arrived"),
        donor("essex", 2, state="arrived"),
        donor("coast", 2, kind="other", tier=2, state="arrived"),
        home=4,
    )
    assert changes(world, 10) == {"release-aid:coast": 2, "release-aid:essex": 2}


def test_a_release_covers_all_places_arrived_confirmed_or_offered():
    rows = (donor("kent", 3, state="arrived"), event(0, "aid-confirmed", "kent", count=2))
    assert changes(enough(*rows, event(0, "aid-offered", "kent", count=1)), 10) == {"release-aid:kent": 6}


def test_a_donor_is_kept_for_what_the_law_lets_it_do_later_in_the_look_ahead():
    later = Period(hour(40), hour(240))
    world = enough(
        duty("cordon", 2, period=later),
        donor("kent", 3, state="arrived"),
        law(("police", "guard")),
        Power("later", "police", "cordon", permitted=True, period=later),
    )
    assert (changes(world, 10), kept(world, 10)["kent"]["duty"]) == ({}, "guard")


# -- what keeps help -------------------------------------------------------------------------------------------


def test_kept_help_names_the_duty_window_and_hour():
    leaves = event(60, "stepped-back", "places", count=3, until=70, recorded=0)
    back = event(70, "returned", "places", recorded=0)
    world = enough(donor("kent", 3, state="arrived"), leaves, back)
    assert kept(world, 10) == {
        "kent": {
            "state": "arrived",
            "count": 3,
            "duty": "guard",
            "start": 60,
            "until": 70,
            "at": 10,
            "gap": 1,
            "worst_case": -1,
            "held_since": None,
            "by_state": (("arrived", 3),),
            "fills": True,
        }
    }


def test_a_gap_that_has_closed_keeps_help_for_the_rest_of_the_hold():
    world = enough(
        donor("kent", 3, state="arrived"),
        event(0, "stepped-back", "places"),
        event(10, "returned", "places"),
    )
    assert (kept(world, 13)["kent"]["at"], kept(world, 13)["kent"]["gap"]) == (9, 4)


def test_too_little_to_spare_keeps_help_too():
    said = kept(enough(soldiers(9, state="requested"), ATTACK, home=5), 10)["army"]
    assert (said["state"], said["duty"], said["gap"], said["worst_case"]) == ("requested", "guard", 0, 1)


def test_the_first_duty_that_would_break_is_named():
    world = scenario(
        duty("patrol", 1),
        duty("ward", 2, needs="medic", criticality=2),
        places(9),
        places(2, holds="medic", pool="medics"),
        donor("kent", 3, state="arrived"),
        donor("essex", 3, holds="medic", state="arrived"),
    )
    assert kept(world, 10)["essex"]["duty"] == "ward"


def test_if_every_hour_has_held_the_review_says_since_when():
    world = enough(soldiers(9, state="standby"), ATTACK, event(5, "declared", "attack"))
    assert [(said["duty"], said["held_since"]) for said in (kept(world, at)["army"] for at in (1, 10))] == [
        (None, 0),
        (None, 6),
    ]


def test_a_pool_is_listed_under_its_furthest_state():
    world = enough(
        soldiers(9), GUARD, event(1, "contingency-requested", "army"), event(2, "contingency-agreed", "army", count=2)
    )
    assert [(said["state"], said["count"]) for said in kept(world, 3).values()] == [("standby", 9)]


def test_places_kept_in_several_states_are_counted_in_each():
    world = scenario(
        duty("guard", 8),
        places(6),
        soldiers(9),
        GUARD,
        event(1, "contingency-requested", "army"),
        event(2, "contingency-agreed", "army"),
        event(3, "contingency-deployed", "army", count=4),
    )
    assert kept(world, 3)["army"]["by_state"] == (("deployed", 4), ("standby", 5))
    (said,) = kept_lines(review(world, at=hour(3)))
    assert said.words == (
        "army, 9 places (4 deployed, 5 on standby): without it guard is 2 short from Mon 8 Jan 03:00 to "
        "Thu 11 Jan 03:00, seen at Mon 8 Jan 03:00."
    )


def test_help_that_has_only_been_asked_for_or_offered_is_not_kept():
    world = enough(donor("kent", 3, state="asked"), donor("essex", 3, state="offered"))
    assert (changes(world, 10), kept(world, 10)) == ({}, {})


def test_a_worst_case_is_none_where_home_people_are_not_needed():
    world = scenario(
        duty("cordon", 1),
        duty("guard", 1, criticality=2),
        donor("kent", 1, state="arrived"),
        donor("essex", 1, kind="other", state="arrived"),
        law(("police", "guard")),
    )
    said = kept(world, 10)["kent"]
    assert (said["duty"], said["gap"], said["worst_case"]) == ("guard", 1, None)
