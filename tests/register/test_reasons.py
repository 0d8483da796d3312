"""People who do not count are counted under their first reason."""

from __future__ import annotations

import pytest

from standto.model.duties import Power
from standto.model.people import Force, Person
from standto.register import situation_of
from tests.register.building import duty, event, period, pool, reasons, scenario, ticket, when

EVERYTHING_WRONG = (
    event("stood-off", "nx1", "23T00:00"),
    event("authorisation-ended", "nx1", "23T00:00", capability="armed"),
    event("authority-withdrawn", "nx1", "23T00:00"),
    event("stepped-back", "nx1", "23T00:00"),
    event("unavailable", "nx1", "23T00:00"),
)
REASONS = ("off-shift", "not-current", "authority-withdrawn", "stepped-back", "unavailable")
LENT = {"people": (Person("nx1", "kent"),), "powers": ()}


@pytest.mark.parametrize("place", range(5), ids=REASONS)
def test_of_several_reasons_the_first_is_counted(place):
    folder = scenario(*EVERYTHING_WRONG[place:], **LENT)
    assert reasons(folder, "23T12:00", basis="none") == {REASONS[place]: 1}


def test_after_those_reasons_come_not_permitted_and_not_present():
    assert reasons(scenario(**LENT), "23T12:00", basis="none") == {"not-permitted": 1}
    assert reasons(scenario(**LENT | {"powers": None}), "23T12:00", basis="none") == {"not-present": 1}


def test_every_reason_is_printed_in_the_order_of_the_contract():
    assert list(situation_of(scenario()).not_counted(when("23T12:00"), [0])) == [
        "off-shift",
        "not-current",
        "authority-withdrawn",
        "stepped-back",
        "unavailable",
        "not-permitted",
        "not-present",
    ]


def test_a_person_who_counts_for_one_of_the_duties_has_no_reason():
    folder = scenario(duties=(duty(), duty("aid-post", capabilities=["medic"])))
    assert reasons(folder, "23T12:00", duties=[0, 1]) == {}


def test_a_person_who_never_has_a_ticket_for_the_duties_has_no_reason():
    folder = scenario(duties=(duty(), duty("aid-post", capabilities=["medic"])))
    assert reasons(folder, "23T12:00", duties=[1]) == {}


def test_a_person_whose_ticket_starts_later_is_not_current():
    folder = scenario(authorisations=(ticket(start="2024-01-01T00:00"),))
    assert reasons(folder, "23T12:00") == {"not-current": 1}


def test_an_expired_ticket_is_not_current():
    assert reasons(scenario(authorisations=(ticket(until="23T06:00"),)), "23T12:00") == {"not-current": 1}


def test_a_ticket_that_events_end_for_all_time_was_never_held():
    folder = scenario(
        event("authorisation-ended", "nx1", "2020-01-01T00:00", capability="armed"),
        authorisations=(ticket(start="2021-01-01T00:00"),),
    )
    assert reasons(folder, "23T12:00") == {}


def test_the_reason_is_the_one_that_takes_the_last_ticket():
    folder = scenario(
        event("authority-withdrawn", "nx1", "23T00:00", capability="armed"),
        event("stepped-back", "nx1", "23T00:00", capability="medic"),
        authorisations=(ticket(), ticket(capability="medic")),
        duties=(duty(capabilities=["armed", "medic"]),),
    )
    assert reasons(folder, "23T12:00") == {"stepped-back": 1}


def test_a_ticket_for_a_duty_that_the_force_may_not_do_does_not_count():
    folder = scenario(
        event("stepped-back", "nx1", "23T00:00", capability="armed"),
        authorisations=(ticket(), ticket(capability="medic")),
        duties=(duty(), duty("aid-post", capabilities=["medic"], task="care")),
        powers=(Power("p1", "home", "routine", permitted=True),),
    )
    assert reasons(folder, "23T12:00", duties=[0, 1]) == {"not-permitted": 1}


