"""What is recommended, as the pages of the ladder show it and as a proposal keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from standto.ladder.naming import Naming
from standto.ladder.wording import because, sentence, what
from standto.model.steps import APPROVERS, NOT
from standto_desk.acts.rationales import Rationale
from standto_desk.presenting.advice import ABOUT_FORCE

if TYPE_CHECKING:
    from standto.ladder import Recommendation, Review
    from standto.model.time import Instant


@dataclass(frozen=True, slots=True)
class Advice:
    """A recommendation in words.

    Attributes
    ----------
    id, step, subject, pool, count
        As in the recommendation; a pool is empty where it has none.
    words
        What to do.
    sentence
        The same with when, by when, by what power and by whose approval.
    because
        The proof, as sentences.
    by, late
        When it must be decided, and whether that has passed.
    changes
        Whether it changes who is called on, rather than asking somebody to look at something.
    proposed
        Whether several approve it, so that it is proposed first.
    decidable
        Whether a decision can be about its subject.
    against
        The step that decides against it.
    """

    id: str
    step: str
    subject: str
    pool: str
    count: int | None
    words: str
    sentence: str
    because: tuple[str, ...]
    by: Instant | None
    late: bool
    changes: bool
    proposed: bool
    decidable: bool
    against: str


def advised(review: Review) -> tuple[Advice, ...]:
    """Return what a review recommends, late ones first."""
    return tuple(_advice(one, review) for one in sorted(review.recommendations, key=lambda one: not one.late))


def _advice(one: Recommendation, review: Review) -> Advice:
    """Return a recommendation in words."""
    named = Naming.of(review.scenario).recommendation(one)
    return Advice(
        id=one.id,
        step=one.step,
        subject=one.subject,
        pool=one.pool or "",
        count=one.count,
        words=what(named),
        sentence=sentence(named, review.scenario.zone, named=True),
        because=tuple(f"{said[0].upper()}{said[1:]}" for said in because(named)),
        by=one.by,
        late=one.late,
        changes=one.changes,
        proposed=one.step in APPROVERS,
        decidable=one.step not in ABOUT_FORCE or one.subject == review.scenario.home,
        against=NOT + one.step,
    )


def recommended_as_json(review: Review, step: str, subject: str) -> dict[str, Any] | None:
    """Return what a review recommends of a step for a subject, as it is kept for ever; None: it does not.

    Where it is recommended under several conditions, the one that needs most.
    """
    wanted = step.removeprefix(NOT)
    same = [
        each
        for one, each in zip(review.recommendations, review.as_json()["recommendations"], strict=True)
        if (one.step, one.subject) == (wanted, subject)
    ]
    return max(same, key=lambda each: each["count"] or 0, default=None)


def drafted(advice: Advice | None, review: Review) -> Rationale:
    """Return what a rationale can start from: the proof, and what permits the step."""
    if advice is None:
        return Rationale()
    power = next((one.power for one in review.recommendations if one.id == advice.id), None)
    rows = {row.id: row.authority for row in review.scenario.powers or ()}
    permitted = f"Permitted by {power}" + (f": {rows[power]}" if rows.get(power or "") else "") + "." if power else ""
    return Rationale(information=" ".join((advice.sentence, *advice.because)), powers=permitted)


def advice_about(review: Review, step: str, subject: str) -> Advice | None:
    """Return what a review recommends of a step for a subject; of several, the one that needs most."""
    wanted = step.removeprefix(NOT)
    same = [one for one in advised(review) if (one.step, one.subject) == (wanted, subject)]
    return max(same, key=lambda one: one.count or 0, default=None)


def if_recommended(kept: dict[str, Any] | None, review: Review, step: str, subject: str) -> str:
    """Say how what is recommended now compares with what was when a proposal was made."""
    now = recommended_as_json(review, step, subject)
    if now is None:
        return "It is not recommended now." if kept else "It was not recommended then, and is not now."
    if kept is None:
        return "It was not recommended then; it is now."
    if kept["count"] != now["count"]:
        return f"Then {kept['count']} were recommended, now {now['count']}."
    return "The same is recommended now."
