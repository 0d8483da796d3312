"""Crews and readiness as the board shows them."""

from __future__ import annotations

from dataclasses import replace

from standto.coverage.cover_counts import unproved_cover
from standto.coverage.crews_in_words import crew_lines
from standto.model.time import DAY
from standto.presenting.crews import CrewLine
from standto_desk.picture.drawing import Picture

LOOKED_BACK = DAY
"""How far back we look for the time since which a crew is in its state."""


def crews_of(picture: Picture) -> tuple[CrewLine, ...]:
    """Return the line of each crew: first those below what they need, by when that begins.

    A crew's state may have begun before the time that we look at. Then the line does not say since when it holds.
    """
    situation, at = picture.situation, picture.at
    if not picture.scenario.crews:
        return ()
    start = max(at - LOOKED_BACK, picture.scenario.horizon.start)
    before = unproved_cover(replace(situation, at=start), at, picture.cover.basis) if start < at else None
    lines = crew_lines(picture.cover, reasons=True, before=before, named=True)
    return tuple(sorted(lines, key=lambda line: line.first_short.start if line.first_short else 2**62))
