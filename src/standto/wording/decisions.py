"""Decisions as people say them."""

from __future__ import annotations

from standto.model.steps import (
    ASK_AID,
    CALL_IN,
    CONFLICT,
    DEPLOY,
    ENDS_EARLY,
    NO_CHANGE,
    NOT,
    OVERDUE,
    RELEASE,
    REQUEST,
    REVIEW_DUE,
    STALE,
    STAND_DOWN,
)

_DO = {
    CALL_IN: "Call in people off duty for {}",
    ASK_AID: "Ask {} for help",
    REQUEST: "Request {} as a contingency",
    DEPLOY: "Deploy {}",
    STAND_DOWN: "Stand down {}",
    RELEASE: "Release {}",
    OVERDUE: "Ask {} for an answer",
    ENDS_EARLY: "Replace {}, whose time ends",
    STALE: "Ask {} for a new figure",
    CONFLICT: "Settle the figures for {}",
    REVIEW_DUE: "Review {}",
    NO_CHANGE: "Change nothing",
}


def decision(step: str, subject: str, count: int | None = None) -> str:
    """Return what a post decided: ``Ask kent for help, 4 places``, ``Do not release kent``."""
    said = _DO[step.removeprefix(NOT)].format(subject)
    if step.startswith(NOT):
        said = f"Do not {said[0].lower()}{said[1:]}"
    return said if count is None else f"{said}, {count:,} {'place' if count == 1 else 'places'}"
