"""The times at which each person is on duty or on call, by the rota, their team's pattern, and call-ins."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.model.time import Instant, Period
from standto.register.readiness import OnDuty
from standto.register.rota import NEVER
from standto.register.situation import Situation
from standto.register.standing import BY_PATTERN, Standing

PATTERN, ROTA, CALLED, ALWAYS_THERE = "by pattern", "by rota", "called in", "without a pattern"
"""Why somebody is on duty."""
_WHYS = (PATTERN, ROTA, CALLED, ALWAYS_THERE)


class TimeOnDuty(NamedTuple):
    """A longest time in which one person is on duty or on call in one way.

    Attributes
    ----------
    person
        The index of the person.
    ready_minutes
        How soon the person can be at work; 0 on duty.
    why
        `PATTERN`, `ROTA`, `CALLED` or `ALWAYS_THERE`.
    """

    person: int
    start: Instant
    until: Instant
    ready_minutes: int
    why: str


class OnDutyTimes(NamedTuple):
    """Who is on duty in a period.

    Attributes
    ----------
    times
        The times of every person, by person and then by start.
    starts
        The instants at which anybody's duty may change, from the start of the scenario on, shape (spans,).
    at_work, on_call
        The number of people on duty with a readiness of 0, and with another, from each of them on, shape (spans,).
    """

    times: tuple[TimeOnDuty, ...]
    starts: NDArray[np.int64]
    at_work: NDArray[np.int64]
    on_call: NDArray[np.int64]


def times_on_duty(situation: Situation, period: Period) -> OnDutyTimes:
    """Return the times on duty of everybody that overlap a period; people who are unavailable are not on duty.

    A time begins when it does, from the start of the scenario on, and ends with the period at the latest. Stepping back
    changes nothing here: somebody who has stepped back from a capability is still on duty.
    """
    rules, moves, standings = situation.rules, situation.moves, tuple(situation.standings)
    begins = situation.scenario.horizon.start
    # minutes[s, t]: the readiness of standing s in span t
    on_duty = OnDuty(standings, situation.records.abilities.rota, len(situation.scenario.teams))
    away = np.array([one.unavailable for one in standings], dtype=np.bool_)
    minutes = np.where(away[:, None], NEVER, on_duty.minutes(rules.ready_minutes))
    why = np.array([_why(situation, one) for one in standings], dtype=np.int64)
    moments = np.unique(np.concatenate([rules.starts, moves.at, [begins, period.start]]))
    starts = moments[(moments >= begins) & (moments < period.until)]
    # moves up to each start, in order of time: the last of a person decides
    ends = np.searchsorted(moves.at, starts, side="right").tolist()
    standing = np.zeros(len(situation.scenario.people), dtype=np.int64)
    found, counts, first = _Runs(len(standing)), [], 0
    for start, last in zip(starts.tolist(), ends, strict=True):
        standing[moves.person[first:last]] = moves.after[first:last]
        first = last
        ready = minutes[standing, rules.span(start)]
        found.turn(start, ready, np.where(ready == NEVER, -1, why[standing]))
        counts.append((int((ready == 0).sum()), int(((ready > 0) & (ready != NEVER)).sum())))
    numbers = np.array(counts, dtype=np.int64).reshape(-1, 2)
    times = tuple(time for time in found.closed(period.until) if time.until > period.start)
    return OnDutyTimes(times, starts, numbers[:, 0], numbers[:, 1])


def _why(situation: Situation, standing: Standing) -> int:
    if standing.called:
        return _WHYS.index(CALLED)
    if standing.rota != BY_PATTERN:
        return _WHYS.index(ROTA)
    patterned = standing.team >= 0 and bool(situation.scenario.teams[standing.team].pattern)
    return _WHYS.index(PATTERN if patterned else ALWAYS_THERE)


class _Runs:
    """Follows what everybody does from moment to moment, and keeps the times on duty."""

    def __init__(self, people: int) -> None:
        self._ready = np.full(people, NEVER, dtype=np.int64)
        self._why = np.full(people, -1, dtype=np.int64)
        self._since = np.zeros(people, dtype=np.int64)
        self._kept: list[TimeOnDuty] = []

    def turn(self, now: Instant, ready: NDArray[np.int64], why: NDArray[np.int64]) -> None:
        """Take what everybody does from a moment on."""
        changed = np.flatnonzero((ready != self._ready) | (why != self._why))
        self._keep(changed, now)
        self._since[changed] = now
        self._ready, self._why = ready, why

    def closed(self, until: Instant) -> tuple[TimeOnDuty, ...]:
        """Return the times of everybody, by person and start."""
        self._keep(np.arange(len(self._ready)), until)
        return tuple(sorted(self._kept))

    def _keep(self, people: NDArray[np.int64], until: Instant) -> None:
        there = people[self._why[people] >= 0]
        columns = there.tolist(), self._since[there].tolist(), self._ready[there].tolist(), self._why[there].tolist()
        for person, since, ready, why in zip(*columns, strict=True):
            self._kept.append(TimeOnDuty(person, since, until, ready, _WHYS[why]))
