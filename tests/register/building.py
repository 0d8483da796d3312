"""Scenarios of a few rows, written as a planner would: a weekend of September 2023 in London."""

from __future__ import annotations

from datetime import date, datetime, time
from itertools import pairwise

from standto.model.duties import Duty
from standto.model.event import Event
from standto.model.people import Authorisation, Capability, Force, Person, Pool, Team
from standto.model.scenario import Scenario
from standto.model.shifts import Pattern, Shift
from standto.model.time import BEGINNING, FOREVER, HOUR, Period
from standto.model.zone import Zone
from standto.register import situation_of
from tests.register.reading import windows_by_name

LONDON = Zone("Europe/London")
FORCES = (Force("met", "home", 0), Force("kent", "police", 1), Force("mod", "military", 3))


def when(text, zone=LONDON):
    """Return the instant of a local time; a day and a time alone are in September 2023."""
    if text[2] == "T":
        text = f"2023-09-{text}"
    return zone.instant(datetime.fromisoformat(text))


def period(start="", until=""):
    """Return a half-open period; blank ends are open."""
    return Period(when(start) if start else BEGINNING, when(until) if until else FOREVER)


def event(kind, subject, occurred, *, recorded="", until="", **rest):
    """Return an event with local times, by default recorded when it occurred."""
    return Event(
        id=rest.pop("id", ""),
        kind=kind,
        subject=subject,
        occurred=when(occurred),
        recorded=when(recorded or occurred),
        until=when(until) if until else FOREVER,
        **rest,
    )


def duty(name="guard", *, capabilities=("armed",), strength=1, task="routine", **rest):
    """Return a duty that by default stands at all times."""
    return Duty(name, task, tuple(capabilities), strength, **rest)


def ticket(person="nx1", capability="armed", start="", until=""):
    return Authorisation(person, capability, period(start, until))


def pool(name="kent-arv", *, force="kent", count=4, state="not-asked", capabilities=("armed",), **rest):
    """Return places of another force."""
    return Pool(name, force, tuple(capabilities), count, state, **rest)


def shift(name, starts, ends):
    """Return a shift in local time."""
    return Shift(name, time.fromisoformat(starts), time.fromisoformat(ends))


def team_on(*cycle, anchor="2023-09-22", offset=0):
    """Return a pattern and a team that works it."""
    return {
        "patterns": (Pattern("pattern", date.fromisoformat(anchor), cycle),),
        "teams": (Team("team", "met", "pattern", offset),),
        "people": (Person("nx1", "met", "team"),),
    }


def scenario(*events, starts="22T18:00", ends="24T18:00", zone=LONDON, **tables):
    """Return one volunteer with one ticket for one duty, from Friday to Sunday evening; `tables` replaces any of it."""
    usual = {
        "forces": FORCES,
        "capabilities": (Capability("armed"), Capability("medic")),
        "people": (Person("nx1", "met"),),
        "authorisations": (ticket(),),
        "duties": (duty(),),
    }
    horizon = Period(when(starts, zone), when(ends, zone))
    return Scenario("A weekend", zone, horizon, "met", events=tuple(events), **usual | tables)


def windows(folder, *, at="", known_at="", until="", basis="confirmed", assume=()):
    """Return the windows of a scenario, by name."""
    situation = situation_of(
        folder,
        at=when(at, folder.zone) if at else None,
        known_at=when(known_at, folder.zone) if known_at else None,
        assume=assume,
    )
    return windows_by_name(situation, basis, when(until, folder.zone) if until else None)


def times_of(person, folder, **asking):
    """Return the times at which a person counts for a duty, as pairs of local times without the offset."""
    spans = []
    for window in windows(folder, **asking):
        if person in window.people:
            if spans and spans[-1][1] == window.start:
                spans[-1] = (spans[-1][0], window.until)
            else:
                spans.append((window.start, window.until))
    return [tuple(folder.zone.local(end).strftime("%dT%H:%M") for end in span) for span in spans]


def counts(person, folder, instant, **asking):
    """Return the duties that a person counts for at an instant."""
    return set(window_at(folder, instant, **asking).people.get(person, ()))


def places(name, folder, instant, **asking):
    """Return the number of places of a pool that count at an instant."""
    return window_at(folder, instant, **asking).places.get(name, (0,))[0]


def window_at(folder, instant, **asking):
    """Return the window around an instant."""
    moment = when(instant, folder.zone)
    (window,) = [one for one in windows(folder, **asking) if one.start <= moment < one.until]
    return window


def reasons(folder, instant, *, known_at="", duties=(0,), basis="confirmed", assume=()):
    """Return the numbers that count for none of some duties at an instant, by reason, without zeros."""
    known = when(known_at, folder.zone) if known_at else None
    found = situation_of(folder, known_at=known, assume=assume).not_counted(when(instant, folder.zone), duties, basis)
    return {reason: number for reason, number in found.items() if number}


def boundaries(folder, **asking):
    """Return the local times at which one window follows another."""
    found = windows(folder, **asking)
    assert all(before.until == after.start for before, after in pairwise(found))
    return [folder.zone.local(window.start).strftime("%dT%H:%M") for window in found[1:]]


def hours(span):
    """Return the length of a window in hours."""
    return (span.until - span.start) / HOUR
