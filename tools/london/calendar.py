"""The days of the weekend, in London time."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from standto.model.time import Period
from standto.model.zone import Zone

if TYPE_CHECKING:
    from standto.model.time import Instant

ZONE = Zone("Europe/London")


def moment(text: str) -> Instant:
    """Return the instant of a day of September 2023 and a time, such as ``23 08:30``; 31 is 1 October."""
    day, clock = text.split()
    number, month = (int(day), 9) if int(day) <= 30 else (int(day) - 30, 10)
    return ZONE.instant(datetime.fromisoformat(f"2023-{month:02}-{number:02}T{clock}"))


FRIDAY = moment("22 00:00")
HORIZON = Period(moment("21 18:00"), moment("32 07:00"))
"""From Thursday evening until Monday, 2 October, because reviews of Thursday the 28th look three days ahead."""

DAYS = Period(moment("21 07:00"), moment("32 07:00"))
"""The same in whole days, from early shift to early shift, when leave and tickets begin and end."""
