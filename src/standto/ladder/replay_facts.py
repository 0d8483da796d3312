"""A replay's facts, and the replay as JSON and as rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from standto.model.time import Period
from standto.wording import counted

if TYPE_CHECKING:
    from standto.ladder.review_facts import ReviewFacts
    from standto.model.event import Event
    from standto.model.scenario import Scenario
    from standto.model.time import Instant


@dataclass(frozen=True)
class ReplayStep:
    """One step of a replay.

    Attributes
    ----------
    review
        The review at that time, as known then.
    decisions
        The decisions taken at that time.
    agrees
        For each decision, by its id: whether the review recommended it; ``more`` if more was decided.
    """

    review: ReviewFacts
    decisions: tuple[Event, ...]
    agrees: dict[str, bool | str]

    @property
    def at(self) -> Instant:
        """The time of the step."""
        return self.review.at


@dataclass(frozen=True, repr=False)
class ReplayFacts:
    """The facts of a replay: the steps of a whole scenario."""

    scenario: Scenario
    steps: tuple[ReplayStep, ...]

    @property
    def headline(self) -> str:
        """The number of steps, and of decisions."""
        decisions = sum(len(step.decisions) for step in self.steps)
        return f"{counted(len(self.steps), 'step')}, {counted(decisions, 'decision')}"

    @property
    def asked_period(self) -> Period:
        """The horizon."""
        return self.scenario.horizon


def replay_json(replay: ReplayFacts) -> dict[str, Any]:
    """Return a replay as the contract of ``standto replay --json`` lays it down."""
    iso = replay.scenario.zone.iso
    return {
        "format": 1,
        "scenario": replay.scenario.title,
        "steps": [
            {
                "at": iso(step.at),
                "covered": {str(criticality): yes for criticality, yes in sorted(step.review.covered.items())},
                "recommended": [one.id for one in step.review.recommendations],
                "decided": step.agrees,
            }
            for step in replay.steps
        ],
    }


def replay_rows(replay: ReplayFacts) -> list[dict[str, Any]]:
    """Return one flat row for each step and recommendation."""
    local = replay.scenario.zone.local
    return [
        {"at": at, "recommended": one.id, "count": one.count, "late": one.late}
        for step, at in ((step, local(step.at)) for step in replay.steps)
        for one in step.review.recommendations
    ]


def replay_columns() -> dict[str, type]:
    """Return the columns of `replay_rows`."""
    return {"at": datetime, "recommended": str, "count": int, "late": bool}
