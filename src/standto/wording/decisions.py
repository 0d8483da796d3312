"""Decisions in words."""

from __future__ import annotations

from standto.model import steps
from standto.wording.sentences import counted

_DO = {
    steps.CALL_IN: "Call in people off duty for {}",
    steps.ASK_AID: "Ask {} for help",
    steps.REQUEST: "Request {} as a contingency",
    steps.DEPLOY: "Deploy {}",
    steps.STAND_DOWN: "Stand down {}",
    steps.RELEASE: "Release {}",
    steps.OVERDUE: "Ask {} for an answer",
    steps.ENDS_EARLY: "Replace {}, whose time ends",
    steps.STALE: "Ask {} for a new figure",
    steps.CONFLICT: "Settle the figures for {}",
    steps.REVIEW_DUE: "Review {}",
    steps.NO_CHANGE: "Change nothing",
}


_VERDICTS = {True: "as recommended", "more": "more than recommended", False: "not as recommended"}


def verdict_words(verdict: bool | str) -> str:
    """Return in words how a decision compares with the recommendations of its time."""
    return _VERDICTS[verdict]


def decision(step: str, subject: str, count: int | None = None) -> str:
    """Return a decision in words: ``Ask kent for help, 4 places``, ``Do not release kent``."""
    words = _DO[step.removeprefix(steps.NOT)].format(subject)
    if step.startswith(steps.NOT):
        words = f"Do not {words[0].lower()}{words[1:]}"
    return words if count is None else f"{words}, {counted(count, 'place')}"
