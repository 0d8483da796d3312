"""The rest of people: their stints by the rules on working time, worked out once for each state of knowledge.

`Situation.rest` is a `RestRecord`, or None without rules. It answers:

- which stints break which rules, of everybody or of one person: `RestRecord.broken`;
- which rules people would newly break with one more call-in, then or later: `RestRecord.with_one_more`;
- when each person last worked: `RestRecord.worked_until`.

`Situation.people_in_broken_stints` has the counts for readers who do not see people.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.errors import OptionError
from standto.model.scenario import Scenario
from standto.model.time import BEGINNING, Instant, Period
from standto.model.working_time import BREACH, LEAVE_OUT, OWED, RestRule
from standto.register.overlay import PersonSteps
from standto.register.rota import Rota
from standto.register.standing import Standing
from standto.register.standing_moves import Moves
from standto.register.work_times import TeamWork, work_of
from standto.stints import (
    CheckedStints,
    NewBreaks,
    Nights,
    RuleBook,
    Stints,
    at_least,
    check_again,
    check_all,
    check_in_turn,
    find_stints,
    left_out_times,
    most_people,
    new_breaks,
    reach_of,
    rule_book,
    rules_of,
)

Ints = NDArray[np.int64]


class RestTerms:
    """The terms by which the stints of a scenario are found and checked; no event changes them.

    Attributes
    ----------
    book
        The rules, and whose they are.
    leave_out
        Whether stints in breach are left out.
    break_
        Time off that ends a stint.
    """

    def __init__(self, scenario: Scenario) -> None:
        working_time = scenario.working_time
        rules = rules_of(working_time)
        within = reach_of(scenario.horizon, rules)
        _refuse_too_long(scenario, rules, within)
        self.horizon = scenario.horizon
        self.book: RuleBook = rule_book(scenario, rules)
        self.leave_out = working_time.unrested == LEAVE_OUT
        self.break_ = at_least(working_time.break_hours)
        self._teams = TeamWork(scenario, within)
        self._nights = Nights(scenario.zone, within)

    @property
    def within(self) -> Period:
        """The period that stints are cut to."""
        return self._teams.within

    def record(self, rota: Rota, standings: Sequence[Standing], moves: Moves, before: RestRecord | None) -> RestRecord:
        """Return the rest of everybody.

        Parameters
        ----------
        moves
            Every change of standing, with the rota laid over them but not yet what is left out.
        before
            An earlier record of the same terms: people who work as they did in it are not looked at again.
        """
        work = work_of(self._teams, rota, standings, moves)
        stints = find_stints(work, self.break_, self.within, self._nights)
        if before is None:
            return RestRecord(self, self._check(self.book, stints))
        return RestRecord(self, check_again(self.book, stints, before.checked, self._check))

    def _check(self, book: RuleBook, stints: Stints) -> CheckedStints:
        if self.leave_out:
            return check_in_turn(book, stints)
        # Nothing asks about earlier stints, except whether one broke a rule that a call-in prolongs: one that ends
        # when the horizon starts is prolonged by work from then on even if no break is too short to end a stint.
        return check_all(book, stints, self.horizon.start - self.break_ - 1)


def _refuse_too_long(scenario: Scenario, rules: Sequence[RestRule], within: Period) -> None:
    if len(scenario.people) > most_people(within):
        longest = max(rules, key=lambda rule: rule.days or 0)
        raise OptionError(
            f"scenario.toml: working_time.rule {longest.id!r}: {longest.days:,} days are too many for "
            f"{len(scenario.people):,} people: write fewer"
        )


class BrokenRule(NamedTuple):
    """A stint that breaks a rule.

    Attributes
    ----------
    person
        The person, as an index.
    period
        The whole stint.
    rule
        The rule, as an index into those of the book.
    measured
        What the rule measured, in microseconds or stints.
    left_out
        The moment from which the stint is left out; `FOREVER` if it is not.
    """

    person: int
    period: Period
    rule: int
    measured: int
    left_out: Instant


class RestRecord:
    """The stints of everybody, and the rules that they break.

    Attributes
    ----------
    terms
        What they were found and checked by.
    checked
        The stints, with what they break and what is left out.
    """

    def __init__(self, terms: RestTerms, checked: CheckedStints) -> None:
        self.terms = terms
        self.checked = checked

    @property
    def rules(self) -> tuple[RestRule, ...]:
        """The rules in their order."""
        return self.terms.book.rules

    def broken(self, period: Period, person: int | None = None) -> list[BrokenRule]:
        """Return every rule broken by a stint that has some part in a period, by person, then time, then rule.

        Parameters
        ----------
        person
            A person as an index; None: everybody.
        """
        stints, breaks = self.checked.stints, self.checked.breaks
        ours = (stints.start < period.until) & (stints.until > period.start)
        if person is not None:
            ours &= stints.person == person
        breaks = breaks.where(ours[breaks.stint])
        columns = (stints.person, stints.start, stints.until, self.checked.left_out)
        return [
            BrokenRule(who, Period(start, until), rule, measured, left_out)
            for who, start, until, left_out, rule, measured in zip(
                *(column[breaks.stint].tolist() for column in columns),
                breaks.rule.tolist(),
                breaks.measured.tolist(),
                strict=True,
            )
        ]

    def nearly_broken(self, period: Period) -> frozenset[int]:
        """Return the people with a stint in a period that keeps a rule by little (`RuleBook.nearly_broken`)."""
        stints = self.checked.stints
        rows = np.flatnonzero((stints.start < period.until) & (stints.until > period.start))
        near = self.terms.book.nearly_broken(stints, rows)
        return frozenset(stints.person[np.searchsorted(stints.number, near.stint)].tolist())

    @cached_property
    def left_out(self) -> PersonSteps:
        """Whether each person who ever is left out is, over time: 1 or 0."""
        person, start, until = left_out_times(self.checked)
        zeros = np.zeros(len(person), dtype=np.int64)
        return PersonSteps.of(np.r_[person, person], np.r_[until, start], np.r_[zeros, zeros + 1])

    def stints_in_breach(self) -> tuple[Ints, Ints, Ints, NDArray[np.bool_]]:
        """Return the stints that break a rule of effect `breach` or `owed`, and whether it is a breach.

        Returns
        -------
        tuple
            The person, start and end of each such stint, and whether it breaks a rule of effect `breach`.
        """
        stints, breaks = self.checked.stints, self.checked.breaks
        breach, owed = np.zeros((2, len(stints)), dtype=np.bool_)
        for effect, flags in ((BREACH, breach), (OWED, owed)):
            flags[breaks.stint[np.array([rule.effect == effect for rule in self.rules])[breaks.rule]]] = True
        rows = np.flatnonzero(breach | owed)
        return stints.person[rows], stints.start[rows], stints.until[rows], breach[rows]

    def with_one_more(self, people: Ints, period: Period) -> NewBreaks:
        """Return the rules that each of some people would newly break if they were called in for a period.

        Parameters
        ----------
        people
            As indices of the scenario's people.

        Notes
        -----
        The stint that holds the period, or a later one, newly breaks a rule if no stint in that time breaks it without
        the period. Of the answer's arrays, `rule` are indices into `rules`, whose `effect` says what follows.
        """
        book, terms = self.terms.book, self.terms
        return new_breaks(book, self.checked, people, period, break_=terms.break_, leave_out=terms.leave_out)

    def worked_until(self, instant: Instant) -> Ints:
        """Return when each person last worked before an instant, shape (people,); `BEGINNING` if never.

        What is left out is no work; a person at work then has worked until the instant.
        """
        work = self.checked.counted.work
        found = np.full(self.terms.book.applies.shape[1], BEGINNING)
        earlier = work.start < instant
        # The times of each person are in order, so that the last one stays.
        found[work.person[earlier]] = np.minimum(work.until[earlier], instant)
        return found
