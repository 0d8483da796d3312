"""A person's own times on duty are those of the register, at every moment."""

from __future__ import annotations

from dataclasses import replace

import pytest

from standto import read_scenario, situation_of
from standto.model.event import CORRECTION, LINE_OF, Event
from standto.model.people import Authorisation, Person
from standto.model.time import HOUR, MINUTE, Period
from standto.register import NEVER
from standto_desk.picture.times_on_duty import is_always_on_duty, own_times
from tests.scenario.folders import STATION, write

GRID = 30 * MINUTE


@pytest.fixture(scope="module")
def station(tmp_path_factory):
    """Return a station with a rota and a pattern, and people who are called in, stood off and on call over both."""
    whole = read_scenario(write(tmp_path_factory.mktemp("station") / "in", STATION))
    start = whole.horizon.start

    def event(kind, person, begins, ends, count=None):
        occurred = start + round(begins * HOUR)
        return Event(
            f"{kind}-{person}-{begins}", kind, person, occurred, occurred, start + round(ends * HOUR), count=count
        )

    more = (
        event("called-in", "v1", 50, 60),
        event("on-call", "v1", 4, 56, 25),
        event("stood-off", "v2", 20, 24),
        event("on-call", "v4", 0, 100, 40),
        event("called-in", "v4", 10, 14),
        event("on-call", "v5", 12, 90),
        event("on-call", "v3", 70, 80, 5),
        Event("", CORRECTION, "on-call-v3-70", start, start),
        event("called-in", "lent", 30, 40),
    )
    lent = Person("lent", "flank")
    tickets = (*whole.authorisations, Authorisation("lent", "helm"))
    return replace(whole, people=(*whole.people, lent), authorisations=tickets, events=(*whole.events, *more))


def said(scenario, person):
    """The events of a scenario that say whether somebody is on duty, each after those that it takes precedence over."""
    corrected = {event.subject for event in scenario.events if event.kind == CORRECTION}
    found = [event for event in scenario.events if event.subject == person and LINE_OF.get(event.kind) == "on-duty"]
    return sorted((event for event in found if event.id not in corrected), key=lambda event: event.occurred)


def readiness(situation, person, at):
    """The minutes that the register gives a person at a moment; None if they are off duty."""
    number = int(situation.standing_of(at)[person])
    minutes = int(situation.ready_minutes(at)[number])
    return None if minutes >= NEVER else minutes


@pytest.mark.parametrize("with_rota", [True, False])
def test_every_half_hour_the_times_are_what_the_register_has(station, with_rota):
    scenario = station if with_rota else replace(station, rota=())
    situation = situation_of(scenario)
    horizon, seen = scenario.horizon, set()
    for place, person in enumerate(scenario.people):
        times = own_times(scenario, [person], said(scenario, person.id), horizon)[person.id]
        assert [one.period.start for one in times] == sorted(one.period.start for one in times)
        always = is_always_on_duty(scenario, person)
        for at in range(horizon.start, horizon.until, GRID):
            mine = [one for one in times if one.period.start <= at < one.period.until]
            expected = readiness(situation, place, at)
            if always and not mine:
                assert expected == (None if _is_stood_off(scenario, person, at) else 0)
                continue
            assert [one.ready_minutes for one in mine] == ([] if expected is None else [expected]), (person.id, at)
            seen |= {one.sort for one in mine}
    assert seen == {"shift", "called-in", "on-call", *(["rota"] if with_rota else [])}


def _is_stood_off(scenario, person, at):
    live = [one for one in said(scenario, person.id) if one.occurred <= at < one.until]
    return bool(live) and live[-1].kind == "stood-off"


def test_the_duty_of_a_row_is_called_by_its_name(station):
    person = next(one for one in station.people if one.id == "v2")
    times = own_times(station, [person], [], station.horizon)["v2"]
    assert [(one.duty, one.ready_minutes) for one in times] == [("All-weather boat", 10), ("Launching", 0)]


def test_times_are_cut_at_the_ends_of_the_period_asked_for(station):
    person = next(one for one in station.people if one.id == "v1")
    start = station.horizon.start
    (time,) = own_times(station, [person], [], Period(start + 10 * HOUR, start + 11 * HOUR))["v1"]
    assert time.period == Period(start + 10 * HOUR, start + 11 * HOUR)
