"""Usual absences: leave and sickness beyond the known, as spells of whole days."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from standto.assuming.processes import UsualAbsence
from standto.futures.chosen_slots import slots_among
from standto.futures.drawn_numbers import DAY_SECONDS, DrawnNumber
from standto.futures.future_events import EACH_ITS_OWN, AbsentSlots, FutureBlock
from standto.futures.muster import Muster
from standto.futures.step_times import StepTimes
from standto.futures.weekly_trials import weekly_successes
from standto.model.scenario import Scenario


@dataclass(frozen=True)
class UsualAbsences:
    """Leave and sickness as ordinary noise.

    Each slot falls absent within each week from the start with the chance `p` of its future, at any second of the week,
    all equally likely, and for a number of days of its own, each whole number of the range equally likely. Absences of
    one slot may overlap; it is absent while any of them lasts. They fall on steps as seen from the duties: an absence
    begins at the start of the step that holds its second, and ends at the first step that starts after its last one.

    Source: Bernoulli trials by slot and week. Units: a chance in a week for one person; days of 24 hours. Limits: no
    season, no day of the week, and no absence that began before the start: the record has those.

    Attributes
    ----------
    process
        The number of the process.
    chance
        The chance in a week.
    days
        The days that an absence lasts.
    members
        The slots, shape (members,).
    times
        The steps.
    """

    process: int
    chance: DrawnNumber
    days: DrawnNumber
    members: NDArray[np.int32]
    times: StepTimes

    def absences(self, block: FutureBlock) -> AbsentSlots:
        """Draw the absences of a block of futures; the draws are those of `weekly_successes`."""
        found = weekly_successes(block, self.process, self.chance, self.members, self.times.end, self._days(block))
        until = found.second.astype(np.int64) + found.days.astype(np.int64) * DAY_SECONDS
        return AbsentSlots(found.future, found.slot, self.times.holding(found.second), self.times.first_from(until))

    def _days(self, block: FutureBlock) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return for each future the least number of days and how many numbers there are."""
        low, levels = int(self.days.spread.low), self.days.levels(block)
        own = levels == EACH_ITS_OWN
        return np.where(own, low, low + levels), np.where(own, len(self.days.spread.levels), 1)


def absences_ready(
    absence: UsualAbsence,
    process: int,
    numbers: dict[str, DrawnNumber],
    muster: Muster,
    times: StepTimes,
    scenario: Scenario,
) -> UsualAbsences:
    """Return usual absences made ready for a muster; `numbers` has every assumed number by name."""
    chance, days = numbers[f"{absence.name}.per_person_week"], numbers[f"{absence.name}.days"]
    members = np.flatnonzero(slots_among(absence.among, muster, scenario)).astype(np.int32)
    return UsualAbsences(process, chance, days, members, times)
