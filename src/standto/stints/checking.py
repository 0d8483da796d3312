"""Which stints break which rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.model.scenario import Scenario
from standto.model.working_time import AT_LEAST, BREACH, RestRule
from standto.stints.bounds import bound_of
from standto.stints.finding import Stints
from standto.stints.measures import MEASURES, Measure
from standto.stints.work import Ints

NEARLY = 20
"""A rule is nearly broken if at most one in this many parts of its bound is left."""


class Breaks(NamedTuple):
    """Stints that break rules: arrays of one length, by stint, then rule.

    Attributes
    ----------
    stint
        The lasting number of the stint.
    rule
        The rule, as an index.
    measured
        What the rule measured, in microseconds or stints.
    """

    stint: Ints
    rule: Ints
    measured: Ints

    def where(self, chosen: NDArray[np.bool_]) -> Breaks:
        """Return the chosen breaks."""
        return Breaks(self.stint[chosen], self.rule[chosen], self.measured[chosen])

    @classmethod
    def of(cls, parts: Sequence[Breaks]) -> Breaks:
        """Return several lots as one, in order."""
        stint, rule, measured = (np.concatenate(columns) for columns in zip(_NO_BREAKS, *parts, strict=True))
        order = np.lexsort((rule, stint))
        return cls(stint[order], rule[order], measured[order])


_NO_BREAKS = Breaks(*(np.zeros(0, dtype=np.int64) for _ in range(3)))


class _Check(NamedTuple):
    """A rule, ready to be checked."""

    measure: Measure
    bound: int
    least: bool


@dataclass(frozen=True)
class RuleBook:
    """The rules of a scenario, and whose stints each is for.

    Attributes
    ----------
    rules
        The rules in their order.
    applies
        Whether each rule is for each person, shape (rules, people).
    """

    rules: tuple[RestRule, ...]
    applies: NDArray[np.bool_]

    @cached_property
    def breach(self) -> NDArray[np.bool_]:
        """Whether breaking each rule is a breach, shape (rules,)."""
        return np.array([rule.effect == BREACH for rule in self.rules], dtype=np.bool_)

    @cached_property
    def _checks(self) -> list[_Check]:
        return [_Check(MEASURES[rule.measure](rule), bound_of(rule), rule.measure in AT_LEAST) for rule in self.rules]

    def broken(self, stints: Stints, rows: Ints) -> Breaks:
        """Return every break of a rule by some stints, each stint being looked at whole."""
        parts = []
        for number, check in enumerate(self._checks):
            ours = rows[self.applies[number][stints.person[rows]]]
            measured = check.measure.measured(stints, ours)
            beyond = measured < check.bound if check.least else measured > check.bound
            broken = stints.number[ours[beyond]]
            parts.append(Breaks(broken, np.full(len(broken), number), measured[beyond]))
        return Breaks.of(parts)

    def nearly_broken(self, stints: Stints, rows: Ints) -> Breaks:
        """Return every rule that some stints keep, but by at most `NEARLY` of its bound, each stint looked at whole.

        A measure that counts stints is nearly beyond its bound when it equals it.
        """
        parts = []
        for number, check in enumerate(self._checks):
            ours = rows[self.applies[number][stints.person[rows]]]
            measured = check.measure.measured(stints, ours)
            # left = how far the measure may still go; a twentieth of a count is less than one
            left = measured - check.bound if check.least else check.bound - measured
            near = (left >= 0) & (left <= check.bound // NEARLY)
            kept = stints.number[ours[near]]
            parts.append(Breaks(kept, np.full(len(kept), number), measured[near]))
        return Breaks.of(parts)

    def broken_from(self, stints: Stints, breaks: Breaks) -> Ints:
        """Return the moment from which each break leaves its stint out, shape (breaks,).

        Parameters
        ----------
        stints
            The stints that were looked at, by lasting number.
        """
        moments = np.zeros(len(breaks.stint), dtype=np.int64)
        rows = np.searchsorted(stints.number, breaks.stint)
        for number, check in enumerate(self._checks):
            of_rule = np.flatnonzero(breaks.rule == number)
            if len(of_rule):
                moments[of_rule] = check.measure.broken_from(stints, rows[of_rule], check.bound)
        return moments


def rule_book(scenario: Scenario, rules: tuple[RestRule, ...]) -> RuleBook:
    """Return the rules with the people whose stints they are for: those of their teams, or all of the home force."""
    home = np.array([person.force == scenario.home for person in scenario.people], dtype=np.bool_)
    teams = np.array([person.team for person in scenario.people], dtype=np.str_)
    applies = [np.isin(teams, rule.teams) if rule.teams else home for rule in rules]
    return RuleBook(rules, np.array(applies, dtype=np.bool_).reshape(len(rules), len(home)))
