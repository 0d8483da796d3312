"""Members who cost as little as can be found: three orders of them, by rules that say why.

1. By the place-hours for which they are needed if, in each window, every place is filled with as few as possible of
   those who may go, and the first in order of those who are alike.
2. By the place-hours that the loss of each alone costs, then as in 1. For one who steps back, this is the least.
3. By the hours for which they count, which nobody's loss exceeds.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from standto.kernel.cheapest_filling import staying_by_kind
from standto.supposing.bounds import Losses


class LeastHarm:
    """The orders of the members of some losses."""

    def __init__(self, losses: Losses) -> None:
        self._losses = losses

    def groups(self) -> Iterator[NDArray[np.int64]]:
        """Yield the first members in each order."""
        count = self._losses.count
        yield np.argsort(self._needed, kind="stable")[:count]
        yield np.lexsort((self._needed, self._alone))[:count]
        yield np.argsort(self._losses.counted, kind="stable")[:count]

    @cached_property
    def _needed(self) -> NDArray[np.float64]:
        """The hours for which each member is needed, shape (members,)."""
        needed = np.zeros(len(self._losses.leavers.register))
        known: dict[tuple[int, int], list[int]] = {}
        for members, hours, part, problem in self._kinds():
            if (part, problem) not in known:
                known[part, problem] = staying_by_kind(self._losses.of_parts[part].leaving, problem)
            for kind, number in enumerate(known[part, problem]):
                if number:
                    needed[np.flatnonzero(members == kind)[:number]] += hours
        return needed

    @cached_property
    def _alone(self) -> NDArray[np.float64]:
        """The place-hours that the loss of each member alone costs, shape (members,)."""
        cost = np.zeros(len(self._losses.leavers.register))
        rises = [losses.rises() for losses in self._losses.of_parts]
        for members, hours, part, problem in self._kinds():
            # cost = sum of the hours in which the loss of one of the member's kind opens a gap
            cost += np.append(rises[part][problem], False)[members] * hours
        return cost

    def _kinds(self) -> Iterator[tuple[NDArray[np.int64], float, int, int]]:
        """Yield the kind of each member in each part of each window, -1 for none, with the window's hours."""
        losses = self._losses
        fixed = len(losses.windows.classes) - len(losses.leavers.pairs)
        hours = losses.bounds.hours.tolist()
        for row, members in enumerate(losses.leavers.members()):
            for part, problem in losses.within[row]:
                kinds = np.append(losses.parts[part].kind_of[fixed:], -1).astype(np.int64)
                yield kinds[members], hours[row], part, problem
