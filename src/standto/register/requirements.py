"""The requirement of each duty over time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.model.event import DUTY_SUSPENDED, LINES, STRENGTH_CHANGED, Event
from standto.model.scenario import Duty, Scenario
from standto.model.time import Instant
from standto.register.instants import within
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
) -> NDArray[np.int64]:
    """Return the requirement of each duty in each span, shape (spans, duties); -1 if it does not stand.

    Parameters
    ----------
    strengths
        The strength of each duty in order.
    declared
        The declarations in force in each span.
    """
    required = np.full((len(starts), len(scenario.duties)), -1, dtype=np.int64)
    for column, (duty, strength) in enumerate(zip(scenario.duties_in_order, strengths, strict=True)):
        stands = within(starts, [duty.period]) & within(starts, shifts.duties[column])
        stands &= ~at_each(starts, strength.suspended, blank=False)
        if duty.when:
            stands &= np.array([duty.when in names for names in declared], dtype=np.bool_)
        required[stands, column] = at_each(starts, strength.changed, duty.strength)[stands]
    return required
