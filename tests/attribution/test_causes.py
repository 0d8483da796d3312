"""Causes, rows of time, strengths and entries, by hand."""

from __future__ import annotations

import pytest

from standto import OptionError, read_scenario, statement
from standto.attribution.causes import CAUSE_OF, CAUSES
from standto.attribution.rows_of_time import rows_of
from standto.model.people import Authorisation, Person
from standto.model.rotas import RotaRow
from standto.model.time import HOUR, Period
from standto.model.working_time import RestRule, WorkingTime
from standto.register.reason_names import REASONS
from tests.register.building import LONDON, duty, event, pool, scenario, shift, team_on, ticket, when


def hours_by_cause(answer, name="guard"):
    """Return the hours of each cause of a duty that has any."""
    (line,) = [line for line in answer.lines if line.id == name]
    return {cause.id: number / HOUR for cause, number in zip(CAUSES, answer.of_line(line), strict=True) if number}


def test_every_reason_not_to_count_has_one_cause():
    assert sorted(CAUSE_OF) == sorted(REASONS)


@pytest.mark.parametrize(
    ("kind", "cause"),
    [
        ("stepped-back", "stepped-back"),
        ("authority-withdrawn", "authority-withdrawn"),
        ("unavailable", "unavailable"),
        ("stood-off", "off-duty"),
        ("authorisation-ended", "not-current"),
    ],
)
def test_an_event_that_takes_the_only_person_away_is_the_cause(kind, cause):
    said = {"capability": "armed"} if kind == "authorisation-ended" else {}
    answer = statement(scenario(event(kind, "nx1", "23T06:00", until="23T09:00", **said)))
    assert hours_by_cause(answer) == {cause: 3.0}
    assert [entry.reference for entry in answer.traces[0, cause]] == ["events.csv:2"]


def test_of_two_causes_the_one_that_is_lifted_last_counts():
    events = [event("stepped-back", "nx1", "23T06:00", until="23T12:00"), event("unavailable", "nx1", "23T09:00")]
    answer = statement(scenario(*events))
    assert hours_by_cause(answer) == {"stepped-back": 3.0, "unavailable": 33.0}


def test_a_person_left_out_for_want_of_rest_is_the_cause():
    rule = RestRule("short", "stint-hours", 8, "breach")
    shifts = {"shifts": (shift("long", "08:00", "20:00"),), **team_on("long")}
    tables = {"duties": (duty(shifts=("long",)),), "working_time": WorkingTime(own=(rule,), unrested="leave-out")}
    answer = statement(scenario(starts="23T00:00", ends="24T00:00", **shifts, **tables))
    assert hours_by_cause(answer) == {"not-rested": 4.0}


def test_help_is_the_cause_once_it_was_asked_for_and_not_before():
    events = [
        event("aid-asked", "kent-arv", "23T00:00", count=1),
        event("aid-arrived", "kent-arv", "23T05:00", count=1),
    ]
    answer = statement(scenario(*events, people=(), authorisations=(), pools=(pool(count=4),)))
    assert hours_by_cause(answer) == {"too-few": 6.0, "help-not-here": 5.0}
    assert [entry.event.kind for entry in answer.traces[0, "help-not-here"]] == ["aid-asked"]


def test_help_that_the_law_forbids_is_the_cause():
    military = pool("mod-ct", force="mod", state="deployed")
    answer = statement(scenario(people=(), authorisations=(), pools=(military,)))
    assert hours_by_cause(answer) == {"not-permitted": 48.0}


def test_places_of_a_home_pool_that_stepped_back_are_the_cause():
    home = pool("reserve", force="met", count=1, state="available")
    events = [event("stepped-back", "reserve", "23T06:00"), event("returned", "reserve", "23T07:00")]
    answer = statement(scenario(*events, people=(), authorisations=(), pools=(home,)))
    assert hours_by_cause(answer) == {"stepped-back": 1.0}
    assert [entry.event.kind for entry in answer.traces[0, "stepped-back"]] == ["stepped-back"]


