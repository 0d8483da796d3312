"""A standpoint: the answer of every engine as of an instant, as known at an instant."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from standto.coverage import cover, margin
from standto.coverage.crews_in_words import crew_lines
from standto.coverage.how_soon import readiness_lines
from standto.coverage.lines import duty_lines, margin_lines
from standto.ladder import Reviewer
from standto.model.time import Period
from standto.register import situation_in

if TYPE_CHECKING:
    from standto.coverage import Cover, Margin
    from standto.ladder import Review
    from standto.model.scenario import Scenario
    from standto.model.time import Instant
    from standto.presenting.crews import CrewLine
    from standto.presenting.duties import DutyLine
    from standto.presenting.margins import MarginLine
    from standto.presenting.readiness import ReadinessLine
    from standto.register import Records, Situation
    from standto.reporting.names import ReportNames


@dataclass(frozen=True)
class Standpoint:
    """The answers of the engines for one instant, each worked out once.

    Attributes
    ----------
    records
        The register.
    names
        The names for the report.
    at, known_at
        The instant that the answers look from, and the instant by which events were recorded.
    assumed
        Declarations taken to be in force throughout.
    ready
        Minutes that every duty and crew can wait at least; None: only as long as their rows say.
    runs, seed
        Of the random margin.
    """

    records: Records
    names: ReportNames
    at: Instant
    known_at: Instant
    assumed: tuple[str, ...] = ()
    ready: int | None = None
    runs: int = 1000
    seed: int = 0

    @property
    def scenario(self) -> Scenario:
        """The scenario it is about."""
        return self.records.scenario

    @cached_property
    def situation(self) -> Situation:
        """The situation."""
        return self._situation_at(self.at)

    @cached_property
    def review(self) -> Review:
        """The review of the ladder."""
        return Reviewer(self.records).of(self.situation)

    @cached_property
    def cover(self) -> Cover:
        """The cover of the look-ahead."""
        return cover(self.situation, until=self.review.until)

    @cached_property
    def margin(self) -> Margin:
        """The margin of the look-ahead."""
        return margin(self.situation, until=self.review.until, runs=self.runs, seed=self.seed)

    @cached_property
    def stepped_back(self) -> dict[str, int]:
        """The number of people of each force who have stepped back; forces in the order in which they are called on."""
        return {force.id: self.situation.stepped_back(force.id, self.at) for force in self.scenario.forces_in_order}

    @cached_property
    def duty_lines(self) -> tuple[DutyLine, ...]:
        """A line for each duty."""
        return duty_lines(self.cover, names=self.names.called.duties)

    @cached_property
    def crew_lines(self) -> tuple[CrewLine, ...]:
        """A line for each crew, with since when it is in its state, as far back as the scenario goes."""
        start = self.scenario.horizon.start
        before = self.cover_over(Period(start, self.at)) if self.scenario.crews and start < self.at else None
        return crew_lines(self.cover, names=self.names.called.duties, reasons=True, before=before)

    @cached_property
    def readiness_lines(self) -> tuple[ReadinessLine, ...]:
        """A line for each readiness that the scenario knows."""
        return readiness_lines(self.cover, names=self.names.called.duties)

    @cached_property
    def margin_lines(self) -> tuple[MarginLine, ...]:
        """A line for the margin of each criticality."""
        return margin_lines(self.margin, names=self.names.called.duties)

    def cover_over(self, period: Period) -> Cover:
        """Return the cover of another period, as known at the same time."""
        return cover(self._situation_at(period.start), until=period.until)

    def _situation_at(self, at: Instant) -> Situation:
        return situation_in(self.records, at=at, known_at=self.known_at, assume=self.assumed, ready=self.ready)

    def query(self, name: str, at: Instant | None = None, *, look_ahead: bool = False) -> str:
        """Return the command that asks an engine the same question."""
        iso = self.scenario.zone.iso
        start = self.at if at is None else at
        until = f" --until {iso(self.review.until)}" if look_ahead else ""
        assumed = "".join(f" --assume {declaration}" for declaration in self.assumed)
        ready = "" if self.ready is None else f" --ready {self.ready}"
        return f"standto {name} FOLDER --at {iso(start)} --known-at {iso(self.known_at)}{until} --json{assumed}{ready}"


def worst_word(line: MarginLine) -> str:
    """Return the worst case of a margin in a word or two; the contract has one word for short now and short ahead."""
    return "short already" if line.short else line.worst
