"""The facts of the least relief: for each gap, and for all, the least number of people with each skill."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from standto.model.time import Instant, Period
from standto.presenting.scope import Scope
from standto.wording import counted


class GapToClose(NamedTuple):
    """A longest period in which one duty has a gap, or one crew is below what it needs.

    Attributes
    ----------
    subject
        The id of the duty or crew.
    crew
        Whether it is a crew.
    most
        The most places short at once; None for a crew.
    least
        For each skill, the least number of people with it that closes the gap throughout; None if no number does.
    """

    subject: str
    crew: bool
    period: Period
    most: int | None
    least: tuple[int | None, ...]


@dataclass(frozen=True, repr=False)
class LeastReliefFacts(Scope):
    """The least number of people with one skill that closes each gap, and all of them.

    Attributes
    ----------
    since
        From when they are at work.
    skills
        The alternatives of duties and crews.
    gaps
        What is short, by time, then in order of precedence.
    everything
        For each skill, the least number that closes everything; None if no number does.
    """

    since: Instant
    skills: tuple[str, ...]
    gaps: tuple[GapToClose, ...]
    everything: tuple[int | None, ...]

    @property
    def headline(self) -> str:
        """The fewest people of one skill that close everything."""
        if not self.gaps:
            return "nothing is short"
        gaps = counted(len(self.gaps), "gap")
        able = [(number, skill) for number, skill in zip(self.everything, self.skills, strict=True) if number]
        if not able:
            return f"{gaps}, which no one skill closes"
        number, skill = min(able, key=lambda one: one[0])
        return f"{gaps}, closed by {number:,} with {skill}"
