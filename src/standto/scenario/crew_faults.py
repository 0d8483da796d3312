"""Checks of crews against their seats: every crew has seats, and each better state has those of the state it needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from standto.model.crews import Crew, Seat
from standto.model.duties import alternatives_of
from standto.scenario.cells import is_id, shown
from standto.scenario.faults import Faults
from standto.scenario.layout import CREWS, SEATS

_States = dict[str, dict[str, "_SeatRow"]]
"""The seats of one crew by state and id, the best state first."""


class _SeatRow(NamedTuple):
    """A seat with its line, and whether its row has no fault."""

    seat: Seat
    line: int
    sound: bool


class CrewCheck:
    """A check of the crews of one folder.

    Parameters
    ----------
    crews, seats
        The rows of both tables.
    lines
        The line of each row of each file.
    unsound
        The lines with a fault of each file.
    """

    def __init__(
        self,
        crews: Sequence[Crew],
        seats: Sequence[Seat],
        lines: Mapping[str, Sequence[int]],
        unsound: Mapping[str, frozenset[int]],
    ) -> None:
        self._crews = list(zip(crews, lines[CREWS.file], strict=True))
        self._unsound = unsound
        broken = unsound[SEATS.file]
        self._seats = [_SeatRow(s, n, n not in broken) for s, n in zip(seats, lines[SEATS.file], strict=True)]
        self._partial: set[tuple[str, str]] = set()
        """The crews and states with a row whose seat cannot be read; the state is empty if that cannot be read."""

    def note(self, faults: Faults, lost: frozenset[str] | None) -> None:
        """Note every fault, but none that another fault causes.

        Parameters
        ----------
        lost
            The crews that may have seats in rows that could not be read; None if the file could not be read at all.
        """
        by_crew = self._by_crew(faults)
        for crew, line in self._crews:
            if lost is None or not is_id(crew.id) or crew.id in lost or (crew.id, "") in self._partial:
                continue
            states = by_crew.get(crew.id, {})
            seatless = [state for name, state in sorted(self._partial) if name == crew.id and state not in states]
            if not states and not seatless:
                what = f"{shown(crew.id)} has no seat: give it a row in {SEATS.file}"
                faults.add(CREWS.file, what, line=line, column="crew")
            elif crew.needs and crew.needs not in [*states, *seatless]:
                what = (
                    f"no state {shown(crew.needs)} of {shown(crew.id)}: allowed are {', '.join([*states, *seatless])}"
                )
                faults.add(CREWS.file, what, line=line, column="needs")
            elif crew.needs in states or not (crew.needs or seatless or line in self._unsound[CREWS.file]):
                for column, what, place in self._not_nested(crew, states):
                    faults.add(SEATS.file, what, line=place, column=column)

    def _by_crew(self, faults: Faults) -> dict[str, _States]:
        """Return the seats of each crew; note seats that are named twice in one state."""
        found: dict[str, _States] = {}
        for row in self._seats:
            seat = row.seat
            if not (seat.crew and seat.state and seat.id):
                self._partial.add((seat.crew, seat.state))
                continue
            state = found.setdefault(seat.crew, {}).setdefault(seat.state, {})
            if (other := state.setdefault(seat.id, row)) is not row:
                what = f"{shown(seat.id)} is a seat of {shown(seat.state)} already, on {SEATS.file}:{other.line}"
                faults.add(SEATS.file, f"{what}: name each seat of a state once", line=row.line, column="seat")
        return found

    def _not_nested(self, crew: Crew, states: _States) -> Iterator[tuple[str, str, int]]:
        """Yield the column, the fault and the line where a state better than the needed one does not contain it."""
        needs = crew.needs or list(states)[-1]
        for state, seats in states.items():
            if state == needs:
                return
            better = f"{shown(state)} is better than {shown(needs)}, which {shown(crew.id)} needs"
            for name, needed in states[needs].items():
                if name in seats:
                    yield from (
                        (column, f"{better}, {what}", line) for column, what, line in _lesser(seats[name], needed)
                    )
                elif (crew.id, state) not in self._partial:
                    what = f"and lacks its seat {shown(name)} on {SEATS.file}:{needed.line}"
                    first = next(iter(seats.values())).line
                    yield "state", f"{better}, {what}: give every better state its seats", first


def _lesser(row: _SeatRow, needed: _SeatRow) -> Iterator[tuple[str, str, int]]:
    """Yield the column, the fault and the line where a seat takes other people than the needed one, or fewer."""
    if not (row.sound and needed.sound):
        return
    named, there = f"and the seat {shown(row.seat.id)} has", f"on {SEATS.file}:{needed.line}"
    if set(alternatives_of(row.seat.capabilities)) != set(alternatives_of(needed.seat.capabilities)):
        written = shown(";".join(needed.seat.capabilities))
        yield "capabilities", f"{named} {written} {there}: write the same", row.line
    if row.seat.strength < needed.seat.strength:
        yield "strength", f"{named} {needed.seat.strength:,} {there}: write as many or more", row.line
