"""The headline: one sentence that can be read across a room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from standto.model.time import Instant
from standto.model.zone import Zone
from standto.presenting.duties import DutyLine
from standto.wording import between, counted
from standto_desk.components.moments import short_moment

WORDS = {"gap": "Gap now", "watch": "Gap ahead", "good": "Covered", "quiet": "Nothing stands"}
"""The headline of each tone in a word or two."""


class Headline(NamedTuple):
    """The sentence that matters most, its tone, the sentence that follows it, and a word for it if it has its own."""

    words: str
    tone: str
    more: str
    mark: str = ""

    @property
    def word(self) -> str:
        """The headline in a word or two."""
        return self.mark or WORDS[self.tone]


def headline(lines: Sequence[DutyLine], now: Instant, until: Instant, zone: Zone) -> Headline:
    """Return the headline of a board.

    Parameters
    ----------
    lines
        Every duty, those with a gap first.
    now, until
        The period that the board shows.
    zone
        The zone of its times.
    """
    short = [line.gap for line in lines if line.gap]
    if short:
        missing = counted(sum(short), "place is missing", "places are missing")
        return Headline(f"{duties_with_a_gap(len(short))} now", "gap", f"{missing}.")
    if not any(line.required is not None or line.gaps for line in lines):
        return Headline("No duty stands now", "quiet", "")
    ahead = [line.gaps[0] for line in lines if line.gaps]
    if not ahead:
        more = f"No gap in the next {between(now, until)}."
        return Headline(f"Every duty is covered until {short_moment(until, zone)}", "good", more)
    first = min(gap.start for gap in ahead)
    then = [gap for gap in ahead if gap.start == first]
    together = f"{sum(gap.short for gap in then):,} short together"
    more = f"Then {duties_with_a_gap(len(then))}, {together}. That is in {between(now, first)}."
    return Headline(f"Every duty is covered until {short_moment(first, zone)}", "watch", more)


def duties_with_a_gap(duties: int) -> str:
    """Return the number of duties with a gap as a clause: ``2 duties have a gap``."""
    return counted(duties, "duty has a gap", "duties have a gap")
