"""The things that futures are judged by, and the greatest number of each histogram."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.assuming.assumptions import Assumptions
from standto.assuming.processes import RequiredStrength
from standto.errors import OptionError
from standto.futures.future_tally import Judged
from standto.futures.muster import Muster
from standto.model.crews import CrewStates
from standto.model.scenario import Scenario

MOST_COUNTS = 1 << 27
"""The most counts of a tally, a gibibyte: a force of 10,000 people over a month takes a third of it."""


class JudgedThings(NamedTuple):
    """What a run judges in each step.

    Attributes
    ----------
    criticalities
        The criticality of each duty, in ascending order, seats of crews among them.
    levels
        Every criticality of a duty or crew, in ascending order.
    duties
        The places among `Scenario.duties_in_order` of those that are no seats.
    crews
        The crews.
    strengths
        The strength of each demand, where there are crews; see `Scenario.demands`.
    most
        The most places of each duty in each step of any future, shape (steps, duties).
    most_required
        The most places of all duties together in any step of any future.
    judged
        The things judged: criticalities, then duties, then crews.
    """

    criticalities: tuple[int, ...]
    levels: tuple[int, ...]
    duties: tuple[int, ...]
    crews: tuple[CrewStates, ...]
    strengths: tuple[int, ...]
    most: NDArray[np.int64]
    most_required: int
    judged: tuple[Judged, ...]


def judged_things(scenario: Scenario, muster: Muster, assumptions: Assumptions) -> JudgedThings:
    """Return what a run judges in each step."""
    duties = scenario.duties_in_order
    most = _most_required(scenario, muster, assumptions)
    levels = tuple(sorted({duty.criticality for duty in duties}))
    ours = tuple(place for place, duty in enumerate(duties) if not duty.crew)
    judged = []
    for level in levels:
        below = [place for place in ours if duties[place].criticality <= level]
        crews = sum(crew.criticality <= level for crew in scenario.crews)
        judged.append(Judged("criticality", str(level), int(most[:, below].sum(axis=1).max(initial=0)) + crews))
    judged += [Judged("duty", duties[place].id, int(most[:, place].max(initial=0))) for place in ours]
    judged += [Judged("crew", crew.id, 1) for crew in scenario.crews_in_order]
    strengths = [demand.strength for demand in scenario.demands]
    # A crew takes the seats of one state: of the largest at most.
    seats = sum(max(sum(strengths[seat] for seat in state) for state in one.seats) for one in scenario.crew_states)
    whole = most.sum(axis=1) + seats
    return JudgedThings(
        criticalities=tuple(duty.criticality for duty in duties),
        levels=levels,
        duties=ours,
        crews=scenario.crew_states,
        strengths=tuple(strengths) if scenario.crews else (),
        most=most,
        most_required=int(whole.max(initial=0)),
        judged=tuple(judged),
    )


def check_size(things: JudgedThings, tiers: int) -> None:
    """Raise `OptionError` if the counts of a tally would not fit into the memory.

    A tally counts every gap of each thing judged, and every number of places that each tier fills, step by step.
    """
    steps, each = len(things.most), sum(one.most + 1 for one in things.judged) + tiers * (things.most_required + 1)
    if steps * each > MOST_COUNTS:
        raise OptionError(
            f"this outlook would keep {steps * each:,} counts; {MOST_COUNTS:,} are allowed: it has {steps:,} steps, in "
            f"which up to {things.most_required:,} places are required; ask for a shorter time, or lower the strengths"
        )


def _most_required(scenario: Scenario, muster: Muster, assumptions: Assumptions) -> NDArray[np.int64]:
    """Return the most places of each duty in each step of any future, shape (steps, duties)."""
    most = np.maximum(muster.required, 0)
    place = {duty.id: number for number, duty in enumerate(scenario.duties_in_order)}
    for process in assumptions.processes:
        if isinstance(process, RequiredStrength):
            column = most[:, place[process.duty]]
            np.maximum(column, int(process.strength.high), out=column)
    return most
