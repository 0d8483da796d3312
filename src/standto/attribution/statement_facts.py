"""The facts of a cover statement: its question, its sums, and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from standto.attribution.causes import CAUSES
from standto.attribution.rows_of_time import row_name
from standto.attribution.tracing import Traces, traces_of
from standto.model.time import HOUR, Period
from standto.wording import counted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from standto.attribution.attributing import Attribution
    from standto.attribution.strengths import DutyStrength
    from standto.model.scenario import Scenario
    from standto.model.time import Instant
    from standto.register import Situation

INCOMPLETE = {
    "not-known-yet": "It ends after the state of knowledge: what was recorded later is not in it.",
    "not-over-yet": "It ends after the present: the rest of it is planned, not past.",
    "nothing-recorded": "Nothing was recorded in it or after it, so absences and step-backs may be missing.",
}
"""Why a row may not be the whole truth."""


class ShortLine(NamedTuple):
    """A duty or a crew of the statement.

    Attributes
    ----------
    place
        Its place among `Scenario.duties_in_order`, or after these among `Scenario.crews_in_order`.
    id, name, site, criticality
        Of the duty or crew.
    crew
        Whether it is a crew, whose hours are those below what it needs.
    """

    place: int
    id: str
    name: str
    site: str
    criticality: int
    crew: bool


@dataclass(frozen=True, repr=False)
class StatementFacts:
    """The place-hours short of a past period by cause, beside the strengths of each duty.

    Attributes
    ----------
    situation
        The situation asked about: its `at` is the start of the period, and `known_at` the state of knowledge.
    basis
        Which help counted.
    row_kind, rows
        What a row is (``month``, ``week`` or ``day``), and the rows, each of which starts where the one before ends.
    attribution
        The microseconds of places short, by row, duty and cause.
    strengths
        The numbers of each row and duty; after the duties come all of them together.
    capability_strengths
        The numbers of each row and capability.
    now
        The present, after which a row is planned, not past; None if it was not given.
    """

    situation: Situation
    basis: str
    row_kind: str
    rows_of_time: tuple[Period, ...]
    attribution: Attribution
    strengths: tuple[tuple[DutyStrength, ...], ...]
    capability_strengths: tuple[tuple[DutyStrength, ...], ...]
    now: Instant | None = None

    @property
    def scenario(self) -> Scenario:
        """The scenario."""
        return self.situation.scenario

    @property
    def digest(self) -> str:
        """SHA-256 of the scenario's files; empty if it was made in memory."""
        return self.scenario.digest

    @property
    def start(self) -> Instant:
        """The start of the period."""
        return self.rows_of_time[0].start

    @property
    def until(self) -> Instant:
        """The end of the period."""
        return self.rows_of_time[-1].until

    @cached_property
    def lines(self) -> tuple[ShortLine, ...]:
        """The duties in order, seats left out, then the crews."""
        scenario = self.scenario
        duties = [
            ShortLine(place, duty.id, duty.name, duty.site, duty.criticality, crew=False)
            for place, duty in enumerate(scenario.duties_in_order)
            if not duty.crew
        ]
        crews = [
            ShortLine(place, crew.id, crew.name, crew.site, crew.criticality, crew=True)
            for place, crew in enumerate(scenario.crews_in_order, start=len(scenario.duties_in_order))
        ]
        return (*duties, *crews)

    @cached_property
    def seats(self) -> tuple[ShortLine, ...]:
        """The seats that crews need, each as a duty: their hours are those of the crew, but they have strengths."""
        return tuple(
            ShortLine(place, seat.id, seat.name, seat.site, seat.criticality, crew=False)
            for place, seat in enumerate(self.scenario.duties_in_order)
            if seat.crew
        )

    @cached_property
    def sites(self) -> tuple[str, ...]:
        """The sites of the duties and crews, each once; empty for those without one."""
        return tuple(dict.fromkeys(line.site for line in self.lines))

    @cached_property
    def micros(self) -> NDArray[np.int64]:
        """Microseconds short, shape (rows, duties + crews, causes): of places, or of crews."""
        return np.concatenate([self.attribution.places, self.attribution.crews], axis=1)

    def sums(self, *, crews: bool, site: str | None = None, row: int | None = None) -> tuple[int, ...]:
        """Return the microseconds of each cause, over all duties or all crews, of a site or all, of a row or all."""
        ours = [line.place for line in self.lines if line.crew == crews and site in (None, line.site)]
        rows = self.micros if row is None else self.micros[row : row + 1]
        return tuple(rows[:, ours].sum(axis=(0, 1)).tolist())

    def parts_by_cause(self, *, crews: bool) -> tuple[tuple[int, str, tuple[float, ...]], ...]:
        """Return each cause that occurs: its place among all causes, its name, and its hours in each row of time."""
        rows = [self.sums(crews=crews, row=row) for row in range(len(self.rows_of_time))]
        return tuple(
            (place, cause.name, tuple(row[place] / HOUR for row in rows))
            for place, cause in enumerate(CAUSES)
            if any(row[place] for row in rows)
        )

    def of_line(self, line: ShortLine, row: int | None = None) -> tuple[int, ...]:
        """Return the microseconds of each cause of a duty or crew, in a row or in all."""
        rows = self.micros if row is None else self.micros[row : row + 1]
        return tuple(rows[:, line.place].sum(axis=0).tolist())

    @property
    def place_hours(self) -> float:
        """The place-hours short of all duties."""
        return sum(self.sums(crews=False)) / HOUR

    @property
    def crew_hours(self) -> float:
        """The hours below needs of all crews."""
        return sum(self.sums(crews=True)) / HOUR

    @property
    def covered(self) -> bool:
        """Whether nothing was short."""
        return not self.micros.any()

    @property
    def asked_period(self) -> Period:
        """The period."""
        return Period(self.start, self.until)

    @property
    def headline(self) -> str:
        """The answer in a few words."""
        if self.covered:
            return "nothing short"
        crews = f", {self.crew_hours:,.2f} crew-hours" if self.scenario.crews else ""
        return f"{self.place_hours:,.2f} place-hours short{crews}, in {counted(len(self.rows_of_time), self.row_kind)}"

    def row_name(self, row: int) -> str:
        """Return the name of a row: its local month or first day."""
        return row_name(self.scenario.zone, self.row_kind, self.rows_of_time[row].start)

    @cached_property
    def last_recorded(self) -> Instant | None:
        """The time at which the last known event was recorded; None without events."""
        known_at = self.situation.known_at
        times = [one.recorded for one in self.scenario.events if known_at is None or one.recorded <= known_at]
        return max(times, default=None)

    def incomplete(self, row: int) -> tuple[str, ...]:
        """Return why a row may not be the whole truth: keys of `INCOMPLETE`."""
        start, until = self.rows_of_time[row]
        known_at, last = self.situation.known_at, self.last_recorded
        found = {
            "not-known-yet": known_at is not None and known_at < until,
            "not-over-yet": self.now is not None and self.now < until,
            "nothing-recorded": last is None or last < start,
        }
        return tuple(reason for reason, holds in found.items() if holds)

    @cached_property
    def traces(self) -> Traces:
        """The events behind each cause of each duty and crew."""
        return traces_of(self.situation, self.attribution)


def cause_hours(micros: tuple[int, ...]) -> dict[str, float]:
    """Return the hours of each cause that has any, to two decimals, by its id."""
    return {cause.id: in_hours(number) for cause, number in zip(CAUSES, micros, strict=True) if number}


def in_hours(micros: int) -> float:
    """Return microseconds in hours, to two decimals."""
    return round(micros / HOUR, 2)
