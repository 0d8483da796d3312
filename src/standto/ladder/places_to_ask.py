"""The places of a pool that may be asked for: the one rule of reviews and outlooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.model.time import BEGINNING, hours
from standto.register.pool_states import places_in

if TYPE_CHECKING:
    from standto.model.scenario import Scenario
    from standto.model.time import Instant
    from standto.register.pool_states import Lots

FREE = ("not-asked", "released", "withdrawn", "stood-down")
"""The states of places that may be asked for at once."""


def free_places(scenario: Scenario, lots: Lots, at: Instant) -> int:
    """Return the number of a pool's places that may be asked for, or requested, at an instant.

    Parameters
    ----------
    scenario
        Its policy says for how many hours a donor that declined is left alone: its `stale_hours`.
    lots
        The places of the pool by state at the instant.
    """
    stale = at - hours(scenario.policy.stale_hours)
    return places_in(lots, FREE) + places_before(scenario, lots, stale, "declined")


def places_before(scenario: Scenario, lots: Lots, before: Instant, *states: str) -> int:
    """Return the number of places that came into some states before an instant.

    Places that were in their state from the beginning came into it at the start of the horizon.
    """
    start = scenario.horizon.start
    return sum(
        lot.count
        for state in states
        for lot in lots.get(state, ())
        if (start if lot.since == BEGINNING else lot.since) < before
    )
