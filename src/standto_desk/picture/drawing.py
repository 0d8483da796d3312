"""Drawing the picture of a moment: what is covered over the look-ahead, the margin, and what the review says."""

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
    """What a board shows of a moment.

    Attributes
    ----------
    at, known_at
        As of when, as known when.
    sequence
        The last entry of the ledger that it was drawn from; 0 for none.
    situation
        What is so.
    cover, margin
        Over the look-ahead, cut where the horizon ends, with the help that is confirmed; the margin's worst case alone.
    review
        Which steps to take next.
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
        """The tables, and the events that it goes by."""
        return self.situation.scenario

    @property
    def until(self) -> Instant:
        """Where its look-ahead ends."""
        return self.cover.until


def draw(situation: Situation, sequence: int, reviewer: Reviewer) -> Picture:
    """Return the picture of a situation.

    Parameters
    ----------
    situation
        With its `at` and its `known_at`.
    sequence
        The last entry of the ledger that it was drawn from.
    reviewer
        Of the situation's own records.
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
