"""A person's times on duty follow the changes of the register that are planned within them."""

from __future__ import annotations

import pytest

from standto.model.time import DAY, HOUR, Period
from standto_desk.acts.registering.row_changes import CHANGE, END, RegisterChange, row_at
from standto_desk.book.moment_tables import tables_known
from standto_desk.book.situations import situation_at
from standto_desk.clock import now
from standto_desk.ledger.cached_answers import current_ledger
from standto_desk.picture.times_ahead import own_times_ahead
from standto_desk.picture.times_on_duty import own_times
from tests.desk.planned import enter
from tests.desk.reading_pages import words_of


@pytest.fixture
def volunteer(handful, client_as):
    return client_as("volunteer", cipher="m0001")


def changed(moment, **cells):
    """A change of the row of the volunteer from a moment on."""
    before = row_at(tables_known(current_ledger(), now()), "people", ("m0001",), moment)
    return RegisterChange("people", CHANGE, ("m0001",), {**before, **cells}, moment)


def periods(times):
    return [one.period for one in times]


def by_team(period):
    """The times of each team in a period, by the rows in force now."""
    scenario = situation_at(now()).scenario
    teams = {one.team: one for one in scenario.people if one.team}
    return {team: periods(own_times(scenario, [one], [], period)[one.id]) for team, one in teams.items()}


def test_after_a_planned_change_of_team_the_times_are_those_of_the_new_team(volunteer):
    at, moment = now(), now() + 3 * DAY
    before, after = by_team(Period(at, moment)), by_team(Period(moment, at + 14 * DAY))
    old = situation_at(at).scenario.people[0].team
    new = next(team for team in after if team != old and after[team] != after[old])
    assert "Your force has planned a change" not in words_of(volunteer.get("/my/"))
    enter("duty-officer", changed(moment, team=new))
    assert periods(own_times_ahead("m0001", now(), Period(at, at + 14 * DAY))) == before[old] + after[new]
    assert "Your force has planned a change, and they already follow it." in words_of(volunteer.get("/my/"))


def test_a_time_that_goes_on_over_a_change_is_one_time(volunteer):
    whole = Period(now(), now() + 14 * DAY)
    times = own_times_ahead("m0001", now(), whole)
    shift = next(one.period for one in times if one.period.start > now())
    enter("duty-officer", changed(shift.start + HOUR, force="met"))
    assert own_times_ahead("m0001", now(), whole) == times
    assert "Your force has planned a change" not in words_of(volunteer.get("/my/"))


def test_who_leaves_the_register_has_no_times_from_then_on(volunteer):
    at, moment = now(), now() + 3 * DAY
    (ticket,) = tables_known(current_ledger(), at).cells_of("authorisations", "m0001", moment)
    ends = [("people", ("m0001",)), ("authorisations", tuple(ticket))]
    enter("duty-officer", *(RegisterChange(table, END, key, {}, moment) for table, key in ends))
    times = own_times_ahead("m0001", now(), Period(at, at + 14 * DAY))
    assert [one.period.until <= moment for one in times] == [True] * len(times)
    assert len(times) > 0
