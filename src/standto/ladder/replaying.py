"""The replay: the recommendations of every review of a scenario, beside the decisions taken."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from standto.ladder.replay_facts import ReplayFacts, ReplayStep, replay_columns, replay_json, replay_rows
from standto.ladder.replay_screen import replay_text
from standto.ladder.reviewing import Reviewer
from standto.model.event import DECISION
from standto.model.result import Result
from standto.model.scenario import Scenario
from standto.model.steps import NO_CHANGE, NOT
from standto.register import Records, situation_in
from standto.wording import check_callable, no_scenario

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from standto.ladder.review_facts import Recommendation
    from standto.model.event import Event


class Replay(ReplayFacts, Result):
    """A whole scenario, step by step; its fields are `ReplayFacts`."""

    def as_json(self) -> dict[str, Any]:
        """Return the replay as the contract lays it down, ready for `json.dumps`."""
        return replay_json(self)

    @property
    def columns(self) -> dict[str, type]:
        """The columns of `rows()` in order, each with the type of its values; a value may also be None."""
        return replay_columns()

    def rows(self) -> list[dict[str, Any]]:
        """Return one flat row for each step and recommendation, for a data frame."""
        return replay_rows(self)

    def summary(self) -> str:
        """Return the replay as a timeline for reading."""
        return replay_text(self)


def replay(of: Scenario | Records, *, progress: Callable[[float], None] | None = None) -> Replay:
    """Review a scenario from its start to its end, and compare the recommendations with the decisions taken.

    Parameters
    ----------
    of
        A scenario.
    progress
        Called now and then with the share that is done, 0 to 1. An exception that it raises stops the replay.

    Raises
    ------
    OptionError
        `of` is something else: a situation too, because a replay looks at every moment of a scenario.
    """
    if not isinstance(of, (Scenario, Records)):
        raise no_scenario(of, allowed="a scenario")
    records = Records(of) if isinstance(of, Scenario) else of
    check_callable(progress, "progress")
    return Replay(records.scenario, tuple(_steps(records, progress)))


def _steps(records: Records, progress: Callable[[float], None] | None) -> Iterator[ReplayStep]:
    """Yield a step at every instant at which something became known or was decided, or a review was due."""
    reviewer = Reviewer(records)
    horizon = records.scenario.horizon
    # Decisions are those taken at the step's time, even if they were recorded later.
    decisions = situation_in(records).events(DECISION)
    moments = sorted({*records.knowledge.moments.tolist(), *(event.occurred for event in decisions)})
    at = horizon.start
    while at < horizon.until:
        if progress is not None:
            progress((at - horizon.start) / (horizon.until - horizon.start))
        found = reviewer.review(at)
        taken = tuple(event for event in decisions if event.occurred == at)
        yield ReplayStep(found, taken, {event.id: verdict(event, found.recommendations) for event in taken})
        coming = bisect_right(moments, at)
        at = min([found.next_review, *moments[coming : coming + 1]])


def verdict(decision: Event, recommendations: tuple[Recommendation, ...]) -> bool | str:
    """Return whether a decision was recommended, or ``more`` if it decided more than was recommended.

    Parameters
    ----------
    decision
        The decision; its step, subject and count are compared.
    recommendations
        The recommendations at its time, as known then.
    """
    if decision.step == NO_CHANGE:
        return not any(one.changes for one in recommendations)
    step = decision.step.removeprefix(NOT)
    same = [one for one in recommendations if one.step == step and _is_about(decision.subject, one.subject)]
    if decision.step.startswith(NOT):
        return not same
    most: dict[str, int] = {}
    for one in same:
        if one.count is not None:
            most[one.subject] = max(one.count, most.get(one.subject, 0))
    # A step for a crew is recommended seat by seat.
    if most and decision.count is not None and decision.count > sum(most.values()):
        return "more"
    return bool(same)


def _is_about(decided: str, recommended: str) -> bool:
    """Return whether a recommendation is for the subject of a decision, or for a seat of that crew."""
    return decided in (recommended, recommended.partition("/")[0])
