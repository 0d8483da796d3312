"""Decisions in words."""

from __future__ import annotations

from standto.model import steps
from standto.model.one_line import counted
from standto.model.words import USUAL, VERBS, Vocabulary, with_article

_DO = {
    steps.CALL_IN: "{verb} {people} off duty for {}",
    steps.ASK_AID: "{verb} {} for help",
    steps.REQUEST: "{verb} {} as {contingency}",
    steps.DEPLOY: "{verb} {}",
    steps.STAND_DOWN: "{verb} {}",
    steps.RELEASE: "{verb} {}",
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


def decision(step: str, subject: str, count: int | None = None, words: Vocabulary = USUAL) -> str:
    """Return a decision in words: ``Ask kent for help, 4 places``, ``Do not release kent``."""
    plain = step.removeprefix(steps.NOT)
    verb = words.verb(plain) if plain in VERBS else ""
    done = _DO[plain].format(subject, verb=verb, people=words.people, contingency=with_article(words.contingency))
    done = f"{done[0].upper()}{done[1:]}"
    if step.startswith(steps.NOT):
        done = f"Do not {done[0].lower()}{done[1:]}"
    return done if count is None else f"{done}, {counted(count, 'place')}"
