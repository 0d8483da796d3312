"""Events about people, one rule at a time."""

from __future__ import annotations

from dataclasses import replace

from standto.model.people import Capability, Person
from standto.register import situation_of
from tests.register.building import (
    counts,
    duty,
    event,
    reasons,
    scenario,
    shift,
    team_on,
    ticket,
    times_of,
    when,
)

MEDIC_TOO = {
    "authorisations": (ticket(), ticket(capability="medic")),
    "duties": (duty(), duty("aid-post", capabilities=["medic"])),
}


def test_a_person_who_is_authorised_willing_available_and_on_duty_counts():
    assert times_of("nx1", scenario()) == [("22T18:00", "24T18:00")]


def test_nobody_counts_without_a_ticket_for_the_duty():
    assert times_of("nx1", scenario(authorisations=(ticket(capability="medic"),))) == []


def test_any_one_of_the_capabilities_of_a_duty_is_enough():
    folder = scenario(duties=(duty(capabilities=["armed", "medic"]),), authorisations=(ticket(capability="medic"),))
    assert counts("nx1", folder, "23T12:00") == {"guard"}


# -- stepping back ---------------------------------------------------------------------------------------------


def test_a_person_who_steps_back_does_not_count_until_they_return():
    folder = scenario(event("stepped-back", "nx1", "23T09:00"), event("returned", "nx1", "24T07:00"))
    assert times_of("nx1", folder) == [("22T18:00", "23T09:00"), ("24T07:00", "24T18:00")]


def test_stepping_back_from_one_capability_leaves_the_others():
    folder = scenario(event("stepped-back", "nx1", "23T09:00", capability="armed"), **MEDIC_TOO)
    assert counts("nx1", folder, "23T12:00") == {"aid-post"}


def test_a_return_for_one_capability_returns_for_that_one_alone():
    folder = scenario(
        event("stepped-back", "nx1", "23T09:00"), event("returned", "nx1", "23T10:00", capability="medic"), **MEDIC_TOO
    )
    assert counts("nx1", folder, "23T12:00") == {"aid-post"}


def test_a_return_without_a_capability_is_for_all_of_them():
    folder = scenario(
        event("stepped-back", "nx1", "23T09:00", capability="medic"),
        event("stepped-back", "nx1", "23T09:00", capability="armed"),
        event("returned", "nx1", "23T10:00"),
        **MEDIC_TOO,
    )
    assert counts("nx1", folder, "23T12:00") == {"guard", "aid-post"}


def test_a_returned_person_whose_ticket_lapsed_does_not_count():
    folder = scenario(
        event("stepped-back", "nx1", "23T09:00"),
        event("returned", "nx1", "24T07:00"),
        authorisations=(ticket(until="24T00:00"),),
    )
    assert times_of("nx1", folder) == [("22T18:00", "23T09:00")]
    assert reasons(folder, "24T08:00") == {"not-current": 1}


def test_of_events_at_once_the_lower_one_in_the_file_decides():
    back, returned = event("stepped-back", "nx1", "23T09:00"), event("returned", "nx1", "23T09:00")
    assert times_of("nx1", scenario(back, returned)) == [("22T18:00", "24T18:00")]
    assert times_of("nx1", scenario(returned, back)) == [("22T18:00", "23T09:00")]


def test_of_events_at_different_times_the_place_in_the_file_does_not_matter():
    folder = scenario(event("returned", "nx1", "23T10:00"), event("stepped-back", "nx1", "23T09:00"))
    assert times_of("nx1", folder) == [("22T18:00", "23T09:00"), ("23T10:00", "24T18:00")]


def test_when_an_event_runs_out_the_one_before_it_decides_again():
    folder = scenario(
        event("stepped-back", "nx1", "23T00:00"),
        event("returned", "nx1", "23T06:00", until="23T12:00"),
    )
    assert times_of("nx1", folder) == [("22T18:00", "23T00:00"), ("23T06:00", "23T12:00")]


def test_after_the_only_event_ends_the_usual_value_holds():
    folder = scenario(event("stepped-back", "nx1", "23T00:00", until="23T12:00"))
    assert times_of("nx1", folder) == [("22T18:00", "23T00:00"), ("23T12:00", "24T18:00")]


