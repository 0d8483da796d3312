"""When teams are on shift, and when duties stand by their shifts, by local time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from standto.model.people import Team
from standto.model.scenario import Scenario
from standto.model.shifts import REST, Shift
from standto.model.time import ALWAYS, Instant, Period, union
from standto.model.zone import Zone


def shift_on(zone: Zone, shift: Shift, day: date) -> Period | None:
    """Return the period of the shift that starts on a date; None if the date or the whole shift is skipped."""
    if not zone.has_day(day):
        return None
    start = zone.wall_clock(day, shift.starts)
    last = day if shift.ends > shift.starts else day + timedelta(days=1)
    until = zone.wall_clock(last, shift.ends)
    return Period(start, until) if start < until else None


def days_of(zone: Zone, period: Period) -> Iterator[date]:
    """Yield every local date on which a shift that overlaps the period may start."""
    day = zone.local(period.start).date() - timedelta(days=2)
    last = zone.local(period.until).date()
    while day <= last:
        yield day
        day += timedelta(days=1)


def _runs(scenario: Scenario, period: Period, ids_on: Callable[[date], Iterable[str]]) -> Iterator[tuple[Period, str]]:
    """Yield the shifts that overlap a period, each with its id, from the ids of those that start on each date."""
    for day in days_of(scenario.zone, period):
        for name in ids_on(day):
            run = shift_on(scenario.zone, scenario.shift[name], day)
            if run and run.overlap(period):
                yield run, name


def shifts_in(scenario: Scenario, ids: tuple[str, ...], period: Period) -> tuple[Period, ...]:
    """Return the times of some shifts together, as disjoint periods that overlap a period."""
    return union(run for run, _ in _runs(scenario, period, lambda _: ids))


def ready_times(scenario: Scenario, team: Team, period: Period) -> dict[int, tuple[Period, ...]]:
    """Return the times of a team's pattern around a period by the readiness of its shifts, in minutes.

    Shifts of different readiness may run at once. A team without a pattern is on duty at all times.
    """
    if not team.pattern:
        return {0: (ALWAYS,)}
    pattern = scenario.pattern[team.pattern]

    def ids_on(day: date) -> list[str]:
        entry = pattern.cycle[((day - pattern.anchor).days + team.offset_days) % len(pattern.cycle)]
        return [] if entry == REST else [entry]

    by_minutes: dict[int, list[Period]] = {}
    for run, name in _runs(scenario, period, ids_on):
        by_minutes.setdefault(scenario.shift[name].ready_minutes, []).append(run)
    return {minutes: union(runs) for minutes, runs in by_minutes.items()}


def rested(times: tuple[Period, ...], call_in: Period, rest: Instant) -> bool:
    """Return whether the rest before and after a call-in is free of the team's own times on duty."""
    around = Period(call_in.start - rest, call_in.until + rest)
    return all(time.overlap(around) is None for time in times)


def shift_runs(scenario: Scenario, period: Period) -> tuple[tuple[Period, str], ...]:
    """Return every shift that overlaps a period, with its id, by start, then in the order of the shifts."""
    runs = _runs(scenario, period, lambda _: scenario.shift)
    return tuple(sorted(runs, key=lambda run: run[0].start))


class ShiftTimes:
    """The times on shift of each team, and the times of each demand's shifts: no event changes them.

    Attributes
    ----------
    ready
        The times of each team by readiness; see `ready_times`.
    teams
        The times of each team on shift.
    demands
        The times of the shifts of each demand.
    """

    def __init__(self, scenario: Scenario, margin: Instant) -> None:
        horizon = scenario.horizon
        around = Period(horizon.start - margin, horizon.until + margin)
        by_pattern: dict[tuple[str, int], dict[int, tuple[Period, ...]]] = {}
        for team in scenario.teams:
            key = (team.pattern, team.offset_days)
            if key not in by_pattern:
                by_pattern[key] = ready_times(scenario, team, around)
        together = {key: union(time for times in ready.values() for time in times) for key, ready in by_pattern.items()}
        self.ready = tuple(by_pattern[team.pattern, team.offset_days] for team in scenario.teams)
        self.teams = tuple(together[team.pattern, team.offset_days] for team in scenario.teams)
        by_shifts: dict[tuple[str, ...], tuple[Period, ...]] = {}
        for demand in scenario.demands:
            if demand.shifts not in by_shifts:
                by_shifts[demand.shifts] = shifts_in(scenario, demand.shifts, horizon) if demand.shifts else (horizon,)
        self.demands = tuple(by_shifts[demand.shifts] for demand in scenario.demands)
