"""Short ways to write scenarios in tests.

Hours are counted from the midnight before a Monday in January, in London, when the horizon starts.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime, time

from standto.ladder import review
from standto.model.crews import Crew, Seat
from standto.model.duties import Duty, Power
from standto.model.event import Event
from standto.model.people import Authorisation, Capability, Force, Person, Pool, Team
from standto.model.policies import Policy
from standto.model.rotas import RotaRow
from standto.model.scenario import Scenario
from standto.model.shifts import Pattern, Shift
from standto.model.time import HOUR, Period
from standto.model.zone import Zone

LONDON = Zone("Europe/London")
START = LONDON.instant(datetime(2024, 1, 8))
HOME = Force("home", "home", 0)
SHIFTS = (Shift("day", time(7), time(19)), Shift("night", time(19), time(7)))


def hour(number):
    """The instant some hours after the start of the horizon."""
    return START + round(number * HOUR)


def scenario(*rows, lasts=240, **policy):
    """A scenario of some rows in any order; a tuple stands for several rows."""
    flat = [row for some in rows for row in (some if type(some) is tuple else (some,))]

    def table(sort):
        return tuple(dict.fromkeys(row for row in flat if isinstance(row, sort)))

    powers = table(Power)
    return Scenario(
        title="A test",
        zone=LONDON,
        horizon=Period(START, hour(lasts)),
        home=HOME.id,
        forces=(HOME, *table(Force)),
        duties=table(Duty),
        shifts=SHIFTS,
        patterns=table(Pattern),
        policy=Policy(**policy),
        capabilities=tuple(Capability(name) for name in ("shot", "medic", "a", "b")),
        teams=table(Team),
        people=table(Person),
        authorisations=table(Authorisation),
        pools=table(Pool),
        powers=powers or None,
        rota=table(RotaRow),
        crews=table(Crew),
        seats=table(Seat),
        events=tuple(row for row in flat if isinstance(row, Event)),
    )


# -- rows -----------------------------------------------------------------------------------------------------


def duty(name, strength, *, needs="shot", **more):
    """A duty that stands day and night; its task has its own name."""
    return Duty(name, more.pop("task", name), (needs,), strength, **more)


def places(number, *, holds="shot", pool="places"):
    """Home places that are on duty day and night."""
    return Pool(pool, HOME.id, (holds,), number, "available")


def team(name, *cycle, offset=0):
    """A team of home people with a pattern of its own."""
    return Pattern(name, date(2024, 1, 8), cycle), Team(name, HOME.id, name, offset)


def people(number, team_name, *, holds="shot"):
    """Home people of a team, named after it."""
    names = [f"{team_name}{place}" for place in range(1, number + 1)]
    return tuple(row for name in names for row in (Person(name, HOME.id, team_name), Authorisation(name, holds)))


def on_rota(person, start, until, **more):
    """A row of the rota, between two hours."""
    return RotaRow(person, Period(hour(start), hour(until)), **more)


def donor(name, number, *, kind="police", tier=1, holds="shot", state="not-asked", lead=0, period=None):
    """A force that lends people, with one pool of its own name."""
    period = {} if period is None else {"period": Period(hour(period[0]), hour(period[1]))}
    return Force(name, kind, tier), Pool(name, name, (holds,), number, state, lead_minutes=lead, **period)


def soldiers(number, **more):
    """The military's pool, `army`."""
    return donor("army", number, kind="military", tier=3, **more)


def law(*rows):
    """Powers as ``(kind, task)`` or ``(kind, task, declaration)``; all other kinds may do everything."""
    given = [(kind, "*") for kind in ("home", "police", "other") if kind not in {row[0] for row in rows}]
    return tuple(
        Power(f"p{place}", row[0], row[1], permitted=True, when=row[2] if len(row) > 2 else "")
        for place, row in enumerate([*given, *rows], 1)
    )


def event(at, kind, subject, *, until=None, recorded=None, name="", **more):
    """An event at an hour, recorded then or at another hour."""
    ends = {} if until is None else {"until": hour(until)}
    return Event(name, kind, subject, hour(at), hour(at if recorded is None else recorded), **ends, **more)


def decided(at, step, subject="home", *, count=None, name="d1", recorded=None):
    """A decision of a post."""
    return event(at, "decision", subject, step=step, count=count, name=name, recorded=recorded)


# -- answers ----------------------------------------------------------------------------------------------------


def advice(world, at, known_at=None):
    """The ids and counts that a review at an hour recommends."""
    answer = review(world, at=hour(at), known_at=None if known_at is None else hour(known_at))
    return {one.id: one.count for one in answer.recommendations}


def changes(world, at):
    """The same, only for steps that change who is called on."""
    answer = review(world, at=hour(at))
    return {one.id: one.count for one in answer.recommendations if one.changes}


def step(world, at, name):
    """The one recommendation with some id."""
    (found,) = [one for one in review(world, at=hour(at)).recommendations if one.id == name]
    return found


def hours_of(step):
    """The windows of a step, in hours from the start, each with its count."""
    return [((need.start - START) / HOUR, (need.until - START) / HOUR, need.count) for need in step.windows]


def kept(world, at):
    """The help that a review at an hour keeps, by pool, with its other fields; times are in hours."""

    def in_hours(name, value):
        is_time = name in ("start", "until", "at", "held_since") and value is not None
        return (value - START) / HOUR if is_time else value

    return {
        one.pool: {field.name: in_hours(field.name, getattr(one, field.name)) for field in fields(one)[1:]}
        for one in review(world, at=hour(at)).kept
    }


def remaining(world, at):
    """The gaps that no step closes; times are in hours."""
    return [
        (one.duty, (one.start - START) / HOUR, (one.until - START) / HOUR, one.gap)
        for one in review(world, at=hour(at)).remaining
    ]
