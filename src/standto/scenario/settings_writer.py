"""Writing `scenario.toml`, without values that are the defaults."""

from __future__ import annotations

from dataclasses import fields
from datetime import time
from typing import Any

from standto.model.policies import Policy
from standto.model.scenario import Scenario
from standto.model.shifts import Pattern, Shift
from standto.model.words import USUAL, Vocabulary
from standto.model.working_time import AT_LEAST, RestRule, WorkingTime
from standto.scenario.layout import FORMAT
from standto.scenario.table_writer import moment_of


def settings_text(scenario: Scenario) -> str:
    """Return the text of a scenario's `scenario.toml`."""
    import tomli_w

    head = {
        "format": FORMAT,
        "title": scenario.title,
        "timezone": scenario.zone.name,
        "starts": moment_of(scenario.zone, scenario.horizon.start),
        "ends": moment_of(scenario.zone, scenario.horizon.until),
        "home": scenario.home,
    }
    tail = {"policy": _policy(scenario.policy), "working_time": _working_time(scenario.working_time)}
    tail["words"] = _words(scenario.words)
    parts = [tomli_w.dumps(head)]
    parts += ["[[shift]]\n" + tomli_w.dumps(_shift(shift)) for shift in scenario.shifts]
    parts += ["[[pattern]]\n" + tomli_w.dumps(_pattern(pattern)) for pattern in scenario.patterns]
    parts += [tomli_w.dumps({key: value}) for key, value in tail.items() if value]
    return "\n".join(parts)


def _shift(shift: Shift) -> dict[str, Any]:
    ready = {"ready_minutes": shift.ready_minutes} if shift.ready_minutes else {}
    return {"id": shift.id, "starts": _clock(shift.starts), "ends": _clock(shift.ends)} | ready


def _working_time(section: WorkingTime) -> dict[str, Any]:
    """Return the keys and values of the rules on working time that differ from the defaults."""
    default = WorkingTime()
    changed = {key: getattr(section, key) for key in ("rules", "unrested", "break_hours")}
    changed = {key: value for key, value in changed.items() if value != getattr(default, key)}
    return changed | ({"rule": [_rule(rule) for rule in section.own]} if section.own else {})


def _rule(rule: RestRule) -> dict[str, Any]:
    bound = "min" if rule.measure in AT_LEAST else "max"
    named = {
        "id": rule.id,
        "measure": rule.measure,
        bound: rule.bound,
        "days": rule.days,
        "gap_hours": rule.gap_hours,
        "effect": rule.effect,
        "teams": list(rule.teams),
        "source": rule.source,
    }
    return {key: value for key, value in named.items() if value not in (None, "", [])}


def _words(words: Vocabulary) -> dict[str, Any]:
    """Return the words that differ from the usual ones."""
    given = {each.name: getattr(words, each.name) for each in fields(words)}
    return {
        key: dict(word) if key in ("steps", "states") else word
        for key, word in given.items()
        if word != getattr(USUAL, key)
    }


def _clock(clock: time) -> str:
    """Return a time of day, without its seconds if they are 0."""
    return clock.isoformat("auto" if clock.second or clock.microsecond else "minutes")


def _pattern(pattern: Pattern) -> dict[str, Any]:
    return {"id": pattern.id, "anchor": pattern.anchor, "cycle": list(pattern.cycle)}


def _policy(policy: Policy) -> dict[str, Any]:
    """Return the keys and values of a policy that differ from the defaults."""
    default = Policy()
    changed = {field.name: getattr(policy, field.name) for field in fields(policy) if field.name != "approvers"}
    changed = {key: value for key, value in changed.items() if value != getattr(default, key)}
    posts = {
        key: list(policy.approvers[key]) for key, usual in default.approvers.items() if policy.approvers[key] != usual
    }
    return changed | ({"approvers": posts} if posts else {})
