"""Requirements, and the boundaries between windows."""

from __future__ import annotations

import pytest

from standto.errors import OptionError
from standto.model.people import Person
from standto.register import situation_of
from tests.register.building import (
    boundaries,
    counts,
    duty,
    event,
    period,
    pool,
    scenario,
    shift,
    team_on,
    ticket,
    when,
    window_at,
    windows,
)

TWO = {"people": (Person("nx1", "met"), Person("nx2", "met")), "authorisations": (ticket(), ticket("nx2"))}


def required(folder, instant, **asking):
    return window_at(folder, instant, **asking).required


def test_a_duty_stands_at_all_times_unless_its_row_says_otherwise():
    assert required(scenario(), "23T12:00") == {"guard": 1}
    assert boundaries(scenario()) == []


def test_a_duty_stands_in_its_period():
    folder = scenario(duties=(duty(period=period("23T06:00", "23T18:00")),))
    assert [required(folder, moment) for moment in ("23T05:59", "23T06:00", "23T18:00")] == [{}, {"guard": 1}, {}]


def test_a_duty_with_shifts_stands_while_one_of_them_runs_every_day():
    folder = scenario(
        shifts=(shift("early", "07:00", "15:00"), shift("late", "15:00", "23:00"), shift("night", "23:00", "07:00")),
        duties=(duty(shifts=("early", "late")),),
    )
    assert boundaries(folder) == ["22T23:00", "23T07:00", "23T23:00", "24T07:00"]
    assert required(folder, "23T03:00") == {}


def test_a_duty_for_a_declaration_stands_while_it_is_in_force():
    folder = scenario(
        event("declared", "attack", "23T06:00"),
        event("ended", "attack", "23T12:00", until="23T15:00"),
        duties=(duty(when="attack"),),
    )
    moments = ("23T05:00", "23T06:00", "23T12:00", "23T15:00")
    assert [required(folder, moment) for moment in moments] == [{}, {"guard": 1}, {}, {"guard": 1}]
    assert boundaries(folder, assume=["attack"]) == []


def test_an_assumed_declaration_is_in_force_throughout_whatever_the_events_say():
    folder = scenario(event("ended", "attack", "23T06:00"), duties=(duty(when="attack"),))
    assert required(folder, "23T12:00", assume=["attack"]) == {"guard": 1}
    assert situation_of(folder, assume=["attack"]).declared(when("23T12:00")) == ("attack",)


def test_declarations_in_force_are_sorted_and_include_assumed_ones():
    folder = scenario(event("declared", "flood", "23T06:00"), duties=(duty(when="attack"),))
    situation = situation_of(folder, assume=["attack"])
    assert [situation.declared(when(moment)) for moment in ("23T05:00", "23T06:00")] == [
        ("attack",),
        ("attack", "flood"),
    ]


def test_a_changed_strength_lasts_until_the_next_change_or_its_own_end():
    folder = scenario(
        event("strength-changed", "guard", "23T00:00", count=3),
        event("strength-changed", "guard", "23T06:00", count=0, until="23T12:00"),
    )
    moments = ("22T20:00", "23T03:00", "23T06:00", "23T12:00")
    assert [required(folder, moment)["guard"] for moment in moments] == [1, 3, 0, 3]


def test_a_duty_of_strength_0_stands():
    assert required(scenario(duties=(duty(strength=0),)), "23T12:00") == {"guard": 0}


def test_a_suspended_duty_does_not_stand_until_it_is_resumed():
    folder = scenario(event("duty-suspended", "guard", "23T06:00"), event("duty-resumed", "guard", "23T12:00"))
    moments = ("23T05:00", "23T06:00", "23T12:00")
    assert [required(folder, moment) for moment in moments] == [{"guard": 1}, {}, {"guard": 1}]


def test_a_resumed_duty_stands_by_its_row():
    folder = scenario(event("duty-resumed", "guard", "22T20:00"), duties=(duty(period=period("23T06:00")),))
    assert [required(folder, moment) for moment in ("23T00:00", "23T06:00")] == [{}, {"guard": 1}]


# -- where windows end -----------------------------------------------------------------------------------------


def test_a_change_without_effect_ends_no_window():
    folder = scenario(
        event("stepped-back", "nx1", "23T06:00", capability="medic"),
        event("report", "met", "23T07:00", count=3),
        event("declared", "flood", "23T08:00"),
        event("unavailable", "nx2", "23T09:00"),
        event("aid-asked", "kent-arv", "23T10:00"),
        people=(Person("nx1", "met"), Person("nx2", "met")),
        pools=(pool(),),
    )
    assert boundaries(folder) == []


def test_a_window_ends_when_another_just_like_them_takes_over():
    folder = scenario(
        event("stood-off", "nx2", "22T18:00", until="23T06:00"), event("stood-off", "nx1", "23T06:00"), **TWO
    )
    assert boundaries(folder) == ["23T06:00"]
    assert [set(window.people) for window in windows(folder)] == [{"nx1"}, {"nx2"}]


