"""Help from outside and the ladder, one rule at a time."""

from __future__ import annotations

import pytest

from standto.model.duties import Power
from standto.model.people import Capability, Force
from standto.register import situation_of
from tests.register.building import boundaries, duty, event, period, places, pool, reasons, scenario, when

ATTACK = Power("p1", "military", "*", permitted=True, when="attack")


def ladder(folder, name, instant):
    """Return the number of places of a pool in each state."""
    lots = situation_of(folder).lots(name, when(instant))
    return {state: sum(lot.count for lot in kept) for state, kept in lots.items()}


def kent(*steps, **rest):
    """Return the ladder of a pool of four places after some steps, an hour apart."""
    events = (event(kind, "kent-arv", f"23T{hour:02}:00", count=count) for hour, (kind, count) in enumerate(steps))
    return ladder(scenario(*events, pools=(pool(**rest),)), "kent-arv", "23T23:00")


def mod(*steps, **rest):
    """Return the ladder of a military pool of four places after some steps, an hour apart."""
    events = (event(kind, "mod", f"23T{hour:02}:00", count=count) for hour, (kind, count) in enumerate(steps))
    return ladder(scenario(*events, pools=(pool("mod", force="mod", **rest),)), "mod", "23T23:00")


@pytest.mark.parametrize(
    ("step", "source", "into"),
    [
        ("aid-asked", "released", "asked"),
        ("aid-offered", "asked", "offered"),
        ("aid-confirmed", "offered", "confirmed"),
        ("aid-arrived", "confirmed", "arrived"),
        ("aid-declined", "asked", "declined"),
        ("aid-withdrawn", "confirmed", "withdrawn"),
        ("aid-released", "arrived", "released"),
    ],
)
def test_a_step_of_aid_without_a_number_moves_all_places(step, source, into):
    assert kent((step, None), state=source) == {into: 4}


@pytest.mark.parametrize(
    ("step", "source", "into"),
    [
        ("contingency-requested", "stood-down", "requested"),
        ("contingency-agreed", "requested", "standby"),
        ("contingency-deployed", "standby", "deployed"),
        ("contingency-declined", "requested", "declined"),
        ("contingency-stood-down", "deployed", "stood-down"),
    ],
)
def test_a_step_of_contingency_without_a_number_moves_all_places(step, source, into):
    assert mod((step, None), state=source) == {into: 4}


def test_a_step_with_a_number_moves_that_many_places_and_leaves_the_rest():
    assert kent(("aid-asked", 3)) == {"not-asked": 1, "asked": 3}


def test_a_step_with_a_number_takes_places_from_its_states_in_order():
    assert kent(("aid-asked", 3), ("aid-confirmed", 4)) == {"confirmed": 4}


def test_a_request_or_an_offer_adds_the_places_that_it_lacks():
    assert kent(("aid-offered", 6)) == {"offered": 6}
    assert mod(("contingency-requested", 10)) == {"requested": 10}


def test_a_refusal_or_a_release_adds_no_places():
    assert kent(("aid-released", 6), state="arrived") == {"released": 4}
    assert mod(("contingency-declined", 6)) == {"declined": 4}


def test_without_a_number_only_the_first_state_that_has_any_moves():
    assert kent(("aid-asked", 1), ("aid-offered", None)) == {"not-asked": 3, "offered": 1}


def test_a_step_that_finds_nothing_moves_nothing():
    assert kent(("aid-released", None)) == {"not-asked": 4}
    assert kent(("aid-asked", 0)) == {"not-asked": 4}


def test_steps_at_once_follow_the_order_of_the_file():
    asked, offered = (event(kind, "kent-arv", "23T00:00", count=4) for kind in ("aid-asked", "aid-offered"))
    pools = (pool(),)
    assert ladder(scenario(asked, offered, pools=pools), "kent-arv", "23T00:00") == {"offered": 4}
    # No places are left to ask for, so asking adds the four that it names.
    assert ladder(scenario(offered, asked, pools=pools), "kent-arv", "23T00:00") == {"offered": 4, "asked": 4}


