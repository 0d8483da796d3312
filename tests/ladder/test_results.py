"""Reviews and replays as JSON, as rows and for reading."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from standto import read_scenario, sitrep
from standto.errors import OptionError
from standto.ladder import Reviewer, replay, review
from standto.ladder.lines import advice_lines, kept_lines
from standto.model.frames import texts_of
from standto.model.time import HOUR, Period
from standto.register import Records, situation_in, situation_of
from tests.ladder.building import (
    decided,
    donor,
    duty,
    event,
    hour,
    law,
    people,
    places,
    scenario,
    soldiers,
    team,
)


@pytest.fixture
def world():
    """A duty that lacks help for a day, soldiers on standby, and a figure in doubt."""
    return scenario(
        duty("guard", 4),
        places(4),
        donor("kent", 2, lead=60),
        soldiers(9, state="standby"),
        law(("military", "guard", "attack")),
        event(0, "stepped-back", "places", count=1, until=None),
        event(5, "report", "home", count=3, source="paper"),
        decided(6, "ask-aid", "kent", count=1),
        look_ahead_hours=24,
    )


def test_a_review_has_exactly_the_keys_of_the_contract(world):
    told = review(world, at=hour(6)).as_json()
    assert told == {
        "format": 1,
        "scenario": "A test",
        "at": "2024-01-08T06:00:00+00:00",
        "known_at": "2024-01-08T06:00:00+00:00",
        "look_ahead_until": "2024-01-09T06:00:00+00:00",
        "next_review": "2024-01-08T07:00:00+00:00",
        "recommendations": [
            {
                "id": "ask-aid:kent",
                "step": "ask-aid",
                "pool": "kent",
                "duty": None,
                "duties": ["guard"],
                "count": 2,
                "windows": [{"from": "2024-01-08T07:00:00+00:00", "until": "2024-01-09T06:00:00+00:00", "count": 2}],
                "by": "2024-01-08T06:00:00+00:00",
                "late": True,
                "condition": None,
                "power": "p2",
                "approvers": ["strategic-commander"],
                "counted_before": {},
                "because": {
                    "basis": "offered",
                    "bottlenecks": [
                        {
                            "criticality": 1,
                            "duties": ["guard"],
                            "required": 4,
                            "eligible": 3,
                            "short": 1,
                            "not_counted": {
                                "off-shift": 0,
                                "not-current": 0,
                                "authority-withdrawn": 0,
                                "stepped-back": 1,
                                "unavailable": 0,
                                "not-permitted": 9,
                                "not-present": 2,
                            },
                        }
                    ],
                },
            },
            {
                "id": "figures-conflict:home",
                "step": "figures-conflict",
                "pool": None,
                "duty": None,
                "duties": None,
                "count": None,
                "windows": None,
                "by": None,
                "late": None,
                "condition": None,
                "power": None,
                "approvers": None,
                "counted_before": None,
                "because": None,
            },
        ],
        "remaining": [
            {"duty": "guard", "from": "2024-01-08T06:00:00+00:00", "until": "2024-01-08T07:00:00+00:00", "gap": 1}
        ],
        "kept": [
            {
                "pool": "army",
                "state": "standby",
                "count": 9,
                "duty": "guard",
                "from": "2024-01-08T06:00:00+00:00",
                "until": "2024-01-09T06:00:00+00:00",
                "at": "2024-01-08T06:00:00+00:00",
                "gap": 1,
                "worst_case": -1,
                "held_since": None,
            }
        ],
    }


def test_the_same_review_is_the_same_bytes(world):
    first, second = (json.dumps(review(world, at=hour(6)).as_json()) for _ in range(2))
    assert first == second


def test_a_review_gives_a_flat_row_for_each_recommendation(world):
    rows = review(world, at=hour(6)).rows()
    assert [(row["id"], row["count"], row["late"]) for row in rows] == [
        ("ask-aid:kent", 2, True),
        ("figures-conflict:home", None, None),
    ]
    assert [(row["at_most"], row["duties"], row["approvers"]) for row in rows] == [
        (2, "guard", "strategic-commander"),
        (None, None, None),
    ]


def test_a_review_reads_on_one_screen_late_steps_first(world):
    assert review(world, at=hour(6)).summary().splitlines() == [
        "A test",
        "Review of Mon 8 Jan 2024 06:00 (UTC+00:00), looking ahead to Tue 9 Jan 06:00",
        "Next review by Mon 8 Jan 07:00",
        "",
        "TO DECIDE",
        "  LATE Ask kent for 2 places for guard, first for Mon 8 Jan 07:00 to Tue 9 Jan 06:00; decide now,",
        "    due by Mon 8 Jan 06:00; permitted by p2; to be approved by strategic-commander.",
        "      Because 4 places for guard; 3 people could fill any of them, not counting 1 stepped back, 9",
        "        not permitted in law and 2 not here.",
        "  Settle the figures for home: they cannot all be true.",
        "",
        "NOT CLOSED BY ANY STEP",
        "  guard: 1 short, Mon 8 Jan 06:00 to 07:00.",
        "",
        "KEPT",
        "  army, 9 places on standby: guard is 1 short from Mon 8 Jan 06:00 to Tue 9 Jan 06:00, seen at Mon 8",
        "    Jan 06:00; it cannot fill that duty without another declaration.",
        "",
        "Rest is checked for call-ins only.",
    ]


def test_a_call_in_names_the_time_by_which_to_decide_it_everywhere():
    world = scenario(
        duty("patrol", 4, shifts=("day",)),
        places(2),
        team("spare", "rest"),
        people(2, "spare"),
        call_in_share=1,
        call_in_notice_hours=4,
        look_ahead_hours=24,
    )
    answer = review(world, at=hour(0))
    said = "Call in 2 people off duty for patrol, first for Mon 8 Jan 07:00 to 19:00; decide by Mon 8 Jan 03:00."
    assert " ".join(answer.summary().split("TO DECIDE")[1].split()).startswith(said)
    assert [(row["id"], row["by"], row["late"]) for row in texts_of(answer.rows())] == [
        ("call-in:patrol", "2024-01-08T03:00:00+00:00", False)
    ]
    (told,) = sitrep(Records(world), at=hour(3), audience="command", runs=1).as_json()["recommendations"]
    assert (told["id"], told["by"], told["late"]) == ("call-in:patrol", "2024-01-08T03:00:00+00:00", True)


def test_a_sentence_that_stands_alone_names_the_zone_of_its_times(world):
    answer = review(world, at=hour(6))
    first, *_ = advice_lines(answer, named=True)
    (army,) = kept_lines(answer, named=True)
    assert "for Mon 8 Jan 07:00 GMT to Tue 9 Jan 06:00 GMT; decide now, due by Mon 8 Jan 06:00 GMT" in first.sentence
    assert "from Mon 8 Jan 06:00 GMT to Tue 9 Jan 06:00 GMT, seen at Mon 8 Jan 06:00 GMT; it" in army.words


def test_a_review_of_a_situation_equals_that_of_its_scenario(world):
    situation = situation_of(world, at=hour(6), known_at=hour(5))
    assert review(situation) == review(world, at=hour(6), known_at=hour(5))


def test_a_review_under_an_assumed_declaration_asks_for_nothing_under_it(world):
    told = review(situation_of(world, at=hour(6), assume=["attack"]))
    assert [one.id for one in told.recommendations if one.changes] == ["ask-aid:kent", "deploy-contingency:army"]


@pytest.mark.parametrize("at", [None, hour(-1), hour(240)])
def test_a_review_needs_an_instant_of_the_horizon(world, at):
    with pytest.raises(OptionError, match="at: "):
        review(world, at=at)


def test_a_replay_has_exactly_the_keys_of_the_contract(world):
    told = replay(world).as_json()
    assert (told["format"], told["scenario"], told["steps"][6]) == (
        1,
        "A test",
        {
            "at": "2024-01-08T06:00:00+00:00",
            "covered": {"1": False},
            "recommended": ["ask-aid:kent", "figures-conflict:home"],
            "decided": {"d1": True},
        },
    )


def test_a_replay_has_a_line_wherever_something_changed(world):
    morning = replace(world, horizon=Period(hour(0), hour(9)))
    assert replay(morning).summary().splitlines() == [
        "A test",
        "9 reviews; only changes are shown",
        "",
        "Mon 8 Jan",
        "  00:00  GAP AHEAD in criticality 1.",
        "         Recommended: ask kent for help.",
        "  06:00  DECIDED: Ask kent for help (as recommended).",
        "  08:00  Recommended: no change.",
        "",
        "1 decision: 1 as recommended at that hour.",
        "Rest is checked for call-ins only.",
    ]


def test_a_reviewer_asked_with_one_readiness_after_another_answers_as_a_new_one():
    scenario = read_scenario("lifeboat")
    records = Records(scenario)
    reviewer = Reviewer(records)
    at = scenario.horizon.start + 60 * HOUR
    for ready in (None, 60, 0, None):
        situation = situation_in(records, at=at, ready=ready)
        assert reviewer.of(situation).as_json() == Reviewer(Records(scenario)).of(situation).as_json()
