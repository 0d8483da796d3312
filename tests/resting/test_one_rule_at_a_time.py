"""Rules on rest, one sentence of the contract at a time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from standto.coverage import cover
from standto.model.frames import texts_of
from standto.model.people import Person, Team
from standto.model.rotas import RotaRow
from standto.model.time import HOUR, Period
from standto.model.working_time import RestRule, WorkingTime
from standto.register import situation_of
from standto.resting import rest
from tests.register.building import duty, event, period, reasons, scenario, shift, team_on, ticket, times_of, when

DAYS = team_on("day") | {"shifts": (shift("day", "08:00", "16:00"),)}
"""A team with a shift of eight hours every day."""


def rule(measure="rest-before", bound=11, effect="breach", name="r", **more):
    return RestRule(name, measure, bound, effect, **more)


def row(start, until, person="nx1", **more):
    return RotaRow(person, period(start, until), **more)


def world(*rules, rows=(), events=(), unrested="count", break_hours=3, **tables):
    working_time = WorkingTime(unrested=unrested, break_hours=break_hours, own=rules)
    return scenario(*events, rota=tuple(rows), working_time=working_time, **tables)


def stints(folder, **asking):
    """Return the stints that break a rule, with local times: day and time, rule, and what was measured."""
    situation = situation_of(folder, **asking)
    return [
        (each["from"][8:16], each["until"][8:16], each["rule"], each["measured"])
        for each in texts_of(rest(situation).rows())
    ]


# -- stints ------------------------------------------------------------------------------------------------------------


def test_time_off_of_the_break_ends_a_stint_and_shorter_time_does_not():
    rows = [row("23T06:00", "23T08:00"), row("23T10:59", "23T12:00"), row("23T15:00", "23T16:00")]
    assert stints(world(rule("stint-hours", 0), rows=rows)) == [
        ("23T06:00", "23T12:00", "r", 6.0),
        ("23T15:00", "23T16:00", "r", 1.0),
    ]


def test_with_a_break_of_nothing_any_time_off_ends_a_stint_and_rows_that_touch_are_one():
    rows = [row("23T06:00", "23T08:00"), row("23T08:00", "23T09:00"), row("23T09:01", "23T10:00")]
    assert stints(world(rule("stint-hours", 0), rows=rows, break_hours=0)) == [
        ("23T06:00", "23T09:00", "r", 3.0),
        ("23T09:01", "23T10:00", "r", 0.98),
    ]


def test_standby_is_time_off_and_a_call_in_during_it_is_work():
    rows = [row("23T06:00", "23T18:00", ready_minutes=10)]
    called = event("called-in", "nx1", "23T08:00", until="23T10:00")
    assert stints(world(rule("stint-hours", 0), rows=rows)) == []
    assert stints(world(rule("stint-hours", 0), rows=rows, events=[called])) == [("23T08:00", "23T10:00", "r", 2.0)]


def test_leave_in_a_shift_is_time_off_and_stepping_back_is_not():
    away = event("unavailable", "nx1", "23T10:00", until="23T12:00")
    back = event("stepped-back", "nx1", "23T10:00", until="23T12:00")
    rule_ = rule("hours-in", 0, days=0.5)
    assert stints(world(rule_, rows=[row("23T08:00", "23T16:00")], events=[away])) == [
        ("23T08:00", "23T16:00", "r", 6.0)
    ]
    assert stints(world(rule_, rows=[row("23T08:00", "23T16:00")], events=[back])) == [
        ("23T08:00", "23T16:00", "r", 8.0)
    ]


def test_people_on_duty_at_all_times_have_only_the_stints_of_their_call_ins():
    called = event("called-in", "nx1", "23T08:00", until="23T10:00")
    assert stints(world(rule("stint-hours", 0))) == []
    assert stints(world(rule("stint-hours", 0), events=[called])) == [("23T08:00", "23T10:00", "r", 2.0)]


def test_people_on_call_with_no_time_to_wait_work_and_others_on_call_do_not():
    on_call = event("on-call", "nx1", "23T16:00", until="23T20:00")
    later = replace(on_call, count=1)
    assert stints(world(rule("stint-hours", 8), events=[on_call], **DAYS)) == [("23T08:00", "23T20:00", "r", 12.0)]
    assert stints(world(rule("stint-hours", 8), events=[later], **DAYS)) == []


def test_stints_are_cut_28_days_before_the_start_and_24_hours_after_the_end():
    long = [row("2023-08-01T06:00", "2023-09-23T06:00")]
    folder = world(rule("stint-hours", 24), rows=long)
    assert stints(folder) == [("25T18:00", "23T06:00", "r", 28.5 * 24)]
    assert stints(world(rule("stint-hours", 24), rule("hours-in", 9000, name="far", days=40), rows=long)) == [
        ("13T18:00", "23T06:00", "r", 40.5 * 24)
    ]
    after = world(rule("stint-hours", 8), rows=[row("24T12:00", "27T06:00")])
    assert stints(after) == [("24T12:00", "25T18:00", "r", 30.0)]


def test_a_stint_without_any_part_in_the_time_asked_for_is_not_shown():
    rows = [row("22T06:00", "22T18:00"), row("23T06:00", "23T18:00"), row("24T06:00", "24T18:00")]
    folder = world(rule("stint-hours", 8), rows=rows)
    assert [each[0] for each in stints(folder)] == ["23T06:00", "24T06:00"]
    answer = rest(situation_of(folder, at=when("23T17:00")), until=when("24T06:00"))
    assert [each["from"][8:13] for each in texts_of(answer.rows())] == ["23T06"]


# -- measures ----------------------------------------------------------------------------------------------------------


def test_a_measure_equal_to_its_bound_keeps_it_and_a_second_more_or_less_does_not():
    rows = [row("23T00:00", "23T08:00"), row("23T19:00", "24T03:00")]
    less = [rows[0], row("23T18:59:59", "24T03:00")]
    assert stints(world(rule(), rows=rows)) == []
    assert stints(world(rule(), rows=less)) == [("23T18:59", "24T03:00", "r", 11.0)]
    assert stints(world(rule("stint-hours", 8), rows=rows)) == []
    assert stints(world(rule("hours-in", 16, days=2), rows=rows)) == []
    assert stints(world(rule("rest-in", 11, days=1.125), rows=rows)) == []
    assert stints(world(rule("run", 2, gap_hours=12), rows=rows)) == []


def test_a_bound_with_a_fraction_is_compared_exactly():
    rows = [row("23T00:00", "23T08:17:24")]
    assert stints(world(rule("stint-hours", 8.29), rows=rows)) == []
    assert stints(world(rule("stint-hours", 8.289999), rows=rows)) == [("23T00:00", "23T08:17", "r", 8.29)]


def test_a_run_ends_where_the_gap_is_as_long_as_the_rule_says():
    rows = [row("23T00:00", "23T04:00"), row("23T12:00", "23T16:00"), row("23T23:59", "24T04:00")]
    assert [each[3] for each in stints(world(rule("run", 0, gap_hours=8), rows=rows))] == [1, 1, 2]
    assert [each[3] for each in stints(world(rule("run", 0, gap_hours=8.01), rows=rows))] == [1, 2, 3]


def test_stints_by_day_are_passed_over_in_a_run_of_nights():
    rows = [row("22T20:00", "23T02:00"), row("23T10:00", "23T16:00"), row("24T00:00", "24T06:00")]
    assert [each[3] for each in stints(world(rule("night-run", 0, gap_hours=24), rows=rows))] == [1, 2]
    assert stints(world(rule("night-run", 0, gap_hours=24), rows=[row("22T20:00", "23T01:59:59")])) == []


@pytest.mark.parametrize(
    ("night", "until", "found"),
    [
        ("2023-03-25T23:00", "2023-03-26T03:00", 1),  # three hours, one of which does not exist
        ("2023-03-25T23:00", "2023-03-26T02:59", 0),
        ("2023-10-28T23:00", "2023-10-29T01:00+00:00", 1),  # three hours, one of which occurs twice
        ("2023-10-28T23:00", "2023-10-29T01:30+01:00", 0),
    ],
)
def test_three_hours_of_work_at_night_are_elapsed_time(night, until, found):
    span = Period(when(night), when(until))
    horizon = Period(span.start - HOUR, span.until + HOUR)
    folder = replace(world(rule("night-run", 0, gap_hours=9), rows=[RotaRow("nx1", span)]), horizon=horizon)
    assert len(stints(folder)) == found


def test_a_night_is_longer_and_shorter_when_the_clocks_change():
    for first, length in (("2023-03-25", 7.0), ("2023-10-28", 9.0)):
        night = team_on("night", anchor=first) | {"shifts": (shift("night", "22:00", "06:00"),)}
        start = when(f"{first}T12:00")
        folder = replace(world(rule("stint-hours", 0), **night), horizon=Period(start, start + 24 * HOUR))
        assert [each[3] for each in stints(folder)] == [length]


# -- whose -------------------------------------------------------------------------------------------------------------


def test_a_rule_is_for_the_home_force_or_for_its_teams():
    people = (Person("nx1", "met", "team"), Person("kt1", "kent", "lent"))
    tables = DAYS | {"people": people, "teams": (*DAYS["teams"], Team("lent", "kent", "pattern"))}
    found = {}
    for teams in ((), ("team",), ("lent",), ("team", "lent")):
        found[teams] = {each["person"] for each in rest(world(rule("stint-hours", 0, teams=teams), **tables)).rows()}
    assert found == {(): {"nx1"}, ("team",): {"nx1"}, ("lent",): {"kt1"}, ("team", "lent"): {"kt1", "nx1"}}


def test_stints_are_by_start_then_person_as_text_then_rule():
    people = tuple(Person(name, "met") for name in ("nx9", "nx10"))
    rows = [row("23T06:00", "23T08:00", "nx9"), row("23T06:00", "23T09:00", "nx10"), row("23T05:00", "23T06:30", "nx9")]
    rules = (rule("stint-hours", 0, name="z"), rule("run", 0, name="a", gap_hours=1, effect="note"))
    folder = world(*rules, rows=[rows[0], rows[1]], people=people, authorisations=(ticket("nx9"),))
    assert [(each["person"], each["rule"]) for each in rest(folder).rows()] == [
        ("nx10", "z"),
        ("nx10", "a"),
        ("nx9", "z"),
        ("nx9", "a"),
    ]


# -- left out ----------------------------------------------------------------------------------------------------------


def test_a_stint_that_is_too_long_is_left_out_from_that_moment():
    folder = world(rule("stint-hours", 8), rows=[row("23T06:00", "23T18:00")], unrested="leave-out")
    assert times_of("nx1", folder) == [("23T06:00", "23T14:00")]
    assert reasons(folder, "23T15:00") == {"not-rested": 1}
    assert stints(folder) == [("23T06:00", "23T18:00", "r", 12.0)]


def test_a_stint_without_rest_before_it_is_left_out_whole():
    rows = [row("23T00:00", "23T08:00"), row("23T18:00", "24T02:00")]
    assert times_of("nx1", world(rule(), rows=rows, unrested="leave-out")) == [("23T00:00", "23T08:00")]
    assert times_of("nx1", world(rule(effect="owed"), rows=rows, unrested="leave-out")) == [
        ("23T00:00", "23T08:00"),
        ("23T18:00", "24T02:00"),
    ]


def test_hours_are_left_out_from_the_first_moment_above_the_bound():
    rows = [row("22T20:00", "23T02:00"), row("23T10:00", "23T18:00")]
    folder = world(rule("hours-in", 12, days=1), rows=rows, unrested="leave-out")
    assert times_of("nx1", folder) == [("22T20:00", "23T02:00"), ("23T10:00", "23T16:00")]


def test_the_earliest_moment_holds_if_several_rules_are_broken():
    rules = (rule("stint-hours", 8, name="long"), rule("hours-in", 6, name="hours", days=1))
    folder = world(*rules, rows=[row("23T06:00", "23T18:00")], unrested="leave-out")
    assert times_of("nx1", folder) == [("23T06:00", "23T12:00")]
    assert [each[2] for each in stints(folder)] == ["long", "hours"]


def test_for_later_stints_a_stint_ends_with_its_last_work_before_the_moment():
    # Eight hours end at 15:00 in the break; the last work before that ends at 13:00, eleven hours before midnight.
    rows = [row("23T07:00", "23T13:00"), row("23T15:30", "23T18:00"), row("24T00:00", "24T06:00")]
    rules = (rule("stint-hours", 8, name="long"), rule(name="rest"))
    assert [each[2] for each in stints(world(*rules, rows=rows))] == ["long", "rest"]
    folder = world(*rules, rows=rows, unrested="leave-out")
    assert [each[2] for each in stints(folder)] == ["long"]
    assert times_of("nx1", folder) == [("23T07:00", "23T13:00"), ("24T00:00", "24T06:00")]


def test_a_stint_that_is_left_out_is_none_for_later_ones():
    rows = [row("23T00:00", "23T08:00"), row("23T16:00", "23T20:00"), row("24T04:00", "24T10:00")]
    assert len(stints(world(rule(), rows=rows))) == 2
    assert stints(world(rule(), rows=rows, unrested="leave-out")) == [("23T16:00", "23T20:00", "r", 8.0)]


def test_standby_in_a_stint_that_is_left_out_does_not_count_either():
    tables = {"duties": (duty(ready_minutes=60),)}
    rows = [row("23T06:00", "23T08:00"), row("23T08:00", "23T09:00", ready_minutes=30), row("23T09:00", "23T16:00")]
    folder = world(rule("stint-hours", 1), rows=rows, unrested="leave-out", **tables)
    assert times_of("nx1", folder) == [("23T06:00", "23T07:00")]


def test_only_known_events_make_stints():
    called = event("called-in", "nx1", "23T08:00", until="23T18:00", recorded="23T12:00")
    folder = world(rule("stint-hours", 8), events=[called])
    assert stints(folder, at=when("23T08:00")) == []
    assert len(stints(folder, at=when("23T08:00"), known_at=when("23T12:00"))) == 1


# -- counts ------------------------------------------------------------------------------------------------------------


def rests(folder, **asking):
    return [window["rest"] for window in cover(folder, **asking).as_json()["windows"]]


def test_windows_count_people_in_stints_that_break_a_rule():
    people = tuple(Person(name, "met") for name in ("nx1", "nx2"))
    rows = [row("23T06:00", "23T18:00"), row("23T08:00", "23T17:00", "nx2")]
    rules = (rule("stint-hours", 10, name="most"), rule("stint-hours", 8, "owed", name="more"))
    folder = world(*rules, rows=rows, people=people, authorisations=(ticket("nx1"), ticket("nx2")))
    none, one = {"breach": 0, "owed": 0}, {"breach": 1, "owed": 0}
    assert rests(folder) == [none, one, {"breach": 1, "owed": 1}, one, none]
    assert cover(folder).as_json()["not_checked"] == []


def test_people_who_do_not_count_are_in_no_number():
    back = event("stepped-back", "nx1", "23T07:00")
    folder = world(rule("stint-hours", 8), rows=[row("23T06:00", "23T18:00")], events=[back])
    assert rests(folder) == [{"breach": 0, "owed": 0}, {"breach": 1, "owed": 0}, {"breach": 0, "owed": 0}]


def test_who_is_left_out_before_the_time_asked_for_is_in_no_number():
    # The first duty never stands, so that leaving them out at 14:00 makes no window; the second stands from 10:00 on.
    duties = (duty(when="flood"), duty("aid", period=period("23T10:00"), capabilities=("medic",)))
    folder = world(rule("stint-hours", 8), rows=[row("23T06:00", "23T18:00")], unrested="leave-out", duties=duties)
    assert rests(situation_of(folder, at=when("23T15:00")))[0] == {"breach": 0, "owed": 0}


def test_without_a_rule_nothing_counts_rest_and_every_answer_says_so():
    answer = cover(scenario())
    assert answer.as_json()["not_checked"] == ["rest"]
    assert "rest" not in answer.as_json()["windows"][0]
    assert answer.summary().endswith("Rest is not checked.")
    assert rest(scenario()).rows() == []
    assert rest(scenario()).summary().endswith("Rest is not checked. The scenario has no rules on working time.")
