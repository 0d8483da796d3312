"""The measures of a stint that rules bound: a class for each, with its formula.

Everything is in whole microseconds, or in whole stints, so that a measure equal to its bound keeps it. A stint that
has no value of a measure has one that keeps every bound.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np

from standto.model.time import DAY, FOREVER, Instant
from standto.model.working_time import RestRule
from standto.stints.bounds import at_least, at_most
from standto.stints.finding import Stints
from standto.stints.hours_in import first_exceeding, work_up_to_end
from standto.stints.nights import LEAST_NIGHT_WORK
from standto.stints.time_off import longest_off
from standto.stints.work import Flags, Ints


class Measure(Protocol):
    """One quantity of a stint that a rule bounds."""

    def measured(self, stints: Stints, rows: Ints) -> Ints:
        """Return the quantity of each of some stints, shape (rows,)."""

    def broken_from(self, stints: Stints, rows: Ints, bound: int) -> Ints:
        """Return the moment from which each of some stints that break a bound is left out, shape (rows,)."""


class _WholeStint:
    """A measure whose broken bound leaves the whole stint out."""

    def broken_from(self, stints: Stints, rows: Ints, bound: int) -> Ints:
        """Return the starts of the stints."""
        del bound
        return stints.start[rows]


class StintHours:
    """``stint-hours``: the length of a stint, short breaks included.

    Notes
    -----
    length(s) = until(s) - start(s). Left out from start(s) + bound on. Source: shift lengths in agreements of police
    forces and fire services.
    """

    def __init__(self, rule: RestRule) -> None:
        del rule

    def measured(self, stints: Stints, rows: Ints) -> Ints:
        """Return the length of each stint."""
        return stints.until[rows] - stints.start[rows]

    def broken_from(self, stints: Stints, rows: Ints, bound: int) -> Ints:
        """Return the moments at which the stints are longer than the bound."""
        return stints.start[rows] + bound


class RestBefore(_WholeStint):
    """``rest-before``: the time since the stint before ended.

    Notes
    -----
    rest(s) = start(s) - until(s - 1); the first stint of a person has none. Source: the daily rest of regulation 10 of
    the Working Time Regulations 1998, and of article 3 of Directive 2003/88/EC.
    """

    def __init__(self, rule: RestRule) -> None:
        del rule

    def measured(self, stints: Stints, rows: Ints) -> Ints:
        """Return the time off before each stint."""
        # Row 0 starts a person, so that it does not matter what comes before it.
        before = stints.until[rows - 1]
        return np.where(stints.starts_person[rows], FOREVER, stints.start[rows] - before)


class HoursIn:
    """``hours-in``: the work in the `days` x 24 hours that end with a stint.

    Notes
    -----
    work(s) = W(until(s)) - W(until(s) - days x 24 h), where W(t) is the work of the person before t. Left out from the
    first t of the stint with W(t) - W(t - days x 24 h) > bound. Source: the limit of 48 hours a week on average of
    regulation 4 of the Working Time Regulations 1998, and of article 6 of Directive 2003/88/EC.
    """

    def __init__(self, rule: RestRule) -> None:
        self._length = _length_of(rule)

    def measured(self, stints: Stints, rows: Ints) -> Ints:
        """Return the work in the time that ends with each stint."""
        return work_up_to_end(stints, rows, self._length)

    def broken_from(self, stints: Stints, rows: Ints, bound: int) -> Ints:
        """Return the first moments at which the work in the time that ends there exceeds the bound."""
        return first_exceeding(stints, rows, self._length, bound)


class RestIn(_WholeStint):
    """``rest-in``: the longest time off within the `days` x 24 hours that end with a stint.

    Notes
    -----
    off(s) = the longest part of [until(s) - days x 24 h, until(s)) without work. Source: the weekly rest of regulation
    11 of the Working Time Regulations 1998, and of article 5 of Directive 2003/88/EC.
    """

    def __init__(self, rule: RestRule) -> None:
        self._length = _length_of(rule)

    def measured(self, stints: Stints, rows: Ints) -> Ints:
        """Return the longest time off in the time that ends with each stint."""
        return longest_off(stints, rows, self._length)


class Run(_WholeStint):
    """``run``: the number of stints that follow on one another up to a stint.

    Notes
    -----
    run(s) = run(s - 1) + 1 if start(s) - until(s - 1) < `gap_hours`, else 1. Source: the good practice of staff
    associations on the number of shifts without a rest day.
    """

    def __init__(self, rule: RestRule) -> None:
        self._gap = at_least(rule.gap_hours or 0)

    def measured(self, stints: Stints, rows: Ints) -> Ints:
        """Return the length of the run that ends with each stint."""
        return _runs(stints, np.ones(len(stints), dtype=np.bool_), self._gap)[rows]


class NightRun(Run):
    """``night-run``: the number of night stints that follow on one another up to a night stint.

    Notes
    -----
    As `Run`, among stints with three hours of work or more between 23:00 and 06:00 local time; stints by day are passed
    over and have no value. Source: night time of regulation 2 of the Working Time Regulations 1998.
    """

    def measured(self, stints: Stints, rows: Ints) -> Ints:
        """Return the length of the run of nights that ends with each night stint; 0 for stints by day."""
        return _runs(stints, stints.night_work >= LEAST_NIGHT_WORK, self._gap)[rows]


MEASURES: dict[str, type[StintHours | RestBefore | HoursIn | RestIn | Run]] = {
    "stint-hours": StintHours,
    "rest-before": RestBefore,
    "hours-in": HoursIn,
    "rest-in": RestIn,
    "run": Run,
    "night-run": NightRun,
}
"""The class of each measure that a rule can name."""


def _length_of(rule: RestRule) -> Instant:
    return at_most((rule.days or 0), DAY)


def _runs(stints: Stints, among: Flags, gap: Instant) -> Ints:
    """Return the number of stints of a choice that follow on one another up to each of them; 0 for others."""
    rows = np.flatnonzero(among)
    person, start, until = stints.person[rows], stints.start[rows], stints.until[rows]
    new = np.r_[True, (person[1:] != person[:-1]) | (start[1:] - until[:-1] >= gap)][: len(rows)]
    place = np.arange(len(rows))
    # run[i] = i - (the last place up to i where a run begins) + 1
    runs = np.zeros(len(stints), dtype=np.int64)
    runs[rows] = place - np.maximum.accumulate(np.where(new, place, 0)) + 1
    return runs