def test_a_lesser_duty_that_loses_people_to_a_greater_one_keeps_its_least_gap():
    # Person one holds `armed` and `medic` but stepped back from `armed`: returned, they would go to the guard.
    both = (Authorisation("one", "armed"), Authorisation("one", "medic"), Authorisation("two", "armed"))
    duties = (duty(strength=2), duty("first-aid", capabilities=("medic",)))
    answer = statement(
        scenario(
            event("stepped-back", "one", "22T18:00", capability="armed"),
            people=(Person("one", "met"), Person("two", "met")),
            authorisations=both,
            duties=duties,
        )
    )
    assert hours_by_cause(answer) == {"stepped-back": 48.0}
    assert hours_by_cause(answer, "first-aid") == {}


def test_knowledge_decides_what_was_short():
    late = event("stepped-back", "nx1", "23T06:00", recorded="23T08:00", until="23T09:00")
    assert hours_by_cause(statement(scenario(late))) == {"stepped-back": 3.0}
    assert hours_by_cause(statement(scenario(late), known_at=when("23T07:00"))) == {}


def test_rows_are_local_months_or_weeks_or_days():
    def starts(first, last):
        kind, rows = rows_of(LONDON, Period(when(first), when(last)))
        assert (rows[0].start, rows[-1].until) == (when(first), when(last))
        return kind, [LONDON.local(row.start).isoformat()[:16] for row in rows]

    assert starts("2023-10-20T12:00", "2023-12-01T00:00") == ("month", ["2023-10-20T12:00", "2023-11-01T00:00"])
    assert starts("2023-10-01T00:00", "2023-11-01T00:00") == (
        "week",
        ["2023-10-01T00:00", *(f"2023-10-{day:02}T00:00" for day in (2, 9, 16, 23, 30))],
    )
    assert starts("2023-10-28T06:00", "2023-10-30T06:00") == (
        "day",
        ["2023-10-28T06:00", "2023-10-29T00:00", "2023-10-30T00:00"],
    )


def test_the_strengths_are_nested_and_each_counts_its_own():
    people = tuple(Person(name, "met") for name in ("a", "b", "c", "d", "e"))
    tickets = (*(ticket(one.id) for one in people[1:]), ticket("a", until="20T00:00"))
    events = [
        event("authority-withdrawn", "b", "22T00:00"),
        event("stepped-back", "c", "23T06:00"),
        event("stood-off", "d", "22T00:00"),
    ]
    answer = statement(scenario(*events, people=people, authorisations=tickets))
    first, last = answer.strengths[0][0], answer.strengths[-1][0]
    assert [level.last for level in first.levels] == [1, 5, 3, 3, 2, 0]
    assert [level.last for level in last.levels] == [1, 5, 3, 2, 1, 0]
    assert [level.least for level in answer.strengths[1][0].levels] == [1, 5, 3, 2, 1, 0]
    assert last.as_of == when("24T18:00")
    assert answer.strengths[-1][-1] == last


