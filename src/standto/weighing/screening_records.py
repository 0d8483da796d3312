"""A screening of assumptions as JSON and as rows."""

from __future__ import annotations

from typing import Any

from standto.presenting.scope import not_checked
from standto.weighing.screening_facts import MEASURES, ScreenedAssumptionsFacts, TurnedRange


def screening_json(facts: ScreenedAssumptionsFacts) -> dict[str, Any]:
    """Return the answer for JSON."""
    situation, iso = facts.situation, facts.scenario.zone.iso
    return {
        "format": 1,
        "scenario": facts.scenario.title,
        "at": iso(situation.period.start),
        "known_at": None if situation.known_at is None else iso(situation.known_at),
        "until": iso(facts.until),
        "basis": facts.basis,
        "not_checked": list(not_checked(facts.scenario)),
        "assumptions": facts.assumptions.name,
        "seed": facts.seed,
        "futures": facts.futures,
        "paths": facts.paths,
        "inputs": facts.inputs,
        "ranges": screening_rows(facts),
    }


def screening_rows(facts: ScreenedAssumptionsFacts) -> list[dict[str, Any]]:
    """Return a flat row for each range, criticality and measure, the range that matters most first."""
    return [
        {
            "range": one.name,
            "low": float(one.spread.low),
            "high": float(one.spread.high),
            "criticality": criticality,
            "of": measure,
            **_numbers(one, level, measure),
        }
        for one in facts.order
        for level, criticality in enumerate(facts.criticalities)
        for measure in MEASURES
    ]


def _numbers(one: TurnedRange, level: int, measure: str) -> dict[str, Any]:
    effects = one.effects(level, measure)
    return {
        "size": float(effects.size),
        "size_error": effects.error,
        "mean": float(effects.mean),
        "spread": effects.spread,
        "noise": effects.noise,
    }
