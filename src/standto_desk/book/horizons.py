"""The horizon of a moment: the scenario's own, or one that rolls with the clock."""

from __future__ import annotations

from datetime import time, timedelta

from standto.model.policies import Policy
from standto.model.time import DAY, Instant, Period, hours
from standto.model.zone import Zone

LONGEST = 14 * DAY
"""The longest declared horizon that the desk uses: a plan of one operation, not of a whole season."""

_MIDNIGHT = time()


def horizon_of(declared: Period, zone: Zone, policy: Policy, at: Instant) -> Period:
    """Return the horizon of a moment.

    It is the one that the scenario declares, if that holds the whole look-ahead of the moment and is not too long.
    Otherwise it goes from midnight to midnight by the local clock, and is the same all day.
    """
    if declared.start <= at <= declared.until - policy.look_ahead and declared.until - declared.start <= LONGEST:
        return declared
    return rolling(zone, policy, at)


def rolling(zone: Zone, policy: Policy, at: Instant) -> Period:
    """Return the horizon of a day: a day longer at each end than a review needs."""
    today = zone.local(at).date()
    back = timedelta(days=1 + _days(hours(policy.hold_hours)))
    on = timedelta(days=2 + _days(policy.look_ahead))
    return Period(zone.wall_clock(today - back, _MIDNIGHT), zone.wall_clock(today + on, _MIDNIGHT))


def end_of_day(zone: Zone, moment: Instant) -> Instant:
    """Return the next midnight by the local clock."""
    return zone.wall_clock(zone.local(moment).date() + timedelta(days=1), _MIDNIGHT)


def _days(length: Instant) -> int:
    """Return a length of time in days, rounded up."""
    return -(-length // DAY)
