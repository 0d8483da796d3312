"""What events that are not recorded yet would do to cover and margin; nothing is written."""

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
    """Cover and margin as they are, and as they would be.

    Attributes
    ----------
    before
        The picture as it is.
    cover, margin
        The same questions, asked of a register that knows the events too.
    """

    before: Picture
    cover: Cover
    margin: Margin


def effect_of(before: Picture, events: Sequence[Event]) -> Effect:
    """Return what events would do.

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
