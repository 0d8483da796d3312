"""Shifts, patterns and teams: the rhythm of a force."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from standto.model.people import Team
from standto.model.shifts import REST, Pattern, Shift

if TYPE_CHECKING:
    from datetime import date

EIGHT_HOURS = (
    Shift("early", time(7), time(15)),
    Shift("late", time(15), time(23)),
    Shift("night", time(23), time(7)),
)
HANDOVER = time(7)
"""When a day of shifts begins and the one before ends."""
TWELVE_HOURS = (Shift("day", time(7), time(19)), Shift("night", time(19), time(7)))


Parts: TypeAlias = dict[str, tuple[str, ...]]
"""The shifts that make up each part of the day; none if that is all day."""


class Rhythm(NamedTuple):
    """How teams share the hours.

    Attributes
    ----------
    shifts
        Empty if there is one team, on call at all times.
    pattern
        The name of the cycle that every team works; empty if there is none.
    share
        The share of all people on duty in the shift with the fewest teams.
    parts
        The shifts that run by day, in the evening and at night; a duty stands in some of them.
    """

    shifts: tuple[Shift, ...]
    pattern: str
    cycle: tuple[str, ...]
    offsets: tuple[int, ...]
    share: float
    parts: Parts


def rhythm_of(teams: int) -> Rhythm:
    """Return a rhythm that gives every shift a team every day.

    Notes
    -----
    Two early, two late and two night shifts with four days off need five teams, two days apart. With twelve-hour
    shifts, two days, two nights and four days off need four teams; two days, two nights and two days off need three.
    Two teams take turns by day, four days on and four off. One team is on call at all times. Offsets are spread over
    the cycle, so that with more than five teams no shift is empty either.
    """
    if teams == 1:
        return Rhythm((), "", (), (0,), 1.0, {"day": (), "evening": (), "night": (), "all": ()})
    if teams == 2:
        everything = ("day",)
        parts: Parts = {"day": everything, "evening": everything, "night": everything, "all": everything}
        return _rhythm(TWELVE_HOURS[:1], "four-four", "day day day day rest rest rest rest", teams, parts)
    if teams < 5:
        parts = {"day": ("day",), "evening": ("day", "night"), "night": ("night",), "all": ()}
        off = "rest rest" if teams == 3 else "rest rest rest rest"
        name = "two-two-two" if teams == 3 else "two-two-four"
        return _rhythm(TWELVE_HOURS, name, f"day day night night {off}", teams, parts)
    parts = {"day": ("early", "late"), "evening": ("late",), "night": ("late", "night"), "all": ()}
    cycle = "early early late late night night rest rest rest rest"
    return _rhythm(EIGHT_HOURS, "two-two-two-four", cycle, teams, parts)


def _rhythm(shifts: tuple[Shift, ...], name: str, entries: str, teams: int, parts: Parts) -> Rhythm:
    """Return the rhythm of teams whose offsets are spread over a cycle."""
    cycle = tuple(entries.split())
    offsets = tuple(team * len(cycle) // teams % len(cycle) for team in range(teams))
    fewest = min(
        sum(cycle[(day + offset) % len(cycle)] == shift.id for offset in offsets)
        for day in range(len(cycle))
        for shift in shifts
    )
    return Rhythm(shifts, name, cycle, offsets, fewest / teams, parts)


def resting_share(rhythm: Rhythm) -> float:
    """Return the least share of teams whose entry is a rest day on one and the same day; 0 without a cycle."""
    days, teams = range(len(rhythm.cycle)), len(rhythm.offsets)
    at_rest = (sum(rhythm.cycle[(day + start) % len(days)] == REST for start in rhythm.offsets) for day in days)
    return min(at_rest, default=0) / teams


def patterns_of(rhythm: Rhythm, anchor: date) -> tuple[Pattern, ...]:
    """Return the pattern that the teams work, if there is one."""
    return (Pattern(rhythm.pattern, anchor, rhythm.cycle),) if rhythm.pattern else ()


def teams_of(rhythm: Rhythm, force: str) -> tuple[Team, ...]:
    """Return the teams, numbered in order."""
    width = len(str(len(rhythm.offsets)))
    return tuple(
        Team(f"team-{number:0{width}}", force, rhythm.pattern, offset)
        for number, offset in enumerate(rhythm.offsets, start=1)
    )