def test_a_window_ends_when_places_of_one_pool_take_over_from_another():
    folder = scenario(
        event("aid-released", "kent-arv", "23T06:00"),
        event("aid-arrived", "essex-arv", "23T06:00"),
        pools=(pool(state="arrived"), pool("essex-arv", state="confirmed")),
    )
    assert boundaries(folder, basis="present") == ["23T06:00"]


def test_each_basis_has_windows_of_its_own():
    folder = scenario(
        event("aid-confirmed", "kent-arv", "23T06:00"),
        event("aid-arrived", "kent-arv", "23T12:00"),
        pools=(pool(state="offered"),),
    )
    bases = ("none", "present", "confirmed", "offered")
    assert [boundaries(folder, basis=basis) for basis in bases] == [[], ["23T12:00"], ["23T06:00"], []]


def test_a_handover_at_the_change_of_shifts_is_one_boundary():
    folder = scenario(
        event("called-in", "nx1", "23T19:00", until="23T22:00"),
        shifts=(shift("day", "07:00", "19:00"),),
        **team_on("day"),
    )
    assert boundaries(folder) == ["22T19:00", "23T07:00", "23T22:00", "24T07:00"]


def test_a_person_called_in_until_their_shift_starts_is_on_duty_throughout():
    folder = scenario(
        event("called-in", "nx1", "23T03:00", until="23T07:00"),
        shifts=(shift("day", "07:00", "19:00"),),
        **team_on("day"),
    )
    assert boundaries(folder) == ["22T19:00", "23T03:00", "23T19:00", "24T07:00"]


def test_a_duty_of_strength_0_stands_and_a_person_who_counts_for_it_makes_a_boundary():
    folder = scenario(event("stepped-back", "nx1", "23T06:00"), duties=(duty(strength=0),))
    assert boundaries(folder) == ["23T06:00"]


def test_a_duty_that_does_not_stand_makes_no_boundary_for_people_who_could_do_it():
    folder = scenario(
        event("stepped-back", "nx1", "23T06:00", capability="medic"),
        authorisations=(ticket(), ticket(capability="medic")),
        duties=(duty(), duty("aid-post", capabilities=["medic"], when="attack")),
    )
    assert boundaries(folder) == []
    assert boundaries(folder, assume=["attack"]) == ["23T06:00"]


def test_the_people_of_a_window_are_those_in_its_counts_even_if_it_starts_between_changes():
    # At 06:00 the second duty, which does not stand, loses somebody; windows start at 09:00.
    folder = scenario(
        event("stepped-back", "nx1", "23T06:00", capability="medic"),
        authorisations=(ticket(), ticket(capability="medic")),
        duties=(duty(), duty("aid-post", capabilities=["medic"], when="attack")),
    )
    situation = situation_of(folder, at=when("23T09:00"))
    found = situation.windows()
    (people_class,) = situation.people_classes(found)
    assert found.counts[0, people_class[0]] == 1


def test_a_scenario_without_supply_is_one_window():
    folder = scenario(duties=(), people=(), authorisations=(), capabilities=())
    assert [(one.start, one.until) for one in windows(folder)] == [folder.horizon]


@pytest.mark.parametrize("at", ["22T17:59", "24T18:00"])
def test_an_instant_outside_the_horizon_is_refused(at):
    with pytest.raises(OptionError, match=r"^at: .* is not at or after 2023-09-22T18:00:00\+01:00 and before"):
        situation_of(scenario(), at=when(at))


@pytest.mark.parametrize("until", ["23T06:00", "24T18:01"])
def test_an_end_outside_the_horizon_or_not_after_the_start_is_refused(until):
    with pytest.raises(OptionError, match=r"^until: .* is not after 2023-09-23T06:00:00"):
        situation_of(scenario(), at=when("23T06:00")).windows(until=when(until))


def test_an_unknown_basis_is_refused_with_those_allowed():
    with pytest.raises(OptionError, match=r"^basis: 'hope' is not one of none, present, confirmed, offered$"):
        situation_of(scenario()).windows(basis="hope")


def test_an_assumed_declaration_that_nothing_names_is_refused_with_those_allowed():
    folder = scenario(duties=(duty(when="attack"),))
    with pytest.raises(OptionError, match=r"^assume: fire: no such declaration; allowed: attack$"):
        situation_of(folder, assume=["attack", "fire"])


def test_a_person_counts_for_a_duty_that_starts_later_once_it_starts():
    folder = scenario(duties=(duty(period=period("23T06:00")),))
    assert [counts("nx1", folder, moment) for moment in ("23T05:59", "23T06:00")] == [set(), {"guard"}]