def test_an_event_that_ran_out_first_does_not_come_back():
    folder = scenario(
        event("stepped-back", "nx1", "23T00:00", until="23T03:00"),
        event("returned", "nx1", "23T01:00", until="23T04:00"),
    )
    assert times_of("nx1", folder) == [("22T18:00", "23T00:00"), ("23T01:00", "24T18:00")]


# -- authority and tickets -------------------------------------------------------------------------------------


def test_a_ticket_counts_from_its_start_until_its_end():
    assert times_of("nx1", scenario(authorisations=(ticket(start="23T06:00", until="23T18:00"),))) == [
        ("23T06:00", "23T18:00")
    ]


def test_two_tickets_that_meet_count_as_one():
    folder = scenario(authorisations=(ticket(until="23T06:00"), ticket(start="23T06:00")))
    assert times_of("nx1", folder) == [("22T18:00", "24T18:00")]
    assert len(situation_of(folder).windows()) == 1


def test_a_withdrawn_ticket_does_not_count_until_it_is_restored():
    folder = scenario(
        event("authority-withdrawn", "nx1", "23T06:00", capability="armed"),
        event("authority-restored", "nx1", "23T12:00"),
    )
    assert times_of("nx1", folder) == [("22T18:00", "23T06:00"), ("23T12:00", "24T18:00")]


def test_restored_authority_is_not_a_return():
    folder = scenario(
        event("stepped-back", "nx1", "23T00:00"),
        event("authority-withdrawn", "nx1", "23T06:00"),
        event("authority-restored", "nx1", "23T12:00"),
    )
    assert times_of("nx1", folder) == [("22T18:00", "23T00:00")]


def test_authorised_gives_a_ticket_that_the_table_does_not_have():
    folder = scenario(event("authorised", "nx1", "23T06:00", capability="armed"), authorisations=())
    assert times_of("nx1", folder) == [("23T06:00", "24T18:00")]


def test_authorised_holds_whatever_the_table_says_of_the_end():
    folder = scenario(
        event("authorised", "nx1", "23T06:00", capability="armed"), authorisations=(ticket(until="23T12:00"),)
    )
    assert times_of("nx1", folder) == [("22T18:00", "24T18:00")]


def test_an_authorisation_ended_ends_whatever_the_table_says_and_falls_back_to_it():
    folder = scenario(event("authorisation-ended", "nx1", "23T06:00", capability="armed", until="23T12:00"))
    assert times_of("nx1", folder) == [("22T18:00", "23T06:00"), ("23T12:00", "24T18:00")]


# -- leave -----------------------------------------------------------------------------------------------------


def test_a_person_on_leave_does_not_count():
    folder = scenario(event("unavailable", "nx1", "23T00:00", until="24T00:00"))
    assert times_of("nx1", folder) == [("22T18:00", "23T00:00"), ("24T00:00", "24T18:00")]
    assert reasons(folder, "23T12:00") == {"unavailable": 1}


def test_leave_and_sickness_overlap_and_both_must_end():
    folder = scenario(
        event("unavailable", "nx1", "23T00:00", until="23T12:00"),
        event("unavailable", "nx1", "23T06:00", until="23T18:00"),
    )
    assert times_of("nx1", folder) == [("22T18:00", "23T00:00"), ("23T18:00", "24T18:00")]


def test_available_ends_every_absence_before_it():
    folder = scenario(
        event("unavailable", "nx1", "23T00:00"),
        event("unavailable", "nx1", "23T06:00", until="24T12:00"),
        event("available", "nx1", "23T18:00"),
    )
    assert times_of("nx1", folder) == [("22T18:00", "23T00:00"), ("23T18:00", "24T18:00")]


def test_available_does_not_end_leave_that_starts_later():
    folder = scenario(event("available", "nx1", "23T00:00"), event("unavailable", "nx1", "23T06:00", until="23T12:00"))
    assert times_of("nx1", folder) == [("22T18:00", "23T06:00"), ("23T12:00", "24T18:00")]


def test_of_leave_and_its_end_at_once_the_lower_one_in_the_file_decides():
    leave, back = event("unavailable", "nx1", "23T06:00"), event("available", "nx1", "23T06:00")
    assert times_of("nx1", scenario(leave, back)) == [("22T18:00", "24T18:00")]
    assert times_of("nx1", scenario(back, leave)) == [("22T18:00", "23T06:00")]


