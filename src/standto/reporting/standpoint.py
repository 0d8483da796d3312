"""A standpoint: what every engine says as of an instant, as known at an instant, asked once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from standto.coverage import cover, margin
from standto.coverage.lines import duty_lines, margin_lines
from standto.ladder import Reviewer
from standto.register import situation_in
from standto.reporting.evidence import command

if TYPE_CHECKING:
    from standto.coverage import Cover, Margin
    from standto.ladder import Review
    from standto.model.scenario import Scenario
    from standto.model.time import Instant, Period
    from standto.presenting.duties import DutyLine
    from standto.presenting.margins import MarginLine
    from standto.register import Records, Situation
    from standto.reporting.names import ReportNames


@dataclass(frozen=True)
class Standpoint:
    """Everything a report says of one instant, as the engines answer it.

    Attributes
    ----------
    records
        The register.
    names
        What things are called.
    at, known_at
        As of when, and as known when.
    assumed
        Declarations taken to be in force throughout.
    runs, seed
        Of the random margin.
    """

    records: Records
    names: ReportNames
    at: Instant
    known_at: Instant
    assumed: tuple[str, ...] = ()
    runs: int = 1000
    seed: int = 0

    @property
    def scenario(self) -> Scenario:
        """The scenario it is about."""
        return self.records.scenario

    @cached_property
    def situation(self) -> Situation:
        """What is so."""
        return situation_in(self.records, at=self.at, known_at=self.known_at, assume=self.assumed)

    @cached_property
    def review(self) -> Review:
        """What the ladder's rules recommend."""
        return Reviewer(self.records).of(self.situation)

    @cached_property
    def cover(self) -> Cover:
        """How far the duties are covered over the look-ahead."""
        return cover(self.situation, until=self.review.until)

    @cached_property
    def margin(self) -> Margin:
        """How many more may step back in the look-ahead."""
        return margin(self.situation, until=self.review.until, runs=self.runs, seed=self.seed)

    @cached_property
    def stepped_back(self) -> dict[str, int]:
        """How many of each force have stepped back, forces in the order in which they are called on."""
        return {force.id: self.situation.stepped_back(force.id, self.at) for force in self.scenario.forces_in_order}

    @cached_property
    def duty_lines(self) -> tuple[DutyLine, ...]:
        """How each duty is covered."""
        return duty_lines(self.cover, names=self.names.called.duties)

    @cached_property
    def margin_lines(self) -> tuple[MarginLine, ...]:
        """The margin of each criticality."""
        return margin_lines(self.margin, names=self.names.called.duties)

    def cover_over(self, period: Period) -> Cover:
        """Return the cover of another period, by the same knowledge."""
        before = situation_in(self.records, at=period.start, known_at=self.known_at, assume=self.assumed)
        return cover(before, until=period.until)

    def query(self, name: str, at: Instant | None = None, *, look_ahead: bool = False) -> str:
        """Return the command that asks an engine the same again."""
        until = self.review.until if look_ahead else None
        asked = command(name, self.names, self.at if at is None else at, self.known_at, until)
        return " ".join([asked, *(f"--assume {name}" for name in self.assumed)])
