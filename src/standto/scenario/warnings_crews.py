"""Warnings about crews that nobody could ever man."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from standto.model.scenario import Duty, Scenario
from standto.scenario.faults import Warned
from standto.scenario.holdings import Holdings, Kept
from standto.scenario.layout import CREWS
from standto.wording import counted, listed

_MOST_SEATS = 12
"""The most seats of which every set is looked at; of a state with more, each seat alone and all together."""


def about_crews(scenario: Scenario, holdings: Holdings) -> Iterator[Warned]:
    """Yield crews that could never be at the state that they need, whoever steps back or returns."""
    row_of = {crew.id: row for row, crew in enumerate(scenario.crews)}
    for states in scenario.crew_states:
        lacking = [_lacking([scenario.demands[place] for place in seats], holdings) for seats in states.seats]
        if all(lacking):
            state = f" at {states.names[states.needs]!r}, or at any other state" if len(states.names) > 1 else ""
            what = f"nobody could ever man {states.crew.id!r}{state}: {lacking[states.needs]}"
            yield Warned(CREWS.file, row_of[states.crew.id], "crew", what)
        elif lacking[states.needs]:
            what = f"{states.crew.id!r} could never be at {states.names[states.needs]!r}, which it needs"
            yield Warned(CREWS.file, row_of[states.crew.id], "needs", f"{what}: {lacking[states.needs]}")


def _lacking(seats: list[Duty], holdings: Holdings) -> str:
    """Return in words the seats of a state that cannot all be filled at once; empty if all can be.

    All can be filled if every set of seats has as many people and places who could fill one of them as it has places
    (Hall's theorem).
    """
    fits: defaultdict[Kept, int] = defaultdict(int)
    for place, seat in enumerate(seats):
        for kept in holdings.permitted(seat):
            fits[kept] |= 1 << place
    for chosen in _sets(len(seats)):
        asking = [seat for place, seat in enumerate(seats) if chosen >> place & 1]
        # eligible(S) = the people and places that fit some seat of S; strength(S) = what its seats take.
        eligible = holdings.number(kept for kept, mask in fits.items() if mask & chosen)
        strength = sum(seat.strength for seat in asking)
        if eligible < strength:
            return _short([seat.id.partition("/")[2] for seat in asking], strength, eligible)
    return ""


def _sets(count: int) -> Iterator[int]:
    """Yield sets of seats as bit masks, the smallest first."""
    if count > _MOST_SEATS:
        yield from (*(1 << seat for seat in range(count)), (1 << count) - 1)
    else:
        yield from sorted(range(1, 1 << count), key=int.bit_count)


def _short(seats: list[str], strength: int, eligible: int) -> str:
    people = counted(eligible, "person or place", "people and places") if eligible else "nobody"
    verb, them = ("takes", "it") if len(seats) == 1 else ("take", "them")
    return f"{listed(seats)} {verb} {strength:,}, and {people} could ever fill {them}"
