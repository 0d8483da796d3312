"""What the review says, in its own words: what to do, what no step closes, what help is kept and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from standto.ladder.wording import because, kept_text, remaining_text, sentence
from standto.reporting.pools import pool_trace

if TYPE_CHECKING:
    from standto.ladder import Recommendation
    from standto.model.time import Instant
    from standto.reporting.evidence import Annex
    from standto.reporting.standpoint import Standpoint


@dataclass(frozen=True, slots=True)
class Advice:
    """One recommendation.

    Attributes
    ----------
    id, step, count, by, late, approvers
        As in the review; `late` is None where nothing has to be decided in time.
    words, because
        What to do, and the proof that calls for it.
    trace
        Its rows of the annex.
    """

    id: str
    step: str
    count: int | None
    by: Instant | None
    late: bool | None
    approvers: tuple[str, ...]
    words: str
    because: tuple[str, ...]
    trace: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RemainingGap:
    """A gap that no step closes."""

    duty: str
    start: Instant
    until: Instant
    gap: int
    words: str
    trace: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeptHelp:
    """Help that stays, and what keeps it."""

    pool: str
    state: str
    count: int
    words: str
    trace: tuple[str, ...]


def advised(stand: Standpoint, annex: Annex) -> tuple[Advice, ...]:
    """Return the recommendations, late ones first."""
    ordered = sorted(stand.review.recommendations, key=lambda one: not one.late)
    return tuple(_advice(stand, one, annex) for one in ordered)


def _advice(stand: Standpoint, one: Recommendation, annex: Annex) -> Advice:
    """Return one recommendation, with its evidence."""
    named = stand.names.naming.recommendation(one)
    pool = () if one.pool is None else (pool_trace(stand, one.pool, annex),)
    return Advice(
        id=one.id,
        step=one.step,
        count=one.count,
        by=one.by,
        late=None if one.by is None else one.late,
        approvers=one.approvers or (),
        words=sentence(named, stand.scenario.zone),
        because=tuple(dict.fromkeys(f"{said[0].upper()}{said[1:]}" for said in because(named))),
        trace=(review_trace(stand, "recommendations", annex), *pool),
    )


def remaining(stand: Standpoint, annex: Annex) -> tuple[RemainingGap, ...]:
    """Return the gaps that no step closes."""
    trace = (review_trace(stand, "remaining", annex),) if stand.review.remaining else ()
    zone, naming = stand.scenario.zone, stand.names.naming
    return tuple(
        RemainingGap(one.duty, one.start, one.until, one.gap, remaining_text(naming.remaining(one), zone) + ".", trace)
        for one in stand.review.remaining
    )


def kept(stand: Standpoint, annex: Annex) -> tuple[KeptHelp, ...]:
    """Return the help that stays."""
    zone, naming = stand.scenario.zone, stand.names.naming
    return tuple(
        KeptHelp(
            pool=one.pool,
            state=one.state,
            count=one.count,
            words=kept_text(naming.kept(one), zone),
            trace=(review_trace(stand, "kept", annex), pool_trace(stand, one.pool, annex)),
        )
        for one in stand.review.kept
    )


def review_trace(stand: Standpoint, within: str, annex: Annex) -> str:
    """Return the evidence of what the review says."""
    return annex.add("The review of the ladder of help", query=stand.query("review"), within=within)
