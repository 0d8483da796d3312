"""The picture of a moment, with cover, margin and review; and the effect that events would have on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from standto.coverage import Cover, Margin, cover, margin
from standto.ladder import Review, Reviewer
from standto.model.event import Event
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


@dataclass(frozen=True)
class Effect:
    """Cover and margin before and after events.

    Attributes
    ----------
    before
        The picture without the events.
    cover, margin
        The cover and the margin with them.
    """

    before: Picture
    cover: Cover
    margin: Margin

    @property
    def is_now(self) -> bool:
        """Whether it is the effect from now on, not from a later moment."""
        return self.before.at == self.before.known_at


def effect_of(before: Picture, events: Sequence[Event]) -> Effect:
    """Return the effect that events would have; write nothing.

    Parameters
    ----------
    before
        The picture to compare with.
    events
        Sound events, as if they were recorded at `before.known_at`.
    """
    situation = replace(before.situation, records=before.situation.records.followed_by(events))
    until = before.cover.until
    return Effect(before, cover(situation, until=until), margin(situation, until=until, runs=before.margin.runs))
