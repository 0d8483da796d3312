"""Small random scenarios with rules on rest, everything on a grid of half hours, and what the contract says of them.

The second half is plain code from the contract alone: it shares nothing with the program but the records.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from standto.model.duties import Duty
from standto.model.event import Event
from standto.model.people import Authorisation, Capability, Force, Person, Team
from standto.model.rotas import RotaRow
from standto.model.scenario import Scenario
from standto.model.shifts import Pattern, Shift
from standto.model.time import DAY, FOREVER, HOUR, MINUTE, Period
from standto.model.working_time import RestRule, WorkingTime
from standto.model.zone import Zone
from tests.stints.grid import GridRule, look_at

CELL = 30 * MINUTE
SETTINGS = (
    ("Europe/London", datetime(2023, 3, 25)),  # forward an hour at 01:00 on the 26th
    ("Europe/London", datetime(2023, 10, 28)),  # back an hour at 02:00 on the 29th
    ("Australia/Lord_Howe", datetime(2023, 9, 30)),  # forward half an hour at 02:00 on the 1st
    ("Australia/Lord_Howe", datetime(2023, 4, 1)),  # back half an hour at 02:00 on the 2nd
)
SHIFTS = (
    Shift("early", time(7), time(15)),
    Shift("late", time(14), time(23)),
    Shift("night", time(23), time(7)),
    Shift("long", time(7), time(19)),
    Shift("standby", time(19), time(7), 30),
    Shift("around", time(7), time(7)),
)
ENTRIES = (*(shift.id for shift in SHIFTS), "rest", "rest")
TEAMS = ("team", "other", "still", "lent")
TRIPLES = (
    ("rest-before", (8, 11, 14), {}),
    ("stint-hours", (8, 10, 12.5, 20), {}),
    ("hours-in", (12, 40, 60), {"days": 3}),
    ("hours-in", (20, 40.5, 48), {"days": 7}),
    ("hours-in", (8, 12), {"days": 1}),
    ("hours-in", (150,), {"days": 30}),
    ("rest-in", (12, 24, 35), {"days": 7}),
    ("rest-in", (11.5,), {"days": 1.5}),
    ("run", (1, 2, 4), {"gap_hours": 24}),
    ("run", (0, 3), {"gap_hours": 16.5}),
    ("night-run", (1, 2), {"gap_hours": 36}),
    ("night-run", (0, 1), {"gap_hours": 20}),
)


@st.composite
def rules(draw):
    """Return up to four rules, most of them breaches."""
    found = []
    for number in range(draw(st.integers(1, 4))):
        measure, bounds, more = draw(st.sampled_from(TRIPLES))
        effect = draw(st.sampled_from(["breach", "breach", "owed", "note"]))
        teams = draw(st.sampled_from([(), (), (), ("team",), ("lent", "other")]))
        found.append(RestRule(f"r{number}", measure, draw(st.sampled_from(bounds)), effect, teams=teams, **more))
    return tuple(found)


@st.composite
def worlds(draw):
    """Return a scenario; the horizon is short, and the clocks change in it."""
    name, first = draw(st.sampled_from(SETTINGS))
    zone = Zone(name)
    start = zone.instant(first + timedelta(hours=draw(st.sampled_from([0, 7, 18]))))
    until = start + draw(st.sampled_from([24, 60, 90])) * HOUR
    moments = st.sampled_from([-680, -400, -90, -48, -31, -30, -7.5, -4, 0, 0.5, 3, 8, 11, 24, 25, 31, 40, 55, 80, 95])

    def spans(least=1):
        begin = start + int(draw(moments) * HOUR)
        return Period(begin, begin + least * CELL * draw(st.sampled_from([1, 2, 8, 16, 20, 24, 30, 52, 60, 96])))

    cycle = st.lists(st.sampled_from(ENTRIES), min_size=1, max_size=5)
    patterns = tuple(Pattern(each, date(2023, 9, 1), tuple(draw(cycle))) for each in ("one", "two"))
    teams = (
        Team("team", "met", "one", 1),
        Team("other", "met", "two"),
        Team("still", "met"),
        Team("lent", "kent", "one"),
    )
    people = tuple(
        Person(f"nx{number}", "kent" if team == "lent" else "met", team)
        for number, team in enumerate(draw(st.lists(st.sampled_from((*TEAMS, "", "team")), min_size=1, max_size=4)))
    )
    rows = []
    for person in draw(st.lists(st.sampled_from([one.id for one in people]), max_size=4)):
        period = spans()
        if not any(row.person == person and row.period.overlap(period) for row in rows):
            rows.append(RotaRow(person, period, ready_minutes=draw(st.sampled_from([0, 0, 0, 10]))))
    events = []
    kinds = st.sampled_from(["called-in", "called-in", "stood-off", "on-call", "on-call", "unavailable", "available"])
    for _ in range(draw(st.integers(0, 5))):
        kind, period = draw(kinds), spans()
        count = draw(st.sampled_from([None, 0, 15])) if kind == "on-call" else None
        end = FOREVER if kind == "available" or (draw(st.booleans()) and draw(st.booleans())) else period.until
        recorded = period.start + draw(st.sampled_from([0, 0, 0, -20, 50])) * HOUR
        person = draw(st.sampled_from([one.id for one in people]))
        events.append(Event("", kind, person, period.start, recorded, end, count=count))
    return Scenario(
        title="Rest",
        zone=zone,
        horizon=Period(start, until),
        home="met",
        forces=(Force("met", "home", 0), Force("kent", "police", 1)),
        duties=(Duty("guard", "routine", ("armed",), 1), Duty("wait", "routine", ("armed",), 1, ready_minutes=60)),
        shifts=SHIFTS,
        patterns=patterns,
        capabilities=(Capability("armed"),),
        teams=teams,
        people=people,
        authorisations=tuple(Authorisation(one.id, "armed") for one in people),
        events=tuple(events),
        rota=tuple(rows),
        working_time=WorkingTime(
            unrested=draw(st.sampled_from(["count", "leave-out", "leave-out"])),
            break_hours=draw(st.sampled_from([0, 0.5, 3, 8])),
            own=draw(rules()),
        ),
    )


# -- the contract in plain words ---------------------------------------------------------------------------------


def known_events(scenario, person, known_at):
    """Return the known events about a person, each after those over which it takes precedence."""
    events = [one for one in scenario.events if one.subject == person.id and one.recorded <= known_at]
    return sorted(events, key=lambda one: one.occurred)


def deciding(events, instant):
    """Return the latest live event of some, each after those over which it takes precedence."""
    live = [event for event in events if event.occurred <= instant < event.until]
    return live[-1] if live else None


def is_unavailable(events, instant):
    for place, event in enumerate(events):
        if event.kind == "unavailable" and event.occurred <= instant < event.until:
            ended = [other for other in events[place + 1 :] if other.kind == "available" and other.occurred <= instant]
            if not ended:
                return True
    return False


def shift_minutes(scenario, team, instant):
    """Return the readiness of the shifts that a team has at an instant, by the wall clock."""
    zone = ZoneInfo(scenario.zone.name)
    pattern = next(each for each in scenario.patterns if each.id == team.pattern)
    here = datetime.fromtimestamp(instant / 1_000_000, zone).date()
    found = []
    for back in range(-1, 3):
        day = here - timedelta(days=back)
        entry = pattern.cycle[((day - pattern.anchor).days + team.offset_days) % len(pattern.cycle)]
        for shift in scenario.shifts:
            if shift.id == entry:
                last = day if shift.ends > shift.starts else day + timedelta(days=1)
                start = datetime.combine(day, shift.starts, zone).timestamp() * 1_000_000
                until = datetime.combine(last, shift.ends, zone).timestamp() * 1_000_000
                if start <= instant < until:
                    found.append(shift.ready_minutes)
    return found


def readiness(scenario, person, instant, known_at):
    """Return how long a person needs, whether that is a stint's work, or (None, False) if they are off duty."""
    events = known_events(scenario, person, known_at)
    line = deciding([one for one in events if one.kind in ("called-in", "stood-off", "on-call")], instant)
    here = not is_unavailable(events, instant)
    if line is not None and line.kind == "called-in":
        return 0, here
    if line is not None and line.kind == "stood-off":
        return None, False
    rows = [row for row in scenario.rota if row.person == person.id]
    team = next((each for each in scenario.teams if each.id == person.team), None)
    has_pattern = team is not None and team.pattern
    by_rota = rows or (scenario.rota and person.force == "met" and not has_pattern)
    if by_rota:
        minutes = [row.ready_minutes for row in rows if row.period.start <= instant < row.period.until]
    elif has_pattern:
        minutes = shift_minutes(scenario, team, instant)
    else:
        return 0, False
    if not minutes and line is not None:
        minutes = [line.count or 0]
    return (min(minutes), here and min(minutes) == 0) if minutes else (None, False)


