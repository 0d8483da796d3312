"""A rota made by hand, as it looks after some months: the team's shifts, some of them swapped, and people on call."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from standto.model.event import ON_CALL, Event
from standto.model.rotas import RotaRow
from standto.model.shifts import REST
from standto.model.time import DAY, Period
from standto.scenario.generating.options import ZONE
from standto.scenario.generating.rhythm import HANDOVER
from standto.scenario.generating.volunteers import SKILLS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from standto.model.duties import Duty
    from standto.model.people import Team
    from standto.scenario.generating.draws import Draws
    from standto.scenario.generating.rhythm import Rhythm
    from standto.scenario.generating.volunteers import Volunteer

SWAPPED = 0.03
"""The share of shifts that somebody of another team with the same highest skill has taken over."""
READY_MINUTES = (10, 30, 60)
"""How long people on call need."""
BOUND = 0.5
"""The share of people on call who are on call for one duty alone, if one of their skill can wait."""
TOLD_BEFORE = 7 * DAY
"""How long before it begins somebody says that they are on call."""


class Standby(NamedTuple):
    """How somebody is on call on their rest days: how long they need, and the one duty that it is for, if any."""

    ready_minutes: int
    duty: str


class Calendar(NamedTuple):
    """What everybody does on each day.

    Attributes
    ----------
    days
        The local dates: from the day before the horizon, whose night shift reaches into it.
    entries
        By person, the shift that starts on each of these dates, or `REST`.
    """

    days: tuple[date, ...]
    entries: dict[str, list[str]]


def calendar_of(
    draws: Draws,
    volunteers: Sequence[Volunteer],
    rhythm: Rhythm,
    teams: Sequence[Team],
    horizon: Period,
    *,
    swaps: bool,
) -> Calendar:
    """Return the days of everybody by their team's pattern; with swaps, some shifts are somebody else's.

    Where the teams have no pattern, people are dealt over the offsets of the rhythm one by one.
    """
    first, last = (ZONE.local(instant).date() for instant in horizon)
    days = tuple(first + timedelta(days=number) for number in range(-1, (last - first).days + 1))
    offsets = {team.id: team.offset_days for team in teams if team.pattern}
    entries = {}
    for number, volunteer in enumerate(volunteers):
        offset = offsets.get(volunteer.person.team, rhythm.offsets[number % len(rhythm.offsets)])
        # The entry of day d is cycle[(d + offset) mod length], with d = 0 on the first day of the horizon.
        entries[volunteer.person.id] = [
            rhythm.cycle[(number - 1 + offset) % len(rhythm.cycle)] for number in range(len(days))
        ]
    made = Calendar(days, entries)
    if swaps:
        _swap(draws, volunteers, made)
    return made


def _swap(draws: Draws, volunteers: Sequence[Volunteer], calendar: Calendar) -> None:
    """Give some shifts to others of the same highest skill who are at rest the day before, then and the day after."""
    able: dict[int, list[str]] = {}
    for volunteer in volunteers:
        able.setdefault(volunteer.level, []).append(volunteer.person.id)
    for _ in range(draws.whole(SWAPPED * len(volunteers) * len(calendar.days))):
        giver = draws.choice(volunteers)
        taker = draws.choice(able[giver.level])
        day = draws.randrange(1, len(calendar.days) - 1)
        mine, theirs = calendar.entries[giver.person.id], calendar.entries[taker]
        if mine[day] != REST and set(theirs[day - 1 : day + 2]) == {REST}:
            mine[day], theirs[day] = REST, mine[day]


def standbys_of(
    draws: Draws, volunteers: Sequence[Volunteer], share: float, waiting: Sequence[Duty]
) -> dict[str, Standby]:
    """Return the readiness of the people on call on their rest days, by person.

    Parameters
    ----------
    share
        The share of people.
    waiting
        The duties that can wait.
    """
    chosen = draws.some(volunteers, round(share * len(volunteers)))
    found = {}
    for volunteer in sorted(chosen, key=lambda one: one.person.id):
        held = {skill.id for skill in SKILLS[: volunteer.level + 1]}
        mine = [duty.id for duty in waiting if held & set(duty.capabilities)]
        minutes, bound = draws.choice(READY_MINUTES), draws.chance(BOUND)
        found[volunteer.person.id] = Standby(minutes, draws.choice(mine) if bound and mine else "")
    return found


def rows_of(
    calendar: Calendar, rhythm: Rhythm, standbys: Mapping[str, Standby], horizon: Period
) -> tuple[RotaRow, ...]:
    """Return the rota as rows, person by person: shifts, and the rest days of people on call."""
    shifts = {
        (shift.id, number): Period(ZONE.wall_clock(day, shift.starts), ZONE.wall_clock(ends, shift.ends))
        for number, day in enumerate(calendar.days)
        for shift in rhythm.shifts
        for ends in [day + timedelta(days=shift.ends <= shift.starts)]
    }
    rests = [_rest_day(day) for day in calendar.days]
    rows = []
    for person, entries in calendar.entries.items():
        standby = standbys.get(person)
        for number, entry in enumerate(entries):
            row = _row(person, rests[number] if entry == REST else shifts[entry, number], standby, entry)
            if row is not None and row.period.start < horizon.until and row.period.until > horizon.start:
                rows.append(row)
    return tuple(rows)


def _row(person: str, period: Period, standby: Standby | None, entry: str) -> RotaRow | None:
    if entry != REST:
        return RotaRow(person, period)
    return None if standby is None else RotaRow(person, period, standby.duty, standby.ready_minutes)


def on_call_events(calendar: Calendar, standbys: Mapping[str, Standby], horizon: Period) -> Iterator[Event]:
    """Yield the words of people on call, a run of rest days at a time, for a force whose rota is its patterns."""
    for person, standby in standbys.items():
        entries = calendar.entries[person]
        for number, entry in enumerate(entries):
            if entry == REST and (number == 0 or entries[number - 1] != REST):
                length = next((more for more, later in enumerate(entries[number:]) if later != REST), None)
                last = len(entries) - 1 if length is None else number + length - 1
                start, until = _rest_day(calendar.days[number]).start, _rest_day(calendar.days[last]).until
                if start < horizon.until and until > horizon.start:
                    ready = standby.ready_minutes
                    yield Event("", ON_CALL, person, start, start - TOLD_BEFORE, until, count=ready)


def _rest_day(day: date) -> Period:
    """Return a day from one hand-over to the next."""
    return Period(ZONE.wall_clock(day, HANDOVER), ZONE.wall_clock(day + timedelta(days=1), HANDOVER))
