"""Lengths of time and whole hours on the wall clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

HOUR = 3_600_000_000
MINUTE = HOUR // 60
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def hours(number):
    """A number of hours as a length of time."""
    return round(number * HOUR)


def minute_past(zone, instant):
    """The time on the wall clock since the hour."""
    local = (EPOCH + timedelta(microseconds=instant)).astimezone(ZoneInfo(zone.name))
    return (local.minute * 60 + local.second) * 1_000_000 + local.microsecond


def whole_hours(zone, start, until):
    """Every instant of a closed span at which the wall clock shows a full hour."""
    quarter = 15 * MINUTE
    first = -(-start // quarter) * quarter
    return [moment for moment in range(first, until + 1, quarter) if minute_past(zone, moment) == 0]