def test_places_are_stepped_back_not_permitted_or_not_present():
    forces = (Force("met", "home", 0), Force("kent", "police", 1), Force("mod", "military", 3))
    folder = scenario(
        event("stepped-back", "specials", "23T00:00", count=2),
        event("aid-confirmed", "kent-arv", "23T00:00", count=1),
        forces=forces,
        pools=(pool("specials", force="met", state="available", count=5), pool(), pool("mod", force="mod", count=7)),
    )
    assert reasons(folder, "23T12:00") == {"stepped-back": 2, "not-permitted": 7, "not-present": 3}
    assert reasons(folder, "23T12:00", basis="none") == {"stepped-back": 2, "not-permitted": 7, "not-present": 4}


def test_places_without_a_capability_of_the_duties_are_not_counted_at_all():
    folder = scenario(pools=(pool(capabilities=["medic"]),))
    assert reasons(folder, "23T12:00") == {}


# -- reports and those who may still step back -----------------------------------------------------------------


def claims(folder, until="24T18:00", **asking):
    known = when(asking["known_at"]) if "known_at" in asking else None
    found = situation_of(folder, known_at=known).claims(when(until))
    return [(claim.event.id, claim.register) for claim in found]


def test_a_report_stands_beside_the_register_at_its_time():
    folder = scenario(
        event("report", "met", "23T05:00", count=1, id="r1"),
        event("stepped-back", "nx1", "23T06:00"),
        event("report", "met", "23T06:00", count=1, id="r2"),
        event("report", "kent", "23T06:00", count=1, id="r3"),
        event("report", "met", "24T18:00", count=1, id="r4"),
    )
    assert claims(folder) == [("r1", 0), ("r2", 1), ("r3", 0)]


def test_the_registers_number_beside_a_report_is_as_known_now():
    folder = scenario(
        event("report", "met", "23T07:00", count=1, id="r1"),
        event("stepped-back", "nx1", "23T06:00", recorded="23T12:00"),
    )
    assert claims(folder, known_at="23T11:00") == [("r1", 0)]
    assert claims(folder, known_at="23T12:00") == [("r1", 1)]


def test_reports_come_by_time_and_then_by_line():
    folder = scenario(
        event("report", "met", "23T07:00", id="r1"),
        event("report", "kent", "23T06:00", id="r2"),
        event("report", "met", "23T06:00", id="r3"),
    )
    assert [name for name, _ in claims(folder)] == ["r2", "r3", "r1"]


def register(folder, at="", duties=(0,), until=None):
    situation = situation_of(folder, at=when(at) if at else None)
    people, places = situation.may_step_back(duties, until)
    return people.tolist(), places.tolist()


def test_people_may_step_back_if_they_have_not_at_the_start_and_have_a_ticket_at_some_time():
    folder = scenario(
        event("stepped-back", "nx2", "22T12:00"),
        event("stepped-back", "nx3", "22T20:00"),
        event("unavailable", "nx4", "22T12:00"),
        people=tuple(Person(f"nx{place}", "met") for place in range(1, 8)),
        authorisations=(
            ticket("nx1", start="23T12:00"),
            ticket("nx2"),
            ticket("nx3"),
            ticket("nx4"),
            ticket("nx5", "medic"),
            ticket("nx6", start="24T18:00"),
            ticket("nx7", until="22T18:00"),
        ),
    )
    assert register(folder)[0] == [True, False, True, True, False, False, False]


def test_lent_people_and_lent_places_may_not_step_back():
    folder = scenario(
        event("stepped-back", "specials", "22T12:00", count=2),
        people=(Person("nx1", "kent"),),
        pools=(pool("specials", force="met", state="available", count=5), pool(state="arrived")),
    )
    assert register(folder) == ([False], [3, 0])


def test_places_outside_their_period_may_not_step_back():
    specials = pool("specials", force="met", state="available", count=5, period=period("23T12:00", "23T18:00"))
    folder = scenario(pools=(specials,))
    found = [register(folder, until=when(until))[1] for until in ("23T12:00", "23T12:01")]
    assert found == [[0], [5]]
    assert register(folder, at="23T18:00")[1] == [0]