def test_places_keep_the_time_since_when_they_are_in_their_state():
    folder = scenario(
        event("aid-asked", "kent-arv", "23T00:00", count=1),
        event("aid-asked", "kent-arv", "23T06:00", count=2),
        event("aid-offered", "kent-arv", "23T09:00", count=2),
        pools=(pool(),),
    )
    (asked,) = situation_of(folder).lots("kent-arv", when("23T12:00"))["asked"]
    assert (asked.since, asked.count) == (when("23T06:00"), 1)


def test_a_step_that_is_corrected_never_moved_anything():
    folder = scenario(
        event("aid-asked", "kent-arv", "23T00:00", id="e1"),
        event("aid-declined", "kent-arv", "23T03:00"),
        event("correction", "e1", "23T06:00"),
        pools=(pool(),),
    )
    # The refusal also takes places that were not asked for.
    assert ladder(folder, "kent-arv", "23T12:00") == {"declined": 4}


# -- the home force's pools ------------------------------------------------------------------------------------

SPECIALS = pool("specials", force="met", state="available", count=5)


def test_places_of_a_home_pool_step_back_and_return():
    folder = scenario(
        event("stepped-back", "specials", "23T00:00", count=3),
        event("returned", "specials", "23T12:00", count=1),
        pools=(SPECIALS,),
    )
    found = [places("specials", folder, moment) for moment in ("22T20:00", "23T06:00", "23T18:00")]
    assert found == [5, 2, 3]
    assert reasons(folder, "23T18:00") == {"stepped-back": 2}
    assert situation_of(folder).stepped_back("met", when("23T18:00")) == 2


def test_no_more_places_step_back_or_return_than_there_are():
    folder = scenario(
        event("stepped-back", "specials", "23T00:00", count=9),
        event("returned", "specials", "23T12:00", count=9),
        pools=(SPECIALS,),
    )
    assert [places("specials", folder, moment) for moment in ("23T06:00", "23T18:00")] == [0, 5]


def test_without_a_number_all_places_step_back():
    folder = scenario(event("stepped-back", "specials", "23T00:00"), pools=(SPECIALS,))
    assert places("specials", folder, "23T06:00") == 0


# -- which help counts -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "counted"),
    [
        ("not-asked", [0, 0, 0, 0]),
        ("asked", [0, 0, 0, 0]),
        ("offered", [0, 0, 0, 4]),
        ("confirmed", [0, 0, 4, 4]),
        ("arrived", [0, 4, 4, 4]),
        ("released", [0, 0, 0, 0]),
    ],
)
def test_the_basis_says_which_aid_counts(state, counted):
    folder = scenario(pools=(pool(state=state),))
    bases = ("none", "present", "confirmed", "offered")
    assert [places("kent-arv", folder, "23T12:00", basis=basis) for basis in bases] == counted


@pytest.mark.parametrize(
    ("state", "counted"),
    [("requested", [0, 0, 0, 0]), ("standby", [0, 0, 0, 4]), ("deployed", [0, 4, 4, 4]), ("stood-down", [0, 0, 0, 0])],
)
def test_the_basis_says_which_contingency_counts(state, counted):
    everybody = tuple(Power(f"p-{kind}", kind, "*", permitted=True) for kind in ("home", "military"))
    folder = scenario(pools=(pool("mod", force="mod", state=state),), powers=everybody)
    bases = ("none", "present", "confirmed", "offered")
    assert [places("mod", folder, "23T12:00", basis=basis) for basis in bases] == counted


def test_home_places_count_under_every_basis():
    folder = scenario(pools=(SPECIALS,))
    bases = ("none", "present", "confirmed", "offered")
    assert [places("specials", folder, "23T12:00", basis=basis) for basis in bases] == [5, 5, 5, 5]


