"""The schedules of people who may be called in: a call-in must leave rest before and after their times of work."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.model.scenario import Scenario
from standto.model.time import Period, union
from standto.register.shift_times import ShiftTimes


class Schedules(NamedTuple):
    """The times of work of people: those of a team, or of a person's own rows.

    Attributes
    ----------
    times
        Each schedule, as disjoint periods.
    of
        The schedule of each person; people who may not be called in have one after the last.
    """

    times: tuple[tuple[Period, ...], ...]
    of: NDArray[np.int64]


def schedules_of(scenario: Scenario, shifts: ShiftTimes) -> Schedules:
    """Return the times at which people who may be called in are at work by their pattern or their rows.

    People with rows, and home people without a pattern where there are rows, may be called in only if the policy says
    so. Time on standby is no work.
    """
    teams = {team.id: place for place, team in enumerate(scenario.teams)}
    times = [team.get(0, ()) for team in shifts.ready]
    times.append(())
    with_rows: dict[str, list[Period]] = {}
    for row in scenario.rota:
        with_rows.setdefault(row.person, []).extend([row.period] if row.ready_minutes == 0 else [])
    from_rota, nobody = scenario.policy.call_in_from_rota, -1
    of = []
    for person in scenario.people:
        team = teams.get(person.team, -1)
        patterned = team >= 0 and bool(scenario.teams[team].pattern)
        if person.id in with_rows:
            of.append(len(times) if from_rota else nobody)
            times += [union(with_rows[person.id])] if from_rota else []
        elif patterned:
            of.append(team)
        else:
            of.append(len(scenario.teams) if scenario.rota and from_rota else nobody)
    schedules = np.array(of, dtype=np.int64)
    return Schedules(tuple(times), np.where(schedules == nobody, len(times), schedules))
