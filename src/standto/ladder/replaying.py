"""The replay: what the review recommended at every step, beside what was decided."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from standto.ladder.reviewing import Reviewer
from standto.model.event import DECISION
from standto.model.scenario import Scenario
from standto.model.steps import NO_CHANGE, NOT
from standto.register import Records, situation_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from standto.ladder.recommendation import Recommendation, Review
    from standto.model.event import Event
    from standto.model.time import Instant


@dataclass(frozen=True)
class ReplayStep:
    """One step of a replay.

    Attributes
    ----------
    review
        What was recommended, as known then.
    decisions
        The decisions taken then.
    agrees
        Of each decision, by its id: whether the review recommended it; ``more`` where more was decided.
    """

    review: Review
    decisions: tuple[Event, ...]
    agrees: dict[str, bool | str]

    @property
    def at(self) -> Instant:
        """When it is."""
        return self.review.at


@dataclass(frozen=True)
class Replay:
    """A whole scenario, walked through."""

    scenario: Scenario = field(repr=False)
    steps: tuple[ReplayStep, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the replay as the object of the contract, ready for `json.dumps`."""
        iso = self.scenario.zone.iso
        return {
            "format": 1,
            "scenario": self.scenario.title,
            "steps": [
                {
                    "at": iso(step.at),
                    "covered": {str(criticality): yes for criticality, yes in sorted(step.review.covered.items())},
                    "recommended": [one.id for one in step.review.recommendations],
                    "decided": step.agrees,
                }
                for step in self.steps
            ],
        }

    def rows(self) -> list[dict[str, Any]]:
        """Return one flat row for each step and recommendation, for a data frame."""
        iso = self.scenario.zone.iso
        return [
            {"at": iso(step.at), "recommended": one.id, "count": one.count, "late": one.late}
            for step in self.steps
            for one in step.review.recommendations
        ]

    def summary(self) -> str:
        """Return the replay as a timeline for reading."""
        from standto.ladder.telling import replay_text

        return replay_text(self)


def replay(of: Scenario | Records, *, progress: Callable[[float], None] | None = None) -> Replay:
    """Walk through a scenario and set what the review recommends beside what was decided.

    Parameters
    ----------
    progress
        Called now and then with the share that is done, 0 to 1. What it raises stops the replay.
    """
    records = Records(of) if isinstance(of, Scenario) else of
    return Replay(records.scenario, tuple(_walk(records, progress)))


def _walk(records: Records, progress: Callable[[float], None] | None) -> Iterator[ReplayStep]:
    """Yield a step at every instant at which something became known, was decided, or a review was due."""
    reviewer = Reviewer(records)
    horizon = records.scenario.horizon
    # Beside what was known then stands every decision taken then, also one that was recorded later.
    decisions = situation_in(records).events(DECISION)
    moments = sorted({*records.knowledge.moments.tolist(), *(event.occurred for event in decisions)})
    at = horizon.start
    while at < horizon.until:
        if progress is not None:
            progress((at - horizon.start) / (horizon.until - horizon.start))
        found = reviewer.review(at)
        yield _step(found, tuple(event for event in decisions if event.occurred == at))
        coming = bisect_right(moments, at)
        at = min([found.next_review, *moments[coming : coming + 1]])


def _step(found: Review, taken: tuple[Event, ...]) -> ReplayStep:
    """Set a review beside the decisions taken at its instant."""
    return ReplayStep(found, taken, {event.id: verdict(event, found.recommendations) for event in taken})


def verdict(decision: Event, recommendations: tuple[Recommendation, ...]) -> bool | str:
    """Return whether a decision is what was recommended, or ``more`` where it decided more of it.

    Parameters
    ----------
    decision
        The decision; its step, subject and count are looked at.
    recommendations
        What was recommended at its time, as known then.
    """
    if decision.step == NO_CHANGE:
        return not any(one.changes for one in recommendations)
    step = decision.step.removeprefix(NOT)
    same = [one for one in recommendations if one.step == step and one.subject == decision.subject]
    if decision.step.startswith(NOT):
        return not same
    counts = [one.count for one in same if one.count is not None]
    if counts and decision.count is not None and decision.count > max(counts):
        return "more"
    return bool(same)
