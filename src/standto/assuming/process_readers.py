"""Reading one table of an assumptions file as a process: a function for each sort of table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from standto.assuming.among_reader import AMONG, among_of, weights_of
from standto.assuming.assumed_numbers import MOST_DAYS, NUMBERS, exact_of, note_other_units, spread_at
from standto.assuming.known_names import KnownNames, named, new_name
from standto.assuming.processes import (
    AnyProcess,
    CommonShock,
    DecisionDay,
    DonorAnswer,
    Lapsing,
    RequiredStrength,
    Returning,
    SteadyStepBack,
    StepBackShock,
    UsualAbsence,
)
from standto.model.time import HOUR, Instant, Period
from standto.scenario.cells import shown

if TYPE_CHECKING:
    from standto.assuming.ranges import Spread
    from standto.model.zone import Zone
    from standto.scenario.toml_section import TomlSection


@dataclass(frozen=True, slots=True)
class ProcessTable:
    """A table of the file while it is read, with the scenario that it must fit.

    Attributes
    ----------
    section
        The table.
    sort
        The name of its sort of table.
    known
        The names of the scenario.
    zone, horizon
        The scenario's zone and horizon.
    """

    section: TomlSection
    sort: str
    known: KnownNames
    zone: Zone
    horizon: Period

    def allow(self, *keys: str) -> None:
        """Note every key that is not allowed: these and the numbers of this sort of table are."""
        allowed = (*keys, *NUMBERS[self.sort])
        self.section.allow(allowed, noted=note_other_units(self.section, allowed))

    def spread(self, key: str) -> Spread:
        """Return a number of this sort of table."""
        return spread_at(self.section, key, NUMBERS[self.sort][key])

    def name(self) -> str:
        """Return the process's name."""
        return new_name(self.section, "name")

    def instant(self, key: str, blank: Instant | None = None) -> Instant:
        """Return an instant within the horizon; `blank` for a missing key, which must be there without one."""
        found = self.section.instant(key, self.zone, needed=blank is None)
        if found is None:
            return self.horizon.start if blank is None else blank
        if not self.horizon.start <= found <= self.horizon.until:
            ends = " and ".join(self.zone.iso(end) for end in self.horizon)
            self.section.fault(key, f"{self.zone.iso(found)} is outside the horizon: write a time between {ends}")
        return found

    def hours_from(self, start: Instant) -> Instant:
        """Return the end of the time that ``over_hours`` gives from a start, within the horizon."""
        value = self.section.needed("over_hours")
        if value is None:
            return start + HOUR
        most, written = 24 * MOST_DAYS, exact_of(value)
        if written is None or not 0 < written <= most:
            quotes = ", without quotes" if isinstance(value, str) else ""
            what = f"write a number of hours above 0, to {most:,}{quotes}; it is no range"
            self.section.fault("over_hours", f"{shown(str(value))} is not allowed: {what}")
            return start + HOUR
        until = start + max(round(written * HOUR), 1)
        if until > self.horizon.until:
            end = self.zone.iso(self.horizon.until)
            self.section.fault("over_hours", f"ends at {self.zone.iso(until)}, after the horizon, which ends at {end}")
        return until


def step_back(table: ProcessTable) -> StepBackShock:
    """Read a scheduled shock."""
    table.allow("name", "from", "over_hours", *AMONG, "weight")
    start = table.instant("from")
    number = table.spread("number")
    if number.high > table.known.most:
        what = f"the home force has {table.known.most:,} people and places in its pools: write no more"
        table.section.fault("number", f"{int(number.high):,} is more than there are: {what}")
    return StepBackShock(
        name=table.name(),
        number=number,
        start=start,
        until=table.hours_from(start),
        among=among_of(table.section, table.known),
        weights=weights_of(table.section, table.known),
    )


def steady_step_back(table: ProcessTable) -> SteadyStepBack:
    """Read independent step-backs."""
    table.allow("name", *AMONG)
    return SteadyStepBack(table.name(), table.spread("per_person_week"), among_of(table.section, table.known))


def returning(table: ProcessTable) -> Returning:
    """Read returns, with their days of decisions."""
    table.allow("name", "decision-day", *AMONG)
    halves = table.spread("halves_after_days") if "halves_after_days" in table.section else None
    days = []
    for section in table.section.sections("decision-day"):
        day = ProcessTable(section, "decision-day", table.known, table.zone, table.horizon)
        day.allow("at")
        days.append(DecisionDay(day.instant("at"), day.spread("share")))
    if any(one.at >= later.at for one, later in pairwise(days)):
        table.section.fault(
            "decision-day", "the days are not in order of time, or two are at the same: write each once, in order"
        )
    return Returning(table.name(), table.spread("per_day"), halves, tuple(days), among_of(table.section, table.known))


def common_shock(table: ProcessTable) -> CommonShock:
    """Read a common shock."""
    table.allow("name", "from", "over_hours", *AMONG)
    start = table.instant("from")
    return CommonShock(
        name=table.name(),
        chance=table.spread("chance"),
        start=start,
        until=table.hours_from(start),
        step_back=table.spread("step_back"),
        donors_withdraw=table.spread("donors_withdraw"),
        among=among_of(table.section, table.known),
    )


def donor(table: ProcessTable) -> DonorAnswer:
    """Read the answer of a donor."""
    table.allow("name", "pool")
    known = table.known
    pool = named(table.section, "pool", "pool", known.help_pools | known.home_pools)
    if pool in known.home_pools:
        what = f"is a pool of the home force: write one of another force; people of {known.home!r} step back"
        table.section.fault("pool", f"{shown(pool)} {what}")
    return DonorAnswer(
        table.name(), pool, table.spread("confirms"), table.spread("withdraws"), table.spread("after_hours")
    )


def lapsing(table: ProcessTable) -> Lapsing:
    """Read lapses of tickets."""
    table.allow("name", *AMONG)
    among = among_of(table.section, table.known)
    return Lapsing(table.name(), table.spread("after_days"), table.spread("requalify_days"), among)


def absence(table: ProcessTable) -> UsualAbsence:
    """Read leave and sickness."""
    table.allow("name", *AMONG)
    among = among_of(table.section, table.known)
    return UsualAbsence(table.name(), table.spread("per_person_week"), table.spread("days"), among)


def required(table: ProcessTable) -> RequiredStrength:
    """Read a strength that a duty requires for a time."""
    table.allow("name", "duty", "from", "until")
    start, until = table.instant("from", table.horizon.start), table.instant("until", table.horizon.until)
    if until <= start:
        table.section.fault("until", "is not after from: the strength is required from one until the other")
    duty = named(table.section, "duty", "duty", table.known.duties)
    return RequiredStrength(table.name(), duty, table.spread("strength"), start, until)


PROCESSES: dict[str, Callable[[ProcessTable], AnyProcess]] = {
    "step-back": step_back,
    "steady-step-back": steady_step_back,
    "returning": returning,
    "common-shock": common_shock,
    "donor": donor,
    "lapsing": lapsing,
    "absence": absence,
    "required": required,
}
"""The reader of each sort of table, in the order of the reference."""
