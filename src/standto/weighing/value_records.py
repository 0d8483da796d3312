"""The value of help as JSON and as rows."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

from standto.model.scenario import Scenario
from standto.weighing.difference_tally import DifferenceTally
from standto.weighing.same_futures import same_futures_json
from standto.weighing.value_facts import HelpValuesFacts

_MINUTES = 60


def value_json(facts: HelpValuesFacts) -> dict[str, Any]:
    """Return the answer for JSON."""
    asked = facts.scenario.zone.iso(facts.asked)
    return {**same_futures_json(facts), "asked": asked, "values": value_rows(facts)}


def value_rows(facts: HelpValuesFacts) -> list[dict[str, Any]]:
    """Return a flat row for each help and criticality."""
    return [
        {
            "help": one.sort,
            "id": one.id or None,
            "people": one.people,
            "criticality": criticality,
            **difference_numbers(each),
        }
        for one in facts.values
        for criticality, each in zip(facts.criticalities, one.differences, strict=True)
    ]


def value_columns() -> dict[str, type]:
    """Return the columns of `value_rows`."""
    return {"help": str, "id": str, "people": int, "criticality": int, **difference_columns()}


def difference_columns() -> dict[str, type]:
    """Return the columns of `difference_numbers`."""
    hours = ("hours_before", "hours_saved", "hours_error")
    return dict.fromkeys((*hours, "chance_before", "chance_after", "chance_less", "chance_error"), float)


def difference_numbers(each: DifferenceTally) -> dict[str, Any]:
    """Return the numbers of a difference, each with its standard error."""
    return {
        "hours_before": each.before / each.futures / _MINUTES,
        "hours_saved": float(each.mean) / _MINUTES,
        "hours_error": _root(each.variance) / _MINUTES,
        "chance_before": each.short_before / each.futures,
        "chance_after": each.short_after / each.futures,
        "chance_less": float(each.chance),
        "chance_error": _root(each.chance_variance),
    }


def _root(variance: Fraction) -> float:
    return math.sqrt(variance)


def help_name(scenario: Scenario, sort: str, name: str) -> str:
    """Return the name of a help for people."""
    if sort == "all-help":
        return "all pools"
    if sort == "force":
        return f"all pools of {scenario.force[name].label}"
    if sort == "team":
        return f"{name} back"
    return f"call-in for {name}" if sort == "call-in" else name
