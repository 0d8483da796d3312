"""What the review recommends, in words, with the proof that calls for it; late ones first."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from standto.ladder.naming import Naming
from standto.ladder.wording import alike, because, kept_text, what, what_together
from standto.model.steps import APPROVERS, CONFLICT, REVIEW_DUE, STALE
from standto.wording import counted
from standto_desk.components.moments import span

if TYPE_CHECKING:
    from standto.ladder import Recommendation, Review
    from standto.ladder.recommendation import KeptHelp
    from standto.model.scenario import Scenario
    from standto.model.time import Instant
    from standto.model.zone import Zone

ABOUT_FORCE = (STALE, CONFLICT, REVIEW_DUE)


@dataclass(frozen=True, slots=True)
class Advice:
    """One recommendation, or several that differ in the pool and its number alone.

    Attributes
    ----------
    ids
        The recommendations' ids.
    words
        What to do.
    first
        The first window that needs it, in words, and how many follow; empty where it has none.
    by, late
        When it must be decided, if at all, and whether that has passed.
    approvers, power
        Who approves it, and what permits it.
    because
        The proof, as sentences.
    step, subjects
        The step, and the pools, duties or forces that it is recommended for.
    proposed, decidable
        Whether it is proposed, and waits for approval; otherwise whether a decision on it can be recorded.
    """

    ids: tuple[str, ...]
    words: str
    first: str
    by: Instant | None
    late: bool
    approvers: tuple[str, ...]
    power: str
    because: tuple[str, ...]
    step: str
    subjects: tuple[str, ...]
    proposed: bool
    decidable: bool


@dataclass(frozen=True, slots=True)
class RemainingGap:
    """A gap that no step closes."""

    duty: str
    start: Instant
    until: Instant
    gap: int


def advised(review: Review, zone: Zone) -> tuple[Advice, ...]:
    """Return what a review recommends: late ones first, then by when it must be decided."""
    named = map(Naming.of(review.scenario).recommendation, review.recommendations)
    groups = [list(group) for _, group in groupby(named, key=alike)]
    home = review.scenario.home
    return tuple(_advice(group, zone, home) for group in sorted(groups, key=lambda group: _pressing(group[0])))


def remaining(review: Review) -> tuple[RemainingGap, ...]:
    """Return the gaps that no step closes."""
    named = map(Naming.of(review.scenario).remaining, review.remaining)
    return tuple(RemainingGap(one.duty, one.start, one.until, one.gap) for one in named)


def kept_words(one: KeptHelp, scenario: Scenario) -> str:
    """Say what keeps help here, with the duty by its name."""
    return kept_text(Naming.of(scenario).kept(one), scenario.zone, named=True)


def _pressing(one: Recommendation) -> tuple[bool, Instant]:
    """Sort key."""
    return not one.late, 2**62 if one.by is None else one.by


def _advice(group: list[Recommendation], zone: Zone, home: str) -> Advice:
    """Return recommendations that are alike as one."""
    one = group[0]
    said = dict.fromkeys(f"{words[0].upper()}{words[1:]}" for each in group for words in because(each))
    return Advice(
        ids=tuple(each.id for each in group),
        words=what(one) if len(group) == 1 else what_together(group),
        first=_first(one, zone),
        by=one.by,
        late=one.late,
        approvers=one.approvers or (),
        power=one.power or "",
        because=tuple(said),
        step=one.step,
        subjects=tuple(dict.fromkeys(each.subject for each in group)),
        proposed=one.step in APPROVERS,
        decidable=one.step not in ABOUT_FORCE or one.subject == home,
    )


def _first(one: Recommendation, zone: Zone) -> str:
    """Return the first window that needs a step."""
    if not one.windows:
        return ""
    first, later = one.windows[0], len(one.windows) - 1
    more = f" and {counted(later, 'later window')}" if later else ""
    return f"First for {span((first.start, first.until), zone)}{more}"
