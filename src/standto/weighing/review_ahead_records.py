"""Reviews ahead as JSON and as rows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from standto.weighing.review_ahead_facts import RecommendedStep, ReviewsAheadFacts
from standto.weighing.same_futures import weighed_json


def review_ahead_json(facts: ReviewsAheadFacts) -> dict[str, Any]:
    """Return the answer for JSON."""
    iso = facts.scenario.zone.iso
    return {
        **weighed_json(facts),
        "moments": [iso(one) for one in facts.moments],
        "recommended": [{"at": iso(one.at), **_step(facts, one)} for one in facts.recommended],
        "covered": [
            {"at": iso(one.at), "criticality": one.criticality, "count": one.futures, "of": facts.futures}
            for one in facts.covered
        ],
    }


def review_ahead_rows(facts: ReviewsAheadFacts) -> list[dict[str, Any]]:
    """Return a flat row for each moment and step."""
    local = facts.scenario.zone.local
    return [{"at": local(one.at), **_step(facts, one)} for one in facts.recommended]


def review_ahead_columns() -> dict[str, type]:
    """Return the columns of `review_ahead_rows`."""
    step = {"id": str, "step": str, "subject": str, "changes": int, "count": int, "of": int, "error": float}
    return {"at": datetime, **step, "least": int, "median": int, "most": int}


def _step(facts: ReviewsAheadFacts, one: RecommendedStep) -> dict[str, Any]:
    chance = facts.chance_of(len(one.places))
    return {
        "id": one.id,
        "step": one.step,
        "subject": one.subject,
        "changes": one.changes,
        "count": chance.count,
        "of": chance.futures,
        "error": None if chance.certain else chance.error,
        "least": one.least,
        "median": one.median,
        "most": one.most,
    }
