"""The picture of a moment: the cover and the margin of the look-ahead, and the review."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from standto.coverage import cover, margin

if TYPE_CHECKING:
    from standto.coverage import Cover, Margin
    from standto.ladder import Review, Reviewer
    from standto.model.scenario import Scenario
    from standto.model.time import Instant
    from standto.register import Situation


@dataclass(frozen=True)
class Picture:
    """The answers that a board shows for a moment.

    Attributes
    ----------
    at, known_at
        The instants as of which it answers and as known at which.
    sequence
        The last entry of the ledger that it was drawn from; 0 for none.
    situation
        The situation.
    cover, margin
        Over the look-ahead within the horizon, on the basis ``confirmed``; the margin has its worst case alone.
    review
        The review of the ladder.
    """

    at: Instant
    known_at: Instant
    sequence: int
    situation: Situation
    cover: Cover
    margin: Margin
    review: Review

    @property
    def scenario(self) -> Scenario:
        """The scenario, with its events."""
        return self.situation.scenario

    @property
    def lent_pools(self) -> tuple[str, ...]:
        """The ids of other forces' pools; the places of the home force's own are people who may step back."""
        return tuple(pool.id for pool in self.scenario.pools if pool.force != self.scenario.home)

    @property
    def until(self) -> Instant:
        """The end of its look-ahead."""
        return self.cover.until


def draw(situation: Situation, sequence: int, reviewer: Reviewer) -> Picture:
    """Return the picture of a situation.

    Parameters
    ----------
    situation
        The situation, with its `at` and its `known_at`.
    sequence
        The last entry of the ledger that it was drawn from.
    reviewer
        A reviewer of the situation's own records.
    """
    at, until = situation.period
    until = min(at + situation.scenario.policy.look_ahead, until)
    return Picture(
        at=at,
        known_at=at if situation.known_at is None else situation.known_at,
        sequence=sequence,
        situation=situation,
        cover=cover(situation, until=until),
        margin=margin(situation, until=until, runs=None),
        review=reviewer.of(situation),
    )
