"""The options of a synthetic force, checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from standto.errors import OptionError
from standto.model.time import MINUTE, Period
from standto.model.zone import NonexistentTime, Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.model.time import Instant

MOST = {"people": 1_000_000, "days": 3_660, "duties": 1_000, "teams": 10_000}
MOST_CREWS = 1_000
"""The largest number allowed for each option; the smallest is 1."""
ZONE = Zone("Europe/London")
STARTS = datetime.fromisoformat("2024-01-08T07:00")
"""The default start of the horizon, a Monday in local time; fixed, so that a seed always gives the same force."""


@dataclass(frozen=True, slots=True)
class Extras:
    """What a force has beside patterns.

    Attributes
    ----------
    rota
        Whether everybody's shifts are rows of a rota made by hand.
    crews
        The number of crews.
    on_call
        The share of people who are on call on their rest days.
    rest
        Whether there are rules on working time.
    """

    rota: bool = False
    crews: int = 0
    on_call: float = 0.0
    rest: bool = False

    def faults(self) -> Iterator[str]:
        """Yield an error for each option that is not allowed, with the allowed values."""
        if not _whole(self.crews) or not 0 <= self.crews <= MOST_CREWS:
            yield f"crews: {self.crews!r} is not allowed: a whole number from 0 to {MOST_CREWS}"
        if not _share(self.on_call):
            yield f"on_call: {self.on_call!r} is not allowed: a number from 0 to 1"
        for name in ("rota", "rest"):
            if not isinstance(getattr(self, name), bool):
                yield f"{name}: {getattr(self, name)!r} is not allowed: True or False"


@dataclass(frozen=True, slots=True)
class Size:
    """The size of a force, its horizon and its seed."""

    people: int
    days: int
    duties: int
    teams: int
    seed: int
    horizon: Period

    def moment(self, share: float) -> Instant:
        """Return the full minute at which a share of the horizon has passed."""
        minutes = int(share * (self.horizon.until - self.horizon.start) / MINUTE)
        return self.horizon.start + minutes * MINUTE


def checked(
    people: int, days: int, duties: int, teams: int, seed: int, starts: datetime | None, extras: Extras
) -> Size:
    """Return the size asked for, or raise one error that names every argument not allowed."""
    asked = {"people": people, "days": days, "duties": duties, "teams": teams}
    faults = [
        f"{name}: {value} is not allowed: a whole number from 1 to {MOST[name]}"
        for name, value in asked.items()
        if not _whole(value) or not 1 <= value <= MOST[name]
    ]
    if not _whole(seed):
        faults.append(f"seed: {seed!r} is not allowed: a whole number")
    faults += extras.faults()
    horizon = None if faults else _horizon(starts or STARTS, days)
    if isinstance(horizon, str):
        faults.append(horizon)
    if faults or not isinstance(horizon, Period):
        raise OptionError("\n".join(faults))
    return Size(people, days, duties, teams, seed, horizon)


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _share(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 1


def _horizon(starts: datetime, days: int) -> Period | str:
    """Return the horizon, which ends at the local time at which it starts, or the reason why there is none."""
    first = starts.replace(second=0, microsecond=0)
    try:
        start = ZONE.instant(first)
        last = ZONE.local(start).replace(tzinfo=None) + timedelta(days=days)
        return Period(start, ZONE.wall_clock(last.date(), last.time()))
    except (NonexistentTime, OverflowError) as error:
        return f"starts: {first.isoformat()} is not allowed: {error}"
