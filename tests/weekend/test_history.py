"""The rules recommend the steps that were taken; in a different weekend they recommend different steps."""

from __future__ import annotations

from dataclasses import replace

import pytest

from standto.ladder.replaying import replay
from standto.ladder.reviewing import Reviewer
from standto.model.event import DECISION
from standto.model.steps import ASK_AID, CALL_IN, DEPLOY, RELEASE, REQUEST, STAND_DOWN
from standto.model.time import HOUR
from standto.register import Records
from tests.weekend import variations
from tools.london import CHOSEN, weekend
from tools.london.calendar import moment
from tools.london.decided import FIRST, LUNCHTIME, REQUESTED, SECOND, SENT, THURSDAY

MILITARY = "mod-support"
STANDING_DOWN = {"contingency-stood-down", "aid-released"}


def steps(found, *kinds):
    """The subjects of the recommendations of some steps."""
    return [one.subject for one in found.recommendations if one.step in kinds]


def begins(reviewer, step, subject, when):
    """Whether a step is recommended for a subject at an hour but not an hour before."""
    at = moment(when)
    return [subject in steps(reviewer.review(hour), step) for hour in (at - HOUR, at)] == [False, True]


def test_every_decision_taken_was_recommended(london, reviewer):
    taken = [event for event in london.events if event.kind == DECISION]
    agrees = {}
    for event in taken:
        recommended = steps(reviewer.review(event.occurred), event.step.removeprefix("not-"))
        agrees[event.id] = (event.subject in recommended) != event.step.startswith("not-")
    assert agrees == {event.id: True for event in taken}
    assert len(taken) == 19


def test_on_friday_morning_nothing_is_recommended(reviewer):
    assert reviewer.review(moment("22 09:00")).recommendations == ()


def test_own_people_are_called_in_before_anybody_is_asked_for_help(reviewer):
    assert steps(reviewer.review(moment("22 22:00")), CALL_IN, ASK_AID, REQUEST) == ["armed-response-outer"]


def test_help_is_recommended_some_hours_before_it_was_asked_for(reviewer):
    assert begins(reviewer, ASK_AID, "kent-arv", "23 03:00")
    assert begins(reviewer, REQUEST, MILITARY, "23 03:00")


def test_on_saturday_aid_is_for_armed_policing(reviewer):
    aid = [one for one in reviewer.review(moment(FIRST)).recommendations if one.step == ASK_AID]
    assert {one.duties for one in aid} == {("armed-response-outer",)}


def test_on_saturday_contingency_is_for_counter_terrorism_under_a_declaration_of_an_attack(reviewer):
    found = reviewer.review(moment(REQUESTED))
    requests = [(one.id, one.duties, one.power) for one in found.recommendations if one.step == REQUEST]
    assert requests == [("request-contingency:mod-support:attack", ("ct-response",), "military-ct")]


@pytest.mark.slow
def test_no_soldier_is_deployed_while_no_attack_is_declared(london):
    assert [step.at for step in replay(london).steps if steps(step.review, DEPLOY)] == []


def test_at_lunchtime_on_monday_contingency_is_stood_down_and_aid_kept(reviewer):
    found = reviewer.review(moment(LUNCHTIME))
    assert steps(found, STAND_DOWN, RELEASE) == [MILITARY]
    assert {(one.pool, one.duty) for one in found.kept} == {(pool, "armed-response-outer") for pool in SENT}


def test_contingency_could_be_stood_down_some_hours_before_it_was(reviewer):
    assert begins(reviewer, STAND_DOWN, MILITARY, "25 09:00")


def test_by_thursday_all_aid_may_be_released(reviewer):
    assert steps(reviewer.review(moment(THURSDAY)), RELEASE) == list(reversed(SENT))
    assert begins(reviewer, RELEASE, "kent-arv", "28 04:00")


def test_returns_a_day_later_stand_contingency_down_and_release_aid_a_day_later(london):
    stayed = variations.without_steps(variations.returns_later(london, 24), STANDING_DOWN)
    later = Reviewer(Records(stayed))
    assert begins(later, STAND_DOWN, MILITARY, "26 09:00")
    assert begins(later, RELEASE, "kent-arv", "29 03:00")


def test_half_the_step_backs_need_neither_soldiers_nor_other_forces(london):
    fewer = variations.half_step_back(variations.without_steps(london, ALL_HELP))
    reviewer = Reviewer(Records(fewer))
    found = [
        (recommended, hour)
        for hour in range(moment("22 00:00"), moment("26 00:00"), 6 * HOUR)
        if (recommended := steps(reviewer.review(hour), REQUEST, ASK_AID))
    ]
    assert found == []


ALL_HELP = {
    "aid-asked", "aid-declined", "aid-offered", "aid-confirmed", "aid-arrived", "aid-released",
    "contingency-requested", "contingency-agreed", "contingency-stood-down",
}  # fmt: skip


def test_when_two_more_donors_decline_more_is_asked_of_others(london, reviewer):
    at = moment("23 15:00")
    fewer = Reviewer(Records(variations.decline(london, ("kent-arv", "bedfordshire-arv"))))
    assert steps(reviewer.review(at), ASK_AID) == []
    assert steps(fewer.review(at), ASK_AID) == [
        "surrey-arv",
        "sussex-arv",
        "devon-and-cornwall-arv",
        "north-yorkshire-arv",
    ]


def test_in_an_attack_soldiers_are_deployed_and_not_stood_down(london):
    declared = Reviewer(Records(variations.attack_declared(london, moment("24 18:00"))))
    found = declared.review(moment("24 18:00"))
    assert [(one.subject, one.duties) for one in found.recommendations if one.step == DEPLOY] == [
        (MILITARY, ("ct-response",))
    ]
    assert steps(declared.review(moment(LUNCHTIME)), STAND_DOWN) == []


@pytest.mark.parametrize("level", [0.95, 0.975, 1.025, 1.05])
def test_requirements_five_percent_higher_or_lower_call_for_the_same_steps(level):
    reviewer = Reviewer(Records(weekend(replace(CHOSEN, requirement_level=level))))
    assert steps(reviewer.review(moment(FIRST)), ASK_AID)[:2] == ["kent-arv", "hertfordshire-arv"]
    assert steps(reviewer.review(moment(REQUESTED)), REQUEST) == [MILITARY]
    assert steps(reviewer.review(moment(LUNCHTIME)), STAND_DOWN) == [MILITARY]
    assert len(steps(reviewer.review(moment(THURSDAY)), RELEASE)) == len(SENT)


def test_if_guarded_sites_came_last_contingency_would_not_have_been_stood_down():
    reviewer = Reviewer(Records(weekend(replace(CHOSEN, guard_criticality=4))))
    found = reviewer.review(moment(LUNCHTIME))
    assert steps(found, STAND_DOWN) == []
    assert {one.pool: one.duty for one in found.kept}[MILITARY] == "site-b"


def test_the_second_round_of_requests_follows_the_first_refusal(reviewer):
    assert steps(reviewer.review(moment(SECOND)), ASK_AID)[:3] == [
        "cambridgeshire-arv",
        "leicestershire-arv",
        "avon-and-somerset-arv",
    ]
