"""The headline: one sentence that can be read across a room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from standto.model.time import Instant
from standto.model.zone import Zone
from standto.presenting.crews import CrewLine
from standto.presenting.duties import DutyLine
from standto.wording import between, counted, joined
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


def headline(
    lines: Sequence[DutyLine], now: Instant, until: Instant, zone: Zone, crews: Sequence[CrewLine] = ()
) -> Headline:
    """Return the headline of a board.

    Parameters
    ----------
    lines
        Every duty, those with a gap first.
    now, until
        The period that the board shows.
    zone
        The zone of its times.
    crews
        Every crew.
    """
    short = [line.gap for line in lines if line.gap]
    below = [crew for crew in crews if not crew.now.covered]
    if short or below:
        missing = [f"{counted(sum(short), 'place is missing', 'places are missing')}."] if short else []
        states = [f"{joined([f'{crew.name} is {crew.now.words}' for crew in below])}."] if below else []
        return Headline(f"{what_is_short(len(short), len(below))} now", "gap", " ".join((*missing, *states)))
    standing = any(line.required is not None or line.gaps for line in lines)
    if not standing and all(crew.level == "none" and not crew.short for crew in crews):
        return Headline(f"No {'duty or crew' if crews else 'duty'} stands now", "quiet", "")
    ahead = [line.gaps[0].start for line in lines if line.gaps]
    ahead += [crew.short[0].start for crew in crews if crew.short]
    if not ahead:
        more = f"No gap in the next {between(now, until)}."
        return Headline(f"{all_covered(lines, crews)} until {short_moment(until, zone)}", "good", more)
    first = min(ahead)
    then = [line.gaps[0].short for line in lines if line.gaps and line.gaps[0].start == first]
    falling = sum(crew.short[0].start == first for crew in crews if crew.short)
    together = f", {sum(then):,} short together" if then else ""
    more = f"Then {what_is_short(len(then), falling)}{together}. That is in {between(now, first)}."
    return Headline(f"{all_covered(lines, crews)} until {short_moment(first, zone)}", "watch", more)


def all_covered(duties: Sequence[object], crews: Sequence[object]) -> str:
    """Return that everything is covered as a clause: ``Every duty and crew is covered``."""
    everything = "duty and crew" if duties and crews else "crew" if crews else "duty"
    return f"Every {everything} is covered"


def what_is_short(duties: int, crews: int) -> str:
    """Return the numbers of duties with a gap and of crews below what they need as a clause."""
    below = counted(crews, "crew is below what it needs", "crews are below what they need")
    if not crews:
        return duties_with_a_gap(duties)
    return f"{duties_with_a_gap(duties)} and {below}" if duties else below


def duties_with_a_gap(duties: int) -> str:
    """Return the number of duties with a gap as a clause: ``2 duties have a gap``."""
    return counted(duties, "duty has a gap", "duties have a gap")
