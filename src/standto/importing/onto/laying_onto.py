"""Laying an import onto a scenario that exists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import time
from typing import Any

from standto.errors import OptionError
from standto.importing.onto.absence_changes import changed_absences
from standto.importing.onto.rota_changes import changed_rota
from standto.importing.onto.row_changes import ADDED, CHANGED, ENDED, RowChange, changed_rows, time_text
from standto.importing.onto.ticket_changes import changed_tickets
from standto.model.crews import Seat
from standto.model.event import UNAVAILABLE, Event
from standto.model.people import Person
from standto.model.scenario import Scenario
from standto.model.time import Instant, Period
from standto.scenario.layout import SETTINGS

BY_ID = ("forces", "capabilities", "teams", "pools", "duties", "crews", "sources", "shifts", "patterns")
"""The tables whose rows an import lays over those of the same id."""


@dataclass(frozen=True)
class LaidOnto:
    """A scenario after an import, and what the import does to it.

    Attributes
    ----------
    scenario
        The scenario after it.
    window
        From the moment of the change to the end of the sheets.
    changes
        The rows added, changed and ended, by table.
    missing
        The people of the scenario's home force who are not in the sheets; they are kept as they are.
    """

    scenario: Scenario
    window: Period
    changes: tuple[RowChange, ...]
    missing: tuple[str, ...]

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """The number of changes of each kind by table, of tables that have any."""
        found: dict[str, Counter[str]] = {}
        for change in self.changes:
            found.setdefault(change.table, Counter())[change.kind] += 1
        return {table: dict(kinds) for table, kinds in found.items()}


def laid_onto(
    base: Scenario, new: Scenario, *, since: Instant | None = None, ending: bool = True, covered: Period | None = None
) -> LaidOnto:
    """Return a scenario with an import laid onto it; nothing is deleted.

    Parameters
    ----------
    base
        The scenario that exists. Its settings stay, but its horizon reaches as far as the sheets.
    new
        What the sheets give.
    since
        The moment of the change; by default the start of the sheets.
    ending
        Whether the sheets list all tickets of the people in them.
    covered
        The time that the sheets cover; by default the horizon of `new`.

    Raises
    ------
    OptionError
        The moment is not before the end of the sheets, or the time zones differ.
    """
    covered = new.horizon if covered is None else covered
    since = covered.start if since is None else since
    if since >= covered.until:
        ends = time_text(base.zone, covered.until)
        raise OptionError(
            f"--from: {time_text(base.zone, since)} is not before the end of the sheets: write a time before {ends}"
        )
    if base.zone != new.zone:
        raise OptionError(f"the mapping's timezone is {new.zone.name}, the folder's {base.zone.name}: write the same")
    return _Laying(base, _at_home(new, base.home), Period(since, covered.until), ending=ending).result()


def _at_home(new: Scenario, home: str) -> Scenario:
    """Return an import whose home force has the id that the folder gives it."""
    if new.home == home:
        return new

    def own(force: str) -> str:
        return home if force == new.home else force

    return replace(
        new,
        home=home,
        forces=tuple(force for force in new.forces if force.id != new.home),
        people=tuple(replace(person, force=own(person.force)) for person in new.people),
        teams=tuple(replace(team, force=own(team.force)) for team in new.teams),
        pools=tuple(replace(pool, force=own(pool.force)) for pool in new.pools),
    )


class _Laying:
    """One import laid onto a scenario, table by table."""

    def __init__(self, base: Scenario, new: Scenario, window: Period, *, ending: bool) -> None:
        self._base, self._new, self._window, self._ending = base, new, window, ending
        self._changes: list[RowChange] = []

    def result(self) -> LaidOnto:
        """Lay every table."""
        base, new, window = self._base, self._new, self._window
        named = {person.id for person in new.people}
        tables: dict[str, Any] = {name: self._by_id(name) for name in BY_ID}
        if new.powers is not None:
            tables["powers"], changes = changed_rows("powers", base.powers or (), new.powers, lambda row: row.id)
            self._changes += changes
        people = self._people()
        tickets, changes = changed_tickets(base.authorisations, new.authorisations, window.start, ending=self._ending)
        self._changes += changes
        rota, changes = changed_rota(base.rota, new.rota, window, named)
        self._changes += changes
        events = self._events(named)
        scenario = replace(
            base,
            horizon=self._horizon(),
            people=people,
            authorisations=tickets,
            rota=rota,
            events=events,
            seats=self._seats(),
            digest="",
            **tables,
        )
        missing = tuple(one.id for one in base.people if one.force == base.home and one.id not in named)
        return LaidOnto(scenario, window, tuple(self._changes), missing)

    def _by_id(self, name: str) -> tuple[Any, ...]:
        rows, changes = changed_rows(name, getattr(self._base, name), getattr(self._new, name), lambda row: row.id)
        self._changes += changes
        return rows

    def _people(self) -> tuple[Person, ...]:
        """Return the people; what the sheets leave blank says nothing about a team."""
        known = {person.id: person for person in self._base.people}
        given = (self._as_known(person, known.get(person.id)) for person in self._new.people)
        rows, changes = changed_rows("people", self._base.people, given, lambda person: person.id)
        self._changes += changes
        return rows

    def _as_known(self, person: Person, known: Person | None) -> Person:
        return person if known is None or person.team else replace(person, team=known.team, force=known.force)

    def _events(self, named: set[str]) -> tuple[Event, ...]:
        """Return the events: absences by window, all others as they are if they are new."""
        zone, known = self._base.zone, self._base.horizon.start
        absences = [
            replace(event, recorded=min(event.recorded, known))
            for event in self._new.events
            if event.kind == UNAVAILABLE
        ]
        others = [event for event in self._new.events if event.kind != UNAVAILABLE and event not in self._base.events]
        shown = named if absences or self._new.rota else set[str]()
        # Absences are of whole days, so one of the first day begins before its first shift.
        days = self._window._replace(start=zone.wall_clock(zone.local(self._window.start).date(), time()))
        events, changes = changed_absences(self._base.events, absences, days, shown, zone, known)
        self._changes += changes + [RowChange("events", ADDED, None, event) for event in others]
        return (*events, *others)

    def _seats(self) -> tuple[Seat, ...]:
        """Return the seats; those of a crew in the import replace all of its old ones."""
        found, before = _by_crew(self._base.seats), len(self._changes)
        for crew, seats in _by_crew(self._new.seats).items():
            old, named = found.get(crew, ()), {_in_crew(seat) for seat in seats}
            if old != seats:
                ended = [RowChange("seats", ENDED, seat, None) for seat in old if _in_crew(seat) not in named]
                _, changes = changed_rows("seats", old, seats, _in_crew)
                # States stand in order, the best first, so another order alone is a change of each.
                self._changes += ended + changes or [RowChange("seats", CHANGED, None, seat) for seat in seats]
                found[crew] = seats
        unchanged = len(self._changes) == before
        return self._base.seats if unchanged else tuple(seat for seats in found.values() for seat in seats)

    def _horizon(self) -> Period:
        """Return the horizon, which reaches as far as the sheets."""
        base, new = self._base.horizon, self._new.horizon
        horizon = Period(min(base.start, new.start), max(base.until, new.until))
        if horizon != base:
            self._changes.append(RowChange(SETTINGS, CHANGED, _Horizon(base), _Horizon(horizon)))
        return horizon


def _by_crew(seats: Iterable[Seat]) -> dict[str, tuple[Seat, ...]]:
    found: dict[str, list[Seat]] = {}
    for seat in seats:
        found.setdefault(seat.crew, []).append(seat)
    return {crew: tuple(own) for crew, own in found.items()}


def _in_crew(seat: Seat) -> tuple[str, str]:
    return seat.state, seat.id


@dataclass(frozen=True)
class _Horizon:
    """The horizon as a row of its own, so that a change of it can be told."""

    horizon: Period

    @property
    def id(self) -> str:
        """What it is called."""
        return "the time that is planned"
