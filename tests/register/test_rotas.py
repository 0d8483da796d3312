"""Rotas made by hand, people on call, and readiness, one rule at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from standto.errors import OptionError
from standto.model.crews import Crew, Seat
from standto.model.duties import Power
from standto.model.people import Capability, Person, Team
from standto.model.rotas import RotaRow
from standto.model.shifts import Pattern
from standto.register import Records, situation_in, situation_of
from tests.register.building import (
    boundaries,
    counts,
    duty,
    event,
    period,
    places,
    pool,
    reasons,
    scenario,
    shift,
    team_on,
    ticket,
    times_of,
    when,
)

GUARD_AND_POST = {"duties": (duty(), duty("post"))}
NIGHTS = team_on("night") | {"shifts": (shift("night", "19:00", "07:00"),)}
"""A team with a night shift every day."""


def row(start, until, person="nx1", **rest):
    return RotaRow(person, period(start, until), **rest)


def on_call(occurred, until="", **rest):
    return event("on-call", "nx1", occurred, until=until, **rest)


# -- rows ------------------------------------------------------------------------------------------------------


def test_a_person_with_rows_is_on_duty_during_them_and_at_no_other_time():
    rows = (row("23T06:00", "23T09:00"), row("23T12:00", "23T15:00"))
    assert times_of("nx1", scenario(rota=rows)) == [("23T06:00", "23T09:00"), ("23T12:00", "23T15:00")]


def test_rows_decide_whatever_the_pattern_of_the_team_says():
    folder = scenario(rota=(row("23T12:00", "23T20:00"),), **NIGHTS)
    assert times_of("nx1", folder) == [("23T12:00", "23T20:00")]


def test_rows_that_touch_make_one_time_on_duty():
    folder = scenario(rota=(row("23T09:00", "23T12:00"), row("23T06:00", "23T09:00")))
    assert times_of("nx1", folder) == [("23T06:00", "23T12:00")]
    assert boundaries(folder) == ["23T06:00", "23T12:00"]


def test_rows_may_begin_before_the_horizon_and_end_after_it():
    rows = (row("20T06:00", "22T20:00"), row("24T12:00", "26T06:00"))
    assert times_of("nx1", scenario(rota=rows)) == [("22T18:00", "22T20:00"), ("24T12:00", "24T18:00")]


def test_where_there_is_a_row_a_home_person_without_one_follows_a_pattern_or_is_off_duty():
    others = (Person("nx2", "met"), Person("nx3", "met", "always"), Person("nx4", "met", "team"), Person("kt1", "kent"))
    teams = (*NIGHTS["teams"], Team("always", "met"))
    people = (Person("nx1", "met", "team"), *others)
    tickets = tuple(ticket(person.id) for person in people)
    folder = scenario(
        rota=(row("23T12:00", "23T13:00"),),
        **NIGHTS | {"teams": teams, "people": people},
        authorisations=tickets,
    )
    assert times_of("nx2", folder) == []
    assert times_of("nx3", folder) == []
    assert times_of("nx4", folder) == [("22T19:00", "23T07:00"), ("23T19:00", "24T07:00")]
    assert times_of("kt1", folder) == [("22T18:00", "24T18:00")]
    without = replace(folder, rota=())
    assert times_of("nx2", without) == times_of("nx3", without) == [("22T18:00", "24T18:00")]


def test_a_lent_person_with_rows_is_on_duty_during_them_alone():
    folder = scenario(rota=(row("23T12:00", "23T13:00"),), people=(Person("nx1", "kent"),))
    assert times_of("nx1", folder) == [("23T12:00", "23T13:00")]


def test_called_in_and_stood_off_decide_over_rows():
    folder = scenario(
        event("called-in", "nx1", "23T00:00", until="23T02:00"),
        event("stood-off", "nx1", "23T07:00", until="23T08:00"),
        rota=(row("23T06:00", "23T09:00"),),
    )
    assert times_of("nx1", folder) == [("23T00:00", "23T02:00"), ("23T06:00", "23T07:00"), ("23T08:00", "23T09:00")]
    assert reasons(folder, "23T07:00") == {"off-shift": 1}


def test_rows_hold_for_people_whose_events_follow():
    records = Records(scenario(rota=(row("23T06:00", "23T09:00"),)))
    situation_in(records).windows()
    after = records.followed_by([event("stepped-back", "nx1", "23T07:00")])
    assert situation_in(after).not_counted(when("23T08:00"), [0])["stepped-back"] == 1
    assert situation_in(after).not_counted(when("23T10:00"), [0])["off-shift"] == 1


# -- a row with a duty -----------------------------------------------------------------------------------------


def test_during_a_row_with_a_duty_a_person_counts_for_it_alone():
    rows = (row("23T06:00", "23T09:00", duty="post"), row("23T09:00", "23T12:00"))
    folder = scenario(rota=rows, **GUARD_AND_POST)
    assert counts("nx1", folder, "23T08:00") == {"post"}
    assert counts("nx1", folder, "23T10:00") == {"guard", "post"}
    assert reasons(folder, "23T08:00") == {"elsewhere": 1}
    assert reasons(folder, "23T08:00", duties=[1]) == {}
    assert boundaries(folder) == ["23T06:00", "23T09:00", "23T12:00"]


def test_a_row_binds_also_while_its_duty_does_not_stand():
    post = duty("post", period=period("24T00:00"))
    folder = scenario(rota=(row("23T06:00", "23T09:00", duty="post"),), duties=(duty(), post))
    assert times_of("nx1", folder) == []
    assert reasons(folder, "23T08:00") == {"elsewhere": 1}


def test_a_row_binds_people_who_are_called_in_as_well():
    folder = scenario(
        event("called-in", "nx1", "23T00:00"),
        rota=(row("23T06:00", "23T09:00", duty="post", ready_minutes=60),),
        **GUARD_AND_POST,
    )
    assert counts("nx1", folder, "23T08:00") == {"post"}
    assert counts("nx1", folder, "23T10:00") == {"guard", "post"}


def test_a_row_for_a_crew_binds_to_the_seats_of_all_its_states():
    seats = (
        Seat("boat", "full", "helm", ("armed",)),
        Seat("boat", "full", "mate", ("medic",)),
        Seat("boat", "limited", "helm", ("armed",)),
    )
    folder = scenario(
        rota=(row("23T06:00", "23T09:00", duty="boat"),), crews=(Crew("boat", "rescue", "limited"),), seats=seats
    )
    windows = situation_of(folder, at=when("23T06:00")).windows()
    assert [demand.id for demand in folder.demands] == ["guard", "boat/helm", "boat/helm", "boat/mate"]
    assert [kind.duties for kind, number in zip(windows.classes, windows.counts[0], strict=True) if number] == [0b110]
    assert reasons(folder, "23T08:00") == {"elsewhere": 1}
    assert reasons(folder, "23T08:00", duties=[1]) == reasons(folder, "23T08:00", duties=[2]) == {}


# -- on call ---------------------------------------------------------------------------------------------------


def test_on_call_has_a_person_on_duty_where_nothing_else_does():
    folder = scenario(on_call("23T06:00", "23T21:00"), **NIGHTS)
    assert times_of("nx1", folder) == [("22T19:00", "24T07:00")]
    early = scenario(on_call("23T09:00", "23T12:00"), **NIGHTS)
    assert times_of("nx1", early) == [("22T19:00", "23T07:00"), ("23T09:00", "23T12:00"), ("23T19:00", "24T07:00")]


def test_on_call_adds_to_rows_and_binds_to_nothing():
    rows = (row("23T06:00", "23T09:00", duty="post"),)
    folder = scenario(on_call("23T08:00", "23T10:00"), rota=rows, **GUARD_AND_POST)
    assert counts("nx1", folder, "23T08:30") == {"post"}
    assert counts("nx1", folder, "23T09:30") == {"guard", "post"}
    assert reasons(folder, "23T10:00") == {"off-shift": 1}


def test_the_latest_of_called_in_stood_off_and_on_call_decides():
    folder = scenario(
        on_call("23T06:00", "23T12:00"),
        event("stood-off", "nx1", "23T08:00", until="23T09:00"),
        event("called-in", "nx1", "23T10:00", until="23T11:00"),
        **team_on("rest"),
    )
    assert times_of("nx1", folder) == [("23T06:00", "23T08:00"), ("23T09:00", "23T12:00")]


def test_a_person_on_call_needs_the_minutes_of_the_event_except_while_a_shift_has_them_on_duty():
    slow = duty("slow", ready_minutes=30)
    folder = scenario(on_call("23T06:00", "23T20:00", count=30), **NIGHTS | {"duties": (duty(), slow)})
    assert counts("nx1", folder, "23T06:30") == {"guard", "slow"}
    assert counts("nx1", folder, "23T12:00") == {"slow"}
    assert counts("nx1", folder, "23T19:30") == {"guard", "slow"}
    assert reasons(folder, "23T12:00") == {"not-ready": 1}


# -- readiness -------------------------------------------------------------------------------------------------


def test_a_person_counts_for_a_duty_that_can_wait_as_long_as_they_need():
    rows = (row("23T06:00", "23T09:00", ready_minutes=10),)
    for wait, times in ((9, []), (10, [("23T06:00", "23T09:00")]), (11, [("23T06:00", "23T09:00")])):
        assert times_of("nx1", scenario(rota=rows, duties=(duty(ready_minutes=wait),))) == times


def test_people_called_in_and_people_on_duty_at_all_times_need_no_time():
    rows = (row("23T06:00", "23T09:00", ready_minutes=10),)
    assert times_of("nx1", scenario(event("called-in", "nx1", "23T08:00"), rota=rows)) == [("23T08:00", "24T18:00")]
    assert times_of("nx1", scenario()) == [("22T18:00", "24T18:00")]


def test_of_two_shifts_at_once_the_shorter_readiness_holds():
    slow, quick = (
        replace(shift(*times), ready_minutes=minutes)
        for *times, minutes in (("slow", "06:00", "20:00", 30), ("quick", "01:00", "00:30", 0))
    )
    late = replace(shift("late", "12:00", "06:00"), ready_minutes=30)
    tables = {
        "shifts": (slow, quick, late),
        "patterns": (Pattern("p", date(2023, 9, 22), ("late", "quick", "rest")),),
        "teams": (Team("team", "met", "p"),),
        "people": (Person("nx1", "met", "team"),),
    }
    folder = scenario(duties=(duty(), duty("slow", ready_minutes=30)), **tables)
    assert counts("nx1", folder, "23T00:30") == {"slow"}
    assert counts("nx1", folder, "23T01:30") == {"guard", "slow"}
    assert boundaries(folder) == ["23T01:00", "24T00:30"]


def test_places_of_a_pool_count_for_duties_that_can_wait_for_them():
    slow = pool(state="arrived", ready_minutes=60)
    folder = scenario(duties=(duty(), duty("slow", ready_minutes=60)), pools=(slow,))
    assert places("kent-arv", folder, "23T12:00") == 4
    assert reasons(folder, "23T12:00") == {"not-ready": 4}
    assert reasons(folder, "23T12:00", duties=[1]) == {}


def test_every_demand_can_wait_as_long_as_the_question_says():
    folder = scenario(rota=(row("23T06:00", "23T09:00", ready_minutes=10),))
    for ready, number in ((None, 1), (0, 1), (9, 1), (10, 0)):
        found = situation_of(folder, ready=ready).not_counted(when("23T08:00"), [0])
        assert found["not-ready"] == number


def test_a_negative_readiness_is_refused():
    with pytest.raises(OptionError, match="ready: -1 is not a whole number from 0 to 999,999,999"):
        situation_of(scenario(), ready=-1)


# -- skills held together --------------------------------------------------------------------------------------

DRIVER_MEDIC = {"duties": (duty(capabilities=["armed+medic"]),)}


def test_an_alternative_of_several_capabilities_must_be_held_whole():
    assert times_of("nx1", scenario(**DRIVER_MEDIC)) == []
    both = (ticket(), ticket(capability="medic", start="23T06:00"))
    assert times_of("nx1", scenario(authorisations=both, **DRIVER_MEDIC)) == [("23T06:00", "24T18:00")]


def test_people_who_never_hold_an_alternative_whole_at_one_time_have_no_reason():
    apart = (ticket(until="23T06:00"), ticket(capability="medic", start="23T06:00"))
    assert reasons(scenario(authorisations=apart, **DRIVER_MEDIC), "23T12:00") == {}
    together = (ticket(until="23T06:01"), ticket(capability="medic", start="23T06:00"))
    assert reasons(scenario(authorisations=together, **DRIVER_MEDIC), "23T12:00") == {"not-current": 1}


def test_stepping_back_from_one_capability_of_an_alternative_is_enough():
    both = (ticket(), ticket(capability="medic"))
    folder = scenario(event("stepped-back", "nx1", "23T06:00", capability="medic"), authorisations=both, **DRIVER_MEDIC)
    assert reasons(folder, "23T12:00") == {"stepped-back": 1}


# -- reasons ---------------------------------------------------------------------------------------------------


def printed(folder):
    return list(situation_of(folder).not_counted(when("23T12:00"), [0]))


def test_not_ready_is_printed_where_some_readiness_is_above_nothing():
    usual = printed(scenario())
    assert printed(scenario(rota=(row("23T06:00", "23T09:00"),))) == usual
    with_it = [usual[0], "not-ready", *usual[1:]]
    for tables in (
        {"rota": (row("23T06:00", "23T09:00", ready_minutes=1),)},
        {"shifts": (replace(shift("day", "07:00", "19:00"), ready_minutes=1),)},
        {"pools": (pool(ready_minutes=1),)},
    ):
        assert printed(scenario(**tables)) == with_it
    assert printed(scenario(on_call("23T06:00", count=0))) == printed(scenario(on_call("23T06:00"))) == usual
    late = scenario(on_call("23T06:00", count=5, recorded="24T06:00"))
    assert list(situation_of(late, known_at=when("23T00:00")).not_counted(when("23T12:00"), [0])) == with_it
    followed = Records(scenario()).followed_by([on_call("23T06:00", count=5)])
    assert list(situation_in(followed).not_counted(when("23T12:00"), [0])) == with_it


def test_elsewhere_is_printed_where_a_row_has_a_duty():
    usual = printed(scenario())
    assert printed(scenario(rota=(row("23T06:00", "23T09:00", duty="guard"),))) == [usual[0], "elsewhere", *usual[1:]]


def test_a_pair_dropped_by_readiness_and_another_by_law_leave_none():
    folder = scenario(
        rota=(row("23T06:00", "23T09:00", ready_minutes=10),),
        duties=(duty(), duty("post", task="care", ready_minutes=10)),
        powers=(Power("p1", "home", "routine", permitted=True),),
    )
    assert reasons(folder, "23T08:00", duties=[0, 1]) == {"not-permitted": 1}
    assert reasons(folder, "23T08:00", duties=[0]) == {"not-ready": 1}


def test_alternatives_beyond_the_bits_of_an_integer_are_held_whole_too():
    names = [f"c{number}" for number in range(70)]
    both, one = f"{names[0]}+{names[69]}", names[68]
    folder = scenario(
        event("stepped-back", "nx1", "23T06:00", capability=names[69]),
        capabilities=tuple(Capability(name) for name in names),
        authorisations=(ticket(capability=names[0]), ticket(capability=names[69]), ticket("nx2", one)),
        people=(Person("nx1", "met"), Person("nx2", "met")),
        duties=(duty(capabilities=[both]), duty("post", capabilities=names)),
        pools=(pool(force="met", state="available", capabilities=[names[0], names[69]]),),
    )
    assert times_of("nx1", folder, until="23T06:00") == [("22T18:00", "23T06:00")]
    assert reasons(folder, "23T12:00") == {"stepped-back": 1}
    situation = situation_of(folder)
    assert [situation.may_step_back([place])[0].tolist() for place in (0, 1)] == [[True, False], [True, True]]
    assert [situation.may_step_back([place])[1].tolist() for place in (0, 1)] == [[4], [4]]
