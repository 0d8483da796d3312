"""The effect that events would have on cover and margin if they were recorded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from standto.coverage import cover, margin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from standto.coverage import Cover, Margin
    from standto.model.event import Event
    from standto_desk.picture.drawing import Picture


@dataclass(frozen=True)
class Effect:
    """Cover and margin before and after events.

    Attributes
    ----------
    before
        The present picture.
    cover, margin
        The cover and the margin with the events.
    """

    before: Picture
    cover: Cover
    margin: Margin


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
