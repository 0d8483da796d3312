"""The facts of one future: what happens in it, and what becomes of cover."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from standto.futures.future_moves import FutureMoves
    from standto.model.scenario import Scenario
    from standto.outlooks.outlook_facts import OutlookFacts


@dataclass(frozen=True, repr=False)
class OneFutureFacts:
    """One future of an outlook, replayed alone; it says the same of it as the outlook.

    Attributes
    ----------
    future
        The number of the future.
    outlook
        The outlook of this future alone.
    moves
        The step-backs, returns and absences in it, by step; counts, never people.
    """

    future: int
    outlook: OutlookFacts
    moves: FutureMoves

    @property
    def scenario(self) -> Scenario:
        """The scenario asked about."""
        return self.outlook.scenario

    @cached_property
    def gaps(self) -> NDArray[np.int64]:
        """The gap of each thing judged in each step, shape (judged, steps)."""
        tables = self.outlook.tally.gaps
        return np.array([gaps.argmax(axis=1) for gaps in tables], dtype=np.int64).reshape(
            len(tables), len(self.outlook.starts)
        )

    @cached_property
    def used(self) -> NDArray[np.int64]:
        """The places that each tier fills in each step, shape (tiers, steps)."""
        return np.array([used.argmax(axis=1) for used in self.outlook.tally.used], dtype=np.int64)

    @cached_property
    def first_gap(self) -> list[int | None]:
        """The step of the first gap of each thing judged; None for no gap."""
        found = self.outlook.tally.first_gap.argmax(axis=1).tolist()
        return [None if step == len(self.outlook.starts) else step for step in found]

    @cached_property
    def changes(self) -> list[int]:
        """The steps in which anything differs from the step before, the first among them."""
        table = np.vstack([*self.moves[2:], self.gaps, self.used])
        moved = (self.moves.stepped_back > 0) | (self.moves.returned > 0)
        changed = np.append(True, (table[:, 1:] != table[:, :-1]).any(axis=0))
        found: list[int] = np.flatnonzero(changed | moved).tolist()
        return found
