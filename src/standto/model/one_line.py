"""Parts of a repr of one line: what a record is of, and when."""

from __future__ import annotations

from standto.model.time import Instant, Period
from standto.model.zone import Zone

_MOST = 40


def titled(title: str) -> str:
    """Return a scenario's title in quotes, cut after 40 characters."""
    line = " ".join(title.split())
    return repr(line if len(line) <= _MOST else f"{line[: _MOST - 1].rstrip(' ,;(')}…")


def on_the_clock(zone: Zone, instant: Instant) -> str:
    """Return a moment as ``2023-09-22 18:00``, in local time."""
    return zone.local(instant).strftime("%Y-%m-%d %H:%M")


def over(zone: Zone, period: Period) -> str:
    """Return a period as ``2023-09-22 18:00 to 2023-09-24 18:00``, in local time."""
    return f"{on_the_clock(zone, period.start)} to {on_the_clock(zone, period.until)}"


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: ``1 place``, ``1,200 places``."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
