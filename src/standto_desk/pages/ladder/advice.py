"""What a review recommends about a step: to show, to keep with a proposal, and to draft reasons from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from standto.ladder.lines import advice_lines
from standto.model.steps import NOT
from standto_desk.acts.free_text import Rationale

if TYPE_CHECKING:
    from standto.ladder import Review
    from standto.presenting.advice import Advice


def recommended_as_json(review: Review, step: str, subject: str) -> dict[str, Any] | None:
    """Return a review's recommendation of a step for a subject as a proposal keeps it; None if there is none.

    Of several conditions, it is the one that needs most.
    """
    wanted = step.removeprefix(NOT)
    same = [
        each
        for one, each in zip(review.recommendations, review.as_json()["recommendations"], strict=True)
        if (one.step, one.subject) == (wanted, subject)
    ]
    return max(same, key=lambda each: each["count"] or 0, default=None)


def drafted(advice: Advice | None, review: Review) -> Rationale:
    """Return a draft of the reasons: the proof, and what permits the step."""
    if advice is None:
        return Rationale()
    authority = next((row.authority for row in review.scenario.powers or () if row.id == advice.power), "")
    permitted = ": ".join(part for part in (advice.power, authority) if part)
    permitted = f"Permitted by {permitted}." if permitted else ""
    return Rationale(information=" ".join((advice.sentence, *advice.because)), powers=permitted)


def advice_about(review: Review, step: str, subject: str) -> Advice | None:
    """Return a review's recommendation of a step for a subject; of several conditions, the one that needs most."""
    wanted = step.removeprefix(NOT)
    same = [one for one in advice_lines(review, named=True) if (one.step, one.subject) == (wanted, subject)]
    return max(same, key=lambda one: one.count or 0, default=None)


def change_in_advice(kept: dict[str, Any] | None, review: Review, step: str, subject: str) -> str:
    """Return in words how a recommendation has changed since a proposal was made."""
    now = recommended_as_json(review, step, subject)
    if now is None:
        return "It is not recommended now." if kept else "It was not recommended then, and is not now."
    if kept is None:
        return "It was not recommended then, but is now."
    if kept["count"] != now["count"]:
        return f"Recommended then: {kept['count']}. Recommended now: {now['count']}."
    return "The same is recommended now."
