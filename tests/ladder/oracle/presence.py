"""Who is on duty, how soon they are ready, what a row binds them to; and crews said as duties."""

from __future__ import annotations

from dataclasses import replace

from standto.model.duties import Duty
from tests.register import oracle as register

ON_DUTY_LINE = ("called-in", "stood-off", "on-call")


def seats_as_duties(scenario):
    """The scenario with a duty for each seat that a crew needs, in place of its crews; each says whose seat it is."""
    if not scenario.crews:
        return scenario
    seats = {}
    for crew in scenario.crews:
        mine = [seat for seat in scenario.seats if seat.crew == crew.id]
        needs = crew.needs or list(dict.fromkeys(seat.state for seat in mine))[-1]
        seats[crew.id] = [
            Duty(
                f"{crew.id}/{seat.id}",
                crew.task,
                seat.capabilities,
                seat.strength,
                crew.criticality,
                site=crew.site,
                period=crew.period,
                shifts=crew.shifts,
                when=crew.when,
                ready_minutes=crew.ready_minutes,
                crew=crew.id,
            )
            for seat in mine
            if seat.state == needs
        ]
    duties = (*scenario.duties, *(seat for crew in scenario.crews for seat in seats[crew.id]))
    return replace(scenario, duties=duties, crews=(), seats=())


def alternatives(duty):
    """The sets of capabilities any one of which one person must hold whole."""
    return [set(one.split("+")) for one in duty.capabilities]


def row_at(scenario, person, instant):
    """The row of the rota that a person is in; None if in none."""
    rows = [one for one in scenario.rota if one.person == person.id and one.period.start <= instant < one.period.until]
    return rows[0] if rows else None


def bound_to(scenario, person, instant):
    """The duty or crew that a person counts for alone; empty for any."""
    row = row_at(scenario, person, instant)
    return row.duty if row else ""


def binds(bound, duty):
    """Whether somebody bound may count for a duty."""
    return bound in ("", duty.id, duty.crew)


def could(pool, duty):
    """Whether a pool's places can do a duty, soon enough."""
    return pool.ready_minutes <= duty.ready_minutes and any(one <= set(pool.capabilities) for one in alternatives(duty))


def readiness(known, person, instant, by_pattern):
    """How many minutes a person needs to be at work; None if they are off duty."""
    event = known.latest(instant, person.id, *ON_DUTY_LINE)
    if event and event.kind != "on-call":
        return 0 if event.kind == "called-in" else None
    otherwise = _otherwise(known.scenario, person, instant, by_pattern)
    if otherwise is None and event:
        return event.count or 0
    return otherwise


def _otherwise(scenario, person, instant, by_pattern):
    """How many minutes a person needs by their rows or their pattern; None if they are off duty."""
    if any(row.person == person.id for row in scenario.rota):
        row = row_at(scenario, person, instant)
        return row.ready_minutes if row else None
    patterned = [team for team in scenario.teams if team.id == person.team and team.pattern]
    if not patterned:
        return None if scenario.rota and person.force == scenario.home else 0
    return by_pattern(patterned[0], instant)


def ready_by_pattern(scenario, team, instant):
    """How many minutes a team needs by the shifts of its pattern that run: the fewest; None if none runs."""
    (pattern,) = [one for one in scenario.patterns if one.id == team.pattern]
    running = []
    for day in register.days_around(scenario.zone, instant):
        entry = pattern.cycle[((day - pattern.anchor).days + team.offset_days) % len(pattern.cycle)]
        if entry != "rest" and register.runs_at(scenario, entry, day, instant):
            running += [shift.ready_minutes for shift in scenario.shifts if shift.id == entry]
    return min(running, default=None)
