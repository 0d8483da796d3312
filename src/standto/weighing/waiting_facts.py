"""The facts of waiting: the fields of the answer, and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from standto.model.time import Instant
from standto.outlooks.chances import CONDITION
from standto.weighing.difference_tally import DifferenceTally
from standto.weighing.same_futures import SameFutures
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
class WaitingCostsFacts(SameFutures):
    """What it costs to ask for help later than now: the difference over the same futures.

    Attributes
    ----------
    moments
        The later times at which help could be asked for, in order.
    costs
        By help, then by moment.
    """

    moments: tuple[Instant, ...]
    costs: tuple[WaitingCost, ...]

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
