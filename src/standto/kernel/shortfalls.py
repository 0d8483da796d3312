"""How short windows are: the gap of each duty, and the crews below what they need."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.kernel.crew_order import crew_answers_for
from standto.kernel.queries import gaps_in
from standto.model.scenario import Scenario
from standto.model.windows import Windows


class Shortfall(NamedTuple):
    """How short some windows are.

    Attributes
    ----------
    gap
        The unfilled places of each duty, seats left out, shape (windows, duties).
    below
        Whether each crew stands and is below what it needs, shape (windows, crews).
    """

    gap: NDArray[np.int64]
    below: NDArray[np.bool_]

    @property
    def short(self) -> NDArray[np.bool_]:
        """Whether each window is not covered, shape (windows,)."""
        return np.asarray(self.lacks.any(axis=1), dtype=np.bool_)

    @property
    def lacks(self) -> NDArray[np.bool_]:
        """Whether each duty has a gap, then whether each crew is below its needs, shape (windows, duties + crews)."""
        found: NDArray[np.bool_] = np.hstack([self.gap > 0, self.below])
        return found


def shortfall_of(scenario: Scenario, windows: Windows) -> Shortfall:
    """Return how short windows are; their classes may all be of one force."""
    if not scenario.crews:
        return Shortfall(gaps_in(windows), np.zeros((len(windows), 0), dtype=np.bool_))
    strengths = [demand.strength for demand in scenario.demands]
    answers = crew_answers_for(windows, scenario.crew_states, strengths)
    return Shortfall(answers.places().gap_table(), answers.below_needs)
