"""The requirement of each duty over time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.model.duties import Duty
from standto.model.event import DUTY_SUSPENDED, LINES, STRENGTH_CHANGED, Event
from standto.model.scenario import Scenario
from standto.model.time import Instant, Period
from standto.register.instants import within
from standto.register.required_runs import RequiredRuns, runs_of
from standto.register.shift_times import ShiftTimes
from standto.register.step_functions import at_each, steps


class Strength(NamedTuple):
    """A duty's strength over time by its events, and whether it is suspended."""

    changed: list[tuple[Instant, int | None]]
    suspended: list[tuple[Instant, bool | None]]


def strength_of(duty: Duty, events: Sequence[Event]) -> Strength:
    """Return a duty's strength over time, from its known events."""
    changed = steps(
        (event.occurred, event.until, duty.strength if event.count is None else event.count)
        for event in events
        if event.kind == STRENGTH_CHANGED
    )
    suspended = steps(
        (event.occurred, event.until, event.kind == DUTY_SUSPENDED)
        for event in events
        if event.kind in LINES["standing"]
    )
    return Strength(changed, suspended)


def required_in(
    scenario: Scenario,
    shifts: ShiftTimes,
    strengths: Sequence[Strength],
    starts: NDArray[np.int64],
    declared: Sequence[tuple[str, ...]],
) -> RequiredRuns:
    """Return the requirement of each demand in each span.

    Parameters
    ----------
    strengths
        The strength of each demand.
    declared
        The declarations in force in each span.
    """
    demands = scenario.demands
    edges = np.searchsorted(starts, np.array([demand.period for demand in demands], dtype=np.int64)).tolist()
    rows = (
        (first, _required(demand, times, strength, starts[first:past], declared[first:past]))
        for demand, times, strength, (first, past) in zip(demands, shifts.demands, strengths, edges, strict=True)
    )
    return runs_of(rows, len(starts), len(demands))


def _required(
    duty: Duty,
    times: Sequence[Period],
    strength: Strength,
    starts: NDArray[np.int64],
    declared: Sequence[tuple[str, ...]],
) -> NDArray[np.int64]:
    """Return the requirement of a duty in the spans of its period, shape (spans,); -1 if it does not stand."""
    required = np.full(len(starts), duty.strength, dtype=np.int64)
    if strength.changed:
        required = at_each(starts, strength.changed, duty.strength).astype(np.int64)
    # A duty without shifts stands throughout the horizon, as far as its period goes.
    if duty.shifts:
        required[~within(starts, times)] = -1
    if strength.suspended:
        required[at_each(starts, strength.suspended, blank=False)] = -1
    if duty.when:
        required[[duty.when not in names for names in declared]] = -1
    return required
