"""The rules over time: shifts, requirements, declarations and powers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from standto.model.event import DECLARED, LINES, Event
from standto.model.scenario import Scenario
from standto.model.time import Instant, Period
from standto.register.instants import within
from standto.register.knowledge import Knowledge
from standto.register.powers import permitted_in
from standto.register.required_runs import RequiredRuns
from standto.register.requirements import required_in, strength_of
from standto.register.rota import NEVER
from standto.register.shift_times import ShiftTimes
from standto.register.step_functions import at_each, steps

RULE_EVENTS = tuple(kind for line in ("strength", "standing", "declared") for kind in LINES[line])


@dataclass(frozen=True)
class Rules:
    """Spans of time within which shifts, requirements, declarations and powers do not change.

    Attributes
    ----------
    starts
        Start of each span, shape (spans,); the first is the horizon's.
    ready_minutes
        The readiness of each team on shift, shape (teams + 1, spans), and `NEVER` off shift; the last row is for people
        without a team.
    required
        Requirement of each duty in order, in each span.
    standing
        The demands that stand, as a bit mask for each span: the seats of all states of a crew that stands.
    declared
        The declarations in force, sorted, for each span.
    permitted
        The demands that each kind of force may fill, as bit masks, in a mapping for each span; equal spans share one.
    """

    starts: NDArray[np.int64]
    ready_minutes: NDArray[np.int64]
    required: RequiredRuns
    standing: tuple[int, ...]
    declared: tuple[tuple[str, ...], ...]
    permitted: tuple[dict[str, int], ...]

    def span(self, instant: Instant) -> int:
        """Return the index of the span for an instant."""
        return int(np.searchsorted(self.starts, instant, side="right")) - 1


def make_rules(
    scenario: Scenario, shifts: ShiftTimes, knowledge: Knowledge, known_at: Instant, assumed: Iterable[str]
) -> Rules:
    """Return the rules over the horizon.

    Parameters
    ----------
    shifts
        The shift times of the scenario.
    known_at
        Only events known at this instant count.
    assumed
        Declarations assumed to be in force throughout.
    """
    declarations = _declarations(knowledge, known_at)
    strengths = [
        strength_of(demand, knowledge.of("duty", demand.crew or demand.id, known_at)) for demand in scenario.demands
    ]
    periods = [period for team in shifts.ready for times in team.values() for period in times]
    periods += [period for times in shifts.demands for period in times]
    periods += [demand.period for demand in scenario.demands]
    periods += [power.period for power in scenario.powers or ()]
    moments = {scenario.horizon.start, *(end for period in periods for end in period)}
    moments.update(moment for timeline in declarations.values() for moment, _ in timeline)
    moments.update(moment for strength in strengths for timeline in strength for moment, _ in timeline)
    starts = np.array(sorted(moment for moment in moments if moment in scenario.horizon), dtype=np.int64)
    declared = _declared(declarations, starts, frozenset(assumed))
    required = required_in(scenario, shifts, strengths, starts, declared)
    return Rules(
        starts=starts,
        ready_minutes=np.array([*(_readiness(starts, team) for team in shifts.ready), np.zeros_like(starts)]),
        required=required.of_first(len(scenario.duties_in_order)),
        standing=required.standing(),
        declared=declared,
        permitted=permitted_in(scenario, starts, declared),
    )


def _readiness(starts: NDArray[np.int64], times: Mapping[int, tuple[Period, ...]]) -> NDArray[np.int64]:
    """Return the shortest readiness of a team's shifts in each span; `NEVER` off shift."""
    found = np.full(len(starts), NEVER, dtype=np.int64)
    for minutes in sorted(times, reverse=True):
        found[within(starts, times[minutes])] = minutes
    return found


def _declarations(knowledge: Knowledge, known_at: Instant) -> dict[str, list[tuple[Instant, bool | None]]]:
    """Return whether each declaration is in force over time, from its events."""
    by_name: dict[str, list[Event]] = {}
    for event in knowledge.all_of(LINES["declared"], known_at):
        by_name.setdefault(event.subject, []).append(event)
    return {
        name: steps((event.occurred, event.until, event.kind == DECLARED) for event in events)
        for name, events in by_name.items()
    }


def _declared(
    declarations: dict[str, list[tuple[Instant, bool | None]]], starts: NDArray[np.int64], assumed: frozenset[str]
) -> tuple[tuple[str, ...], ...]:
    """Return the declarations in force in each span, including assumed ones, sorted."""
    in_force = {name: at_each(starts, timeline, blank=False) for name, timeline in declarations.items()}
    return tuple(
        tuple(sorted(assumed | {name for name, spans in in_force.items() if spans[span]}))
        for span in range(len(starts))
    )
