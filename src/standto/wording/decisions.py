"""Decisions as people say them."""

from __future__ import annotations

NOT = "not-"
NO_CHANGE = "no-change"

_DO = {
    "call-in": "Call in people off duty for {}",
    "ask-aid": "Ask {} for help",
    "request-contingency": "Request {} as a contingency",
    "deploy-contingency": "Deploy {}",
    "stand-down-contingency": "Stand down {}",
    "release-aid": "Release {}",
    "answer-overdue": "Ask {} for an answer",
    "help-ends-early": "Replace {}, whose time ends",
    "figure-stale": "Ask {} for a new figure",
    "figures-conflict": "Settle the figures for {}",
    "review-due": "Review {}",
    NO_CHANGE: "Change nothing",
}


def decision(step: str, subject: str, count: int | None = None) -> str:
    """Return what a post decided: ``Ask kent for help, 4 places``, ``Do not release kent``."""
    said = _DO[step.removeprefix(NOT)].format(subject)
    if step.startswith(NOT):
        said = f"Do not {said[0].lower()}{said[1:]}"
    return said if count is None else f"{said}, {count:,} {'place' if count == 1 else 'places'}"
