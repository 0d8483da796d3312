"""The replay: its steps, its comparison of decisions with recommendations, and the independence of its steps."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standto.errors import Stopped
from standto.ladder import Recommendation, Reviewer, replay, review
from standto.ladder.replaying import verdict
from standto.model.crews import Crew, Seat
from standto.model.policies import Policy
from standto.model.time import HOUR, MINUTE
from standto.register import Records
from tests.ladder import replay_oracle
from tests.ladder.building import START, decided, donor, duty, event, hour, places, scenario
from tests.ladder.profiles.profile import Profile
from tests.ladder.profiles.reminders import DECIDING
from tests.ladder.scenarios import PROFILES, scenarios


def looks(world):
    """The times of a replay's steps, in hours from the start."""
    return [(one.at - START) / HOUR for one in replay(world).steps]


def verdicts(*rows, **policy):
    """The verdict on each decision, for a duty that lacks two people."""
    world = scenario(duty("guard", 4), places(2), donor("kent", 9), *rows, **policy)
    return {name: said for one in replay(world).steps for name, said in one.agrees.items()}


def test_a_crew_that_is_off_lets_its_people_cover_duties_of_a_later_criticality():
    # Two people: the crew of three is off, so the duty after it has both; as duties, the seats would take them.
    crew = Crew("boat", "sea", criticality=1), Seat("boat", "out", "hand", ("shot",), 3)
    world = scenario(duty("guard", 2, criticality=2), places(2), crew)
    assert next(one.review.covered for one in replay(world).steps) == {1: False, 2: True}


# -- when it looks ---------------------------------------------------------------------------------------------


def test_a_replay_has_a_step_at_the_start_and_whenever_a_review_is_due():
    assert looks(scenario(duty("guard", 1), places(9), lasts=30, review_hours=12)) == [0, 12, 24]


def test_a_replay_has_a_step_when_something_becomes_known_not_when_it_takes_effect():
    leave = event(20, "strength-changed", "guard", count=2, recorded=5)
    assert looks(scenario(duty("guard", 1), places(9), leave, lasts=24, review_hours=12)) == [0, 5, 17]


def test_a_replay_has_a_step_when_a_decision_takes_effect():
    taken = decided(7, "no-change", recorded=5)
    assert looks(scenario(duty("guard", 1), places(9), taken, lasts=15, review_hours=12)) == [0, 5, 7]


def test_a_replay_has_no_step_before_the_start_or_from_the_end_on():
    rows = [event(at, "statement", "home", note="words") for at in (-3, 0, 10, 11)]
    assert looks(scenario(duty("guard", 1), places(9), *rows, lasts=10)) == [0]


def test_a_replay_has_a_step_every_hour_while_there_is_help():
    world = scenario(duty("guard", 1), places(9), donor("kent", 1, state="offered"), lasts=4)
    assert looks(world) == [0, 1, 2, 3]


# -- what was decided ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "count", "said"),
    [
        ("call-in", None, True), ("call-in", 3, True), ("call-in", 4, "more"), ("not-call-in", None, False),
        ("ask-aid", None, False),
    ],
)  # fmt: skip
def test_a_decision_for_a_crew_is_compared_with_what_was_recommended_for_its_seats(step, count, said):
    seats = tuple(Recommendation("call-in", f"boat/{seat}", count=most) for seat, most in (("helm", 1), ("hand", 2)))
    others = (Recommendation("call-in", "boat-2/helm", count=9), Recommendation("call-in", "watch", count=9))
    assert verdict(decided(5, step, "boat", count=count), (*seats, *others)) == said


def test_a_decision_agrees_when_its_step_was_recommended_then():
    rows = (decided(5, "ask-aid", "kent", count=4), decided(6, "release-aid", "kent", name="d2"))
    assert verdicts(*rows) == {"d1": True, "d2": False}


def test_a_decision_for_more_than_was_recommended_says_so():
    counts = {f"d{count}": decided(count, "ask-aid", "kent", count=count, name=f"d{count}") for count in (3, 4, 5)}
    assert verdicts(*counts.values()) == {"d3": True, "d4": True, "d5": "more"}


def test_a_decision_against_a_step_agrees_when_the_step_was_not_recommended():
    rows = (decided(5, "not-ask-aid", "kent"), decided(6, "not-release-aid", "kent", name="d2"))
    assert verdicts(*rows) == {"d1": False, "d2": True}