def cells_of(length):
    assert length % CELL == 0
    return int(length // CELL)


def in_cells(rule):
    counts = rule.measure in ("run", "night-run")
    return GridRule(
        rule.measure,
        rule.bound if counts else cells_of(rule.bound * HOUR),
        rule.effect == "breach",
        cells_of((rule.days or 0) * DAY or (rule.gap_hours or 0) * HOUR),
    )


class Grid:
    """A scenario on the grid, person by person, as known at an instant.

    Attributes
    ----------
    begins
        The instant of the first cell: 28 days, or the longest `days` of a rule, before the horizon.
    breaks
        Each rule broken, as ``(start, person, rule, until, measured)`` in instants and in hours or stints, sorted.
    worked, left_out
        Cells in which each person works, left out or not; and those in which they are left out.
    breached, owed
        Cells of the stints of each person that break a rule of effect `breach`; or of `owed`, and no breach.
    """

    def __init__(self, scenario, known_at=FOREVER):
        working = scenario.working_time
        days = max([28, *(rule.days for rule in working.own if rule.days)])
        self.scenario, self.known_at = scenario, known_at
        self.begins = scenario.horizon.start - int(days * DAY)
        self.cells = cells_of(scenario.horizon.until + DAY - self.begins)
        self.breaks, self.worked, self.left_out, self.breached, self.owed = [], {}, {}, {}, {}
        night = [scenario.zone.local(self.at(cell)).hour in (23, 0, 1, 2, 3, 4, 5) for cell in range(self.cells)]
        for person in scenario.people:
            self._look_at(person, night)
        self.breaks.sort()

    def at(self, cell):
        return self.begins + cell * CELL

    def _look_at(self, person, night):
        working = self.scenario.working_time
        ours = [
            rule
            for rule in working.own
            if (person.team in rule.teams if rule.teams else person.force == self.scenario.home)
        ]
        worked = [readiness(self.scenario, person, self.at(cell), self.known_at)[1] for cell in range(self.cells)]
        found, gone = look_at(
            worked,
            night,
            [in_cells(rule) for rule in ours],
            shortest_break=cells_of(working.break_hours * HOUR),
            leave_out=working.unrested == "leave-out",
            long_night=cells_of(3 * HOUR),
        )
        self.worked[person.id] = [cell for cell, here in enumerate(worked) if here]
        self.left_out[person.id] = set(gone)
        self.breached[person.id], self.owed[person.id] = set(), set()
        for stint in found:
            rule = ours[stint.rule]
            counts = rule.measure in ("run", "night-run")
            value = stint.measured if counts else round(stint.measured * CELL / HOUR, 2)
            self.breaks.append((self.at(stint.start), person.id, working.own.index(rule), self.at(stint.until), value))
            if rule.effect != "note":
                (self.breached if rule.effect == "breach" else self.owed)[person.id].update(range(*stint[:2]))
        self.owed[person.id] -= self.breached[person.id]

    def cell(self, instant):
        return (instant - self.begins) // CELL
