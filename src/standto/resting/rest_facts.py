"""The facts of rest: the stints that break a rule, and what follows from them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from standto.model.scenario import Scenario
from standto.model.time import Period
from standto.model.working_time import BREACH, RestRule
from standto.register import BrokenRule, Situation
from standto.wording import counted


class BreakCount(NamedTuple):
    """How many stints break a rule of an effect, and of how many people they are."""

    stints: int
    people: int


@dataclass(frozen=True, repr=False)
class RestFacts:
    """The stints that break a rule on working time in a period.

    Attributes
    ----------
    situation
        The situation asked about.
    period
        The time asked for.
    rules
        The rules of the scenario in their order.
    broken
        Each rule broken by a stint with some part in that time: by start, the person's id, and the rules' order.
    """

    situation: Situation
    period: Period
    rules: tuple[RestRule, ...]
    broken: tuple[BrokenRule, ...]

    @property
    def scenario(self) -> Scenario:
        """The scenario asked about."""
        return self.situation.scenario

    @cached_property
    def in_breach(self) -> bool:
        """Whether any stint breaks a rule of effect `breach`."""
        return any(self.rules[each.rule].effect == BREACH for each in self.broken)

    @property
    def headline(self) -> str:
        """The number of stints in breach, and of all stints that break a rule."""
        found = self.counts(lambda each: self.rules[each.rule].effect == BREACH)
        every = self.counts(lambda _: True)
        if not every:
            return "no stint breaks a rule"
        broken = counted(every[True].stints, "stint breaks", "stints break")
        return f"{broken} a rule, {found[True].stints if True in found else 0:,} in breach"

    @property
    def asked_period(self) -> Period:
        """The time asked about."""
        return self.period

    def counts(self, kind: Callable[[BrokenRule], Any]) -> dict[Any, BreakCount]:
        """Return how many stints there are of each kind of break, and of how many people they are."""
        stints: dict[Any, set[tuple[int, Period]]] = {}
        for each in self.broken:
            stints.setdefault(kind(each), set()).add((each.person, each.period))
        return {kind: BreakCount(len(found), len({person for person, _ in found})) for kind, found in stints.items()}
