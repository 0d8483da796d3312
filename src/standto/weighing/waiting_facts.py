"""The facts of waiting: the fields of the answer, and what follows from them."""

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


class WaitingCost(NamedTuple):
    """What it costs to ask for one help at a later time.

    Attributes
    ----------
    sort, id, people
        See `standto.weighing.help_options.HelpOption`; pools and donors alone.
    asked
        When it is asked for.
    differences
        What asking at the start saves compared with asking then, for the duties up to each criticality in order: the
        first world is the one that waits.
    """

    sort: str
    id: str
    people: int
    asked: Instant
    differences: tuple[DifferenceTally, ...]


@dataclass(frozen=True, repr=False)
class WaitingCostsFacts:
    """What it costs to ask for help later than now: the difference over the same futures.

    Attributes
    ----------
    situation, basis, assumptions, seed, futures
        As in `standto.outlooks.outlook_facts.OutlookFacts`.
    moments
        The later times at which help could be asked for, in order.
    until
        The end of the time asked for.
    criticalities
        The criticalities, in order.
    costs
        By help, then by moment.
    inputs
        SHA-256 of everything that the futures without help depend on.
    """

    situation: Situation
    basis: str
    assumptions: Assumptions
    seed: int
    futures: int
    moments: tuple[Instant, ...]
    until: Instant
    criticalities: tuple[int, ...]
    costs: tuple[WaitingCost, ...]
    inputs: str

    @property
    def scenario(self) -> Scenario:
        """The scenario asked about."""
        return self.situation.scenario

    @property
    def dearest(self) -> tuple[WaitingCost, ...]:
        """The costs, the one with the most place-hours of all criticalities first; equals in their order."""
        return tuple(sorted(self.costs, key=lambda one: -one.differences[-1].mean))

    @property
    def headline(self) -> str:
        """The number of helps and moments weighed, over how many futures."""
        helps = len({(one.sort, one.id) for one in self.costs})
        moments = counted(len(self.moments), "later moment")
        told = f"{counted(helps, 'help')} at {moments} over the same {self.futures:,} futures"
        return f"{told}, {CONDITION}"