def test_available_is_not_a_return():
    folder = scenario(event("stepped-back", "nx1", "23T00:00"), event("available", "nx1", "23T12:00"))
    assert times_of("nx1", folder) == [("22T18:00", "23T00:00")]


# -- on duty ---------------------------------------------------------------------------------------------------


def test_a_person_who_is_off_by_the_pattern_does_not_count():
    folder = scenario(shifts=(shift("day", "07:00", "19:00"),), **team_on("day"))
    assert times_of("nx1", folder) == [("22T18:00", "22T19:00"), ("23T07:00", "23T19:00"), ("24T07:00", "24T18:00")]


def test_a_person_who_is_called_in_is_on_duty_whatever_the_pattern_says():
    folder = scenario(event("called-in", "nx1", "23T09:00", until="23T15:00"), **team_on("rest"))
    assert times_of("nx1", folder) == [("23T09:00", "23T15:00")]


def test_a_person_who_is_stood_off_is_not_on_duty_whatever_the_pattern_says():
    folder = scenario(event("stood-off", "nx1", "23T09:00", until="23T15:00"))
    assert times_of("nx1", folder) == [("22T18:00", "23T09:00"), ("23T15:00", "24T18:00")]
    assert reasons(folder, "23T12:00") == {"off-shift": 1}


def test_a_team_further_on_in_the_cycle_works_another_day():
    shifts = (shift("day", "07:00", "19:00"),)
    first, second = (
        times_of("nx1", scenario(shifts=shifts, **team_on("rest", "day", "rest", offset=offset))) for offset in (0, -1)
    )
    assert first == [("23T07:00", "23T19:00")]
    assert second == [("24T07:00", "24T18:00")]


# -- lent people -----------------------------------------------------------------------------------------------


def test_a_lent_person_who_is_here_counts_under_every_basis_but_none():
    folder = scenario(people=(Person("nx1", "kent"),))
    assert [times_of("nx1", folder, basis=basis) != [] for basis in ("none", "present", "confirmed", "offered")] == [
        False,
        True,
        True,
        True,
    ]
    assert reasons(folder, "23T12:00", basis="none") == {"not-present": 1}


# -- who has stepped back from anything ------------------------------------------------------------------------


def stepped_back(folder, instant):
    return situation_of(folder).stepped_back("met", when(instant))


def test_stepping_back_from_a_capability_that_no_duty_asks_for_is_stepping_back():
    folder = scenario(event("stepped-back", "nx1", "23T09:00", capability="medic"))
    assert [stepped_back(folder, moment) for moment in ("23T08:59", "23T09:00")] == [0, 1]


def test_a_person_who_has_returned_to_every_capability_has_returned():
    folder = scenario(
        event("stepped-back", "nx1", "23T09:00"),
        event("returned", "nx1", "23T10:00", capability="armed"),
        event("returned", "nx1", "23T11:00", capability="medic"),
    )
    assert [stepped_back(folder, moment) for moment in ("23T10:30", "23T11:30")] == [1, 0]


def test_stepping_back_shows_in_a_scenario_without_capabilities():
    folder = scenario(event("stepped-back", "nx1", "23T09:00"), capabilities=(), authorisations=(), duties=())
    assert stepped_back(folder, "23T12:00") == 1


def test_more_capabilities_than_a_machine_word_has_bits():
    names = [f"c{place}" for place in range(70)]
    folder = scenario(
        event("stepped-back", "nx1", "23T09:00", capability="c69"),
        capabilities=tuple(Capability(name) for name in names),
        duties=tuple(duty(f"d{name}", capabilities=[name]) for name in names),
        people=(Person("nx1", "met"), Person("nx2", "met")),
        authorisations=(ticket(capability="c69"), ticket("nx2", "c3")),
    )
    assert counts("nx1", folder, "23T08:00") == {"dc69"}
    assert counts("nx1", folder, "23T12:00") == set()
    assert counts("nx2", folder, "23T12:00") == {"dc3"}
    assert reasons(folder, "23T12:00", duties=range(70)) == {"stepped-back": 1}
    nobody = replace(folder, authorisations=())
    assert reasons(nobody, "23T12:00", duties=range(70)) == {}
