"""When people work: on duty with a readiness of 0 and not unavailable, by events, the rota and the pattern."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from standto.model.scenario import Scenario
from standto.model.time import FOREVER, Period, union
from standto.register.rota import NEVER, Rota
from standto.register.shift_times import ready_times
from standto.register.standing import BY_PATTERN, Standing
from standto.register.standing_moves import Moves
from standto.stints import Work, merged, reach_of, rules_of, work_key

Ints = NDArray[np.int64]

_NEVER, _ALWAYS, _ON_SHIFT, _OFF_CALL = range(4)
"""When a standing works: at no time; throughout; when its team's shifts do; and when its team is not on call."""


class TeamWork:
    """The times in a period at which the pattern of each team has its people at work.

    Attributes
    ----------
    within
        The period.
    times
        Two tables in one, each with the number of its row as the person: the times of each team's shifts of readiness
        0; then, after as many rows, the times at which the team has no shift but such.
    """

    def __init__(self, scenario: Scenario, within: Period) -> None:
        self.within = within
        self.patterned = np.array([bool(team.pattern) for team in scenario.teams] + [False], dtype=np.bool_)
        known: dict[tuple[str, int], tuple[tuple[Period, ...], tuple[Period, ...]]] = {}
        rows: list[tuple[Period, ...]] = []
        off_call: list[tuple[Period, ...]] = []
        for team in scenario.teams:
            key = (team.pattern, team.offset_days)
            if key not in known:
                known[key] = _at_work(ready_times(scenario, team, within), within)
            rows.append(known[key][0])
            off_call.append(known[key][1])
        rows += off_call
        person = np.repeat(np.arange(len(rows)), [len(times) for times in rows])
        start, until = np.array([time for times in rows for time in times], dtype=np.int64).reshape(-1, 2).T
        self.times = merged(person, start, until, within)

    def during(self, person: Ints, row: Ints, start: Ints, until: Ints) -> tuple[Ints, Ints, Ints]:
        """Return the times of a row of the tables in each of some periods of a person: their people, starts and ends.

        Parameters
        ----------
        start, until
            Inside the period of the tables.
        """
        # Of row r, those times are in [s, u) that end after s and start before u.
        first = np.searchsorted(self._key(self.times.person, self.times.until), self._key(row, start), "right")
        after = np.searchsorted(self._key(self.times.person, self.times.start), self._key(row, until), "left")
        many = after - first
        at = np.arange(int(many.sum())) + np.repeat(first - (np.cumsum(many) - many), many)
        begins, ends = (np.repeat(column, many) for column in (start, until))
        return np.repeat(person, many), np.maximum(self.times.start[at], begins), np.minimum(self.times.until[at], ends)

    def _key(self, row: Ints, instant: Ints) -> Ints:
        return work_key(row, instant, self.within)


def work_span(scenario: Scenario, horizon: Period) -> Period:
    """Return the time in which work matters to a horizon: longer than the horizon if there are rules on rest."""
    return reach_of(horizon, rules_of(scenario.working_time)) if scenario.working_time else horizon


def _at_work(ready: dict[int, tuple[Period, ...]], within: Period) -> tuple[tuple[Period, ...], tuple[Period, ...]]:
    """Return the times of a pattern at work, and those at which it is not on call, in a period."""
    working = tuple(each for time in ready.get(0, ()) if (each := time.overlap(within)))
    on_call = union(time for minutes, times in ready.items() if minutes for time in times)
    return working, union([*working, *_gaps(on_call, within)])


def _gaps(times: Iterable[Period], within: Period) -> list[Period]:
    """Return the times of a period that lie between some disjoint times in order."""
    found, start = [], within.start
    for time in times:
        if start < min(time.start, within.until):
            found.append(Period(start, min(time.start, within.until)))
        start = max(start, time.until)
    return [*found, Period(start, within.until)] if start < within.until else found


def work_of(teams: TeamWork, rota: Rota, standings: Sequence[Standing], moves: Moves) -> Work:
    """Return the work of people in a period.

    Parameters
    ----------
    teams
        The work of the teams in that period.
    moves
        Every change of standing, as indices of standings; the rota is laid over them.
    """
    within = teams.within
    order = np.lexsort((moves.at, moves.person))
    person, standing = moves.person[order].astype(np.int64), moves.after[order]
    start = moves.at[order]
    # A standing lasts until the next of its person.
    until = np.append(start[1:], FOREVER)
    until[np.flatnonzero(person[1:] != person[:-1])] = FOREVER
    start, until = np.maximum(start, within.start), np.minimum(until, within.until)
    when = _when(teams, rota, standings)[standing]
    some = start < until
    always = some & (when == _ALWAYS)
    by_team = np.flatnonzero(some & (when >= _ON_SHIFT))
    team = np.array([one.team for one in standings], dtype=np.int64)[standing[by_team]]
    row = team + np.where(when[by_team] == _OFF_CALL, len(teams.patterned) - 1, 0)
    shifts = teams.during(person[by_team], row, start[by_team], until[by_team])
    working, begins, ends = (
        np.concatenate([column[always], by_shift])
        for column, by_shift in zip((person, start, until), shifts, strict=True)
    )
    return merged(working, begins, ends, within)


def _when(teams: TeamWork, rota: Rota, standings: Sequence[Standing]) -> Ints:
    """Return when each standing works."""
    return np.array([_when_of(teams, rota, one) for one in standings], dtype=np.int64)


def _when_of(teams: TeamWork, rota: Rota, standing: Standing) -> int:
    if standing.unavailable:
        return _NEVER
    if standing.called is not None:
        return _ALWAYS if standing.called else _NEVER
    if standing.rota != BY_PATTERN:
        minutes = rota.states[standing.rota].ready_minutes
        # On call holds only where nothing else has the person on duty.
        return _ALWAYS if minutes == 0 or (minutes == NEVER and standing.on_call == 0) else _NEVER
    if not teams.patterned[standing.team]:
        # On duty at all times: only call-ins are stints.
        return _NEVER
    return _OFF_CALL if standing.on_call == 0 else _ON_SHIFT
