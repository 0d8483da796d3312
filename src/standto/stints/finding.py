"""Stints: the longest times of work without a long enough time off."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from standto.model.time import Instant, Period
from standto.stints.nights import Nights
from standto.stints.work import Flags, Ints, Work, begins_of, work_key


@dataclass(frozen=True)
class Stints:
    """The stints of people, by person, then time, with their work.

    Attributes
    ----------
    work
        The work of all stints.
    of
        The stint of each time of work, as an index, shape (work,).
    number
        The lasting number of each stint, shape (stints,): a selection keeps it.
    within
        The period that everything is cut to.
    nights
        The nights of that period.
    """

    work: Work
    of: Ints
    number: Ints
    within: Period
    nights: Nights

    def __len__(self) -> int:
        return len(self.number)

    @cached_property
    def first(self) -> Ints:
        """The first time of work of each stint, as an index."""
        return begins_of(self.of)

    @cached_property
    def last(self) -> Ints:
        """The last time of work of each stint, as an index."""
        return np.append(self.first[1:], len(self.of))[: len(self)] - 1

    @cached_property
    def person(self) -> Ints:
        """The person of each stint."""
        return self.work.person[self.first]

    @cached_property
    def start(self) -> Ints:
        """The start of each stint."""
        return self.work.start[self.first]

    @cached_property
    def until(self) -> Ints:
        """The end of each stint."""
        return self.work.until[self.last]

    @cached_property
    def starts_person(self) -> Flags:
        """Whether each stint is the first of its person."""
        new: Flags = np.r_[True, self.person[1:] != self.person[:-1]][: len(self)]
        return new

    @cached_property
    def night_work(self) -> Ints:
        """How much of the work of each stint is at night."""
        at_night = self.nights.up_to(self.work.until) - self.nights.up_to(self.work.start)
        return np.add.reduceat(at_night, self.first) if len(self) else np.zeros(0, dtype=np.int64)

    @cached_property
    def work_keys(self) -> Ints:
        """The key of the start of each time of work."""
        return work_key(self.work.person, self.work.start, self.within)

    @cached_property
    def first_of_person(self) -> Ints:
        """The first time of work of the person of each, as an index, shape (work,)."""
        begins = begins_of(self.work.person)
        return np.repeat(begins, np.diff(np.append(begins, len(self.of))))

    @cached_property
    def work_before(self) -> Ints:
        """The work of all people before each time of work, in the order of the keys."""
        length = self.work.until - self.work.start
        before: Ints = np.cumsum(length) - length
        return before

    def working_at(self, person: Ints, instant: Ints) -> Ints:
        """Return the last time of work of each person that starts by an instant, as an index; that of others if none.

        Compare its person before using it; the index is -1 before everybody's.
        """
        inside = np.clip(instant, self.within.start, self.within.until)
        return np.searchsorted(self.work_keys, work_key(person, inside, self.within), side="right") - 1

    def work_up_to(self, person: Ints, instant: Ints) -> Ints:
        """Return the work of all people before each, and of each before an instant: differences count one person's."""
        # F(p, t) = before[i] + min(t - start[i], length of i), for the last time of work i with key <= work_key(p, t).
        at = self.working_at(person, instant)
        i = np.maximum(at, 0)
        elapsed = np.where(self.work.person[i] == person, instant - self.work.start[i], self.within.until)
        done = np.minimum(np.maximum(elapsed, 0), self.work.until[i] - self.work.start[i])
        return np.where(at < 0, 0, self.work_before[i] + done)

    def places(self, numbers: Ints) -> Ints:
        """Return the places of stints with some lasting numbers, which must be here."""
        return np.searchsorted(self.number, numbers)

    def where(self, chosen: Flags) -> Stints:
        """Return the chosen stints; the choice has shape (stints,)."""
        kept = chosen[self.of]
        places = np.cumsum(chosen) - 1
        return replace(self, work=self.work.where(kept), of=places[self.of[kept]], number=self.number[chosen])

    def ended(self, ends: Ints) -> Stints:
        """Return the stints, each ending with its last work before an instant, shape (stints,); without any it goes."""
        kept = self.work.start < ends[self.of]
        work = self.work.where(kept)
        until = np.minimum(work.until, ends[self.of[kept]])
        begins = begins_of(self.of[kept])
        of = np.repeat(np.arange(len(begins)), np.diff(np.append(begins, len(until))))
        return replace(self, work=work._replace(until=until), of=of, number=self.number[self.of[kept][begins]])


def find_stints(work: Work, break_: Instant, within: Period, nights: Nights) -> Stints:
    """Return the stints of some work: time off of `break_` or more ends a stint."""
    off = work.start[1:] - work.until[:-1]
    new = np.r_[True, (work.person[1:] != work.person[:-1]) | (off >= break_)][: len(work.person)]
    of = np.cumsum(new) - 1
    return Stints(work, of, np.arange(int(new.sum())), within, nights)