def test_no_change_agrees_when_no_change_was_recommended():
    rows = (decided(5, "no-change"), event(8, "returned", "places"), event(7, "strength-changed", "guard", count=2))
    assert verdicts(*rows, decided(9, "no-change", name="d2")) == {"d1": False, "d2": True}


def test_a_decision_is_compared_with_what_was_known_when_it_was_taken():
    closes = event(4, "strength-changed", "guard", count=2, recorded=6)
    assert verdicts(closes, decided(5, "ask-aid", "kent"), decided(7, "ask-aid", "kent", name="d2")) == {
        "d1": True,
        "d2": False,
    }


def test_a_decision_recorded_later_stands_at_the_time_it_was_taken():
    assert verdicts(decided(5, "ask-aid", "kent", recorded=9)) == {"d1": True}


def test_a_corrected_decision_is_left_out():
    assert verdicts(decided(5, "ask-aid", "kent"), event(6, "correction", "d1")) == {}


def test_two_decisions_at_once_stand_side_by_side():
    rows = (decided(5, "ask-aid", "kent"), decided(5, "not-release-aid", "kent", name="d2"))
    assert verdicts(*rows) == {"d1": True, "d2": True}


def test_covered_is_given_by_criticality():
    world = scenario(duty("guard", 4), duty("patrol", 2, criticality=2), places(5), lasts=1)
    assert [one["covered"] for one in replay(world).as_json()["steps"]] == [{"1": True, "2": False}]


# -- one step after the other ----------------------------------------------------------------------------------


def check_replay(world):
    """Every step equals a separate review."""
    steps = replay(world).steps
    assert [one.review for one in steps] == [review(world, at=one.at) for one in steps]


@settings(max_examples=15)
@given(scenarios())
def test_a_replay_says_what_a_review_at_each_step_says(world):
    check_replay(world)


def check_every_step(world):
    """Every step equals that of plain code that follows the letter of the contract."""
    steps = [
        (one.at, one.review.covered, [each.id for each in one.review.recommendations], one.agrees)
        for one in replay(world).steps
    ]
    assert steps == replay_oracle.replay(world)


SHORT = st.sampled_from([replace(profile, lasts=(5, 8, 12)) for profile in PROFILES]).flatmap(scenarios)
DECIDED = scenarios(replace(DECIDING, lasts=(5, 8)))


@settings(max_examples=8)
@given(SHORT | DECIDED)
def test_a_replay_says_what_the_contract_says(world):
    check_every_step(world)


@pytest.mark.slow
@settings(max_examples=400)
@given(SHORT | DECIDED)
def test_hundreds_of_replays_say_what_the_contract_says(world):
    check_every_step(world)


@pytest.mark.slow
@settings(max_examples=300)
@given(scenarios(Profile(events=(*range(17), 16))))
def test_hundreds_of_replays_say_what_a_review_at_each_step_says(world):
    check_replay(world)


@settings(max_examples=25)
@given(scenarios(), st.data())
def test_reviews_in_any_order_say_what_separate_reviews_say(world, data):
    reviewer = Reviewer(Records(world))
    start, end = world.horizon
    moments = st.sampled_from(range(start, end, HOUR // 2))
    for at, known_at in data.draw(st.lists(st.tuples(moments, st.none() | moments), min_size=3, max_size=8)):
        assert reviewer.review(at, known_at) == review(world, at=at, known_at=known_at)


def test_a_replay_of_records_equals_that_of_their_scenario():
    world = scenario(duty("guard", 4), places(2), donor("kent", 9), decided(5, "ask-aid", "kent"))
    assert replay(Records(world)) == replay(world)


def test_a_replay_reports_its_progress_and_can_be_stopped():
    world = scenario(duty("guard", 1), places(9), lasts=48, review_hours=12)
    shares = []

    def stop_half_way(share):
        shares.append(share)
        if share >= 0.5:
            raise Stopped

    with pytest.raises(Stopped):
        replay(world, progress=stop_half_way)
    assert shares == [0, 0.25, 0.5]


def test_a_replay_stays_within_the_horizon():
    steps = replay(scenario(duty("guard", 1), places(9), lasts=48, review_hours=12)).steps
    assert (steps[0].at, steps[-1].at) == (START, hour(36))


def test_policies_of_less_than_a_minute_count_as_a_minute():
    world = scenario(duty("guard", 4), places(2), donor("kent", 2, state="arrived"), lasts=0.1)
    hasty = replace(world, policy=Policy(look_ahead_hours=1e-12, review_hours=1e-12))
    assert [(one.at - START) / MINUTE for one in replay(hasty).steps] == [0, 1, 2, 3, 4, 5]
