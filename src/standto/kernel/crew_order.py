"""Windows with a column for each duty and for each seat of each state, in the order in which they are met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from standto.kernel.bit_sets import bits
from standto.kernel.bottlenecks import Bottleneck
from standto.kernel.crewing import OFF, Crewing, Seating, crewing_of
from standto.kernel.queries import bottlenecks_of, some_of
from standto.kernel.standing_places import StandingPlaces
from standto.model.crews import CrewStates
from standto.model.windows import SupplyClass, Windows


@dataclass(frozen=True)
class CrewAnswers:
    """The state of each crew in each window, and who fills what was taken.

    Attributes
    ----------
    crewing
        The answers; the seats of all states of a crew follow one another in the crew's place.
    order
        The demand of each column.
    duties
        The number of duties, the seats that crews need among them.
    """

    crewing: Crewing
    order: tuple[int, ...]
    duties: int

    def places(self) -> StandingPlaces:
        """Return the places of every duty that stands, seats left out: required, filled and unfilled."""
        ours = self._places
        seat = np.isin(ours.duty, [column for crew in self.crewing.crews for column in crew.columns])
        kept = StandingPlaces(ours.shape, *(column[~seat] for column in ours[1:]))
        required = self.crewing.windows.required[kept.row, kept.duty]
        return kept._replace(
            shape=(ours.shape[0], self.duties),
            duty=np.array(self.order, dtype=np.intp)[kept.duty],
            required=required,
            gap=required - kept.required,
        )

    def used(self) -> NDArray[np.int64]:
        """Return the number of places that each force fills, seats among them, shape (windows, forces)."""
        ours, windows = self._places, self.crewing.windows
        used = np.zeros((len(windows), windows.forces), dtype=np.int64)
        np.add.at(used, ours.row, ours.filled)
        return used

    def filled(self) -> NDArray[np.int64]:
        """Return the number of people of each force in each crew, shape (windows, crews, forces)."""
        ours, windows = self._places, self.crewing.windows
        crew_of = np.full(windows.required.shape[1], -1, dtype=np.int64)
        for number, crew in enumerate(self.crewing.crews):
            crew_of[list(crew.columns)] = number
        filled = np.zeros((len(windows), len(self.crewing.crews), windows.forces), dtype=np.int64)
        seats = np.flatnonzero((crew_of[ours.duty] >= 0) & (ours.required > 0))
        # filled[w, c, f] = sum of the places that force f fills over the seats of crew c
        np.add.at(filled, (ours.row[seats], crew_of[ours.duty[seats]]), ours.filled[seats])
        return filled

    @cached_property
    def _places(self) -> StandingPlaces:
        return self.crewing.answers.places()

    @cached_property
    def below_needs(self) -> NDArray[np.bool_]:
        """Whether each crew stands and is below what it needs, shape (windows, crews)."""
        state = self.crewing.state
        needs = np.array([crew.needs for crew in self.crewing.crews], dtype=np.int64)
        below: NDArray[np.bool_] = (state == OFF) | (state > needs)
        return below

    def proofs(self, crew: int) -> dict[int, tuple[Bottleneck, ...]]:
        """Return the proof that a crew could not take what it needs in its turn, by window; its duties are demands.

        It is a set of places taken before and of the crew's seats that need more people than could do any of them. No
        set lacks more people, and no smaller set lacks as many. It comes in pieces that share no person.
        """
        rows = np.flatnonzero(self.below_needs[:, crew])
        proofs = zip(rows.tolist(), proofs_of(self.crewing, rows, crew), strict=True)
        return {row: tuple(map(self._over_demands, found)) for row, found in proofs}

    def _over_demands(self, proof: Bottleneck) -> Bottleneck:
        return proof._replace(duties=tuple(self.order[column] for column in proof.duties))


def crew_answers_for(windows: Windows, crews: Sequence[CrewStates], strengths: Sequence[int]) -> CrewAnswers:
    """Return the state of each crew, window by window.

    Parameters
    ----------
    windows
        Their requirement has a column for each duty and for each seat that a crew needs.
    crews
        The crews in order, with the seats of each state among the demands.
    strengths
        The strength of each demand.
    """
    order = _order(windows, crews)
    required = np.full((len(windows), len(strengths)), -1, dtype=np.int64)
    required[:, : windows.required.shape[1]] = windows.required
    for crew in crews:
        stands = windows.required[:, crew.seats[crew.needs][0]] >= 0
        for seat in (seat for seats in crew.seats for seat in seats):
            required[:, seat] = np.where(stands, strengths[seat], -1)
    place = {demand: column for column, demand in enumerate(order)}
    asked = replace(
        windows,
        classes=tuple(SupplyClass(kind.force, _moved(kind.duties, place)) for kind in windows.classes),
        required=required[:, order],
        criticalities=tuple(_criticalities(windows, crews, order)),
    )
    seatings = [Seating(tuple(tuple(place[seat] for seat in seats) for seats in one.seats), one.needs) for one in crews]
    return CrewAnswers(crewing_of(asked, seatings), tuple(order), windows.required.shape[1])


def _order(windows: Windows, crews: Sequence[CrewStates]) -> list[int]:
    """Return the demands in order of precedence, with the seats of all states of a crew in its place."""
    firsts = {crew.seats[crew.needs][0]: crew for crew in crews}
    seats = {seat for crew in crews for seat in crew.seats[crew.needs]}
    order: list[int] = []
    for demand in range(windows.required.shape[1]):
        if demand in firsts:
            order.extend(seat for state in firsts[demand].seats for seat in state)
        elif demand not in seats:
            order.append(demand)
    return order


def _criticalities(windows: Windows, crews: Sequence[CrewStates], order: Sequence[int]) -> list[int]:
    of_seats = {seat: one.crew.criticality for one in crews for seats in one.seats for seat in seats}
    return [of_seats[demand] if demand in of_seats else windows.criticalities[demand] for demand in order]


def _moved(demands: int, place: dict[int, int]) -> int:
    """Return a set of demands as a set of columns."""
    moved = 0
    for demand in bits(demands):
        moved |= 1 << place[demand]
    return moved


def proofs_of(crewing: Crewing, rows: NDArray[np.intp], crew: int) -> list[tuple[Bottleneck, ...]]:
    """Return the proof that a crew could not take what it needs in its turn, in some windows."""
    own = crewing.crews[crew]
    required = crewing.windows.required[rows]
    first = min(own.columns)
    asked = np.full(required.shape, -1, dtype=np.int64)
    asked[:, :first] = crewing.taken[rows, :first]
    # What the crews before took in their turn is what they need: better states and worse ones came later.
    for number, other in enumerate(crewing.crews[:crew]):
        state: NDArray[np.int64] = crewing.state[rows][:, number]
        had = (state >= 0) & (state <= other.needs)
        seats = list(other.states[other.needs])
        asked[:, list(other.columns)] = -1
        asked[:, seats] = np.where(had[:, None], required[:, seats], -1)
    seats = list(own.states[own.needs])
    asked[:, seats] = required[:, seats]
    # All of one criticality: the proof is that of everything together.
    together = replace(
        some_of(crewing.windows, rows), required=asked, criticalities=(1,) * len(crewing.windows.criticalities)
    )
    return bottlenecks_of(together)
