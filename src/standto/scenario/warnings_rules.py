"""Warnings about rules on working time that every stint breaks, or that none could."""

from __future__ import annotations

from collections.abc import Iterator

from standto.model.scenario import Scenario
from standto.model.working_time import BREACH, LEAVE_OUT, RestRule
from standto.scenario.faults import Warned
from standto.scenario.layout import SETTINGS

_COLUMN = "working_time.rule"


def about_rules(scenario: Scenario) -> Iterator[Warned]:
    """Yield rules of a scenario's own that say nothing; their rows follow those of the shifts and patterns."""
    working_time, before = scenario.working_time, len(scenario.shifts) + len(scenario.patterns)
    for row, rule in enumerate(working_time.own, before):
        what = _says_nothing(rule)
        if what:
            yield Warned(SETTINGS, row, _COLUMN, f"the rule {rule.id!r} {what}")
    own = working_time.own
    if own and not working_time.rules and working_time.unrested == LEAVE_OUT and all(r.effect != BREACH for r in own):
        what = f"unrested is {LEAVE_OUT!r} and changes nothing, because no rule has the effect {BREACH!r}"
        yield Warned(SETTINGS, before, _COLUMN, what)


def _says_nothing(rule: RestRule) -> str:
    """Return in words why a rule says nothing; empty if it says something."""
    hours = (rule.days or 0) * 24
    if rule.measure == "rest-in" and rule.bound >= hours:
        return f"is broken by every stint: the {hours:g} hours that it looks back include the stint itself"
    if rule.measure == "hours-in" and rule.bound >= hours:
        return f"can be broken by no stint: it looks back only {hours:g} hours"
    if rule.bound == 0 and rule.measure == "rest-before":
        return "can be broken by no stint: its bound is 0"
    return ""
