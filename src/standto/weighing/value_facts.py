"""The facts of the value of help: the fields of the answer, and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from standto.model.time import Instant
from standto.outlooks.chances import CONDITION
from standto.weighing.difference_tally import DifferenceTally
from standto.weighing.same_futures import SameFutures
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
class HelpValuesFacts(SameFutures):
    """What each help would buy: the difference over the same futures.

    Attributes
    ----------
    asked
        When the help is asked for.
    values
        The value of each help.
    """

    asked: Instant
    values: tuple[HelpValue, ...]

    @property
    def best(self) -> tuple[HelpValue, ...]:
        """The helps, the one that saves the most place-hours of all criticalities first; equals in their order."""
        return tuple(sorted(self.values, key=lambda one: -one.differences[-1].mean))

    @property
    def headline(self) -> str:
        """The number of helps weighed, over how many futures."""
        helps = counted(len(self.values), "help")
        return f"{helps} weighed over the same {self.futures:,} futures, {CONDITION}"
