"""A review never flaps: its answer changes only when its reasons do, and steps carried out stay carried out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from standto.ladder import review
from standto.model.event import Event
from tests.ladder.building import (
    changes,
    donor,
    duty,
    event,
    law,
    people,
    places,
    scenario,
    soldiers,
    team,
)
from tests.ladder.oracle.times import HOUR, MINUTE, hours
from tests.ladder.scenarios import questions
from tests.register import oracle as register

CARRIED_OUT_BY = {
    "ask-aid": "aid-asked",
    "request-contingency": "contingency-requested",
    "deploy-contingency": "contingency-deployed",
    "release-aid": "aid-released",
    "stand-down-contingency": "contingency-stood-down",
}
UP = ("ask-aid", "request-contingency", "deploy-contingency")
DOWN = ("release-aid", "stand-down-contingency")


# -- the same reasons, the same steps --------------------------------------------------------------------------


def turning_points(world, known_at):
    """Every span of time in which the answer of a rule may change.

    A fact begins to hold; it comes into the look-ahead, or too close for a call-in or for help to arrive; or it has
    held for long enough. The hold looks back on full hours, so that its end is known only to the hour.
    """
    policy, (start, until) = world.policy, world.horizon
    known_events = register.KnownEvents(world, known_at)
    moments = {*register.moments(known_events, start, until), start, until}
    moments |= {event.occurred for event in known_events.events} | {event.recorded for event in world.events}
    ahead = [hours(policy.look_ahead_hours), hours(policy.call_in_notice_hours)]
    ahead += [pool.lead_minutes * MINUTE for pool in world.pools]
    behind = [hours(number) for number in (policy.answer_hours, policy.stale_hours, policy.review_hours)]
    for moment in moments:
        yield moment, moment
        yield from ((moment - age, moment - age) for age in ahead)
        yield from ((moment + age, moment + age) for age in behind)
        yield moment + hours(policy.hold_hours) - HOUR, moment + hours(policy.hold_hours)


def quiet_spans(world, known_at, at_least):
    """The open spans of the horizon without a turning point, each of some length."""
    start, until = world.horizon
    end = start
    for first, last in sorted(turning_points(world, known_at)):
        if first - end >= at_least and first <= until:
            yield end, first
        end = max(end, last)


def check_between_turning_points(question, data):
    """Between two turning points, every review gives the same answer."""
    world = question.scenario
    end = world.horizon.until
    spans = list(quiet_spans(world, end, 10 * MINUTE))
    assume(spans)
    start, until = data.draw(st.sampled_from(spans))
    reviews = [review(world, at=at, known_at=end) for at in (start + MINUTE, (start + until) // 2, until - MINUTE)]
    said = [[(one.id, one.count, one.duties) for one in answer.recommendations] for answer in reviews]
    assert said == [said[0]] * 3


@settings(max_examples=60)
@given(questions(), st.data())
def test_between_two_turning_points_every_review_says_the_same(question, data):
    check_between_turning_points(question, data)


@pytest.mark.slow
@settings(max_examples=1_000)
@given(questions(), st.data())
def test_between_thousands_of_turning_points_every_review_says_the_same(question, data):
    check_between_turning_points(question, data)


def test_while_nothing_changes_every_hour_says_the_same():
    world = scenario(
        duty("guard", 6),
        duty("patrol", 4, needs="medic"),
        places(4),
        donor("kent", 4, state="arrived"),
        donor("essex", 3, state="confirmed"),
        donor("coast", 9, kind="other", tier=2, holds="medic"),
        soldiers(9, state="standby"),
        law(("military", "guard", "attack")),
        review_hours=1000,
    )
    steady = [changes(world, at) for at in range(4, 168)]
    assert steady == [{"ask-aid:coast": 6, "release-aid:essex": 3}] * 164


# -- what is carried out ---------------------------------------------------------------------------------------


def carried_out(world, at, one):
    """The scenario after a recommendation has been carried out."""
    done = Event("", CARRIED_OUT_BY[one.step], one.subject, at, at, count=one.count)
    return replace(world, events=(*world.events, done))


def check_carried_out(question):
    """After a step is carried out, neither it nor its opposite is recommended within the hold."""
    world, at, _ = question
    policy = world.policy
    before = review(world, at=at)
    planned = {one.subject for one in world.events if one.occurred >= at and one.recorded <= at}
    hold = [at + minutes * MINUTE for minutes in range(0, round(policy.hold_hours * 60), 30)]
    for one in before.recommendations:
        if one.step not in CARRIED_OUT_BY or one.subject in planned:
            continue
        after = carried_out(world, at, one)
        assert one.id not in [other.id for other in review(after, at=at).recommendations]
        opposite = DOWN if one.step in UP else UP
        for later in hold:
            if later < world.horizon.until:
                said = review(after, at=later, known_at=at).recommendations
                found = [other for other in said if other.subject == one.subject and other.step in opposite]
                if one.step in DOWN:
                    # What has come into view since may call for help again.
                    seen_then = before.until
                    found = [other for other in found if other.windows[0].start < seen_then]
                assert found == []


@settings(max_examples=60)
@given(questions())
def test_a_step_carried_out_is_neither_recommended_again_nor_undone(question):
    assume(question.scenario.policy.answer_hours)
    check_carried_out(question)


@pytest.mark.slow
@settings(max_examples=1_500)
@given(questions())
def test_thousands_of_steps_carried_out_are_neither_recommended_again_nor_undone(question):
    assume(question.scenario.policy.answer_hours)
    check_carried_out(question)


def test_people_who_have_been_called_in_close_the_gap_for_good():
    rows = [duty("patrol", 4, shifts=("day",)), places(2), team("spare", "rest"), people(5, "spare")]
    came = [event(1, "called-in", name, until=19) for name in ("spare1", "spare2")]
    policy = {"call_in_share": 1, "look_ahead_hours": 20}
    assert [changes(scenario(*rows, *more, **policy), at) for more in ((), came) for at in (1, 2)] == [
        {"call-in:patrol": 2},
        {"call-in:patrol": 2},
        {},
        {},
    ]


def test_the_ladder_goes_up_and_down_once():
    rows = [
        duty("guard", 6),
        places(6),
        donor("kent", 3),
        soldiers(9),
        law(("military", "guard")),
        event(10, "stepped-back", "places", count=5),
        event(30, "returned", "places"),
    ]
    after = {}
    for at in range(72):
        said = changes(scenario(*rows, reserve=0, lasts=200), at)
        for name, count in said.items():
            step, subject = name.split(":")[:2]
            rows.append(event(at, CARRIED_OUT_BY[step], subject, count=count))
            after[at, step] = count
        for name in said:
            if name.startswith("ask-aid"):
                rows.append(event(at + 1, "aid-arrived", "kent"))
            if name.startswith("request"):
                rows.append(event(at + 1, "contingency-agreed", "army"))
    assert after == {
        (10, "ask-aid"): 3,
        (10, "request-contingency"): 2,
        (11, "deploy-contingency"): 2,
        (34, "stand-down-contingency"): 2,
        (34, "release-aid"): 3,
    }
