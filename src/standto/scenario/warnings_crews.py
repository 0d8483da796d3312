"""Warnings about crews that nobody could ever man."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from standto.model.duties import Duty
from standto.model.scenario import Scenario
from standto.scenario.faults import Warned
from standto.scenario.filling_seats import number_fitting, too_few_for
from standto.scenario.holdings import Holdings, Kept
from standto.scenario.layout import CREWS
from standto.wording import counted, listed


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
    """Return in words the seats of a state that cannot all be filled at once; empty if all can be."""
    fits: defaultdict[Kept, int] = defaultdict(int)
    for place, seat in enumerate(seats):
        for kept in holdings.permitted(seat):
            fits[kept] |= 1 << place
    counts: Counter[int] = Counter()
    for kept, mask in fits.items():
        counts[mask] += holdings.number([kept])
    short = too_few_for([seat.strength for seat in seats], counts)
    if not short:
        return ""
    strength = sum(seats[place].strength for place in short)
    return _short([seats[place].id.partition("/")[2] for place in short], strength, number_fitting(short, counts))


def _short(seats: list[str], strength: int, eligible: int) -> str:
    people = counted(eligible, "person or place", "people and places") if eligible else "nobody"
    verb, them = ("takes", "it") if len(seats) == 1 else ("take", "them")
    return f"{listed(seats)} {verb} {strength:,}, and {people} could ever fill {them}"
