"""Matters that need attention, and the time of the next review."""

from __future__ import annotations

import pytest

from standto.ladder import replay, review
from standto.model.time import HOUR
from tests.ladder.building import (
    START,
    advice,
    decided,
    donor,
    duty,
    event,
    hour,
    hours_of,
    law,
    people,
    places,
    scenario,
    soldiers,
    step,
    team,
)


def notices(world, at):
    """The steps that change nothing, without the reminder of a review."""
    changing = (
        "call-in",
        "ask-aid",
        "request-contingency",
        "deploy-contingency",
        "stand-down",
        "release",
        "review-due",
    )
    return {name: count for name, count in advice(world, at).items() if not name.startswith(changing)}


def quiet(*rows, **policy):
    """A duty that is covered."""
    return scenario(duty("guard", 4), places(9), *rows, **policy)


# -- answers ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["aid-asked", "aid-offered"])
def test_an_answer_left_open_for_too_long_is_overdue(kind):
    world = quiet(donor("kent", 9), event(0, kind, "kent", count=2), event(10, kind, "kent", count=3), stale_hours=24)
    assert [notices(world, at) for at in (24, 24.5, 34.5)] == [
        {},
        {"answer-overdue:kent": 2},
        {"answer-overdue:kent": 5},
    ]


def test_a_request_for_contingency_can_be_overdue_too():
    world = quiet(soldiers(9, state="requested"), law(("military", "guard")))
    assert [notices(world, at) for at in (24, 25)] == [{}, {"answer-overdue:army": 9}]


def test_an_answer_can_have_been_due_before_the_horizon_started():
    assert notices(quiet(donor("kent", 9), event(-20, "aid-asked", "kent", count=2)), 5) == {"answer-overdue:kent": 2}


def test_an_answer_that_came_is_no_longer_overdue():
    world = quiet(donor("kent", 9), event(0, "aid-asked", "kent"), event(30, "aid-declined", "kent"))
    assert [notices(world, at) for at in (29, 30)] == [{"answer-overdue:kent": 9}, {}]


# -- help that ends --------------------------------------------------------------------------------------------


def lent(*rows, until=20, **policy):
    """A duty that two lent people help to fill for a while."""
    return scenario(duty("guard", 4), places(2), donor("kent", 2, state="arrived", period=(-5, until)), *rows, **policy)


def test_help_that_ends_and_leaves_a_gap_is_named_with_the_gap():
    told = step(lent(), 10, "help-ends-early:kent")
    assert (told.count, hours_of(told), told.duties) == (2, [(20, 82, 2)], ("guard",))


def test_help_that_ends_leaves_no_gap_if_others_take_over():
    assert notices(lent(event(20, "returned", "places"), donor("essex", 2, state="confirmed")), 10) == {}


@pytest.mark.parametrize("until", [10, 82, 90])
def test_only_an_end_within_the_look_ahead_counts(until):
    assert notices(lent(until=until), 10) == {}


def test_help_that_goes_before_its_time_ends_does_not_end_early():
    assert notices(lent(event(15, "aid-released", "kent", recorded=0)), 10) == {}


# -- figures ---------------------------------------------------------------------------------------------------


def reported(at, **figure):
    """A report about the home force."""
    return event(at, "report", "home", source="paper", **figure)


STEPPED = event(0, "stepped-back", "places", count=2)


@pytest.mark.parametrize("figures", [{"count": 2}, {"low": 1, "high": 2}, {"low": 2}, {"high": 2}])
def test_a_figure_that_agrees_with_the_register_is_no_conflict(figures):
    assert notices(quiet(STEPPED, reported(5, **figures)), 6) == {}


@pytest.mark.parametrize("figures", [{"count": 3}, {"low": 3, "high": 9}, {"low": 3}, {"high": 1}])
def test_a_figure_that_disagrees_with_the_register_is_a_conflict(figures):
    assert notices(quiet(STEPPED, reported(5, **figures)), 6) == {"figures-conflict:home": None}


def test_a_figure_is_compared_with_the_register_at_its_own_time():
    world = quiet(STEPPED, reported(5, count=2), event(6, "stepped-back", "places", count=3))
    assert notices(world, 7) == {}


@pytest.mark.parametrize(("later", "found"), [(6, {"figures-conflict:home": None}), (6.5, {})])
def test_two_figures_conflict_within_an_hour_of_each_other(later, found):
    # By the time of the second figure the register has changed.
    back = event(5.5, "returned", "places")
    assert notices(quiet(STEPPED, reported(5, count=2), back, reported(later, count=0)), 7) == found


def test_a_figure_is_stale_only_while_somebody_has_stepped_back():
    world = quiet(STEPPED, reported(5, count=2), event(40, "returned", "places"))
    assert [notices(world, at) for at in (29, 29.5, 40)] == [{}, {"figure-stale:home": None}, {}]


def test_a_newer_figure_is_not_stale():
    assert notices(quiet(STEPPED, reported(5, count=2), reported(28, count=2)), 30) == {}


# -- reviews ---------------------------------------------------------------------------------------------------


def test_a_review_is_due_after_some_hours_without_a_decision():
    world = scenario(duty("guard", 4), places(2), decided(5, "no-change"), review_hours=12)
    assert [advice(world, at) for at in (4, 16.5, 17)] == [{}, {}, {"review-due:home": None}]


def test_no_review_is_due_without_a_gap_or_help():
    assert [advice(quiet(), 100), advice(quiet(donor("kent", 1, state="asked"), answer_hours=0), 20)] == [
        {},
        {"review-due:home": None},
    ]


def next_review(world, at):
    """The time of the next review, in hours from the start."""
    return (review(world, at=hour(at)).next_review - START) / HOUR


def test_the_next_review_comes_after_some_hours():
    assert next_review(quiet(review_hours=12), 3.25) == 15.25


def test_while_there_is_help_the_next_review_is_at_the_next_full_hour():
    world = quiet(donor("kent", 1, state="offered"))
    assert [next_review(world, at) for at in (3, 3.25)] == [4, 4]


def test_the_next_review_is_before_anything_must_be_decided():
    world = scenario(
        duty("patrol", 4, shifts=("day",)), places(2), donor("kent", 9, lead=150), donor("essex", 9, lead=60)
    )
    assert [next_review(world, at) for at in (0, 4.5)] == [4.5, 16.5]


def test_the_next_review_is_when_a_call_in_must_be_decided():
    world = scenario(
        duty("patrol", 4, shifts=("day",)),
        places(2),
        team("spare", "rest"),
        people(2, "spare"),
        call_in_share=1,
        call_in_notice_hours=4,
    )
    assert [next_review(world, at) for at in (0, 3)] == [3, 15]
    assert [(one.at - START) / HOUR for one in replay(world).steps[:3]] == [0, 3, 15]
