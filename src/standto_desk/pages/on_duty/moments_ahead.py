"""The moments that pages offer beside now: tonight, and the starts of the next shifts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time, timedelta
from typing import NamedTuple

from standto.model.scenario import Scenario
from standto.model.time import DAY, Instant, Period
from standto.register import shift_runs
from standto_desk.components.moments import short_moment

EVENING, NIGHT = time(22), time(3)
MOST = 6
"""The most starts of shifts that are offered."""


class MomentAhead(NamedTuple):
    """A moment to look at, in words."""

    words: str
    at: Instant


def moments_offered(scenario: Scenario, present: Instant, within: Period) -> list[MomentAhead]:
    """Return the moments to offer in the day after the present, in order of time."""
    found = {one.at: one for one in (*_starts(scenario, present), *_tonight(scenario, present))}
    return [found[at] for at in sorted(found) if within.start <= at < within.until]


def _tonight(scenario: Scenario, present: Instant) -> Iterator[MomentAhead]:
    today = scenario.zone.local(present).date()
    for clock in (EVENING, NIGHT):
        days = (today + timedelta(days=number) for number in range(3))
        at = next(at for at in (scenario.zone.wall_clock(day, clock) for day in days) if at > present)
        yield MomentAhead(f"Tonight, {short_moment(at, scenario.zone)}", at)


def _starts(scenario: Scenario, present: Instant) -> list[MomentAhead]:
    """Return the starts of shifts in the next day; several at one time are one."""
    found: dict[Instant, list[str]] = {}
    for run, name in shift_runs(scenario, Period(present, present + DAY)):
        if run.start > present:
            found.setdefault(run.start, []).append(name)
    return [
        MomentAhead(f"{' and '.join(names)} from {short_moment(at, scenario.zone)}", at)
        for at, names in sorted(found.items())[:MOST]
    ]
