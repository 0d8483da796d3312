"""A review as JSON and as rows."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from standto.ladder.review_facts import KeptHelp, Recommendation, ReviewFacts
    from standto.model.time import Instant
    from standto.model.zone import Zone


def review_json(review: ReviewFacts) -> dict[str, Any]:
    """Return a review as the contract of ``standto review --json`` lays it down."""
    zone = review.scenario.zone
    return {
        "format": 1,
        "scenario": review.scenario.title,
        "at": zone.iso(review.at),
        "known_at": zone.iso(review.known_at),
        "look_ahead_until": zone.iso(review.until),
        **({"assume": list(review.assumed)} if review.assumed else {}),
        **({} if review.ready is None else {"ready": review.ready}),
        "next_review": zone.iso(review.next_review),
        "recommendations": [_recommendation(one, zone) for one in review.recommendations],
        "remaining": [
            {"duty": one.duty, "from": zone.iso(one.start), "until": zone.iso(one.until), "gap": one.gap}
            for one in review.remaining
        ],
        "kept": [_kept(one, zone) for one in review.kept],
    }


def review_rows(review: ReviewFacts) -> list[dict[str, Any]]:
    """Return one flat row for each recommendation; several ids are one text."""
    zone = review.scenario.zone
    return [
        {
            "id": one.id,
            "step": one.step,
            "pool": one.pool,
            "duty": one.duty,
            "duties": None if one.duties is None else ";".join(one.duties),
            "count": one.count,
            "at_most": one.count if one.at_most is None else one.at_most,
            "by": None if one.by is None else zone.local(one.by),
            "late": None if one.by is None else one.late,
            "condition": one.condition,
            "power": one.power,
            "approvers": None if one.approvers is None else ";".join(one.approvers),
        }
        for one in review.recommendations
    ]


def review_columns() -> dict[str, type]:
    """Return the columns of `review_rows`."""
    first, after = ("id", "step", "pool", "duty", "duties"), ("condition", "power", "approvers")
    numbers = {"count": int, "at_most": int, "by": datetime, "late": bool}
    return {**dict.fromkeys(first, str), **numbers, **dict.fromkeys(after, str)}


def _recommendation(one: Recommendation, zone: Zone) -> dict[str, Any]:
    """Return a recommendation as in the contract; fields that its step does not use are null."""
    return {
        "id": one.id,
        "step": one.step,
        "pool": one.pool,
        "duty": one.duty,
        "duties": None if one.duties is None else list(one.duties),
        "count": one.count,
        **({} if one.at_most is None else {"at_most": one.at_most}),
        "windows": None
        if one.windows is None
        else [
            {"from": zone.iso(need.start), "until": zone.iso(need.until), "count": need.count} for need in one.windows
        ],
        "by": _iso(one.by, zone),
        "late": None if one.by is None else one.late,
        "condition": one.condition,
        "power": one.power,
        "approvers": None if one.approvers is None else list(one.approvers),
        "counted_before": one.counted_before,
        "because": None
        if one.basis is None
        else {
            "basis": one.basis,
            "bottlenecks": [{**proof._asdict(), "duties": list(proof.duties)} for proof in one.bottlenecks],
        },
    }


def _kept(one: KeptHelp, zone: Zone) -> dict[str, Any]:
    return {
        "pool": one.pool,
        "state": one.state,
        "count": one.count,
        "duty": one.duty,
        "from": _iso(one.start, zone),
        "until": _iso(one.until, zone),
        "at": _iso(one.at, zone),
        "gap": one.gap,
        "worst_case": one.worst_case,
        "held_since": _iso(one.held_since, zone),
    }


def _iso(instant: Instant | None, zone: Zone) -> str | None:
    return None if instant is None else zone.iso(instant)
