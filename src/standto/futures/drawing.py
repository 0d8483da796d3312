"""Drawing futures: all processes of some assumptions together, for one muster."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from standto.assuming.assumptions import Assumptions
from standto.assuming.processes import (
    CommonShock,
    DonorAnswer,
    Lapsing,
    RequiredStrength,
    Returning,
    SteadyStepBack,
    StepBackShock,
    UsualAbsence,
)
from standto.futures.common_shocks import CommonShockDraws, common_shock_draws
from standto.futures.donors import donor_answers
from standto.futures.drawn_numbers import DrawnNumber, drawn_numbers_of
from standto.futures.future_events import (
    AbsenceProcess,
    Departures,
    DeparturesProcess,
    DrawnFutures,
    FutureBlock,
    HelpProcess,
    ReturnProcess,
    StrengthProcess,
)
from standto.futures.muster import Muster
from standto.futures.required_strengths import strengths_ready
from standto.futures.returning import drawn_returns
from standto.futures.shocks import shock_departures
from standto.futures.spells import first_step_backs, joined_spells
from standto.futures.steady_step_backs import steady_departures
from standto.futures.step_times import StepTimes, step_times_of
from standto.futures.usual_absences import absences_ready
from standto.model.scenario import Scenario
from standto.model.time import FOREVER

Kind = TypeVar("Kind")


@dataclass(frozen=True)
class AwayAtStart:
    """The slots that have stepped back before the start, in every future the same.

    Attributes
    ----------
    slots
        Their numbers, shape (away,).
    """

    slots: NDArray[np.int32]

    def departures(self, block: FutureBlock) -> Departures:
        """Return them for each future of a block."""
        number, futures = len(self.slots), len(block.futures)
        future = np.repeat(np.arange(futures, dtype=np.int32), number)
        return Departures(future, np.tile(self.slots, futures), np.full(len(future), -1, dtype=np.int32))


@dataclass(frozen=True)
class FutureProcesses:
    """The processes that draw futures, made ready for a muster. It can be pickled.

    Attributes
    ----------
    slots
        The number of slots.
    step_backs
        The processes by which slots step back, those away at the start first.
    returning
        Their returns.
    absences
        Other absences.
    help
        The help of other forces.
    strengths
        The strengths that futures require.
    """

    slots: int
    step_backs: tuple[DeparturesProcess, ...]
    returning: ReturnProcess
    absences: tuple[AbsenceProcess, ...]
    help: HelpProcess
    strengths: StrengthProcess

    def drawn(self, block: FutureBlock) -> DrawnFutures:
        """Draw a block of futures; each depends on the seed, its number and its levels alone."""
        size = len(block.futures), self.slots
        away = [self.returning.returns(block, process.departures(block)) for process in self.step_backs]
        stepped_back = first_step_backs(away, *size)
        others = [process.absences(block) for process in self.absences]
        absent = joined_spells([stepped_back, *others], *size)
        return DrawnFutures(stepped_back, absent, self.help.places(block), self.strengths.required(block))


def processes_of(assumptions: Assumptions, muster: Muster, scenario: Scenario) -> FutureProcesses:
    """Return the processes of some assumptions, made ready for a muster.

    Parameters
    ----------
    scenario
        The muster's scenario, for the ids that assumptions name.

    Raises
    ------
    OptionError
        The weights of a shock are too great.
    """
    numbers, times = drawn_numbers_of(assumptions), step_times_of(muster)
    away = AwayAtStart(np.flatnonzero(muster.away_since < FOREVER).astype(np.int32))
    departures = tuple(_departures(assumptions, numbers, muster, times, scenario))
    shocks = tuple(one for one in departures if isinstance(one, CommonShockDraws))
    return FutureProcesses(
        len(muster),
        (away, *departures),
        drawn_returns(
            _of_kind(assumptions, Returning),
            [one for _, one in _of_kind(assumptions, Lapsing)],
            numbers,
            muster,
            times,
            scenario,
        ),
        tuple(
            absences_ready(one, process, numbers, muster, times, scenario)
            for process, one in _of_kind(assumptions, UsualAbsence)
        ),
        donor_answers(_of_kind(assumptions, DonorAnswer), shocks, numbers, muster, times, scenario),
        strengths_ready([one for _, one in _of_kind(assumptions, RequiredStrength)], numbers, muster, times, scenario),
    )


def _departures(
    assumptions: Assumptions,
    numbers: dict[str, DrawnNumber],
    muster: Muster,
    times: StepTimes,
    scenario: Scenario,
) -> Iterator[DeparturesProcess]:
    """Yield the processes by which people step back, in the order of the assumptions."""
    for process, one in enumerate(assumptions.processes, start=1):
        match one:
            case StepBackShock():
                yield shock_departures(one, process, numbers[f"{one.name}.number"], muster, times, scenario)
            case SteadyStepBack():
                chance = numbers[f"{one.name}.per_person_week"]
                yield steady_departures(one, process, chance, muster, times, scenario)
            case CommonShock():
                yield common_shock_draws(one, process, numbers, muster, times, scenario)
            case _:
                pass


def _of_kind(assumptions: Assumptions, kind: type[Kind]) -> list[tuple[int, Kind]]:
    """Return the processes of a kind, each with its number."""
    return [(number, one) for number, one in enumerate(assumptions.processes, start=1) if isinstance(one, kind)]
