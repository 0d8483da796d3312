"""Candidates as JSON and as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from standto.ladder.candidates_facts import ORDER
from standto.model.time import HOUR
from standto.stints import printed

if TYPE_CHECKING:
    from standto.ladder.candidates_facts import Candidate, CandidatesFacts, RestOwed
    from standto.model.time import Instant
    from standto.model.zone import Zone


def candidates_json(facts: CandidatesFacts) -> dict[str, Any]:
    """Return candidates for JSON."""
    iso = facts.scenario.zone.iso
    return {
        "format": 1,
        "scenario": facts.scenario.title,
        "at": iso(facts.at),
        "known_at": None if facts.known_at is None else iso(facts.known_at),
        "duty": facts.duty,
        "duties": list(facts.duties),
        "until": iso(facts.period.until),
        "short": facts.short,
        "not_checked": [] if facts.rest_checked else ["rest"],
        "order": ORDER,
        "candidates": [_candidate(one, facts.scenario.zone) for one in facts.candidates],
        "others": facts.others,
    }


def candidates_rows(facts: CandidatesFacts) -> list[dict[str, Any]]:
    """Return one flat row for each candidate."""
    return [
        {
            "person": one.person,
            "team": one.team or None,
            "ready_minutes": one.ready_minutes,
            "rested_hours": _hours(one.rested),
            "owes": ";".join(owed.rule.id for owed in one.owes),
        }
        for one in facts.candidates
    ]


def candidates_columns() -> dict[str, type]:
    """Return the columns of `candidates_rows`."""
    return {"person": str, "team": str, "ready_minutes": int, "rested_hours": float, "owes": str}


def _candidate(one: Candidate, zone: Zone) -> dict[str, Any]:
    return {
        "person": one.person,
        "team": one.team or None,
        "ready_minutes": one.ready_minutes,
        "rested_hours": _hours(one.rested),
        "owes": [_owed(owed, zone) for owed in one.owes],
    }


def _owed(owed: RestOwed, zone: Zone) -> dict[str, Any]:
    return {
        "from": zone.iso(owed.period.start),
        "until": zone.iso(owed.period.until),
        "rule": owed.rule.id,
        "effect": owed.rule.effect,
        "measured": printed(owed.rule, owed.measured),
        "bound": owed.rule.bound,
    }


def _hours(length: Instant | None) -> float | None:
    return None if length is None else round(length / HOUR, 2)
