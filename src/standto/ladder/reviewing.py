"""The review: which step to take next, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from standto.errors import OptionError
from standto.ladder.aid import AidPlan
from standto.ladder.call_in import call_ins, recommend_call_ins
from standto.ladder.contingency import ContingencyPlan, deploy
from standto.ladder.look_ahead import LookAhead
from standto.ladder.recommendation import Recommendation, RemainingGap, Review
from standto.ladder.reminders import any_help, conflicts, ends_early, overdue, review_due, stale_figures
from standto.ladder.standing_down import FailureCache, StepsDown
from standto.ladder.window_cache import WindowCache
from standto.model.scenario import Scenario
from standto.model.time import MINUTE, Instant, hours
from standto.register import Records, Situation, situation_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from standto.ladder.slots import Slots


@dataclass
class Reviewer:
    """Reviews of one scenario, one after the other; what one has found out serves the next.

    Attributes
    ----------
    records
        The register of the scenario.
    """

    records: Records
    holds: FailureCache = field(default_factory=FailureCache, repr=False)

    @cached_property
    def stretches(self) -> WindowCache:
        """What reviews have in common, for as far back as a hold goes."""
        return WindowCache(hours(self.records.scenario.policy.hold_hours))

    def review(self, at: Instant, known_at: Instant | None = None) -> Review:
        """Return the review at an instant, as known then or at another instant."""
        return self.of(situation_in(self.records, at=at, known_at=known_at))

    def of(self, situation: Situation) -> Review:
        """Return the review of a situation."""
        if situation.at is None:
            raise OptionError("at: a review needs to know as of when it is; the situation has no `at`")
        ahead = LookAhead(situation, situation.at, self.stretches)
        planned = call_ins(ahead)
        aid = AidPlan(ahead, planned)
        contingency = ContingencyPlan(ahead, aid)
        down, kept = StepsDown(ahead, self.holds).decide()
        recommendations = (
            *recommend_call_ins(ahead, planned),
            *aid.recommend(),
            *contingency.request(),
            *deploy(ahead),
            *down,
            *overdue(ahead),
            *ends_early(ahead),
            *stale_figures(ahead),
            *conflicts(ahead),
            *review_due(ahead),
        )
        return Review(
            scenario=ahead.scenario,
            at=ahead.at,
            known_at=ahead.at if situation.known_at is None else situation.known_at,
            until=ahead.period.until,
            next_review=_next_review(ahead, recommendations),
            recommendations=recommendations,
            remaining=tuple(_remaining(ahead.scenario, contingency.remaining())),
            kept=tuple(kept),
            covered=_covered(ahead),
        )


def review(of: Scenario | Situation, *, at: Instant | None = None, known_at: Instant | None = None) -> Review:
    """Return which steps of the ladder to take next, with the proof that calls for each.

    Parameters
    ----------
    of
        A scenario, or a situation with its `at`.
    at, known_at
        As of when, and as known when, if a scenario is given; `known_at` defaults to `at`.

    Raises
    ------
    OptionError
        Neither gives the instant, or it lies outside the horizon.
    """
    if isinstance(of, Scenario):
        of = situation_in(Records(of), at=at, known_at=known_at)
    return Reviewer(of.records).of(of)


def _next_review(ahead: LookAhead, recommendations: tuple[Recommendation, ...]) -> Instant:
    """Return when to look again at the latest."""
    # A minute at least, so that a replay gets on.
    moments = [ahead.at + max(hours(ahead.policy.review_hours), MINUTE)]
    moments += [one.by for one in recommendations if one.by is not None and one.by > ahead.at]
    if any_help(ahead):
        moments.append(ahead.scenario.zone.next_hour(ahead.at))
    return min(moments)


def _covered(ahead: LookAhead) -> dict[int, bool]:
    """Return by criticality whether its duties are covered over the look-ahead."""
    gapped = np.atleast_1d(ahead.confirmed.gaps.any(axis=0)).tolist()
    covered: dict[int, bool] = {}
    for duty, gap in zip(ahead.scenario.duties_in_order, gapped, strict=True):
        covered[duty.criticality] = covered.get(duty.criticality, True) and not gap
    return covered


def _remaining(scenario: Scenario, slots: Slots) -> Iterator[RemainingGap]:
    """Yield the gaps that stay when every step has come off, duty by duty; equal gaps in a row are one."""
    for place, duty in enumerate(scenario.duties_in_order):
        for first, last in _runs(slots.gaps[:, place], slots.starts):
            yield RemainingGap(
                duty.id, int(slots.starts[first]), int(slots.untils[last]), int(slots.gaps[first, place])
            )


def _runs(numbers: NDArray[np.int64], starts: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Yield first and last slot of each run of one number above 0."""
    first = 0
    for slot in range(1, len(starts) + 1):
        if slot == len(starts) or numbers[slot] != numbers[first]:
            if numbers[first]:
                yield first, slot - 1
            first = slot
