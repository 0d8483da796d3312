"""Decisions in words."""

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
from standto.wording.sentences import counted

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
    """Return a decision in words: ``Ask kent for help, 4 places``, ``Do not release kent``."""
    words = _DO[step.removeprefix(NOT)].format(subject)
    if step.startswith(NOT):
        words = f"Do not {words[0].lower()}{words[1:]}"
    return words if count is None else f"{words}, {counted(count, 'place')}"
