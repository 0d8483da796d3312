"""The review: which step to take next, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from standto.errors import OptionError
from standto.ladder.aid import Aid
from standto.ladder.call_in import call_ins, recommend_call_ins
from standto.ladder.contingency import Contingency, deploy
from standto.ladder.look import Look, hours
from standto.ladder.notices import any_help, conflicts, ends_early, overdue, review_due, stale_figures
from standto.ladder.recommendation import Recommendation, Remaining, Review
from standto.ladder.standing_down import Holds, WayDown
from standto.ladder.stretches import Stretches
from standto.model.scenario import Scenario
from standto.model.time import MINUTE, Instant
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
    holds: Holds = field(default_factory=Holds, repr=False)

    @cached_property
    def stretches(self) -> Stretches:
        """What reviews have in common, for as far back as a hold goes."""
        return Stretches(hours(self.records.scenario.policy.hold_hours))

    def review(self, at: Instant, known_at: Instant | None = None) -> Review:
        """Return the review at an instant, as known then or at another instant."""
        return self.of(situation_in(self.records, at=at, known_at=known_at))

    def of(self, situation: Situation) -> Review:
        """Return the review of a situation."""
        if situation.at is None:
            raise OptionError("at: a review needs to know as of when it is; the situation has no `at`")
        look = Look(situation, situation.at, self.stretches)
        planned = call_ins(look)
        aid = Aid(look, planned)
        contingency = Contingency(look, aid)
        down, kept = WayDown(look, self.holds).decide()
        recommendations = (
            *recommend_call_ins(look, planned),
            *aid.recommend(),
            *contingency.request(),
            *deploy(look),
            *down,
            *overdue(look),
            *ends_early(look),
            *stale_figures(look),
            *conflicts(look),
            *review_due(look),
        )
        return Review(
            scenario=look.scenario,
            at=look.at,
            known_at=look.at if situation.known_at is None else situation.known_at,
            until=look.period.until,
            next_review=_next_review(look, recommendations),
            recommendations=recommendations,
            remaining=tuple(_remaining(look.scenario, contingency.remaining())),
            kept=tuple(kept),
            covered=_covered(look),
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


def _next_review(look: Look, recommendations: tuple[Recommendation, ...]) -> Instant:
    """Return when to look again at the latest."""
    # A minute at least, so that a replay gets on.
    moments = [look.at + max(hours(look.policy.review_hours), MINUTE)]
    moments += [one.by for one in recommendations if one.by is not None and one.by > look.at]
    if any_help(look):
        moments.append(look.scenario.zone.next_hour(look.at))
    return min(moments)


def _covered(look: Look) -> dict[int, bool]:
    """Return by criticality whether its duties are covered over the look-ahead."""
    gapped = np.atleast_1d(look.confirmed.gaps.any(axis=0)).tolist()
    covered: dict[int, bool] = {}
    for duty, gap in zip(look.scenario.duties_in_order, gapped, strict=True):
        covered[duty.criticality] = covered.get(duty.criticality, True) and not gap
    return covered


def _remaining(scenario: Scenario, slots: Slots) -> Iterator[Remaining]:
    """Yield the gaps that stay when every step has come off, duty by duty; equal gaps in a row are one."""
    for place, duty in enumerate(scenario.duties_in_order):
        for first, last in _runs(slots.gaps[:, place], slots.starts):
            yield Remaining(duty.id, int(slots.starts[first]), int(slots.untils[last]), int(slots.gaps[first, place]))


def _runs(numbers: NDArray[np.int64], starts: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Yield first and last slot of each run of one number above 0."""
    first = 0
    for slot in range(1, len(starts) + 1):
        if slot == len(starts) or numbers[slot] != numbers[first]:
            if numbers[first]:
                yield first, slot - 1
            first = slot
