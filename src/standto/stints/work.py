"""The times at which people work, as arrays."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.model.time import DAY, Instant, Period, hours
from standto.model.working_time import RestRule

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

SHORTEST_REACH = 28
"""How many days before the horizon stints reach back, at least: the contract's number."""


class Work(NamedTuple):
    """The times at which people are on duty and there: neither on call nor unavailable.

    Arrays of one length, by person, then time; the times of one person neither overlap nor touch.
    """

    person: Ints
    start: Ints
    until: Ints

    def where(self, chosen: Flags | Ints) -> Work:
        """Return the chosen times."""
        return Work(self.person[chosen], self.start[chosen], self.until[chosen])


def reach_of(horizon: Period, rules: tuple[RestRule, ...]) -> Period:
    """Return the period that stints are cut to: from 28 days, or the longest `days`, before the horizon to 24 h after.

    Hours and days are elapsed time.
    """
    days = max([SHORTEST_REACH, *(rule.days for rule in rules if rule.days)])
    return Period(horizon.start - hours(days * 24), horizon.until + DAY)


def merged(person: Ints, start: Ints, until: Ints, within: Period) -> Work:
    """Return times in any order as the work of each person: cut to a period, and those that overlap or touch merged."""
    start, until = np.maximum(start, within.start), np.minimum(until, within.until)
    some = start < until
    person, start, until = person[some], start[some], until[some]
    order = np.lexsort((start, person))
    person, start, until = person[order], start[order], until[order]
    if not len(person):
        return Work(person, start, until)
    # latest[i] = the latest end of the times of the same person up to i: keys of a later person exceed all before.
    latest = np.maximum.accumulate(work_key(person, until, within))
    new = np.r_[True, work_key(person, start, within)[1:] > latest[:-1]]
    first = np.flatnonzero(new)
    last = np.r_[first[1:], len(new)] - 1
    return Work(person[first], start[first], instant_of(latest[last], person[first], within))


def work_key(person: Ints, instant: Ints | Instant, within: Period) -> Ints:
    """Return one number for a person and an instant of a period, in the order of people, then time."""
    # key = person * (length + 1) + (instant - start), so that the keys of two people never meet.
    keys: Ints = person * (within.until - within.start + 1) + (instant - within.start)
    return keys


def instant_of(keys: Ints, person: Ints, within: Period) -> Ints:
    """Return the instants of some keys, given their people."""
    instants: Ints = keys - person * (within.until - within.start + 1) + within.start
    return instants


def begins_of(numbers: Ints) -> Ints:
    """Return where each run of equal numbers begins."""
    return np.flatnonzero(np.r_[True, numbers[1:] != numbers[:-1]][: len(numbers)])


def most_people(within: Period) -> int:
    """Return how many people have keys that fit into 63 bits."""
    return int((2**63 - 1) // (within.until - within.start + 1)) - 1
