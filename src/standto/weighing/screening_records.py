"""A screening of assumptions as JSON and as rows."""

from __future__ import annotations

from typing import Any

from standto.weighing.same_futures import same_futures_json
from standto.weighing.screening_facts import MEASURES, ScreenedAssumptionsFacts, TurnedRange


def screening_json(facts: ScreenedAssumptionsFacts) -> dict[str, Any]:
    """Return the answer for JSON."""
    return {**same_futures_json(facts), "paths": facts.paths, "ranges": screening_rows(facts)}


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


def screening_columns() -> dict[str, type]:
    """Return the columns of `screening_rows`."""
    effects = dict.fromkeys(("size", "size_error", "mean", "spread", "noise"), float)
    return {"range": str, "low": float, "high": float, "criticality": int, "of": str, **effects}


def _numbers(one: TurnedRange, level: int, measure: str) -> dict[str, Any]:
    effects = one.effects(level, measure)
    return {
        "size": float(effects.size),
        "size_error": effects.error,
        "mean": float(effects.mean),
        "spread": effects.spread,
        "noise": effects.noise,
    }
