"""Times on duty beside plain code that asks about one person at one instant."""

from __future__ import annotations

from hypothesis import given, settings

from standto.register import situation_of, times_on_duty
from tests.register import oracle
from tests.register.scenarios import scenarios


@given(scenarios())
@settings(max_examples=80)
def test_everybody_is_on_duty_when_they_are_at_each_instant(scenario):
    found = times_on_duty(situation_of(scenario), scenario.horizon)
    known = oracle.KnownEvents(scenario)
    for instant in oracle.moments(known, *scenario.horizon):
        theirs = {
            (number, minutes)
            for number, person in enumerate(scenario.people)
            if (minutes := oracle.readiness(known, person, instant)) is not None
            and oracle.is_available(known, person, instant)
        }
        assert {
            (each.person, each.ready_minutes) for each in found.times if each.start <= instant < each.until
        } == theirs
        span = max(place for place, start in enumerate(found.starts.tolist()) if start <= instant)
        assert found.at_work[span] == sum(1 for _, minutes in theirs if not minutes)
        assert found.on_call[span] == sum(1 for _, minutes in theirs if minutes)


@given(scenarios())
@settings(max_examples=40)
def test_without_absences_everybody_has_the_times_that_they_would_have(scenario):
    found = times_on_duty(situation_of(scenario), scenario.horizon, absences=False)
    known = oracle.KnownEvents(scenario)
    for instant in oracle.moments(known, *scenario.horizon):
        theirs = {
            (number, minutes)
            for number, person in enumerate(scenario.people)
            if (minutes := oracle.readiness(known, person, instant)) is not None
        }
        assert {
            (each.person, each.ready_minutes) for each in found.times if each.start <= instant < each.until
        } == theirs
