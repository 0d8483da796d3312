"""What is so for everybody: shifts, requirements, declarations and powers, over time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from standto.model.event import LINES
from standto.model.time import Instant, Period
from standto.register.deciding import at, steps
from standto.register.powers import permitted_in
from standto.register.rota import duty_times, shifts_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from standto.model.event import Event
    from standto.model.scenario import Duty, Scenario
    from standto.register.knowledge import Knowledge


RULE_EVENTS = tuple(kind for line in ("strength", "standing", "declared") for kind in LINES[line])


@dataclass(frozen=True)
class Rules:
    """Spans of time in which shifts, requirements, declarations and powers stay as they are.

    Attributes
    ----------
    starts
        Start of each span, shape (spans,); the first is the horizon's.
    on_shift
        Whether a team is on shift, shape (teams + 1, spans); the last row is of people without a team.
    required
        Requirement of each duty in order, shape (spans, duties); -1 where it does not stand.
    standing
        The duties that stand, as a bit mask, one of each span.
    declared
        The declarations in force, sorted, one tuple of each span.
    permitted
        The duties that a kind of force may do, as a bit mask, one mapping of each span; spans in which it is the
        same share one mapping.
    """

    starts: NDArray[np.int64]
    on_shift: NDArray[np.bool_]
    required: NDArray[np.int32]
    standing: tuple[int, ...]
    declared: tuple[tuple[str, ...], ...]
    permitted: tuple[dict[str, int], ...]

    def span(self, instant: Instant) -> int:
        """Return the index of the span that an instant lies in."""
        return int(np.searchsorted(self.starts, instant, side="right")) - 1


class Shifts:
    """Times on duty by pattern: they depend on no event, so a scenario has them once."""

    def __init__(self, scenario: Scenario, margin: Instant) -> None:
        horizon = scenario.horizon
        around = Period(horizon.start - margin, horizon.until + margin)
        by_pattern: dict[tuple[str, int], tuple[Period, ...]] = {}
        for team in scenario.teams:
            key = (team.pattern, team.offset_days)
            if key not in by_pattern:
                by_pattern[key] = duty_times(scenario, team, around)
        self.teams = tuple(by_pattern[team.pattern, team.offset_days] for team in scenario.teams)
        by_shifts: dict[tuple[str, ...], tuple[Period, ...]] = {}
        for duty in scenario.duties_in_order:
            if duty.shifts not in by_shifts:
                by_shifts[duty.shifts] = shifts_in(scenario, duty.shifts, horizon) if duty.shifts else (horizon,)
        self.duties = tuple(by_shifts[duty.shifts] for duty in scenario.duties_in_order)


def make_rules(
    scenario: Scenario, shifts: Shifts, knowledge: Knowledge, known_at: Instant, assumed: Iterable[str]
) -> Rules:
    """Return what is so for everybody over the horizon, by what is known.

    Parameters
    ----------
    shifts
        The scenario's own, see `Shifts`.
    known_at
        Only events known at that instant are taken.
    assumed
        Declarations taken to be in force throughout.
    """
    horizon = scenario.horizon
    declared = _declarations(knowledge, known_at)
    strengths = [_strengths(duty, knowledge.of("duty", duty.id, known_at)) for duty in scenario.duties_in_order]
    moments = {horizon.start}
    moments.update(_ends(period for times in (*shifts.teams, *shifts.duties) for period in times))
    moments.update(_ends(duty.period for duty in scenario.duties))
    moments.update(_ends(power.period for power in scenario.powers or ()))
    moments.update(moment for timeline in declared.values() for moment, _ in timeline)
    moments.update(moment for pair in strengths for timeline in pair for moment, _ in timeline)
    starts = sorted(moment for moment in moments if moment in horizon)
    names = tuple(_names(declared, moment, frozenset(assumed)) for moment in starts)
    required = _required(scenario, shifts, strengths, starts, names)
    permitted = permitted_in(scenario, starts, names)
    return Rules(
        starts=np.array(starts, dtype=np.int64),
        on_shift=_on_shift(shifts.teams, starts),
        required=required,
        standing=tuple(_mask(row >= 0) for row in required),
        declared=names,
        permitted=permitted,
    )


def _ends(periods: Iterable[Period]) -> Iterable[Instant]:
    """Yield both ends of some periods."""
    for period in periods:
        yield period.start
        yield period.until


def _mask(flags: NDArray[np.bool_]) -> int:
    """Return flags as a bit mask, the first one lowest."""
    return sum(1 << int(place) for place in np.flatnonzero(flags))


def _declarations(knowledge: Knowledge, known_at: Instant) -> dict[str, list[tuple[Instant, bool | None]]]:
    """Return when each declaration is in force, by its events alone."""
    by_name: dict[str, list[Event]] = {}
    for event in knowledge.all_of(LINES["declared"], known_at):
        by_name.setdefault(event.subject, []).append(event)
    return {
        name: steps((event.occurred, event.until, event.kind == "declared") for event in events)
        for name, events in by_name.items()
    }


def _names(
    declared: dict[str, list[tuple[Instant, bool | None]]], moment: Instant, assumed: frozenset[str]
) -> tuple[str, ...]:
    """Return what is declared at an instant, with what is assumed, sorted."""
    return tuple(sorted(assumed | {name for name, timeline in declared.items() if at(moment, timeline)}))


Strength = tuple[list[tuple[Instant, int | None]], list[tuple[Instant, bool | None]]]


def _strengths(duty: Duty, events: Sequence[Event]) -> Strength:
    """Return a duty's changed strength, and whether it was suspended, over time."""
    changed = steps(
        (event.occurred, event.until, event.count if event.count is not None else duty.strength)
        for event in events
        if event.kind == "strength-changed"
    )
    suspended = steps(
        (event.occurred, event.until, event.kind == "duty-suspended")
        for event in events
        if event.kind in LINES["standing"]
    )
    return changed, suspended


def _required(
    scenario: Scenario,
    shifts: Shifts,
    strengths: Sequence[Strength],
    starts: Sequence[Instant],
    names: Sequence[tuple[str, ...]],
) -> NDArray[np.int32]:
    """Return what each duty requires in each span, -1 where it does not stand."""
    required = np.full((len(starts), len(scenario.duties)), -1, dtype=np.int32)
    runs = _on_shift(shifts.duties, starts)
    for column, (duty, (changed, suspended)) in enumerate(zip(scenario.duties_in_order, strengths, strict=True)):
        for row, moment in enumerate(starts):
            stands = runs[column, row] and moment in duty.period and (not duty.when or duty.when in names[row])
            if stands and not at(moment, suspended):
                strength = at(moment, changed)
                required[row, column] = duty.strength if strength is None else strength
    return required


def _on_shift(times: Sequence[tuple[Period, ...]], starts: Sequence[Instant]) -> NDArray[np.bool_]:
    """Return who is on duty in which span; a last row, for those without a team, is always."""
    on = np.ones((len(times) + 1, len(starts)), dtype=np.bool_)
    moments = np.array(starts, dtype=np.int64)
    for row, periods in enumerate(times):
        ends = np.array(periods, dtype=np.int64).reshape(-1)
        # Disjoint periods in order: an instant inside one has passed an odd number of their ends.
        on[row] = np.searchsorted(ends, moments, side="right") % 2 == 1
    return on
