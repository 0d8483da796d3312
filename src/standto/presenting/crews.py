"""A crew over the look-ahead: its state, since when, and why it is below what it needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from standto.wording import id_words, listed, moment, span

if TYPE_CHECKING:
    from standto.model.time import Instant
    from standto.model.zone import Zone

OFF = "off"
"""The state of a crew that stands and has no people."""
STANDS_NOT = ""
"""The state of a crew that does not stand."""


@dataclass(frozen=True, slots=True)
class CrewLack:
    """One reason why a crew is below what it needs.

    Attributes
    ----------
    lack
        What is missing, such as ``no helm``.
    reasons
        The people who could fill it and do not count, such as ``2 could, 1 off shift, 1 stepped back``.
    """

    lack: str
    reasons: str


@dataclass(frozen=True, slots=True)
class CrewStretch:
    """A longest time in which a crew's state does not change, nor the proof that it does not have what it needs.

    Attributes
    ----------
    state
        The name of its state, `OFF`, or `STANDS_NOT`.
    covered
        Whether it has what it needs, or does not stand.
    why
        The reasons at its start, if it does not have what it needs; empty if the caller did not ask for them.
    """

    start: Instant
    until: Instant
    state: str
    covered: bool
    why: tuple[CrewLack, ...] = ()

    @property
    def words(self) -> str:
        """The state in words."""
        return id_words(self.state) if self.state else "does not stand"


@dataclass(frozen=True, slots=True)
class CrewLine:
    """A crew over the look-ahead.

    Attributes
    ----------
    crew, name, criticality
        The crew's id, name and criticality.
    best, needs
        The name of its best state, and of the state from which on it counts as covered.
    stretches
        Its states from now on, without a break.
    hours
        The hours below what it needs, to two decimals.
    since
        The start of its state now; None if that lies before the time looked at.
    named
        Whether times carry their zone.
    """

    crew: str
    name: str
    criticality: int
    best: str
    needs: str
    stretches: tuple[CrewStretch, ...]
    hours: float
    zone: Zone = field(repr=False)
    since: Instant | None = None
    named: bool = False

    @property
    def now(self) -> CrewStretch:
        """Its state now."""
        return self.stretches[0]

    @property
    def state(self) -> str:
        """The name of its state now, `OFF`, or `STANDS_NOT`."""
        return self.now.state

    @property
    def covered(self) -> bool:
        """Whether it now has what it needs, or does not stand."""
        return self.now.covered

    @property
    def ahead(self) -> str:
        """The look-ahead, in words: its states below what it needs, if it has any."""
        states = dict.fromkeys(stretch.words for stretch in self.short)
        return f"at times {listed(list(states), 'or')}" if states else f"{id_words(self.needs)} or better"

    @property
    def level(self) -> str:
        """How good its state now is: ``best``, ``enough``, ``below``, ``off``, or ``none`` if it does not stand."""
        return self.level_of(self.now)

    def level_of(self, stretch: CrewStretch) -> str:
        """Return how good a state is: ``best``, ``enough``, ``below``, ``off``, or ``none`` if it does not stand."""
        if stretch.state in (OFF, STANDS_NOT):
            return "off" if stretch.state else "none"
        if not stretch.covered:
            return "below"
        return "best" if stretch.state == self.best else "enough"

    @property
    def short(self) -> tuple[CrewStretch, ...]:
        """The times at which it does not have what it needs."""
        return tuple(stretch for stretch in self.stretches if not stretch.covered)

    @property
    def first_short(self) -> CrewStretch | None:
        """The time at which it does not have what it needs: now, or the first ahead."""
        return next(iter(self.short), None)

    @property
    def changes(self) -> bool:
        """Whether its state changes in the look-ahead."""
        return any(stretch.state != self.now.state for stretch in self.stretches)

    @property
    def words(self) -> str:
        """Its state now and since when, in words."""
        if self.since is None:
            return self.now.words
        return f"{self.now.words} since {moment(self.zone, self.since, named=self.named)}"

    def sentence(self, stretch: CrewStretch) -> str:
        """Return a time at which it does not have what it needs as a sentence, with the reasons."""
        when = f"from {span(self.zone, stretch.start, stretch.until, named=self.named)}"
        state = stretch.words if stretch.state == OFF else f"{stretch.words}, below {id_words(self.needs)},"
        if not stretch.why:
            return f"{self.name} is {state.removesuffix(',')} {when}."
        first, *others = stretch.why
        more = "".join(f"; and {one.lack}; {one.reasons}" for one in others)
        return f"{self.name} is {state.removesuffix(',')}: {first.lack} {when}; {first.reasons}{more}."
