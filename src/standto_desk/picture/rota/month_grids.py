"""Who is on duty on which day of a month: every time on duty of everybody, worked out once for all readers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from standto.coverage.cover_counts import unproved_cover
from standto.model.scenario import Scenario
from standto.model.time import FOREVER, Instant, Period
from standto.model.working_time import EFFECTS
from standto.register import OnDutyTimes, Records, Situation, times_on_duty
from standto_desk.book.month_situations import situation_over
from standto_desk.caching.answers import Cache
from standto_desk.ledger.reading import zone_in_force
from standto_desk.picture.rota.day_counts import DayCount, counted_days
from standto_desk.picture.rota.months import Month
from standto_desk.picture.rota.planned_times import AROUND

NEARLY = "nearly"
"""What stands for rules on rest that somebody's stints keep by little."""
GRIDS = 4
"""The number of months kept."""


@dataclass(frozen=True)
class MonthGrid:
    """The rota of a month with everything that was recorded about it.

    Attributes
    ----------
    month
        The month.
    period
        From its first midnight to its last.
    midnights
        The start of each day, and the end of the month.
    situation
        The situation of the month.
    times
        The times on duty that have some part in the month, whole, as if nobody were away. People who are on duty at all
        times have only their call-ins.
    away
        The times at which each person is unavailable; the reason is not recorded.
    days
        The number of people on duty on each day, and the gaps.
    """

    month: Month
    period: Period
    midnights: tuple[Instant, ...]
    situation: Situation
    times: OnDutyTimes
    away: Mapping[int, Sequence[Period]]
    days: tuple[DayCount, ...]

    @property
    def scenario(self) -> Scenario:
        """The scenario of the month."""
        return self.situation.scenario

    @cached_property
    def rest(self) -> dict[int, str]:
        """The most serious effect of the rules on rest that a person's stints break, or `NEARLY`, by place."""
        record = self.situation.rest
        found: dict[int, str] = {}
        if record is not None:
            broken = record.broken(self.period)
            found |= dict.fromkeys(record.nearly_broken(self.period), NEARLY)
            # The least serious first, so that the most serious stays.
            for effect in reversed(EFFECTS):
                found |= {one.person: effect for one in broken if record.rules[one.rule].effect == effect}
        return found

    def day_of(self, instant: Instant) -> int:
        """Return the day that holds an instant, from 0; -1 before the month."""
        return bisect_right(self.midnights, instant) - 1

    def is_away(self, place: int, period: Period) -> bool:
        """Return whether a person is unavailable throughout a period."""
        return any(one.start <= period.start and period.until <= one.until for one in self.away.get(place, ()))

    def is_partly_away(self, place: int, period: Period) -> bool:
        """Return whether a person is unavailable in some part of a period."""
        return any(one.overlap(period) for one in self.away.get(place, ()))


_grids: Cache[tuple[Month, Records, int], MonthGrid] = Cache(GRIDS)


def grid_at(month: Month, at: Instant) -> MonthGrid:
    """Return the grid of a month by the rows in force at a moment and the events known then, made once.

    Raises
    ------
    NoScenario
        No scenario had been entered by then.
    """
    period = month.period(zone_in_force(at))
    around = Period(period.start - AROUND, period.until + AROUND)
    situation = situation_over(around, period.start, at)
    key = (month, situation.records, situation.state)
    return _grids.get(key, lambda: _grid(month, period, situation))


def _grid(month: Month, period: Period, situation: Situation) -> MonthGrid:
    horizon, midnights = situation.scenario.horizon, tuple(month.midnights(situation.scenario.zone))
    times = times_on_duty(situation, horizon, absences=False).overlapping(period, always=False)
    there = times_on_duty(situation, period)
    covered = unproved_cover(situation, period.until, "confirmed")
    return MonthGrid(
        month=month,
        period=period,
        midnights=midnights,
        situation=situation,
        times=times,
        away=_away(situation, period),
        days=counted_days(midnights, there, covered),
    )


def _away(situation: Situation, period: Period) -> dict[int, list[Period]]:
    """Return the times in a period at which each person who ever is unavailable is so."""
    moves = situation.moves
    unavailable = np.array([one.unavailable for one in situation.standings], dtype=np.bool_)
    order = np.lexsort((moves.at, moves.person))
    person, start, away = moves.person[order], moves.at[order], unavailable[moves.after[order]]
    # A standing lasts until the next of its person.
    until = np.append(start[1:], FOREVER)
    until[np.flatnonzero(person[1:] != person[:-1])] = FOREVER
    ours = away & (start < period.until) & (until > period.start)
    found: dict[int, list[Period]] = {}
    for place, begins, ends in zip(person[ours].tolist(), start[ours].tolist(), until[ours].tolist(), strict=True):
        before = found.setdefault(place, [])
        if before and before[-1].until == begins:
            before[-1] = Period(before[-1].start, ends)
        else:
            before.append(Period(begins, ends))
    return found
