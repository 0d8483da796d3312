"""The times at which each person is on duty or on call, by the rota, their team's pattern, and call-ins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.model.time import Instant, Period
from standto.register.readiness import OnDuty
from standto.register.rota import NEVER
from standto.register.situation import Situation
from standto.register.standing import BY_PATTERN, Standing

PATTERN, ROTA, CALLED, ALWAYS_THERE = "by pattern", "by rota", "called in", "without a pattern"
OWN_WORD = "by their own word"
"""Why somebody is on duty."""
_OFF = ("", "")
"""The way of people who are off duty: no reason, and no duty."""


class TimeOnDuty(NamedTuple):
    """A longest time in which one person is on duty or on call in one way.

    Attributes
    ----------
    person
        The index of the person.
    ready_minutes
        How soon the person can be at work; 0 on duty.
    why
        `PATTERN`, `ROTA`, `CALLED`, `ALWAYS_THERE` or `OWN_WORD`.
    duty
        The id of the duty or crew that a row has the person there for alone; blank for any.
    """

    person: int
    start: Instant
    until: Instant
    ready_minutes: int
    why: str
    duty: str = ""


class _Columns(NamedTuple):
    """Times on duty by person and then by start, as arrays of one length: a month of a force has tens of thousands."""

    person: NDArray[np.int64]
    start: NDArray[np.int64]
    until: NDArray[np.int64]
    ready_minutes: NDArray[np.int64]
    way: NDArray[np.int64]

    def where(self, chosen: NDArray[np.bool_] | NDArray[np.int64] | slice) -> _Columns:
        """Return the chosen times."""
        return _Columns(*(column[chosen] for column in self))


@dataclass(frozen=True, eq=False)
class OnDutyTimes:
    """Who is on duty in a period.

    Attributes
    ----------
    columns, ways
        The times of every person; why, and for which duty alone, by the number that `columns.way` has.
    starts
        The instants at which anybody's duty may change, from the start of the scenario on, shape (spans,).
    at_work, on_call
        The number of people on duty with a readiness of 0, and with another, from each of them on, shape (spans,).
    """

    columns: _Columns
    ways: Sequence[tuple[str, str]]
    starts: NDArray[np.int64]
    at_work: NDArray[np.int64]
    on_call: NDArray[np.int64]

    @cached_property
    def times(self) -> tuple[TimeOnDuty, ...]:
        """The times of every person, by person and then by start."""
        return self._made(self.columns)

    def of(self, person: int) -> tuple[TimeOnDuty, ...]:
        """Return the times of one person, by start."""
        first, last = np.searchsorted(self.columns.person, [person, person + 1]).tolist()
        return self._made(self.columns.where(slice(first, last)))

    def overlapping(self, period: Period, *, always: bool = True) -> OnDutyTimes:
        """Return these times without those outside a period.

        Parameters
        ----------
        always
            Whether the times of people who are on duty at all times are among them.
        """
        _, start, until, _, way = self.columns
        wanted = np.array([always or why != ALWAYS_THERE for why, _ in self.ways], dtype=np.bool_)
        chosen = (start < period.until) & (until > period.start) & wanted[way]
        return replace(self, columns=self.columns.where(chosen))

    def _made(self, columns: _Columns) -> tuple[TimeOnDuty, ...]:
        person, start, until, ready, way = (column.tolist() for column in columns)
        whys, duties = ([self.ways[one][part] for one in way] for part in range(2))
        return tuple(map(TimeOnDuty, person, start, until, ready, whys, duties))


def times_on_duty(situation: Situation, period: Period, *, absences: bool = True) -> OnDutyTimes:
    """Return the times on duty of everybody that overlap a period.

    A time begins when it does, from the start of the scenario on, and ends with the period at the latest. Stepping back
    changes nothing here: somebody who has stepped back from a capability is still on duty.

    Parameters
    ----------
    absences
        Whether people who are unavailable are off duty; otherwise they have the times that they would have.
    """
    rules, moves, standings = situation.rules, situation.moves, tuple(situation.standings)
    begins = situation.scenario.horizon.start
    # minutes[s, t]: the readiness of standing s in span t; way[s, t]: what has it on duty, as a place in `ways.known`
    minutes = _minutes(situation, standings)
    ways = _Ways(situation)
    way = ways.of(standings, minutes, _minutes(situation, [one._replace(on_call=None) for one in standings]))
    if absences:
        away = np.array([one.unavailable for one in standings], dtype=np.bool_)
        minutes = np.where(away[:, None], NEVER, minutes)
    moments = np.unique(np.concatenate([rules.starts, moves.at, [begins, period.start]]))
    starts = moments[(moments >= begins) & (moments < period.until)]
    # moves up to each start, in order of time: the last of a person decides
    ends = np.searchsorted(moves.at, starts, side="right").tolist()
    standing = np.zeros(len(situation.scenario.people), dtype=np.int64)
    found, counts, first = _Runs(len(standing)), [], 0
    for start, last in zip(starts.tolist(), ends, strict=True):
        standing[moves.person[first:last]] = moves.after[first:last]
        first = last
        span = rules.span(start)
        ready = minutes[standing, span]
        found.turn(start, ready, np.where(ready == NEVER, 0, way[standing, span]))
        counts.append((int((ready == 0).sum()), int(((ready > 0) & (ready != NEVER)).sum())))
    numbers = np.array(counts, dtype=np.int64).reshape(-1, 2)
    times = OnDutyTimes(found.closed(period.until), ways.known, starts, numbers[:, 0], numbers[:, 1])
    return times.overlapping(period)


def _minutes(situation: Situation, standings: Sequence[Standing]) -> NDArray[np.int64]:
    on_duty = OnDuty(standings, situation.records.abilities.rota, len(situation.scenario.teams))
    return on_duty.minutes(situation.rules.ready_minutes)


class _Ways:
    """The ways in which standings are on duty: why, and for which duty alone.

    Attributes
    ----------
    known
        Each way once, in order of first use; the first is that of people off duty.
    """

    def __init__(self, situation: Situation) -> None:
        self._teams = situation.scenario.teams
        self._states = situation.records.abilities.rota.states
        self._places: dict[tuple[str, str], int] = {_OFF: 0}

    @property
    def known(self) -> list[tuple[str, str]]:
        return list(self._places)

    def of(
        self, standings: Sequence[Standing], minutes: NDArray[np.int64], planned: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """Return the way of each standing in each span, as a place in `known`, shape (standings, spans).

        Parameters
        ----------
        minutes, planned
            The readiness of each standing in each span, and what it would be without their own word.
        """
        usual = np.array([self._place(self._way(one)) for one in standings], dtype=np.int64)
        own = self._place((OWN_WORD, ""))
        return np.where(minutes == planned, usual[:, None], own)

    def _place(self, way: tuple[str, str]) -> int:
        return self._places.setdefault(way, len(self._places))

    def _way(self, standing: Standing) -> tuple[str, str]:
        if standing.called:
            return CALLED, ""
        if standing.rota != BY_PATTERN:
            return ROTA, self._states[standing.rota].bound
        patterned = standing.team >= 0 and bool(self._teams[standing.team].pattern)
        return (PATTERN if patterned else ALWAYS_THERE), ""


class _Runs:
    """Follows what everybody does from moment to moment, and keeps the times on duty."""

    def __init__(self, people: int) -> None:
        self._ready = np.full(people, NEVER, dtype=np.int64)
        self._way = np.zeros(people, dtype=np.int64)
        self._since = np.zeros(people, dtype=np.int64)
        self._kept = [_Columns(*(np.zeros(0, dtype=np.int64) for _ in _Columns._fields))]

    def turn(self, now: Instant, ready: NDArray[np.int64], way: NDArray[np.int64]) -> None:
        """Take what everybody does from a moment on."""
        changed = np.flatnonzero((ready != self._ready) | (way != self._way))
        self._keep(changed, now)
        self._since[changed] = now
        self._ready, self._way = ready, way

    def closed(self, until: Instant) -> _Columns:
        """Return the times of everybody, by person and start."""
        self._keep(np.arange(len(self._ready)), until)
        columns = _Columns(*map(np.concatenate, zip(*self._kept, strict=True)))
        return columns.where(np.lexsort((columns.start, columns.person)))

    def _keep(self, people: NDArray[np.int64], until: Instant) -> None:
        there = people[self._way[people] > 0]
        ends = np.full(len(there), until, dtype=np.int64)
        self._kept.append(_Columns(there, self._since[there], ends, self._ready[there], self._way[there]))