def test_places_count_inside_the_period_of_their_pool_only():
    folder = scenario(pools=(pool(state="arrived", period=period("23T06:00", "23T18:00")),))
    found = [places("kent-arv", folder, moment) for moment in ("23T05:59", "23T06:00", "23T17:59", "23T18:00")]
    assert found == [0, 4, 4, 0]
    assert reasons(folder, "23T20:00") == {"not-present": 4}
    assert boundaries(folder) == ["23T06:00", "23T18:00"]


def test_a_place_counts_for_every_duty_of_its_capabilities():
    folder = scenario(
        capabilities=(Capability("armed"), Capability("medic"), Capability("dog")),
        duties=(duty(), duty("aid-post", capabilities=["medic"]), duty("search", capabilities=["dog"])),
        pools=(pool(state="arrived", capabilities=["armed", "medic"]),),
    )
    windows = situation_of(folder).windows()
    (kind,), (number,) = situation_of(folder).places(windows)
    assert (windows.classes[kind[0]].duties, number[0]) == (0b011, 4)


def test_places_that_may_do_no_duty_do_not_count():
    folder = scenario(pools=(pool("mod", force="mod", state="deployed"),))
    kinds, counted = situation_of(folder).places(situation_of(folder).windows())
    assert (kinds.tolist(), counted.tolist()) == ([[-1]], [[0]])


# -- powers ----------------------------------------------------------------------------------------------------


def kinds_that_may(*powers, task="routine", site="", assume=()):
    """Return the kinds of force with a place that counts."""
    forces = (
        Force("met", "home", 0),
        Force("kent", "police", 1),
        Force("coast", "other", 2),
        Force("mod", "military", 3),
    )
    present = {"home": "available", "police": "arrived", "other": "arrived", "military": "deployed"}
    folder = scenario(
        forces=forces,
        duties=(duty(task=task, site=site),),
        pools=tuple(pool(f"pool-{one.kind}", force=one.id, state=present[one.kind]) for one in forces),
        powers=powers if powers != (None,) else None,
    )
    return {kind for kind in present if places(f"pool-{kind}", folder, "23T12:00", assume=assume, basis="present")}


def test_without_a_table_of_powers_every_kind_but_the_military_may_do_everything():
    assert kinds_that_may(None) == {"home", "police", "other"}


def test_with_a_table_of_powers_only_what_it_permits_is_lawful():
    assert kinds_that_may() == set()
    assert kinds_that_may(Power("p1", "police", "*", permitted=True)) == {"police"}


def test_one_row_that_says_no_outweighs_any_that_say_yes():
    yes, no = Power("p1", "home", "*", permitted=True), Power("p2", "home", "routine", permitted=False)
    assert kinds_that_may(yes, no) == set()
    assert kinds_that_may(yes, no, task="guard") == {"home"}


def test_a_power_for_a_site_holds_there_only():
    power = Power("p1", "home", "*", permitted=True, site="palace")
    assert kinds_that_may(power, site="palace") == {"home"}
    assert kinds_that_may(power, site="airport") == set()
    assert kinds_that_may(power) == set()


def test_a_power_that_needs_a_declaration_holds_while_it_is_in_force():
    assert kinds_that_may(ATTACK, assume=["attack"]) == {"military"}
    assert kinds_that_may(ATTACK) == set()


def test_a_power_holds_in_its_period_only():
    forces = (Force("met", "home", 0),)
    powers = (Power("p1", "home", "*", permitted=True, period=period("23T06:00", "23T18:00")),)
    folder = scenario(forces=forces, powers=powers)
    assert boundaries(folder) == ["23T06:00", "23T18:00"]
    assert reasons(folder, "23T20:00") == {"not-permitted": 1}


def test_soldiers_count_from_the_declaration_until_its_end():
    folder = scenario(
        event("declared", "attack", "23T06:00", until="23T18:00"),
        pools=(pool("mod", force="mod", state="deployed"),),
        powers=(ATTACK, Power("p2", "home", "*", permitted=True)),
    )
    assert [places("mod", folder, moment) for moment in ("23T05:59", "23T06:00", "23T18:00")] == [0, 4, 0]