def test_the_strengths_of_all_duties_are_of_those_that_stand_at_the_time():
    people = (Person("a", "met"), Person("b", "met"))
    tickets = (ticket("a"), ticket("b", "medic", until="23T12:00"))
    night = duty("first-aid", capabilities=("medic",), period=Period(when("22T18:00"), when("23T06:00")))
    answer = statement(scenario(people=people, authorisations=tickets, duties=(duty(), night)))
    # On the Saturday, b counts until 06:00 beside a; nobody looks at b's ticket afterwards.
    together = answer.strengths[1][-1]
    assert [level.total // HOUR for level in together.levels] == [30, 30, 30, 30, 30, 0]
    assert [level.last for level in together.levels] == [1, 1, 1, 1, 1, 0]


def test_a_capability_counts_its_holders_whatever_they_are_there_for():
    people = tuple(Person(name, "met") for name in ("a", "b", "c", "d"))
    tickets = (*(ticket(one.id) for one in people), ticket("a", "medic"), ticket("d", "medic", until="23T18:00"))
    rows = [("a", "guard", 0), ("b", "", 45), ("c", "first-aid", 0)]
    horizon = Period(when("22T18:00"), when("24T18:00"))
    answer = statement(
        scenario(
            people=people,
            authorisations=tickets,
            duties=(duty(strength=2), duty("first-aid", capabilities=("medic+armed",), strength=3)),
            rota=tuple(RotaRow(person, horizon, bound, minutes) for person, bound, minutes in rows),
        ),
        since=when("24T00:00"),
    )
    armed, medic = ([(level.least, level.last) for level in ours.levels] for ours in answer.capability_strengths[0])
    assert armed == [(5, 5), (4, 4), (4, 4), (4, 4), (3, 3), (0, 0)]
    assert medic == [(3, 3), (2, 2), (1, 1), (1, 1), (1, 1), (0, 0)]


def test_seats_of_crews_have_strengths():
    answer = statement(read_scenario("retained"))
    assert [seat.id for seat in answer.seats][:3] == ["ashby-p1/driver", "ashby-p1/commander", "ashby-p1/ba"]
    first = answer.as_json()["rows"][0]["seats"][0]
    assert (first["seat"], first["required"]["mean"], first["establishment"]["most"]) == ("ashby-p1/driver", 1.0, 32)
    assert "Ashby" in answer.summary()


def test_duties_that_never_stood_take_no_room_from_those_that_did():
    early = Period(when("22T18:00"), when("23T00:00"))
    gone = [duty(f"gone-{number:02}", period=early) for number in range(25)]
    answer = statement(scenario(duties=(*gone, duty("late"))), since=when("24T00:00"))
    lines = answer.summary().splitlines()
    first = next(place for place, line in enumerate(lines) if line.startswith("Mean while it stood"))
    assert [line.split()[0] for line in lines[first + 1 : first + 3]] == ["late", "Least:"]


def test_where_nothing_was_short_no_order_of_causes_is_named():
    covered, short = statement(scenario()), statement(scenario(event("stepped-back", "nx1", "23T06:00")))
    assert ["in the order above" in answer.summary() for answer in (covered, short)] == [False, True]


def test_rows_that_may_not_be_the_whole_truth_say_so():
    said = event("stepped-back", "nx1", "23T06:00", until="23T09:00")
    answer = statement(scenario(said), now=when("24T12:00"), known_at=when("24T00:00"))
    assert [answer.incomplete(row) for row in range(3)] == [
        (),
        (),
        ("not-known-yet", "not-over-yet", "nothing-recorded"),
    ]


def test_what_is_not_allowed_is_one_clear_error():
    one = scenario()
    with pytest.raises(
        OptionError,
        match=r"^since: the period starts at 2023-09-22T18:00:00\+01:00, which is not past:",
    ):
        statement(one, now=when("22T18:00"))
    with pytest.raises(OptionError, match=r"^basis: 'all' is not one of none, present, confirmed, offered$"):
        statement(one, basis="all")
    with pytest.raises(OptionError, match=r"^until: "):
        statement(one, until=when("25T18:00"))


def test_the_weekend_was_short_because_people_stepped_back():
    answer = statement(read_scenario("london-2023"))
    assert {line.id: hours_by_cause(answer, line.id) for line in answer.lines if any(answer.of_line(line))} == {
        "ct-response": {"stepped-back": 100.25},
        "specialist-support": {"stepped-back": 21.0},
        "armed-response-outer": {"stepped-back": 424.0},
    }
    assert repr(answer).endswith(": 545.25 place-hours short, in 2 months>")


def test_the_work_can_be_stopped():
    class Enough(Exception):
        pass

    def stop(share):
        if share > 0.1:
            raise Enough

    with pytest.raises(Enough):
        statement(read_scenario("london-2023"), progress=stop)
