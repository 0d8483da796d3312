"""Crews of a synthetic force: a driver and some more, and in the best state somebody to lead them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.model.crews import Crew, Seat
from standto.scenario.generating.volunteers import SKILLS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from standto.scenario.generating.draws import Draws
    from standto.scenario.generating.rhythm import Rhythm

FULL, LIMITED = "full", "limited"
CRITICALITIES = (1, 2, 2, 3)
"""The criticality of each crew, in turn."""
PARTS = ("all", "all", "all", "night")
"""The part of the day in which each crew stands, in turn."""
CREW = (2, 4)
"""The least and the most people behind the driver."""
WAITS = 30
"""How many minutes every third crew can wait, where people are on call."""
BASIC, DRIVING, LEADING = (skill.id for skill in SKILLS[:3])


def crews_of(count: int, rhythm: Rhythm, *, wait: bool) -> tuple[Crew, ...]:
    """Return crews, numbered in order; each needs its limited state, and every third its full one.

    Parameters
    ----------
    wait
        Whether some of them can wait for people.
    """
    width = len(str(count))
    return tuple(
        Crew(
            id=f"crew-{number:0{width}}",
            task="routine",
            needs=FULL if number % 3 == 0 else LIMITED,
            criticality=CRITICALITIES[number % len(CRITICALITIES)],
            ready_minutes=WAITS if wait and number % 3 == 1 else 0,
            shifts=rhythm.parts[PARTS[number % len(PARTS)]],
            name=f"Crew {number}",
        )
        for number in range(1, count + 1)
    )


def seats_of(draws: Draws, crews: Sequence[Crew]) -> tuple[Seat, ...]:
    """Return the seats of crews: 4 to 6 people in the full state, and one fewer in the limited one."""
    seats: list[Seat] = []
    for crew in crews:
        behind = draws.randint(*CREW)
        for state in (FULL, LIMITED):
            seats.append(Seat(crew.id, state, "driver", (f"{DRIVING}+{BASIC}",)))
            seats.append(Seat(crew.id, state, "crew", (BASIC,), behind))
            if state == FULL:
                seats.append(Seat(crew.id, state, "lead", (LEADING, DRIVING)))
    return tuple(seats)


def taken_by(crews: Sequence[Crew], seats: Sequence[Seat]) -> list[int]:
    """Return how many people of each rung of skill the states that crews need take, the lowest rung first."""
    needs = {crew.id: crew.needs for crew in crews}
    taken = [0] * len(SKILLS)
    for seat in seats:
        if seat.state == needs[seat.crew]:
            taken[0 if seat.id == "crew" else 1] += seat.strength
    return taken
