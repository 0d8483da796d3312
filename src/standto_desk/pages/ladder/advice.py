"""A review's advice about one step, or about deciding against it: to show, to keep and to draft reasons from."""

from __future__ import annotations

from typing import Any

from standto.ladder import Recommendation, Review
from standto.ladder.lines import advice_lines
from standto.model.steps import NOT
from standto.presenting.advice import Advice
from standto_desk.acts.free_text import Rationale


def recommended_as_json(review: Review, step: str, subject: str) -> dict[str, Any] | None:
    """Return the advice about a step for a subject in the form that a proposal keeps; None if there is none."""
    every = zip(review.recommendations, review.as_json()["recommendations"], strict=True)
    same = (kept for one, kept in every if _is_about(one, step, subject))
    return max(same, key=lambda kept: kept["count"] or 0, default=None)


def drafted(advice: Advice | None, review: Review) -> Rationale:
    """Return a draft of the reasons: the proof, and what permits the step."""
    if advice is None:
        return Rationale()
    authority = next((row.authority for row in review.scenario.powers or () if row.id == advice.power), "")
    permitted = ": ".join(part for part in (advice.power, authority) if part)
    permitted = f"Permitted by {permitted}." if permitted else ""
    return Rationale(information=" ".join((advice.sentence, *advice.because)), powers=permitted)


def advice_about(review: Review, step: str, subject: str) -> Advice | None:
    """Return the advice about a step for a subject: under the condition that needs most, if there are several."""
    same = (one for one in advice_lines(review, named=True) if _is_about(one, step, subject))
    return max(same, key=lambda one: one.count or 0, default=None)


def _is_about(one: Recommendation | Advice, step: str, subject: str) -> bool:
    return (one.step, one.subject) == (step.removeprefix(NOT), subject)


def change_in_advice(kept: dict[str, Any] | None, review: Review, step: str, subject: str) -> str:
    """Return in words how the advice about a step has changed since a proposal kept it."""
    now = recommended_as_json(review, step, subject)
    if now is None:
        return "It is not recommended now." if kept else "It was not recommended then, and is not now."
    if kept is None:
        return "It was not recommended then, but is now."
    if kept["count"] != now["count"]:
        return f"Recommended then: {kept['count']}. Recommended now: {now['count']}."
    return "The same is recommended now."
