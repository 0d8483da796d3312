"""The facts of the value of help: the fields of the answer, and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from standto.assuming.assumptions import Assumptions
from standto.model.scenario import Scenario
from standto.model.time import Instant
from standto.outlooks.chances import CONDITION
from standto.register import Situation
from standto.weighing.difference_tally import DifferenceTally
from standto.wording import counted


class HelpValue(NamedTuple):
    """What one help would buy.

    Attributes
    ----------
    sort, id, people
        See `standto.weighing.help_options.HelpOption`.
    differences
        The difference that it makes, for the duties up to each criticality in order.
    """

    sort: str
    id: str
    people: int
    differences: tuple[DifferenceTally, ...]


@dataclass(frozen=True, repr=False)
class HelpValuesFacts:
    """What each help would buy: the difference over the same futures.

    Attributes
    ----------
    situation, basis, assumptions, seed, futures
        As in `standto.outlooks.outlook_facts.OutlookFacts`.
    asked
        When the help is asked for.
    until
        The end of the time asked for.
    criticalities
        The criticalities, in order.
    values
        The value of each help.
    inputs
        SHA-256 of everything that the futures without help depend on.
    """

    situation: Situation
    basis: str
    assumptions: Assumptions
    seed: int
    futures: int
    asked: Instant
    until: Instant
    criticalities: tuple[int, ...]
    values: tuple[HelpValue, ...]
    inputs: str

    @property
    def scenario(self) -> Scenario:
        """The scenario asked about."""
        return self.situation.scenario

    @property
    def best(self) -> tuple[HelpValue, ...]:
        """The helps, the one that saves the most place-hours of all criticalities first; equals in their order."""
        return tuple(sorted(self.values, key=lambda one: -one.differences[-1].mean))

    @property
    def headline(self) -> str:
        """The number of helps weighed, over how many futures."""
        helps = counted(len(self.values), "help")
        return f"{helps} weighed over the same {self.futures:,} futures, {CONDITION}"
