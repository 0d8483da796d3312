"""The review: the next steps to take, and the proof that calls for each."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np

from standto.errors import OptionError
from standto.kernel.crew_order import crew_answers_for
from standto.kernel.queries import some_of
from standto.ladder.aid import AidPlan
from standto.ladder.call_in import call_ins, recommend_call_ins
from standto.ladder.contingency import ContingencyPlan, deploy
from standto.ladder.look_ahead import LookAhead
from standto.ladder.reminders import any_help, recommend_attention
from standto.ladder.review_facts import Recommendation, RemainingGap, ReviewFacts
from standto.ladder.review_records import review_columns, review_json, review_rows
from standto.ladder.review_screen import review_text
from standto.ladder.standing_down import FailureCache, StepsDown
from standto.ladder.window_cache import WindowCache
from standto.model.result import Result
from standto.model.scenario import Scenario
from standto.model.time import MINUTE, Instant, hours
from standto.register import Records, Situation, situated, situation_in
from standto.wording import Moment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.ladder.slots import Slots


class Review(ReviewFacts, Result):
    """The steps to take next, each with the proof that calls for it; its fields are `ReviewFacts`."""

    def as_json(self) -> dict[str, Any]:
        """Return the review as the contract lays it down, ready for `json.dumps`."""
        return review_json(self)

    @property
    def columns(self) -> dict[str, type]:
        """The columns of `rows()` in order, each with the type of its values; a value may also be None."""
        return review_columns()

    def rows(self) -> list[dict[str, Any]]:
        """Return one flat row for each recommendation, for a data frame."""
        return review_rows(self)

    def summary(self) -> str:
        """Return the review as text for reading: what to do, by when, and why."""
        return review_text(self)


@dataclass
class Reviewer:
    """Reviews of one scenario, each of which reuses the results of earlier ones.

    Attributes
    ----------
    records
        The register of the scenario.
    """

    records: Records
    _failures: FailureCache = field(default_factory=FailureCache, repr=False)

    @cached_property
    def _cache(self) -> WindowCache:
        """The windows that reviews share; they reach as far back as a hold does."""
        return WindowCache(hours(self.records.scenario.policy.hold_hours))

    def review(self, at: Instant, known_at: Instant | None = None) -> Review:
        """Return the review at an instant, as known then or at another instant."""
        return self.of(situation_in(self.records, at=at, known_at=known_at))

    def of(self, situation: Situation) -> Review:
        """Return the review of a situation."""
        at = situation.at
        if at is None:
            raise OptionError("at: a review needs a moment to look from: give at, or a situation with one")
        known_at = at if situation.known_at is None else situation.known_at
        situation = replace(situation, known_at=known_at)
        ahead = LookAhead(situation, at, self._cache)
        planned = call_ins(ahead)
        aid = AidPlan(ahead, planned)
        contingency = ContingencyPlan(ahead, aid)
        down, kept = StepsDown(ahead, self._failures).decide()
        recommendations = (
            *recommend_call_ins(ahead, planned),
            *aid.recommend(),
            *contingency.request(),
            *deploy(ahead),
            *down,
            *recommend_attention(ahead),
        )
        return Review(
            scenario=ahead.scenario,
            at=ahead.at,
            known_at=known_at,
            until=ahead.period.until,
            next_review=_next_review(ahead, recommendations),
            recommendations=recommendations,
            remaining=tuple(_remaining(ahead.scenario, contingency.remaining())),
            kept=tuple(kept),
            covered=_covered(ahead),
            assumed=situation.assumed,
            ready=situation.ready,
        )


def review(of: Scenario | Situation, *, at: Moment | None = None, known_at: Moment | None = None) -> Review:
    """Return the steps of the ladder to take next, each with the proof that calls for it.

    Parameters
    ----------
    of
        A scenario or a situation.
    at, known_at
        The moment to look from, and the moment by which events were recorded, which is `at` by default. A situation's
        own are its defaults.

    Raises
    ------
    OptionError
        `of` is something else, nothing gives the moment to look from, or it lies outside the horizon.
    """
    situation = situated(of, at=at, known_at=known_at)
    return Reviewer(situation.records).of(situation)


def _next_review(ahead: LookAhead, recommendations: tuple[Recommendation, ...]) -> Instant:
    # At least a minute later, so that a replay moves on.
    moments = [ahead.at + max(hours(ahead.policy.review_hours), MINUTE)]
    moments += [one.by for one in recommendations if one.by is not None and one.by > ahead.at]
    if any_help(ahead):
        moments.append(ahead.scenario.zone.next_hour(ahead.at))
    return min(moments)


def _covered(ahead: LookAhead) -> dict[int, bool]:
    """Return whether all duties and crews of each criticality are covered over the look-ahead."""
    scenario = ahead.scenario
    short = _short_with_crews(ahead) if scenario.crews else _short(ahead)
    return {duty.criticality: duty.criticality not in short for duty in scenario.duties_in_order}


def _short(ahead: LookAhead) -> set[int]:
    gapped = np.atleast_1d(ahead.confirmed.gaps.any(axis=0)).tolist()
    return {duty.criticality for duty, gap in zip(ahead.scenario.duties_in_order, gapped, strict=True) if gap}


def _short_with_crews(ahead: LookAhead) -> set[int]:
    """Return the criticalities with a gap or a crew below needs; a crew that is off lets people go to lesser duties."""
    scenario, confirmed = ahead.scenario, ahead.confirmed
    # Without a gap among duties and needed seats, all is covered.
    rows = np.flatnonzero(confirmed.gaps.any(axis=1))
    strengths = [demand.strength for demand in scenario.demands]
    crews = crew_answers_for(some_of(confirmed.windows, rows), scenario.crew_states, strengths)
    places = crews.places()
    short = {scenario.duties_in_order[duty].criticality for duty in np.unique(places.duty[places.gap > 0]).tolist()}
    below = np.flatnonzero(crews.below_needs.any(axis=0)).tolist()
    return short | {scenario.crews_in_order[crew].criticality for crew in below}


def _remaining(scenario: Scenario, slots: Slots) -> Iterator[RemainingGap]:
    """Yield the gaps that no step closes, duty by duty; equal gaps in a row are joined."""
    for column, duty in enumerate(scenario.duties_in_order):
        for gap, same in groupby(range(len(slots)), key=slots.gaps[:, column].tolist().__getitem__):
            rows = list(same)
            if gap:
                yield RemainingGap(duty.id, int(slots.starts[rows[0]]), int(slots.untils[rows[-1]]), gap)
