"""The lines of a grid of teams by day: the number on duty in each team, and their shifts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from standto_desk.pages.rota.day_pieces import AWAY, pieces_of
from standto_desk.pages.rota.shift_codes import ShiftCodes
from standto_desk.picture.rota.month_grids import MonthGrid

MOST_CODES = 2
"""The most different times of a team that a cell names."""


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team's row of a grid.

    Attributes
    ----------
    team
        Its id; blank for people without one.
    days
        On each day the number of its people with a time on duty, and their times in short, the most common first.
    """

    team: str
    people: int
    days: tuple[tuple[int, str], ...]


def team_rows(grid: MonthGrid, codes: ShiftCodes) -> list[TeamRow]:
    """Return the rows of the home force's teams, and of its people without a team."""
    people = grid.scenario.people
    teams: dict[str, list[int]] = {}
    for place, person in enumerate(people):
        if person.force == grid.scenario.home:
            teams.setdefault(person.team, []).append(place)
    return [TeamRow(team, len(teams[team]), _days(grid, teams[team], codes)) for team in sorted(teams)]


def _days(grid: MonthGrid, places: list[int], codes: ShiftCodes) -> tuple[tuple[int, str], ...]:
    numbers: Counter[int] = Counter()
    texts: list[Counter[str]] = [Counter() for _ in grid.days]
    for place in places:
        for day, pieces in pieces_of(grid, place, codes).items():
            there = [one for one in pieces if one.way != AWAY]
            numbers[day] += bool(there)
            texts[day].update({one.text for one in there})
    return tuple((numbers[day], _named(texts[day])) for day in range(len(grid.days)))


def _named(texts: Counter[str]) -> str:
    """Return the times of a day; several as their number."""
    if len(texts) <= MOST_CODES:
        return ", ".join(text for text, _ in texts.most_common())
    return f"{len(texts)} times"
