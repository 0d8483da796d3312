"""Times on duty by pattern, and times at which duties stand by their shifts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.model.time import Instant, Period
from standto.register.rota import duty_times, shifts_in

if TYPE_CHECKING:
    from standto.model.scenario import Scenario


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
