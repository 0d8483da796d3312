"""The sets of rules that come with the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from standto.model.working_time import AT_LEAST, EFFECTS, RestRule, WorkingTime
from standto.presenting.rest_words import bound_words
from standto.stints import rule_set, rules_of, sets
from standto.stints.measures import MEASURES

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "sets-of-rest-rules.md"
OWN = RestRule("daily-rest", "rest-before", 9, "breach")
MORE = RestRule("long", "stint-hours", 13, "owed")


def test_four_sets_come_with_the_program():
    assert sets() == ("eu-2003-88", "gb-fire-on-call", "gb-police-2024", "gb-wtr-1998")


@pytest.mark.parametrize("name", ["eu-2003-88", "gb-fire-on-call", "gb-police-2024", "gb-wtr-1998"])
def test_every_rule_of_a_set_cites_its_source_and_asks_to_be_checked(name):
    found = rule_set(name)
    assert (found.id, found.dated) == (name, "2024-01-01")
    assert len({rule.id for rule in found.rules}) == len(found.rules)
    for rule in found.rules:
        assert rule.measure in MEASURES
        assert rule.effect in EFFECTS
        assert rule.source.endswith("check with your own agreement)")
        assert (rule.days is not None) == (rule.measure in ("hours-in", "rest-in"))
        assert (rule.gap_hours is not None) == (rule.measure in ("run", "night-run"))
        assert rule.teams == ()


def test_a_bound_is_a_least_or_a_most_by_its_measure():
    daily, weekly, hours, _ = rule_set("gb-wtr-1998").rules
    assert (daily.measure in AT_LEAST, daily.bound, daily.effect) == (True, 11, "owed")
    assert (weekly.measure in AT_LEAST, weekly.bound, weekly.days) == (True, 24, 7)
    assert (hours.measure in AT_LEAST, hours.bound, hours.days) == (False, 48 * 17, 7 * 17)


def test_a_scenario_without_rules_has_none():
    assert rules_of(WorkingTime()) == ()


def test_a_set_alone_is_rules_enough():
    assert rules_of(WorkingTime(rules="gb-wtr-1998")) == rule_set("gb-wtr-1998").rules


def test_own_rules_come_after_a_set_and_replace_a_rule_in_its_place():
    found = rules_of(WorkingTime(rules="gb-wtr-1998", own=(MORE, OWN)))
    assert [rule.id for rule in found] == ["daily-rest", "weekly-rest", "weekly-hours", "night-hours", "long"]
    assert found[0] == OWN


def test_the_reference_lists_every_set_with_its_rules():
    told = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith(("## ", "| `"))]
    expected = []
    for name in sets():
        expected.append(f"## {name}")
        for rule in rule_set(name).rules:
            apart = "" if rule.gap_hours is None else f", less than {rule.gap_hours:g} h apart"
            expected.append(f"| `{rule.id}` | {rule.effect} | {bound_words(rule)}{apart} | {rule.source} |")
    assert told == expected
