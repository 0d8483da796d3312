"""Steady step-backs: each slot steps back in a week with some chance, independently of the others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from standto.assuming.processes import SteadyStepBack
from standto.futures.chosen_slots import slots_among
from standto.futures.drawn_numbers import DrawnNumber
from standto.futures.future_events import Departures, FutureBlock
from standto.futures.muster import Muster
from standto.futures.step_times import StepTimes
from standto.futures.weekly_trials import weekly_successes
from standto.model.scenario import Scenario


@dataclass(frozen=True)
class SteadyDepartures:
    """Independent step-backs at a rate.

    Each slot steps back within each week from the start with the chance `p` of its future, at any second of the week,
    all equally likely: it is still there after `w` weeks and a share `f` of the next with the chance
    ``(1 - p)^w (1 - p f)``. The step-back falls on the start of the step that holds its second. A slot that is away by
    then does not step back; one that has returned may step back again in a later week.

    Source: Bernoulli trials by slot and week, so that the week is geometrically distributed. Units: a chance in a week
    for one person. Limits: at most one step-back a week for one slot. The chance does not depend on the number of
    others who have stepped back; `docs/explanation/outlook-chance.md` says why.

    Attributes
    ----------
    process
        The number of the process.
    chance
        The chance in a week.
    members
        The slots, shape (members,).
    times
        The steps.
    """

    process: int
    chance: DrawnNumber
    members: NDArray[np.int32]
    times: StepTimes

    def departures(self, block: FutureBlock) -> Departures:
        """Draw the step-backs of a block of futures; the draws are those of `weekly_successes`."""
        day = np.zeros(len(block.futures), dtype=np.int64)
        found = weekly_successes(block, self.process, self.chance, self.members, self.times.end, (day, day + 1))
        return Departures(found.future, found.slot, self.times.holding(found.second))


def steady_departures(
    steady: SteadyStepBack, process: int, chance: DrawnNumber, muster: Muster, times: StepTimes, scenario: Scenario
) -> SteadyDepartures:
    """Return steady step-backs made ready for a muster."""
    members = np.flatnonzero(slots_among(steady.among, muster, scenario)).astype(np.int32)
    return SteadyDepartures(process, chance, members, times)
