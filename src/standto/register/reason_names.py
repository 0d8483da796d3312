"""The reasons not to count, in the order in which they are checked."""

from __future__ import annotations

from standto.model.event import AUTHORITY_WITHDRAWN, STEPPED_BACK, UNAVAILABLE
from standto.model.scenario import Scenario
from standto.model.working_time import LEAVE_OUT

OFF_SHIFT, NOT_RESTED, NOT_READY, ELSEWHERE = "off-shift", "not-rested", "not-ready", "elsewhere"
NOT_CURRENT, NOT_PERMITTED, NOT_PRESENT = "not-current", "not-permitted", "not-present"
REASONS = (
    OFF_SHIFT,
    NOT_RESTED,
    NOT_READY,
    ELSEWHERE,
    NOT_CURRENT,
    AUTHORITY_WITHDRAWN,
    STEPPED_BACK,
    UNAVAILABLE,
    NOT_PERMITTED,
    NOT_PRESENT,
)
"""Every reason not to count, in the order in which reasons are checked."""


def reasons_in(scenario: Scenario, *, on_call: bool) -> tuple[str, ...]:
    """Return the reasons that can apply in a scenario, in order.

    Parameters
    ----------
    on_call
        Whether an `on-call` of the scenario, known or not, has a readiness above 0.
    """
    readiness = (row.ready_minutes for table in (scenario.rota, scenario.shifts, scenario.pools) for row in table)
    left_out = {
        NOT_RESTED: bool(scenario.working_time) and scenario.working_time.unrested == LEAVE_OUT,
        NOT_READY: on_call or any(readiness),
        ELSEWHERE: any(row.duty for row in scenario.rota),
    }
    return tuple(reason for reason in REASONS if left_out.get(reason, True))
