"""A duty over the look-ahead: its requirement, the people who fill it, its gaps and their reasons."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from standto.wording import span

if TYPE_CHECKING:
    from standto.model.time import Instant
    from standto.model.zone import Zone


@dataclass(frozen=True, slots=True)
class Stretch:
    """A longest time in which nothing about a duty's cover changes.

    Attributes
    ----------
    required
        The number of people it requires; None while it does not stand.
    home, aid, contingency
        The people of the home force, of other forces and of the military who fill it.
    gap
        The number of missing people.
    """

    start: Instant
    until: Instant
    required: int | None
    home: int
    aid: int
    contingency: int
    gap: int

    @property
    def filled(self) -> int:
        """The number of people who fill it."""
        return self.home + self.aid + self.contingency


@dataclass(frozen=True, slots=True)
class DutyGap:
    """A longest time in which a duty lacks the same number of people.

    Attributes
    ----------
    short, required
        The number of missing people, and the number that the duty requires.
    why
        The bottleneck of its first window, as a sentence; blank if the caller did not ask for its reasons.
    """

    start: Instant
    until: Instant
    short: int
    required: int
    why: str


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty over the look-ahead.

    Attributes
    ----------
    duty, name, criticality
        The duty's id, name and criticality.
    stretches
        Its cover from now on, without a break.
    gaps
        Its gaps, in order of time.
    gap_hours
        Place-hours of gap, to two decimals.
    """

    duty: str
    name: str
    criticality: int
    stretches: tuple[Stretch, ...]
    gaps: tuple[DutyGap, ...]
    gap_hours: float

    @property
    def now(self) -> Stretch:
        """Its cover now."""
        return self.stretches[0]

    @property
    def gap_time(self) -> int:
        """The places missing times how long they are missing, in microseconds: exact, so that lines add up."""
        return sum(gap.short * (gap.until - gap.start) for gap in self.gaps)

    @property
    def required(self) -> int | None:
        """The number of people it requires now; None if it does not stand."""
        return self.now.required

    @property
    def gap(self) -> int:
        """The number of people missing now."""
        return self.now.gap

    @property
    def gap_now(self) -> DutyGap | None:
        """The gap that it has now."""
        return self.gaps[0] if self.gap else None

    @property
    def first_gap(self) -> DutyGap | None:
        """The gap that it has now, or the first one ahead."""
        return self.gaps[0] if self.gaps else None

    @property
    def first_short(self) -> Instant | None:
        """The start of its first gap; None if it has none."""
        return self.gaps[0].start if self.gaps else None

    @property
    def most_short(self) -> int:
        """The largest gap."""
        return max((gap.short for gap in self.gaps), default=0)

    @property
    def state(self) -> str:
        """Its cover now, in words."""
        if self.required is None:
            return "does not stand"
        return f"{self.gap:,} short of {self.required:,}" if self.gap else f"covered, {self.required:,} required"

    @property
    def ahead(self) -> str:
        """The look-ahead, in words."""
        return f"up to {self.most_short:,} short" if self.gaps else "covered"


@dataclass(frozen=True, slots=True)
class RemainingLine:
    """A gap that no step closes.

    Attributes
    ----------
    duty, name
        The duty's id and name.
    gap
        The number of missing people.
    named
        Whether times carry their zone.
    """

    duty: str
    name: str
    start: Instant
    until: Instant
    gap: int
    zone: Zone = field(repr=False)
    named: bool = False

    @property
    def words(self) -> str:
        """The gap as a sentence."""
        return f"{self.name}: {self.gap:,} short, {span(self.zone, self.start, self.until, named=self.named)}."
