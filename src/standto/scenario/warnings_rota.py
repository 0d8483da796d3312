"""Warnings about the rota: rows that no duty could use, rows that are forgotten, and rows that replace a pattern."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import time

from standto.model.event import LINES
from standto.model.people import Person, Team
from standto.model.rotas import RotaRow
from standto.model.scenario import Scenario
from standto.model.shifts import REST, Shift
from standto.model.time import DAY, SECOND, Instant
from standto.scenario.faults import Warned
from standto.scenario.holdings import Holdings
from standto.scenario.layout import PEOPLE, ROTA
from standto.scenario.row_use import RowUse
from standto.wording import counted, some_of

_LOOKED_BACK = 28 * DAY
"""How far before the horizon rows may lie without a warning."""
_FEWEST = 2
"""The fewest people without a row that are worth a warning."""


def about_rota(scenario: Scenario, holdings: Holdings) -> Iterator[Warned]:
    """Yield warnings about the rota of a sound scenario."""
    if scenario.rota:
        yield from _far_off(scenario)
        yield from _of_no_use(scenario, holdings)
        yield from _forgotten(scenario)
        yield from _replaced(scenario)


def _far_off(scenario: Scenario) -> Iterator[Warned]:
    """Yield the first of the rows that are further from the horizon than it is long, with their number.

    Rules on rest look back, so rows of the 28 days before the horizon are as they should be.
    """
    start, until = scenario.horizon
    early, late = min(start - (until - start), start - _LOOKED_BACK), until + (until - start)
    periods = [row.period for row in scenario.rota]
    rows = [row for row, period in enumerate(periods) if period.until < early or period.start > late]
    if rows:
        also = f" (so for {counted(len(rows) - 1, 'more row')})" if len(rows) > 1 else ""
        side = (
            "ends long before the horizon starts"
            if periods[rows[0]].until < early
            else "starts long after the horizon ends"
        )
        yield Warned(ROTA.file, rows[0], "from", f"the row {side}: check its date{also}")


def _of_no_use(scenario: Scenario, holdings: Holdings) -> Iterator[Warned]:
    """Yield the first of the rows that no duty could use for the same reason, with their number."""
    use = RowUse(scenario, holdings)
    found: dict[str, tuple[int, str, str]] = {}
    count: defaultdict[str, int] = defaultdict(int)
    for row, each in enumerate(scenario.rota):
        why = use.fault(each)
        if why is not None:
            found.setdefault(why.kind, (row, why.column, why.what))
            count[why.kind] += 1
    for kind, (row, column, what) in found.items():
        also = f" (so for {counted(count[kind] - 1, 'more row')})" if count[kind] > 1 else ""
        yield Warned(ROTA.file, row, column, f"no duty could use this row: {what}{also}")


def _forgotten(scenario: Scenario) -> Iterator[Warned]:
    """Yield people without a row where most of those like them have one: people without a pattern, or of one team."""
    with_row = {row.person for row in scenario.rota}
    told = with_row | {event.subject for event in scenario.events if event.kind in LINES["on-duty"]}
    groups: defaultdict[str, list[tuple[int, Person]]] = defaultdict(list)
    for place, person in enumerate(scenario.people):
        if person.force == scenario.home:
            team = scenario.team.get(person.team)
            groups[team.id if team and team.pattern else ""].append((place, person))
    for team_id, members in groups.items():
        without = [one for one in members if one[1].id not in told]
        having = sum(person.id in with_row for _, person in members)
        if len(without) >= _FEWEST and having * 2 > len(members):
            they = f"work the pattern of team {team_id!r}" if team_id else "are off duty at all times"
            names = some_of([person.id for _, person in without])
            others = counted(having, "person has", "people have")
            what = f"{names} have no row in {ROTA.file}, where {others} one: they {they}"
            yield Warned(PEOPLE.file, without[0][0], "person", what)


def _replaced(scenario: Scenario) -> Iterator[Warned]:
    """Yield people whose few rows replace the pattern of their team, the first row of each team's."""
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(scenario.rota):
        rows[row.person].append(place)
    lost: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    by_pattern: dict[str, Instant] = {}
    for person in scenario.people:
        team = scenario.team.get(person.team)
        if person.id in rows and team and team.pattern:
            if team.id not in by_pattern:
                by_pattern[team.id] = _time_by_pattern(scenario, team)
            if _time_by_rota(scenario, [scenario.rota[place] for place in rows[person.id]]) * 2 < by_pattern[team.id]:
                lost[team.id].append((rows[person.id][0], person.id))
    for team_id, people in lost.items():
        place, _ = min(people)
        whom = some_of([name for _, name in sorted(people)])
        what = f"for {whom} the few rows here replace the whole pattern of team {team_id!r}"
        add = "to add time to a pattern, write an event on-call or called-in instead"
        yield Warned(ROTA.file, place, "person", f"{what}: {add}")


def _time_by_rota(scenario: Scenario, rows: list[RotaRow]) -> Instant:
    """Return the time of some rows inside the horizon."""
    inside = (row.period.overlap(scenario.horizon) for row in rows)
    return sum(period.until - period.start for period in inside if period)


def _time_by_pattern(scenario: Scenario, team: Team) -> Instant:
    """Return about the time that a team's pattern has inside the horizon: by the wall clock, whole shifts."""
    pattern = scenario.pattern[team.pattern]
    first, last = (scenario.zone.local(instant).date() for instant in scenario.horizon)
    offset = (first - pattern.anchor).days + team.offset_days
    entries = (pattern.cycle[(offset + day) % len(pattern.cycle)] for day in range((last - first).days))
    length = {shift.id: length_of(shift) for shift in scenario.shifts} | {REST: 0}
    return sum(length[entry] for entry in entries)


def length_of(shift: Shift) -> Instant:
    """Return the length of a shift by the wall clock."""
    return (since_midnight(shift.ends) - since_midnight(shift.starts)) % DAY or DAY


def since_midnight(clock: time) -> Instant:
    """Return the time from midnight until a time of the wall clock."""
    return ((clock.hour * 60 + clock.minute) * 60 + clock.second) * SECOND + clock.microsecond
